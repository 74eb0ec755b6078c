"""The title of a release on a page of an unknown publisher, without the name of the site that often hangs on it.

Does not look into the text: what the page declares as its title, and what it prints as its heading, must do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from parsers.blocks import collapse
from parsers.generic_page import GenericPage, headline, text_of_tree

_BORDER = re.compile(
    r"(\s*[|»«·•▷]\s*|\s+(?:[-–—/]|::)\s+|(?<=\w):\s+|(?<=\])\s+)"
)  # what stands between a title and a name
_PARTS = 12  # borders of a title that are looked at; every run between two is tried
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_META = (
    ("og", ("og:title",)),
    ("markup", ("headline", "dc.title", "dcterms.title", "citation_title", "twitter:title")),
)


def find_title(page: GenericPage, site: str) -> tuple[str, str]:
    """Return (title, where it stood: 'jsonld', 'og', 'markup', 'heading' or 'head'); two empty texts for none.

    `site` is the publisher's name. The name of a site is cut off where it is known to be one, or where the rest is
    printed as a heading.
    """
    names = frozenset(map(_letters, _names(page, site)))
    for where, text in _candidates(page):
        title = _whole(_without_site(text, page.headings, names), page.headings)
        if title and _letters(title) not in names:
            return title, where
    return "", ""


def _candidates(page: GenericPage) -> Iterator[tuple[str, str]]:
    yield "jsonld", headline(page.item)
    for where, names in _META:
        yield from ((where, one) for name in names for one in page.metas.get(name, ()))
    yield from (("markup", text_of_tree(one)) for one in page.marked("headline"))
    document = next((text_of_tree(one) for one in page.tree.iter("title")), "")
    first = [text for one in page.tree.iter("h1") if (text := text_of_tree(one))]
    if len(first) == 1 and not document:
        yield "heading", first[0]
    yield "head", document
    yield from (("heading", one) for one in first)


def _names(page: GenericPage, site: str) -> Iterator[str]:
    """Return what this site may be called at the end of a title."""
    host = urlsplit(page.url).hostname or ""
    yield from (site, host, host.removeprefix("www."))
    yield from page.metas.get("og:site_name", ())
    yield from page.metas.get("application-name", ())
    yield from page.metas.get("apple-mobile-web-app-title", ())


def _without_site(text: str, headings: Iterable[str], names: frozenset[str]) -> str:
    """Return the longest run of a title's parts that is printed as a heading, else the title less the site's names."""
    pieces = _BORDER.split(text, _PARTS)
    printed = [f" {collapse(one).casefold()} " for one in headings]
    for run in _runs(pieces):
        if any(f" {run.casefold()} " in one for one in printed) and _says_something(run):
            return _without_names(run, names)
    return _without_names(text, names)


def _runs(pieces: list[str]) -> Iterator[str]:
    """Return every run of neighbouring parts, borders between them kept, the longest first."""
    parts = range(0, len(pieces), 2)
    runs = ("".join(pieces[start : stop + 1]) for start in parts for stop in parts if stop >= start)
    return iter(sorted({collapse(run) for run in runs}, key=len, reverse=True))


def _says_something(run: str) -> bool:
    return sum(letter.isalpha() for letter in run) > 3


def _without_names(text: str, names: frozenset[str]) -> str:
    """Return a title less the names of the site at its ends; what stands behind the last '|' is one by custom."""
    pieces = _BORDER.split(text, _PARTS)
    while len(pieces) > 2 and (_letters(pieces[-1]) in names or pieces[-2].strip() in ("|", "»", "")):
        pieces = pieces[:-2]
    while len(pieces) > 2 and _letters(pieces[0]) in names | {""}:
        pieces = pieces[2:]
    return collapse("".join(pieces))


def _whole(title: str, headings: Iterable[str]) -> str:
    """Return the heading that a title was cut off from, else the title."""
    start = _CUT_OFF.sub("", title)
    if start == title:
        return title
    return next((one for one in headings if one.startswith(start)), title)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
