"""A warehouse of which every view has much to say: releases with sums and mentions, silent edits, alerts sent.

Everything goes through the real loader and the real ledger. The releases are those of the newsroom's synthetic stock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from parsers.records import Amount, Problem, Release
from tests.bench.stock import SEEN_AT, SOURCE, invented
from tests.shipped import shipped_sources
from tests.warehouse.builders import JEF, fetch, mentions, subscription
from warehouse import outbox
from warehouse.database import Connection, writing
from warehouse.loading import load_visits
from warehouse.outbox import Attempt
from warehouse.records import Fetch, Visit
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

WAIT = timedelta(seconds=5)
MENTIONING, EDITED, BROKEN = 10, 20, 50  # one release in so many
DESK = subscription("desk", "jef")


def prepare(database: Path) -> None:
    """Make a warehouse that knows its source and one topic."""
    with writing(database, purpose="bench", wait=WAIT) as connection:
        keep_sources(connection, shipped_sources(), active=[SOURCE])
        keep_versions(connection, versions(connection, [JEF]), SEEN_AT)


def readings(count: int, hours: float = 0) -> Iterator[Visit]:
    """Yield a visit to each of `count` releases, as they read at first."""
    for number, release in enumerate(map(_with_sum, invented(count))):
        words = release.title.split()[0] if number % MENTIONING == 0 else ""
        yield Visit(fetch=_asked(release.url, hours), release=release, mentions=mentions(release, words))


def edits(count: int, hours: float = 2) -> Iterator[Visit]:
    """Yield visits that find some of `count` releases changed silently, and others that find nothing to read."""
    for number, release in enumerate(map(_with_sum, invented(count))):
        if number % EDITED == 0:
            changed = replace(
                release, summary=f"{release.summary} Corrected.", body=release.body.replace(" the ", " a ", 1)
            )
            yield Visit(fetch=_asked(release.url, hours), release=changed)
        elif number % BROKEN == 1:
            problem = Problem(source=SOURCE, url=release.url, kind="no_body", detail="nothing matched")
            yield Visit(fetch=_asked(release.url, hours), problem=problem)


def tell(connection: Connection, journal: Path) -> None:
    """Send everything that is due, in one digest that two channels took."""
    now = SEEN_AT + timedelta(days=400)
    outbox.take(connection, now)
    found = outbox.open_digests(connection)
    for digest in found:
        for channel in ("smtp-3fa1c2", "file-77ab01"):
            attempt = Attempt(digest_id=digest.digest_id, channel=channel, attempt=1, tried_at=now, outcome="sent")
            outbox.note_attempt(journal, attempt)
    outbox.keep_attempts(connection, journal)
    outbox.set_state(connection, [one.digest_id for one in found], "sent")
    outbox.name_digests(connection, [(one, "JEF", 1) for one in found])


def load_all(database: Path, visits: Iterator[Visit], batch: int) -> None:
    """Load visits, so many a transaction, each in an opening of its own, as a run does."""
    while some := list(islice(visits, batch)):
        with writing(database, purpose="bench", wait=WAIT) as connection:
            load_visits(connection, some, subscriptions=[DESK])


def _with_sum(release: Release) -> Release:
    return replace(
        release, amounts=(Amount(text="£2 million", value=Decimal(2_000_000), currency="GBP", field="body"),)
    )


def _asked(url: str, hours: float) -> Fetch:
    return replace(fetch(url, hours), source=SOURCE, requested_at=SEEN_AT + timedelta(hours=hours))
