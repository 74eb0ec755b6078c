"""One page of a publisher that nobody has described yet: what stands on it once, and what that may be called by.

Does not compare pages; `proposals` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bs4.element import Tag

from parsers.blocks import read_blocks, text_of_blocks
from parsers.dates import parse_date
from parsers.documents import Document
from parsers.encodings import decode
from parsers.records import Layout, Page, Release, Source

DATES = (
    "jsonld::datePublished",
    'meta[property="article:published_time"]::attr(content)',
    'meta[itemprop="datePublished"]::attr(content)',
    'meta[name="dcterms.issued"]::attr(content)',
    'meta[name="DCTERMS.issued"]::attr(content)',
    'meta[name="DC.date.issued"]::attr(content)',
    'meta[name="DC.Date"]::attr(content)',
    'meta[name="date"]::attr(content)',
    '[itemprop="datePublished"]::attr(datetime)',
    "article time::attr(datetime)",
    "main time::attr(datetime)",
    "time::attr(datetime)",
)
UPDATES = (
    "jsonld::dateModified",
    'meta[property="article:modified_time"]::attr(content)',
    'meta[property="og:updated_time"]::attr(content)',
    'meta[name="dcterms.modified"]::attr(content)',
)
TITLES = ('meta[property="og:title"]::attr(content)', 'meta[name="dcterms.title"]::attr(content)', "jsonld::headline")
SUMMARIES = (
    'meta[property="og:description"]::attr(content)',
    'meta[name="description"]::attr(content)',
    "jsonld::description",
)
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*(?:\d{1,2}(?!\d)[\w-]*)?")
_TAGS = frozenset(("h1", "article", "main"))  # stand on a page once by custom


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page of a release, and how the generic reader read it."""

    page: Page
    release: Release


def document_of(text: str, url: str) -> Document:
    """Return a page with everything that stands in its body, and what its head may say of title, dates and summary."""
    asked = (("any", (*DATES, *UPDATES, *TITLES, *SUMMARIES)),)
    everything = Layout(
        name="any", kind="html", root="body", sign="", until=None, type_names=(), document_type="", fields=asked
    )
    return Document(text, [everything], url=url)


class Specimen:
    """One page as something to select from, beside its reading."""

    def __init__(self, sample: Sample, source: Source) -> None:
        """Raise PageError for a page that cannot be parsed."""
        self.release, self.source = sample.release, source
        page, self.url = sample.page, sample.page.url
        self.document = document_of(decode(page.content, page.content_type).text, page.url)
        self.counts: dict[str, list[Tag]] = {}

    def only(self, selector: str) -> Tag | None:
        """Return the one element that a selector matches; None for none and for several."""
        if selector not in self.counts:
            self.counts[selector] = self.document.select(selector)
        found = self.counts[selector]
        return found[0] if len(found) == 1 else None

    def value(self, selector: str) -> str:
        """Return the only value that a selector reads; empty for none and for several."""
        found = set(self.document.values(selector))
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def elements(self) -> tuple[Tag, ...]:
        """Every element of the body."""
        return tuple(self.document.select("body *"))

    def is_own_address(self, text: str) -> bool:
        """Whether a text is an address with the path that the page was asked for by."""
        return text.startswith(("http://", "https://", "/")) and urlsplit(text).path == urlsplit(self.url).path

    def moment_is(self, text: str, wanted: object) -> bool:
        """Whether a text names an instant of the reading."""
        try:
            return bool(text) and parse_date(text, self.source.time_zone, self.source.tongues) == wanted
        except (ValueError, OverflowError):
            return False


def text_under(element: Tag | None) -> str:
    """Return the text of an element as a release would have it; empty for none."""
    return text_of_blocks(read_blocks(element)) if element is not None else ""


def selectors_of(element: Tag) -> Iterator[str]:
    """Return what an element may be called by, the most lasting name first."""
    yield from _own(element)
    if element.name in _TAGS:
        yield element.name
    for parent in list(element.parents)[:3]:
        yield from (f"{one} {element.name}" for one in _own(parent))


def _own(element: Tag) -> Iterator[str]:
    """Return the names that an element has for itself; numbers in them are those of one page."""
    identifier = str(element.get("id") or "")
    if _NAME.fullmatch(identifier):
        yield f"#{identifier}"
    for prop in str(element.get("itemprop") or "").split()[:1]:
        yield f'[itemprop="{prop}"]'
    for name in sorted(str(element.get("class") or "").split(), key=len, reverse=True):
        if _NAME.fullmatch(name):
            tag = element.name if element.name in _TAGS else ""
            yield f"{tag}.{name}"
