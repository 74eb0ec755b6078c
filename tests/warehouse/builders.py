"""Invented releases of an invented ministry, and the fetches and visits that bring them.

A story that a test tells runs on hours after `NOON`; texts are short, and offsets are found, never typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from parsers.records import Change, Entry, FieldName, Mention, Problem, Quote, Release, Source, Tag, Topic
from parsers.records import Expect as Expected
from warehouse.database import Connection
from warehouse.ledger import Subscription
from warehouse.loading import load_visits
from warehouse.records import Fetch, Loaded, Visit, Walk

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = "no/coast"
HOME = "https://www.coast.example/news"
FEED = "https://www.coast.example/feed.atom"
JEF = Topic(topic="jef", name="JEF", query="JEF")
NORTH = Topic(topic="high-north", name="High North", query='"High North"')
BODY = "Ten nations meet in Skarvik.\n\nThe JEF guards the cables.\n\nNotes to editors: photographs are free to use."
NOTES = "Notes to editors: photographs are free to use."


def at(hours: float) -> datetime:
    """The time so many hours after noon."""
    return NOON + timedelta(hours=hours)


def release(name: str = "grey-heron", **changes: Any) -> Release:
    """An edition of the release of that name, with some fields changed."""
    edition = Release(
        source=SOURCE,
        country="no",
        url=f"{HOME}/{name}",
        external_id=f"id-{name}",
        document_type="press_release",
        language="en",
        title="Minister opens coastal exercise",
        summary="Ships and drones for three weeks.",
        body=BODY,
        notes=NOTES,
        published_at=NOON - timedelta(minutes=10),
        updated_at=NOON - timedelta(minutes=10),
        organisations=(Tag(name="Ministry of Coast and Border"),),
        layout="api",
    )
    return replace(edition, **changes)


def edited(edition: Release, hours: float, note: str = "Corrected a figure.", **changes: Any) -> Release:
    """A later edition that says so: a new date, a change note and changed fields."""
    when = at(hours)
    return replace(edition, updated_at=when, history=(Change(at=when, note=note), *edition.history), **changes)


def fetch(url: str, hours: float, **changes: Any) -> Fetch:
    """A request that was answered with a page."""
    answered = Fetch(
        fetch_id=f"run-{hours}-{url}",
        run_id=f"run-{hours}",
        source=SOURCE,
        role="release",
        url=url,
        final_url=url,
        requested_at=at(hours),
        status=200,
        outcome="ok",
        bytes=1000,
        elapsed_ms=40,
        content_type="application/json",
        etag=f'"{hours}"',
        sha256=f"{hours}",
        warc_file="2026-11-24/run.warc.gz",
        warc_offset=0,
    )
    return replace(answered, **changes)


def failed(url: str, hours: float, kind: str = "timed_out") -> Fetch:
    """A request that was not answered."""
    nothing = {"status": None, "warc_file": None, "warc_offset": None, "sha256": None, "etag": None}
    return fetch(url, hours, outcome="failed", kind=kind, error="no answer within 30 s", **nothing)


def visit(edition: Release, hours: float, words: str = "JEF", **changes: Any) -> Visit:
    """A visit that read an edition at its own address, unless another is named, with the mentions of `words`."""
    asked = fetch(changes.pop("url", edition.url), hours, **changes)
    return Visit(fetch=asked, release=edition, mentions=mentions(edition, words))


def unreadable(url: str, hours: float, kind: str = "no_body") -> Visit:
    """A visit whose page could not be read."""
    return Visit(fetch=fetch(url, hours), problem=Problem(source=SOURCE, url=url, kind=kind, detail="nothing matched"))


def missing(url: str, hours: float, status: int = 404) -> Visit:
    """A visit to a page that is not there."""
    return Visit(fetch=fetch(url, hours, status=status, outcome="gone", warc_file=None, warc_offset=None, sha256=None))


def mentions(edition: Release, words: str, topic: str = "jef") -> tuple[Mention, ...]:
    """Every place of the title, the standfirst, the body and the quotes where words stand."""
    texts: list[tuple[FieldName, str, int | None]] = [
        ("title", edition.title, None),
        ("summary", edition.summary, None),
        ("body", edition.body, None),
        *(("quote", quote.text, number) for number, quote in enumerate(edition.quotes)),
    ]
    return tuple(
        Mention(
            topic=topic, version=1, field=field, start=start, stop=start + len(words), text=words, position=position
        )
        for field, text, position in texts
        for start in _places(words, text)
    )


def _places(words: str, text: str) -> Sequence[int]:
    return [found.start() for found in re.finditer(re.escape(words), text)] if words else []


def quote(text: str, speaker: str = "Marit Lindqvist") -> Quote:
    """Words of the minister."""
    return Quote(text=text, speaker=speaker, role="Minister for Coast and Border")


def walk(hours: float, *entries: Entry, **changes: Any) -> Walk:
    """A poll of the source's feed that brought some entries."""
    asked = fetch(FEED, hours, role="listing")
    poll = Walk(source=SOURCE, feed_url=FEED, fetches=(asked,), entries=entries, problems=(), finished=True)
    return replace(poll, **changes)


def entry(name: str, hours: float | None) -> Entry:
    """A line of the feed, dated so many hours after noon."""
    updated = None if hours is None else at(hours)
    return Entry(url=f"{HOME}/{name}", title="Minister opens coastal exercise", updated=updated)


def subscription(recipient: str = "desk", *topics: str, everything: bool = False) -> Subscription:
    """What a recipient wants to hear, at once."""
    return Subscription(recipient=recipient, topics=frozenset(topics), everything=everything, due_at=NOON)


def source(name: str = SOURCE, title: str = "Coast Ministry") -> Source:
    """The declaration of a source."""
    return Source(
        name=name,
        title=title,
        country="no",
        language="en",
        homepage="https://www.coast.example",
        time_zone="Europe/Oslo",
        verified="unverified",
        feeds=(),
        layouts=(),
        document_types=("press_release",),
        expect=Expected(releases_per_week_min=0, releases_per_week_max=9, filled=()),
    )


def load(connection: Connection, *visits: Visit, told: Sequence[Subscription] = ()) -> Loaded:
    """Load visits, each in a batch of its own as if it was another run's; returns what the last one changed."""
    found = [load_visits(connection, [one], subscriptions=told) for one in visits]
    return found[-1]


def rows(connection: Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    return connection.execute(query, values or None).fetchall()


def one(connection: Connection, query: str, *values: object) -> Any:
    """Return the only value of the only row of a query."""
    ((value,),) = rows(connection, query, *values)
    return value


def everything(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    names = [
        name for (name,) in rows(connection, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL")
    ]
    return {name: rows(connection, f'FROM "{name}" ORDER BY ALL') for name in names}
