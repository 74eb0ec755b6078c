"""When a page of an unknown publisher was published and updated, by the best evidence that it gives.

Does not read the clock: the moment at which the page was fetched is the latest that is believed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from parsers.dates import parse_date
from parsers.generic_page import GenericPage, text_of_tree
from parsers.json_items import text_at
from parsers.records import Source

_PUBLISHED = (
    "article:published_time og:published_time og:article:published_time datepublished dc.date.issued dcterms.issued "
    "dc.date.published dcterms.available publish_date publish-date publication_date publicationdate pubdate "
    "dc.date.created dcterms.created citation_publication_date sailthru.date parsely-pub-date"
).split()
_VAGUE = "dc.date dcterms.date date".split()  # some date in the life of the page: what the reader is shown goes first
_UPDATED = (
    "article:modified_time og:updated_time og:modified_time datemodified dcterms.modified dc.date.modified"
).split()
_EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)  # years before it are a publisher's "none": 0001, 1601
_NO_DATES = frozenset((datetime(1970, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)))  # zero, as a date
_ZONES_AHEAD = timedelta(hours=14)  # a time without its zone may be that much ahead of the true one
_SHORT = 60  # characters of a line that holds a date and hardly anything else
_YEAR = re.compile(r"(?:19|20)\d\d")
_PUBLISHING = re.compile(r"publi|posted|release|issued|created|entry-date", re.IGNORECASE)
_CHANGING = re.compile(r"modif|updat|change", re.IGNORECASE)


class GenericDates:
    """The dates of one page."""

    def __init__(self, page: GenericPage, source: Source, language: str, fetched_at: datetime) -> None:
        """A date without a zone is of the source's, a date without a time is its midnight; `language` is the page's."""
        self.page, self.source, self.latest = page, source, fetched_at
        self.languages = tuple(dict.fromkeys((language.partition("-")[0], *source.tongues)))

    def published(self, title: str) -> tuple[datetime | None, str]:
        """Return (instant, where it stood: 'jsonld', 'meta', 'markup', 'time', 'text', 'htmldate'); (None, '')."""
        ways = (
            ("jsonld", iter([text_at(self.page.item, "datePublished")])),
            ("meta", self._metas(_PUBLISHED)),
            ("markup", self._marked("datePublished")),
            ("time", self._times(title)),
            ("meta", self._metas(_VAGUE)),
            ("text", self._lines(title)),
            ("jsonld", iter([text_at(self.page.item, "dateCreated")])),
            ("htmldate", self._searched()),
        )
        return next(((at, where) for where, texts in ways for one in texts if (at := self.instant(one))), (None, ""))

    def updated(self, published: datetime | None) -> datetime | None:
        """Return the instant of the last update that the page declares; None for one that precedes publication."""
        declared = (text_at(self.page.item, "dateModified"), *self._metas(_UPDATED), *self._marked("dateModified"))
        found = next((at for one in declared if (at := self.instant(one))), None)
        return None if found and published and found < published else found

    def instant(self, text: str) -> datetime | None:
        """Return the instant that a text names; None for a form that is not known, and for a date not believed."""
        try:
            found = parse_date(text, self.source.time_zone, self.languages)
        except (ValueError, OverflowError):
            return None
        return found if _EARLIEST <= found <= self._limit(text) and found not in _NO_DATES else None

    def _limit(self, text: str) -> datetime:
        has_zone = re.search(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", text) is not None
        return self.latest if has_zone else self.latest + _ZONES_AHEAD

    def _metas(self, names: list[str]) -> Iterator[str]:
        return (one for name in names for one in self.page.metas.get(name, ()))

    def _marked(self, name: str) -> Iterator[str]:
        for one in self.page.marked(name):
            yield one.get("datetime") or one.get("content") or text_of_tree(one)

    def _times(self, title: str) -> Iterator[str]:
        """Return the dates of time elements: those named after publication, then by their nearness to the title."""
        named, others = [], []
        for distance, element in self._near(title, "time"):
            words = " ".join((element.get("class") or "", element.get("id") or "", element.get("itemprop") or ""))
            if "pubdate" in element.attrib or _PUBLISHING.search(words):
                named.append((0, element))
            elif not _CHANGING.search(words):
                others.append((distance, element))
        for _, element in (*named, *sorted(others, key=lambda one: one[0])):
            yield from filter(None, (element.get("datetime"), text_of_tree(element)))

    def _near(self, title: str, tag: str) -> Iterator[tuple[int, Any]]:
        """Return (distance from the heading in elements, element); what stands in chrome is left out."""
        elements = [one for one in self.page.body.iter() if isinstance(one.tag, str)]
        start = next((n for n, one in enumerate(elements) if one.tag == "h1" and title in text_of_tree(one)), 0)
        for n, one in enumerate(elements):
            if one.tag == tag and not any(parent in self.page.chrome for parent in one.iterancestors()):
                yield abs(n - start), one

    def _lines(self, title: str) -> Iterator[str]:
        """Return short lines with a year in them, from the heading on: the line under a title."""
        nodes = self.page.body.xpath(".//text()[normalize-space() and not(ancestor::script or ancestor::style)]")
        texts = [" ".join(one.split()) for one in nodes]
        start = next((n for n, one in enumerate(texts) if title and title in one), 0)
        for one in texts[max(0, start - 5) : start + 15]:
            if len(one) <= _SHORT and one != title and _YEAR.search(one):
                yield one

    def _searched(self) -> Iterator[str]:
        from htmldate import find_date  # noqa: PLC0415 - a third of a second, and most pages declare their date

        logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # it complains of pages that it cannot read
        latest = self.latest.strftime("%Y-%m-%d")
        try:
            found = find_date(self.page.tree, original_date=True, extensive_search=True, max_date=latest)
        except (ValueError, OverflowError):  # a zone of thirty hours, which it takes for one
            found = None
        yield from [found] if found else []
