"""Where the text of a release stands on a page of an unknown publisher.

trafilatura says which text it is, and the page's own markup says how it is written: the blocks that trafilatura found
are looked up on the page, the run from the first to the last is taken, and what is no text is cut out of it. So links,
lists and quotations stay as they were published. Does not judge whether it is a release; `generic_doubt` does.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Any

import lxml.html
from lxml import etree

from parsers.generic_page import GenericPage, line
from parsers.generic_text import TextBlock, break_lines, cut_out, read_text_blocks, teasers
from parsers.json_items import text_at

_SURE = 4  # words: a shorter block may stand on the page twice
_LABEL = re.compile(
    r"(for immediate release|press release|news release|pressemitteilung|pressemeddelande|communiqu[ée] de presse"
    r"|comunicado de prensa|comunicato stampa|share|print|teilen|drucken|published|updated)\b.{0,30}",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?=.*\d)[\w\s.,:/|+()-]{4,60}")
_DAY = re.compile(r"\b\d{1,2}\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b")
_WORD = re.compile(r"\w+")
_NEAR = 3  # blocks before and behind the long ones in which a short one may still belong
_BESIDE_TITLE = 30  # characters of a date or a kind that shares the heading with the title
_NEARLY_ALL = 0.8
_SHORT = 300  # characters of a text that may be only its beginning
_NEVER_TEXT = frozenset(("nav", "footer", "aside", "dialog"))  # a form or a header may hold a whole page
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST = 0.5  # of the text stands below the title, or it is no title


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """The text of a release as HTML, its blocks, all blocks of the page, and how it was found."""

    html: str
    blocks: tuple[TextBlock, ...]
    around: tuple[TextBlock, ...]
    under_title: bool  # whether it follows its printed title
    way: str  # 'trafilatura', or 'jsonld' where the page has no text of its own


def find_body(page: GenericPage, title: str, standfirst: str) -> FoundBody | None:
    """Return the text of the release on a page; None where there is nothing that reads like one.

    The standfirst is left out where it stands apart from the text.
    """
    body = deepcopy(page.body)
    break_lines(body)
    every = read_text_blocks(body)
    blocks = _without_standfirst(_chosen(every, _extracted(page.tree), title), standfirst)
    if not blocks:
        return _declared(page, every)
    numbers = {one: n for n, one in enumerate(every)}
    under = _below_title(every, [numbers[one] for one in blocks], title) > 0
    root = _common(blocks)
    cut_out(root, blocks, [one for one in every if root is one.owner or root in one.owner.iterancestors()])
    text = str(etree.tostring(root, encoding="unicode", method="html", with_tail=False))
    return FoundBody(html=text, blocks=tuple(blocks), around=every, under_title=under, way="trafilatura")


def _declared(page: GenericPage, every: tuple[TextBlock, ...]) -> FoundBody | None:
    """Return the text that the page's JSON-LD carries; a page that a script fills has no other."""
    lines = [one for one in re.split(r"\s*\n\s*", text_at(page.item, "articleBody")) if one.strip()]
    if not lines:
        return None
    if lines[0].lstrip().startswith("<"):
        root = lxml.html.fragment_fromstring("\n".join(lines), create_parent="div")
    else:
        root = lxml.html.fragment_fromstring(
            "".join(f"<p>{escape(line(one))}</p>" for one in lines), create_parent="div"
        )
    text = str(etree.tostring(root, encoding="unicode", method="html"))
    return FoundBody(html=text, blocks=read_text_blocks(root), around=every, under_title=True, way="jsonld")


def _extracted(tree: Any) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, for pages without selectors alone

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds too short is judged here, not logged
    # Strictly first: too little is mended by the page's own markup, too much is not. Short texts are looked at twice.
    found = ""
    for is_strict in (True, False):
        text = bare_extraction(tree, include_comments=False, include_tables=True, favor_precision=is_strict)
        found = f"{found}\n{getattr(text, 'text', None) or ''}"
        if len(found) > _SHORT:
            break
    return found


def _chosen(every: Sequence[TextBlock], found: str, title: str) -> list[TextBlock]:
    """Return the run of blocks that was found, without the title and what stands above it."""
    lines = [" ".join(_WORD.findall(one.casefold())) for one in found.splitlines()]
    sure = [n for n in _sure(every, lines) if not _is_apart(every[n], title)]
    if not sure:
        return []
    chrome = _chrome(every, sure)
    matched = _with_short(every, sure, lines, chrome)
    start = _below_title(every, matched, title)
    matched = [n for n in matched if n >= start]
    main = _main(every, matched)
    inside = [n for n in range(matched[0], matched[-1] + 1) if _stays(every[n], n in matched, main, chrome)]
    run = [every[n] for n in _extended(every, inside, matched, chrome, start)]
    return _trimmed(_without_teasers(run, teasers(every)))


def _sure(every: Sequence[TextBlock], lines: Sequence[str]) -> list[int]:
    """Return the numbers of the blocks of some length that are in the text found, bare links left out."""
    whole = f" {' '.join(lines)} "
    long = (n for n, one in enumerate(every) if len(one.words) >= _SURE and 2 * one.linked <= len(one.text))
    return [n for n in long if f" {' '.join(every[n].words)} " in whole]


def _is_apart(block: TextBlock, title: str) -> bool:
    """Return whether a block is the title, or stands in what never holds a text."""
    return list(block.words) == _WORD.findall(title.casefold()) or any(one.tag in _NEVER_TEXT for one in block.chrome)


