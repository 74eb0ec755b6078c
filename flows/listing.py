"""The first stage of a run: poll a source's listings, newest first, until they meet what is known.

Does not ask for releases. Each listing is a walk of its own; one that fails leaves a problem and harms no other.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from flows.answering import Desk, robots_learnt, robots_records
from flows.jobs import Job
from flows.web import Web
from parsers.errors import ListingError
from parsers.listings import Listing, listing_url, read_listing, wanted_types
from parsers.records import Entry, Feed, Page, Problem
from warehouse.archive import ArchiveWriter
from warehouse.database import writing
from warehouse.records import Copy, Fetch, Robots, Walk
from warehouse.runs import Plan, keep_robots, plan
from warehouse.walks import load_walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What came of a source's listings."""

    requests: int
    due: int  # pages that a listing made due
    problems: int
    first: bool  # nothing of the source was known before


def list_source(job: Job) -> Listed:
    """Poll the listings of a source and load what they name; raises WarehouseError."""
    feeds = [feed for feed in job.source.feeds if _is_asked(job, feed)]
    urls = [listing_url(job.source, feed, job.selection) for feed in feeds]
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        known = plan(connection, job.source.name, urls, most=2 * sum(feed.pages * feed.page_size for feed in feeds))
    with ArchiveWriter(job.settings.archive, f"{job.run_id}-{job.slug}-list", job.started) as archive:
        walks, robots, requests = asyncio.run(_walk_all(job, feeds, known, archive))
        archive.sync()
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        keep_robots(connection, robots)
        due = sum(load_walk(connection, walk) for walk in walks)
    problems = sum(len(walk.problems) for walk in walks)
    return Listed(requests=requests, due=due, problems=problems, first=known.first and job.since is None)


def _is_asked(job: Job, feed: Feed) -> bool:
    """A backfill asks the way back, a poll the others; and neither a listing that holds nothing of the selection."""
    return feed.polled is (job.since is None) and bool(wanted_types(job.source, feed, job.selection))


async def _walk_all(
    job: Job, feeds: list[Feed], known: Plan, archive: ArchiveWriter
) -> tuple[list[Walk], tuple[Robots, ...], int]:
    async with Web(job.manners, clock=job.clock, robots=robots_records(known.robots)) as web:
        desk = Desk(job, web, archive, "list")
        walks = [await _Walker(desk, feed, known).walk() for feed in feeds]
        return walks, robots_learnt(web), web.requests


class _Walker:
    """One listing being walked."""

    def __init__(self, desk: Desk, feed: Feed, known: Plan) -> None:
        self.desk, self.job, self.feed, self.known = desk, desk.job, feed, known
        self.url = listing_url(self.job.source, feed, self.job.selection)
        self.fetches: list[Fetch] = []
        self.entries: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    async def walk(self) -> Walk:
        """Ask page after page; the first is asked only whether it changed."""
        finished, number = False, 0
        most = self.feed.pages if self.feed.polled else 1_000_000
        while not finished and number < most:
            listing = await self.page(number)
            if listing is None:
                break
            finished = self.is_last(listing) or self.met_known(listing)
            number += 1
            self.job.advance(len(self.entries), 0)
        finished = finished or (self.unchanged and not (self.copy and self.copy.gap))
        if not finished and number == most and not self.known.first:
            self.problem(self.url, "gap", _gap_detail(self.job, most))
        return Walk(
            source=self.job.source.name,
            feed_url=self.url,
            fetches=tuple(self.fetches),
            entries=tuple(self.entries.values()),
            problems=tuple(self.problems),
            finished=finished or (self.known.first and number == most),
        )

    @property
    def copy(self) -> Copy | None:
        return self.known.listings.get(self.url)

    @property
    def unchanged(self) -> bool:
        """The listing's first page is the one that was read before."""
        first = self.fetches[0]
        same = first.sha256 is not None and self.copy is not None and first.sha256 == self.copy.sha256
        return first.outcome == "not_modified" or same

    async def page(self, number: int) -> Listing | None:
        """Ask for one page; None ends the walk."""
        url = listing_url(self.job.source, self.feed, self.job.selection, number)
        known = self.copy if number == 0 and self.copy and not self.copy.gap else None
        fetch, page = await self.desk.ask(url, "listing", known)
        if fetch is None:
            return None
        self.fetches.append(fetch)
        if page is None or (number == 0 and known and self.unchanged):
            self.refused(fetch)
            return None
        return self.read(url, page, number)

    def refused(self, fetch: Fetch) -> None:
        if fetch.outcome not in ("ok", "moved", "not_modified"):
            detail = fetch.error or f"HTTP {fetch.status} where a listing was"
            self.problem(fetch.url, fetch.kind or "listing_gone", detail)

    def read(self, url: str, page: Page, number: int) -> Listing | None:
        try:
            listing = read_listing(self.job.source, self.feed, page)
        except ListingError as error:
            if number == 0 or error.kind != "empty_listing":
                self.problem(url, error.kind, str(error))
                return None
            return Listing(entries=(), problems=(), complete=True, named=0)  # one page beyond the last
        self.problems += [
            Problem(source=one.source, url=url, kind=one.kind, detail=one.detail) for one in listing.problems
        ]
        for entry in listing.entries:
            self.entries.setdefault(entry.url, entry)
        return listing

    def is_last(self, listing: Listing) -> bool:
        return listing.complete and listing.named < self.feed.page_size

    def met_known(self, listing: Listing) -> bool:
        """A page of nothing but known entries: what is further down was read before, unless a walk broke off there."""
        if self.job.since is not None or (self.copy and self.copy.gap):
            return False
        return listing.complete and all(
            entry.url in self.known.entries and entry.updated in (None, self.known.entries[entry.url])
            for entry in listing.entries
        )

    def problem(self, url: str, kind: str, detail: str) -> None:
        self.problems.append(Problem(source=self.job.source.name, url=url, kind=kind, detail=detail))


def _gap_detail(job: Job, pages: int) -> str:
    advice = f"`presswatch backfill {job.source.name} --since DATE` reads what lies between"
    return f"{pages} pages of the listing held only releases that are new, so older ones may be missing; {advice}"
