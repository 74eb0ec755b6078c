"""The second stage: ask for the pages that are due, archive the answers, and journal them.

Does not read pages. Nothing goes into the database here: a killed run leaves a journal, which the next run loads.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.answering import Recorder
from flows.jobs import Job
from parsers.records import Problem
from parsers.releases import redirect_target
from warehouse import spool
from warehouse.archive import ArchiveWriter
from warehouse.database import writing
from warehouse.polls import keep_standings
from warehouse.records import Copy, Fetch, Robots
from warehouse.runs import keep_robots, robots, targets

_WORKERS = 4  # for each connection: a page that waits for its second try holds nobody up
# What is asked between two forced writes, and asked again after a kill.
_BATCH, _SECONDS = 64, 5.0  # answers at most, and for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What came of asking for the pages that were due."""

    pages: int
    requests: int
    unasked: Problem | None = None  # why the rest is not asked for in this run
    seconds: float = 0.0  # of asking, waits included


def visit_source(job: Job, turn: int) -> Visited:
    """Ask for every page of a source that is due; `turn` numbers the calls of one run; raises WarehouseError."""
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        due = targets(
            connection, job.source.name, mode=job.mode, ladder=job.ladder, now=job.clock(), started=job.started
        )
        kept = robots(connection)
    if not due:
        return Visited(pages=0, requests=0)
    visits = _Visits(job, turn)
    learnt, requests = job.network.run(visits.run(due, kept))
    changed = job.network.hosts.changed()
    if set(learnt) - set(kept) or changed:
        with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
            keep_robots(connection, learnt)
            keep_standings(connection, changed)
    return Visited(pages=len(due), requests=requests, unasked=visits.unasked, seconds=visits.seconds)


class _Visits:
    """One turn of asking."""

    def __init__(self, job: Job, turn: int) -> None:
        self.job, self.turn, self.done = job, turn, 0
        self.unasked: Problem | None = None
        self.seconds = 0.0
        self.name = f"{job.run_id}-{job.slug}-{turn}"
        self.waiting: list[Fetch] = []
        self.journalled = time.monotonic()

    async def run(self, due: Sequence[Copy], kept: tuple[Robots, ...]) -> tuple[tuple[Robots, ...], int]:
        archive = ArchiveWriter(self.job.settings.archive, self.name, self.job.started)
        with archive:
            async with self.job.web(kept) as web:
                recorder = Recorder(self.job, web, archive, f"visit{self.turn}")
                try:
                    await self.visit_all(recorder, due)
                finally:  # what was fetched is kept, whatever ends the turn
                    self.journal(archive)
            self.unasked, self.seconds = recorder.unasked, web.took
            return web.robots_learnt, web.requests

    async def visit_all(self, recorder: Recorder, due: Sequence[Copy]) -> None:
        """As many at once as the host allows; the client keeps the pace."""
        line = iter(due)

        async def worker() -> None:
            for known in line:
                found = await self.visit(recorder, known)  # `+= await` would add to the list of before the wait
                self.waiting += found
                self.done += 1
                self.job.advance(self.done, len(due))
                if len(self.waiting) >= _BATCH or time.monotonic() - self.journalled >= _SECONDS:
                    self.journal(recorder.archive)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(_WORKERS * self.job.settings.fetch.concurrency_per_host):
                    group.create_task(worker())
        except ExceptionGroup as stopped:  # a full disk stops several workers for the one reason
            raise stopped.exceptions[0] from stopped

    async def visit(self, recorder: Recorder, known: Copy) -> list[Fetch]:
        """Ask for one page, or for its structured twin; an item that says where it went is followed once."""
        fetch, page = await recorder.ask(self.job.twin(known.url), "release", known)
        if fetch is None:
            return []
        target = redirect_target(self.job.source, page) if page else None
        if target is None:
            return [replace(fetch, url=known.url)]
        pointer = replace(fetch, url=known.url, role="pointer", outcome="moved")
        found, _ = await recorder.ask(self.job.twin(target), "release", None)
        if found is None:
            return [pointer]
        outcome = "moved" if found.outcome == "ok" else found.outcome
        return [pointer, replace(found, url=known.url, outcome=outcome)]

    def journal(self, archive: ArchiveWriter) -> None:
        """First the pages reach the disk, then the lines that name them."""
        self.journalled = time.monotonic()
        if self.waiting:
            archive.sync()
            spool.append(self.job.spool, self.name, self.waiting)
            self.waiting = []
