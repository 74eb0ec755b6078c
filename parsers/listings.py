"""Listings to entries, newest first: what each row says, judged.

Does not fetch, and does not decide what is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from parsers.blocks import collapse
from parsers.dates import parse_date
from parsers.described import read_html_listing, read_json_listing
from parsers.encodings import decode
from parsers.entry_documents import of_row
from parsers.errors import ListingError
from parsers.feeds import Row, Rows, read_feed
from parsers.locations import ForeignLinkError, url_at_home
from parsers.records import Entry, Feed, Page, Problem, Source
from parsers.refusals import refusal

_ZERO_YEARS = (1601, 1970)  # of a clock that was never set; GOV.UK does list news of 1881
_AHEAD = timedelta(days=1)  # how far a publisher's clock may be ahead of ours before it is not believed
_FEW = 3  # entries; fewer may lack their dates by chance
_SHOWN = 3  # examples that a problem names; the rest are counted
_A_FEED = re.compile(r"\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one page of a listing holds."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    complete: bool  # False: cut off or broken; what was read is good, the rest is unknown
    named: int  # how many entries stand there, those that cannot be used and those that stand there twice included
    further: tuple[Entry, ...] = ()  # other listings that it names, the newest first
    pause: float | None = None  # seconds for which the publisher expects nothing new


def read_listing(source: Source, feed: Feed, page: Page) -> Listing:
    """Return the entries of one page of a listing, each URL once, with a problem for each kind of thing wrong with it.

    The host that was asked counts as the source's own, and every entry's URL is at the source's homepage. What the feed
    excludes is left out. Problems: 'bad_link', 'foreign_link', 'bad_date', 'future_date' (of entries), 'no_dates' (not
    a single one), 'cut_feed', 'broken_feed', 'feed_entities', 'charset_conflict', 'invalid_bytes'. Raises
    ListingError for an answer that is no listing or holds nothing: 'empty_page', 'challenge_page', 'suspended_page',
    'not_a_feed', 'feed_ended', 'empty_listing'.
    """
    decoded = decode(page.content, page.content_type)
    found = _rows(feed, page, decoded.text)
    reader, further = _Reader(source, feed, page), _Reader(source, replace(feed, include="", exclude=""), page)
    for row in found.rows:
        reader.add(row)
    for row in found.further:
        further.add(row)
    if not found.rows and not found.further:
        raise ListingError("empty_listing", f"{page.url}: expected at least one entry, got none")
    remarks = (*decoded.remarks, *found.remarks, *reader.remarks(), *_undated(feed, found))
    problems = tuple(Problem(source=source.name, url=page.url, kind=kind, detail=detail) for kind, detail in remarks)
    return Listing(
        entries=tuple(reader.entries.values()),
        problems=problems,
        complete=not any(problem.kind in ("cut_feed", "broken_feed") for problem in problems),
        named=len(found.rows),
        further=tuple(sorted(further.entries.values(), key=lambda one: one.updated or _LONG_AGO, reverse=True)),
        pause=found.pause,
    )


def _undated(feed: Feed, found: Rows) -> Iterable[tuple[str, str]]:
    """All dates gone is a site redesigned, where a feed is one that has them."""
    if feed.is_dated and len(found.rows) >= _FEW and not any(row.get("updated") for row in found.rows):
        yield "no_dates", f"expected dates, got {len(found.rows)} entries without one"


def _rows(feed: Feed, page: Page, text: str) -> Rows:
    try:
        if feed.kind == "json":
            return read_json_listing(text, feed)
        texts = feed.text != "page"
        if feed.kind != "html":
            return read_feed(text, feed.kind, texts=texts)
        is_feed = _A_FEED.match(text) is not None  # settings can put a feed in the place of a page
        return read_feed(text, "feed", texts=texts) if is_feed else read_html_listing(text, feed)
    except ListingError as error:
        kind, got = refusal(text) or (error.kind, f"{error} ({page.content_type or 'no content type'})")
        raise ListingError(kind, f"{page.url}: {got}") from error


class _Reader:
    """Rows becoming entries: the usable ones once each, what is wrong with the others counted by kind."""

    def __init__(self, source: Source, feed: Feed, page: Page) -> None:
        self.source, self.feed, self.page = source, feed, page
        self.names = {label: kind for layout in source.layouts for label, kind in layout.type_names}
        self.entries: dict[str, Entry] = {}
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def add(self, row: Row) -> None:
        try:
            url = url_at_home(row.get("url", ""), self.page.url, self.source, base=self.feed.base)
        except ForeignLinkError as error:
            if self.is_meant(row.get("url", "")):
                self.complain("foreign_link", str(error), row)
        except ValueError as error:
            self.complain("bad_link", str(error), row)
        else:
            if self.is_meant(url):
                self.keep(self.entry(url, row))

    def is_meant(self, url: str) -> bool:
        """Whether an address is that of a release, by the feed's patterns."""
        if self.feed.exclude and re.search(self.feed.exclude, url):
            return False
        return not self.feed.include or re.search(self.feed.include, url) is not None

    def keep(self, entry: Entry) -> None:
        """Add an entry; of several for one page the newest date counts, in the place of the first."""
        known = self.entries.setdefault(entry.url, entry)
        if (entry.updated or _LONG_AGO) > (known.updated or _LONG_AGO):
            self.entries[entry.url] = replace(known, updated=entry.updated, document=entry.document)

    def entry(self, url: str, row: Row) -> Entry:
        label = row.get("category")
        title = collapse(row.get("title", "")).removeprefix(
            f"{label}: "
        )  # activity feeds put the type before the title
        document = "" if self.feed.text == "page" else row.get("document") or of_row(row)
        return Entry(
            url=url, title=title, updated=self.updated(row), category=self.document_type(label), document=document
        )

    def document_type(self, label: str | None) -> str | None:
        """Return the document type that a feed names in words; the words for one that the source lacks."""
        slug = (label or "").lower().replace(" ", "_")
        return slug if slug in self.source.document_types else self.names.get(label or "", label)

    def updated(self, row: Row) -> datetime | None:
        """Return the entry's date; None for one that is not to be believed, so that it is never the newest."""
        text = row.get("updated", "")
        try:
            moment = parse_date(text, self.source.time_zone, self.source.tongues) if text else None
        except ValueError as error:
            self.complain("bad_date", str(error), row)
            return None
        if moment and moment.year in _ZERO_YEARS:
            self.complain("bad_date", f"{text!r} is a time of a clock that was never set, and not believed", row)
            return None
        if moment and moment > self.page.fetched_at + _AHEAD:
            self.complain("future_date", f"{text!r} is later than {self.page.fetched_at.isoformat()}", row)
            return None
        return moment

    def complain(self, kind: str, detail: str, row: Row) -> None:
        self.wrong[kind].append(f"{detail} in the entry {row.get('title', '')[:60]!r}")

    def remarks(self) -> Iterable[tuple[str, str]]:
        for kind, details in self.wrong.items():
            more = f"; and {len(details) - _SHOWN} more" if len(details) > _SHOWN else ""
            yield kind, "; ".join(details[:_SHOWN]) + more