def _chrome(every: Sequence[TextBlock], sure: Sequence[int]) -> frozenset[Any]:
    """Return the elements that are chrome by their name and do not hold most of the text: some sites are one form."""
    held: Counter[Any] = Counter()
    for n in sure:
        held.update(dict.fromkeys(every[n].chrome, len(every[n].text)))
    total = sum(len(every[n].text) for n in sure)
    return frozenset(one for block in every for one in block.chrome if held[one] < _MOST * total)


def _with_short(
    every: Sequence[TextBlock], sure: Sequence[int], lines: Sequence[str], chrome: frozenset[Any]
) -> list[int]:
    """Return the numbers with those of short blocks that were found too, among the long ones or close to them."""
    exact = frozenset(lines)
    near = range(max(0, sure[0] - _NEAR), min(len(every), sure[-1] + _NEAR + 1))
    short = (n for n in near if " ".join(every[n].words) in exact)
    return sorted({*sure, *(n for n in short if sure[0] < n < sure[-1] or _belongs(every[n], chrome))})


def _belongs(block: TextBlock, chrome: frozenset[Any]) -> bool:
    return chrome.isdisjoint(block.chrome) and 2 * block.linked <= len(block.text)


def _main(every: Sequence[TextBlock], matched: Sequence[int]) -> Any:
    """Return the innermost element that holds nearly all of the text found."""
    held: Counter[Any] = Counter()
    for n in matched:
        owner = every[n].owner
        held.update(dict.fromkeys((owner, *owner.iterancestors()), len(every[n].text)))
    total = sum(len(every[n].text) for n in matched)
    around = [one for one, size in held.items() if size >= _NEARLY_ALL * total]
    return max(around, key=lambda one: sum(1 for _ in one.iterancestors()))


def _stays(block: TextBlock, was_found: bool, main: Any, chrome: frozenset[Any]) -> bool:
    """Return whether a block between others is text; what stands apart from the rest must read like a sentence."""
    if block.owner is main or main in block.owner.iterancestors():
        return was_found or _belongs(block, chrome) or (block.owner.tag == "p" and chrome.isdisjoint(block.chrome))
    return _belongs(block, chrome) and block.is_prose


def _below_title(every: Sequence[TextBlock], matched: Sequence[int], title: str) -> int:
    """Return the number of the first block below the heading; of several headings, the last that has most text below.

    Zero where the title is not printed.
    """
    wanted = " ".join(_WORD.findall(title.casefold()))
    total = sum(len(every[n].text) for n in matched)
    start = 0
    for n, block in enumerate(every):
        text = " ".join(block.words)
        if wanted and wanted in text and len(text) <= len(wanted) + _BESIDE_TITLE:
            below = sum(len(every[m].text) for m in matched if m > n)
            start = n + 1 if below >= _MOST * total else start
    return start


def _extended(
    every: Sequence[TextBlock], inside: list[int], matched: Sequence[int], chrome: frozenset[Any], start: int
) -> list[int]:
    """Return the numbers, and those of what stands beside the paragraphs found: 'News release from …', 'ENDS'."""
    parents = Counter(every[n].owner.getparent() for n in matched)
    beside = {one for one, times in parents.items() if times > 1}

    def is_beside(n: int) -> bool:
        return chrome.isdisjoint(every[n].chrome) and every[n].owner.getparent() in beside

    before = takewhile(is_beside, range(inside[0] - 1, start - 1, -1))
    after = takewhile(is_beside, range(inside[-1] + 1, len(every)))
    return [*reversed(list(before)), *inside, *after]


def _without_teasers(blocks: list[TextBlock], found: dict[Any, list[TextBlock]]) -> list[TextBlock]:
    """Return the blocks without teasers of other releases that end them; what is nothing else stays, to be doubted."""
    end = len(blocks)
    while end and (blocks[end - 1].item in found or blocks[end - 1].owner.tag in _HEADINGS):
        end -= 1
    several = len({one.item for one in blocks[end:]} & found.keys()) > 1
    return blocks[:end] if end and several else blocks


def _trimmed(blocks: list[TextBlock]) -> list[TextBlock]:
    """Return the blocks without dates and labels above the text, and without bare links and labels below it."""
    while blocks and _is_label(blocks[0].text):
        blocks = blocks[1:]
    while blocks and (blocks[-1].linked >= len(blocks[-1].text) or blocks[-1].text.endswith(":")):
        blocks = blocks[:-1]
    return _without_history(blocks)


def _without_history(blocks: list[TextBlock]) -> list[TextBlock]:
    """Return the blocks without a last heading under which only dates stand, or nothing: 'Updates to this page'."""
    last = next((n for n in range(len(blocks) - 1, 0, -1) if blocks[n].owner.tag in _HEADINGS), 0)
    dated = any(_is_label(one.text) for one in blocks[last + 1 :])
    if last and (last == len(blocks) - 1 or (dated and not any(one.is_prose for one in blocks[last + 1 :]))):
        return blocks[:last]
    return blocks


def _without_standfirst(blocks: list[TextBlock], standfirst: str) -> list[TextBlock]:
    """Return the blocks without a first one that is the page's description, unless it is a paragraph among others."""
    wanted = tuple(_WORD.findall(standfirst.casefold()))
    if len(blocks) < 2 or not wanted or blocks[0].words != wanted:
        return blocks
    return blocks if blocks[0].owner.getparent() is blocks[1].owner.getparent() else blocks[1:]


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None or (_DATED.fullmatch(text) is not None and _DAY.search(text) is not None)


def _common(blocks: Sequence[TextBlock]) -> Any:
    """Return the innermost element that holds all blocks."""
    paths = [[*reversed(list(one.owner.iterancestors())), one.owner] for one in blocks]
    shared = next((n for n, level in enumerate(zip(*paths, strict=False)) if len(set(level)) > 1), min(map(len, paths)))
    return paths[0][shared - 1]
