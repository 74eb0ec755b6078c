"""Feeds and search answers to entries, newest first, and the URLs under which a listing is asked for.

Does not fetch, and does not decide what is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from parsers.blocks import collapse
from parsers.dates import parse_date
from parsers.encodings import Decoded, decode
from parsers.errors import ListingError
from parsers.feeds import Row, read_atom, read_search
from parsers.locations import ForeignLinkError, url_at_home
from parsers.records import Entry, Feed, Page, Problem, Source
from parsers.refusals import refusal

_AHEAD = timedelta(days=1)  # how far a publisher's clock may be ahead of ours before it is not believed
_SHOWN = 3  # examples that a problem names; the rest are counted
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one page of a listing holds."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    complete: bool  # False: cut off or broken; what was read is good, the rest is unknown
    named: int  # how many entries stand there, those that cannot be used and those that stand there twice included


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an operator wants of a source; empty means everything."""

    organisations: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    since: date | None = None


def listing_url(source: Source, feed: Feed, selection: Selection, page: int = 0) -> str:
    """Return the URL of page number `page` (from 0) of a feed, narrowed to a selection."""
    pairs = _filter_pairs(source, feed, selection) + _paging(feed, page)
    if selection.since and feed.kind == "search":
        pairs.append(("filter_public_timestamp", f"from:{selection.since.isoformat()}"))
    separator = "&" if "?" in feed.url else "?"
    return source.homepage + feed.url + (separator + urlencode(pairs) if pairs else "")


def wanted_types(source: Source, feed: Feed, selection: Selection) -> tuple[str, ...]:
    """Return the document types to ask a feed for; none when the feed holds nothing of the selection."""
    held = feed.document_types or source.document_types
    return tuple(kind for kind in held if not selection.document_types or kind in selection.document_types)


def _filter_pairs(source: Source, feed: Feed, selection: Selection) -> list[tuple[str, str]]:
    names = dict(feed.filters)
    pairs = [(names["organisations"], slug) for slug in selection.organisations if "organisations" in names]
    narrowed = bool(selection.document_types) or feed.kind == "search"
    if narrowed and "document_types" in names:
        pairs += [(names["document_types"], kind) for kind in wanted_types(source, feed, selection)]
    return pairs


def _paging(feed: Feed, page: int) -> list[tuple[str, str]]:
    if feed.kind == "search":
        start = [("start", str(page * feed.page_size))] if page else []
        return [("count", str(feed.page_size)), *start]
    return [("page", str(page + 1))] if page else []


def read_listing(source: Source, feed: Feed, page: Page) -> Listing:
    """Return the entries of one page of a listing, each URL once, with a problem for each kind of thing wrong with it.

    The host that was asked counts as the source's own, and every entry's URL is at the source's homepage. Problems:
    'bad_link', 'foreign_link', 'bad_date', 'future_date' (of entries), 'cut_feed', 'broken_feed', 'feed_entities',
    'charset_conflict', 'invalid_bytes'. Raises ListingError for an answer that is no listing or holds nothing:
    'empty_page', 'challenge_page', 'suspended_page', 'not_a_feed', 'feed_ended', 'empty_listing'.
    """
    decoded = decode(page.content, page.content_type)
    rows, remarks = _rows(feed, page, decoded)
    reader = _Reader(source, page)
    for row in rows:
        reader.add(row)
    if not rows:
        raise ListingError("empty_listing", f"{page.url}: expected at least one entry, got none")
    remarks = (*decoded.remarks, *remarks, *reader.remarks())
    problems = tuple(Problem(source=source.name, url=page.url, kind=kind, detail=detail) for kind, detail in remarks)
    complete = not any(problem.kind in ("cut_feed", "broken_feed") for problem in problems)
    return Listing(entries=tuple(reader.entries.values()), problems=problems, complete=complete, named=len(rows))


def _rows(feed: Feed, page: Page, decoded: Decoded) -> tuple[Sequence[Row], Iterable[tuple[str, str]]]:
    try:
        return {"atom": read_atom, "search": read_search}[feed.kind](decoded.text)
    except ListingError as error:
        kind, got = refusal(decoded.text) or (error.kind, f"{error} ({page.content_type or 'no content type'})")
        raise ListingError(kind, f"{page.url}: {got}") from error


class _Reader:
    """Rows becoming entries: the usable ones once each, what is wrong with the others counted by kind."""

    def __init__(self, source: Source, page: Page) -> None:
        self.source, self.page = source, page
        self.names = {label: kind for layout in source.layouts for label, kind in layout.type_names}
        self.entries: dict[str, Entry] = {}
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def add(self, row: Row) -> None:
        try:
            url = url_at_home(row.get("url", ""), self.page.url, self.source.homepage)
        except ForeignLinkError as error:
            self.complain("foreign_link", str(error), row)
        except ValueError as error:
            self.complain("bad_link", str(error), row)
        else:
            self.keep(self.entry(url, row))

    def keep(self, entry: Entry) -> None:
        """Add an entry; of several for one page the newest date counts, in the place of the first."""
        known = self.entries.setdefault(entry.url, entry)
        if (entry.updated or _LONG_AGO) > (known.updated or _LONG_AGO):
            self.entries[entry.url] = replace(known, updated=entry.updated)

    def entry(self, url: str, row: Row) -> Entry:
        label = row.get("category")
        title = collapse(row.get("title", "")).removeprefix(
            f"{label}: "
        )  # activity feeds put the type before the title
        return Entry(url=url, title=title, updated=self.updated(row), category=self.document_type(label))

    def document_type(self, label: str | None) -> str | None:
        """Return the document type that a feed names in words; the words for one that the source lacks."""
        slug = (label or "").lower().replace(" ", "_")
        return slug if slug in self.source.document_types else self.names.get(label or "", label)

    def updated(self, row: Row) -> datetime | None:
        """Return the entry's date; None for one that is not to be believed, so that it is never the newest."""
        text = row.get("updated", "")
        try:
            moment = parse_date(text, self.source.time_zone) if text else None
        except ValueError as error:
            self.complain("bad_date", str(error), row)
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
