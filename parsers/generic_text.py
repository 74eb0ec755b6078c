"""The blocks of text of a page of an unknown publisher, each with the nodes that it is made of.

Does not choose among them; it lets the chooser see each block's words, links and surroundings, and cut out the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from parsers.blocks import BLOCKS, collapse
from parsers.generic_page import SKIPPED
from parsers.generic_phrases import names_a_date

_UNSEEN = SKIPPED | {"button", "select", "textarea", "svg", "iframe", "object", "head", "option", "label"}
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "header", "dialog"))
_CHROME_ROLES = frozenset(("navigation", "complementary", "search", "banner", "contentinfo", "dialog", "alertdialog"))
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(share|sharing|social|breadcrumbs?|related|recommend\w*|newsletter|subscribe|cookies?|consent|pagination"
    r"|pager|sidebar|comments?|tags?|byline|skip|menu|toolbar|print|addthis|sharedaddy|teasers?|notice|alert|metadata|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_ITEMS = frozenset(("li", "article", "tr", "dl"))
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.!?…:。！？]['\"”’»)\]]*\s*$")
_TEASER = 600  # characters of a teaser at most
_RUN = 80  # characters of a line that is a paragraph of its own, where only a line break follows it


@dataclass(slots=True, kw_only=True, eq=False)
class TextBlock:
    """One block of text on a page; changed while the page is walked, and by nobody afterwards."""

    owner: Any  # the block element in which it stands
    item: Any  # the list item, row or article around it, else the element around `owner`
    chrome: tuple[Any, ...]  # the elements around it that call themselves navigation, sharing, footer …
    nodes: list[Any]  # (element, is_tail): where its text is kept
    text: str = ""
    linked: int = 0  # characters of it that are links

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return tuple(_WORD.findall(self.text.casefold()))

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a sentence and is not mostly links."""
        return len(self.text) > 40 and 2 * self.linked < len(self.text) and _SENTENCE.search(self.text) is not None


def read_text_blocks(body: Any) -> tuple[TextBlock, ...]:
    """Return the blocks of text in an lxml element in document order, none empty; what nobody sees is left out."""
    return tuple(one for one in _Walk().read(body) if one.text)


def teasers(blocks: Sequence[TextBlock]) -> dict[Any, list[TextBlock]]:
    """Return the items that are headed by a link and bear a date, with their blocks: lines of a list of releases."""
    items: dict[Any, list[TextBlock]] = {}
    for one in blocks:
        items.setdefault(one.item, []).append(one)
    return {item: inside for item, inside in items.items() if _is_teaser(inside)}


def _is_teaser(item: Sequence[TextBlock]) -> bool:
    """Whether an item is short, bears a date, and has a link for its first or second line: the date may come first."""
    headed = any(2 * one.linked > len(one.text) for one in item[:2])
    return headed and sum(len(one.text) for one in item) < _TEASER and any(names_a_date(one.text) for one in item)


def break_lines(body: Any) -> None:
    """Turn line breaks that part paragraphs into block borders: doubled ones, and those that end a long sentence."""
    for one in list(body.iter("br")):
        before = one.getprevious()
        if (before is not None and before.tag in ("br", "hr") and not (before.tail or "").strip()) or (
            _SENTENCE.search(text := _text_before(one)) and len(text) > _RUN
        ):
            one.tag = "hr"


def _text_before(element: Any) -> str:
    before = element.getprevious()
    return str((before.tail if before is not None else element.getparent().text) or "")


class _Walk:
    """One walk over a page, with its own stack."""

    def __init__(self) -> None:
        self.block: TextBlock | None = None
        self.owners: list[Any] = []
        self.chrome: list[Any] = []
        self.links = 0

    def read(self, body: Any) -> Iterator[TextBlock]:
        hidden = 0
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                hidden += _is_unseen(element)
                yield from self.open(element)
                if not hidden:
                    self.add(element.text, (element, False))
            else:
                yield from self.close(element)
                hidden -= _is_unseen(element)
                if not hidden and element is not body:
                    self.add(element.tail, (element, True))
        yield from self.flush()

    def open(self, element: Any) -> Iterator[TextBlock]:
        self.links += element.tag == "a"
        if is_chrome(element):
            self.chrome.append(element)
        if element.tag in BLOCKS:
            yield from self.flush()
            self.owners.append(element)
        elif element.tag == "br" and self.block:
            self.block.text += " "

    def close(self, element: Any) -> Iterator[TextBlock]:
        if element.tag in BLOCKS:
            yield from self.flush()
            self.owners.pop()
        self.links -= element.tag == "a"
        if self.chrome and self.chrome[-1] is element:
            self.chrome.pop()

    def add(self, text: str | None, node: tuple[Any, bool]) -> None:
        if not text or not self.owners:
            return
        if self.block is None:
            owner = self.owners[-1]
            items = (one for one in reversed(self.owners) if one.tag in _ITEMS)
            self.block = TextBlock(
                owner=owner, item=next(items, owner.getparent()), chrome=tuple(self.chrome), nodes=[]
            )
        self.block.text += text
        self.block.nodes.append(node)
        self.block.linked += len(text.strip()) if self.links else 0

    def flush(self) -> Iterator[TextBlock]:
        if self.block:
            self.block.text = collapse(self.block.text)
            yield self.block
        self.block = None


def is_chrome(element: Any) -> bool:
    """Return whether an element calls itself something else than text: navigation, sharing, comments."""
    if element.tag in _CHROME_TAGS:
        return element.tag != "header" or not any(one.tag in ("article", "main") for one in element.iterancestors())
    if element.tag in ("html", "body", "main", "article", "p"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in _CHROME_ROLES or (len(names) > 1 and _CHROME_NAMES.search(names) is not None)


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in _UNSEEN or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None
    )


def cut_out(root: Any, kept: Sequence[TextBlock], every: Sequence[TextBlock]) -> None:
    """Empty the text of all blocks but `kept` in an element, and remove what holds no text afterwards."""
    keep, spared = {node for one in kept for node in one.nodes}, set(kept)
    for block in every:
        for element, is_tail in block.nodes if block not in spared else ():
            if (element, is_tail) not in keep:
                setattr(element, "tail" if is_tail else "text", None)
    for element in list(root.iter()):
        if element is not root and (not isinstance(element.tag, str) or _is_unseen(element)):
            _drop(element)
    for element in reversed(list(root.iter())):
        if (
            element is not root
            and element.tag not in ("br", "hr")
            and not len(element)
            and not (element.text or "").strip()
        ):
            _drop(element)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.tail = element.tail or ""
        element.drop_tree()
