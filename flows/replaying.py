"""The replay stage: archived pages read with today's parsers, and what they read otherwise put in its place.

Asks nobody for anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flows.analysts import falls_behind
from flows.holding import hold_of, settle_held
from flows.jobs import Job
from flows.reading import BATCH, Reader, added, batches
from flows.subscriptions import subscriptions_of
from parsers.topics.match import Matcher
from warehouse.database import writing
from warehouse.loading import load_readings
from warehouse.records import Fetch, Loaded
from warehouse.rereading import ArchivedEdition, Reread, archived_editions, replace_editions, unread_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay of one source came to."""

    read: int
    replaced: int  # editions that today's parsers read otherwise, and those that are compared with them
    problems: int  # pages that today's parsers cannot read; the editions stay as they were
    loaded: Loaded  # pages that could not be read when they were fetched


def replay_source(job: Job, matcher: Matcher) -> Replayed:
    """Read every archived page of a source again and load what changed; raises WarehouseError."""
    reader = Reader(source=job.source, archive=job.settings.archive, matcher=matcher)
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        editions = archived_editions(connection, job.source.name)
        unread = unread_pages(connection, job.source.name)
    again = _Again(job, reader, len(editions) + len(unread))
    for _, group in groupby(editions, key=lambda edition: edition.release_id):
        again.release(list(group))
    again.write()
    loaded = _load_unread(job, reader, unread)
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        settle_held(connection, job)
    return Replayed(read=again.read + len(unread), replaced=again.replaced, problems=again.problems, loaded=loaded)


class _Again:
    """Editions being read again, and those that are to be replaced."""

    def __init__(self, job: Job, reader: Reader, total: int) -> None:
        self.job, self.reader, self.total = job, reader, total
        self.read = self.replaced = self.problems = 0
        self.changed: list[Reread] = []

    def release(self, editions: list[ArchivedEdition]) -> None:
        """Read every edition of one release again, the first one first."""
        earlier: dict[int, Reread] = {}
        for edition in editions:
            self.read += 1
            visit = self.reader.visit(edition.fetch)
            if visit.release is None:
                self.problems += 1
                continue
            last = earlier.get(edition.revision - 1)
            before = last.release if last else None
            one = Reread(edition=edition, release=visit.release, mentions=visit.mentions, before=before)
            # Where the one before reads otherwise, what this one added and took away is to be told anew too.
            self.changed += [one] if one.changed or (last and last.changed) else []
            earlier[edition.revision] = one
        self.job.advance(self.read, self.total)
        if len(self.changed) >= BATCH:
            self.write()

    def write(self) -> None:
        """Put what today's parsers read in its place."""
        if self.changed:
            falls_behind(self.job.settings, "collect")
            self.replaced += len(self.changed)
            with writing(
                self.job.settings.database, purpose=self.job.run_id, wait=self.job.settings.lock_wait
            ) as connection:
                replace_editions(connection, self.changed)
            self.changed = []


def _load_unread(job: Job, reader: Reader, unread: Sequence[Fetch]) -> Loaded:
    total = Loaded()
    told = subscriptions_of(job.watchlist, job.clock())
    for batch in batches(unread):
        visits = [visit for visit in map(reader.visit, batch) if visit.release]
        if visits:
            falls_behind(job.settings, "collect")
            with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
                hold = hold_of(connection, job, visits)
                loaded = load_readings(connection, visits, subscriptions=told, loaded=True, hold=hold)
            total = added(total, loaded)
    return total
