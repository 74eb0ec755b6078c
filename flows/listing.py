"""The first stage of a run: poll a source's listings, newest first, until they meet what is known.

Does not ask for releases. Each listing is a walk of its own; one that fails leaves a problem and harms no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.answering import Recorder
from flows.entry_texts import with_texts
from flows.jobs import Job
from flows.pacing import Polled, is_due, polled, wants_whole
from parsers.errors import ListingError
from parsers.listings import Listing, read_listing
from parsers.records import Entry, Feed, Page, Problem
from parsers.requests import Request, listing_request, wanted_types
from warehouse.archive import ArchiveWriter
from warehouse.database import writing
from warehouse.polls import drop_polls, keep_polls, keep_standings, kept_polls
from warehouse.records import Copy, Fetch, Poll, Robots, Walk
from warehouse.runs import Plan, keep_robots, plan
from warehouse.walks import load_walk

_MEMORY = 2  # times as many entries as the listings can name are known, for their order changes
_FULL_PAGE = 100  # entries that a page is taken to have where its source does not say
_BEYOND_THE_LAST = ("empty_listing", "not_a_feed")  # what publishers say of a page that there is not
# A listing that never ends is no history.
_AT_LEAST, _A_DAY = 1_000, 20  # pages of a backfill, and so many more for each day that it goes back
_IN_MEMORY = 500_000  # entries of one listing: about 400 MB
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What came of a source's listings."""

    requests: int
    problems: int
    first: bool  # nothing of the source was known before
    unasked: Problem | None = None  # why the rest is not asked for in this run
    seconds: float = 0.0  # of asking, waits included


def list_source(job: Job) -> Listed:
    """Poll the listings of a source and load what they name; raises WarehouseError.

    Of a paced run those whose time has come, of any other all.
    """
    feeds = [feed for feed in job.source.feeds if _is_asked(job, feed)]
    urls = [_name(job, feed) for feed in feeds]
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        known = plan(connection, job.source.name, urls, most=_memory(feeds))
        polls = kept_polls(connection, job.source.name)
    if job.paced:
        feeds = [feed for feed in feeds if is_due(polls.get(_name(job, feed)), job.started)]
    # Where time runs out before all are asked, the next run begins with those that were left.
    feeds.sort(key=lambda feed: poll.polled_at if (poll := polls.get(_name(job, feed))) else _NEVER)
    if not feeds:
        return Listed(requests=0, problems=0, first=False)
    walkers = [_Walker(job, feed, known, polls.get(_name(job, feed))) for feed in feeds]
    with ArchiveWriter(job.settings.archive, f"{job.run_id}-{job.slug}-list", job.started) as archive:
        recorder, robots = job.network.run(_walk_all(job, walkers, known, archive))
        asked = [walker for walker in walkers if walker.fetches]
        walks = with_texts(job, [walker.found() for walker in asked], archive)
        archive.sync()
    _load(job, urls, asked, walks, robots)
    problems = sum(len(walk.problems) for walk in walks)
    first = known.first and job.since is None
    return Listed(
        requests=recorder.web.requests,
        problems=problems,
        first=first,
        unasked=recorder.unasked,
        seconds=recorder.web.took,
    )


def _load(job: Job, urls: list[str], asked: list[_Walker], walks: list[Walk], robots: tuple[Robots, ...]) -> None:
    """Into the warehouse; a backfill has nothing to say of the next poll."""
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        keep_robots(connection, robots)
        keep_standings(connection, job.network.hosts.changed())
        for walk in walks:
            load_walk(connection, walk)
        if job.since is None:
            drop_polls(connection, job.source.name, urls)
            keep_polls(connection, [walker.polled() for walker in asked])


def _memory(feeds: list[Feed]) -> int:
    return _MEMORY * sum(feed.pages * (feed.page_size or _FULL_PAGE) for feed in feeds)


def _is_asked(job: Job, feed: Feed) -> bool:
    """A backfill asks the way back, a poll the others; and neither a listing that holds nothing of the selection."""
    return feed.polled is (job.since is None) and bool(wanted_types(job.source, feed, job.selection))


def _name(job: Job, feed: Feed) -> str:
    return listing_request(job.source, feed, job.selection).name


async def _walk_all(
    job: Job, walkers: list[_Walker], known: Plan, archive: ArchiveWriter
) -> tuple[Recorder, tuple[Robots, ...]]:
    async with job.web(known.robots) as web:
        recorder = Recorder(job, web, archive, "list")
        for walker in walkers:
            await walker.walk(recorder)
        return recorder, web.robots_learnt


class _Walker:
    """One listing being walked."""

    def __init__(self, job: Job, feed: Feed, known: Plan, before: Poll | None) -> None:
        self.job, self.feed, self.known, self.before = job, feed, known, before
        self.url = self.request(0).name
        self.most = feed.pages if job.since is None else _pages_back(job.started.date() - job.since)
        self.fetches: list[Fetch] = []
        self.entries: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self.repeats = False  # the last page held nothing that those before it did not hold
        self.stuck = False  # the second page is the first one again, so that what lies behind it is out of reach
        self.further: list[Entry] = []  # listings that a listing named, such as the sitemaps of a sitemap
        self.finished = False
        self.headers: tuple[tuple[str, str], ...] = ()  # of the first page's answer
        self.pause: float | None = None

    def request(self, number: int) -> Request:
        return listing_request(self.job.source, self.feed, self.job.selection, number)

    async def walk(self, recorder: Recorder) -> None:
        """Ask page after page; the first is asked only whether it changed."""
        finished, number = False, 0
        while not finished and number < self.most and len(self.entries) < _IN_MEMORY:
            listing = await self.page(recorder, number)
            if listing is None:
                break
            finished = self.is_last(listing, number) or self.met_known(listing)
            number += 1
            self.job.advance(len(self.entries), 0)
        if not self.fetches:  # nothing may be asked today
            return
        finished = not self.stuck and (finished or (self.unchanged and not (self.copy and self.copy.gap)))
        is_cut = not finished and (number >= self.most or len(self.entries) >= _IN_MEMORY)
        if is_cut and (self.job.since or not self.known.first):
            self.problem(self.url, "gap", _gap_detail(self.job, number))
        self.finished = finished or (is_cut and not self.stuck and self.known.first and self.job.since is None)

    def found(self) -> Walk:
        """Return what the walk brought."""
        return Walk(
            source=self.job.source.name,
            feed_url=self.url,
            fetches=tuple(self.fetches),
            entries=tuple(self.entries.values()),
            problems=tuple(self.problems),
            text=self.feed.text,
            finished=self.finished,
        )

    def polled(self) -> Poll:
        """Return what the poll says of the next one."""
        first = self.fetches[0]
        came = Polled(
            at=self.job.started,
            outcome=first.outcome,
            headers=self.headers,
            usable=self.finished,
            pause=self.pause,
            news=tuple(self.news()),
        )
        return polled(self.before, self.job.source.name, self.url, came, every=self.feed.every, zone=self.zone)

    @property
    def zone(self) -> str:
        return self.job.source.time_zone

    def news(self) -> Iterator[datetime]:
        """When each entry that is new appeared: as it says, or now where it says the day alone."""
        for entry in self.entries.values():
            before, at = self.known.entries.get(entry.url, _NEVER), entry.updated
            if entry.url in self.known.entries and (at is None or (before or _NEVER) >= at):
                continue
            if at and at.astimezone(ZoneInfo(self.zone)).time() != time():
                yield at
            elif not self.known.first:
                yield self.job.started

    @property
    def copy(self) -> Copy | None:
        return self.known.listings.get(self.url)

    @property
    def unchanged(self) -> bool:
        """The listing's first page is the one that was read before."""
        first = self.fetches[0]
        same = first.sha256 is not None and self.copy is not None and first.sha256 == self.copy.sha256
        return first.outcome == "not_modified" or same

    async def page(self, recorder: Recorder, number: int) -> Listing | None:
        """Ask for one page; None ends the walk."""
        request = Request(url=self.further[number - 1].url) if number and self.further else self.request(number)
        known = self.copy if number == 0 and self.copy and not self.copy.gap else None
        if known and wants_whole(self.before, self.job.started):
            known = replace(known, etag=None, last_modified=None)
        fetch, page = await recorder.ask(request.name, "listing", known, request)
        if fetch is None:
            return None
        self.headers = self.headers if self.fetches else recorder.headers
        self.fetches.append(fetch)
        if page is None or (number == 0 and known and self.unchanged):
            self.refused(fetch)
            return None
        return self.read(request.name, page, number)

    def refused(self, fetch: Fetch) -> None:
        if fetch.outcome not in ("ok", "moved", "not_modified"):
            detail = fetch.error or f"HTTP {fetch.status} where a listing was"
            self.problem(fetch.url, fetch.kind or "listing_gone", detail)

    def read(self, url: str, page: Page, number: int) -> Listing | None:
        try:
            listing = read_listing(self.job.source, self.feed, page)
        except ListingError as error:
            if number == 0 or error.kind not in _BEYOND_THE_LAST:
                self.problem(url, error.kind, str(error))
                return None
            return Listing(entries=(), problems=(), complete=True, named=0)
        self.problems += [
            Problem(source=one.source, url=url, kind=one.kind, detail=one.detail) for one in listing.problems
        ]
        fresh = [entry for entry in listing.entries if entry.url not in self.entries]
        self.pause = self.pause if number else listing.pause
        self.repeats = bool(number and listing.entries and not fresh)
        self.stuck = self.stuck or (self.repeats and number == 1 and listing.named >= self.feed.page_size > 0)
        if self.stuck:
            self.problem(url, "repeating_listing", f"page 2 of the listing is page 1 again; got {url}")
        self.entries |= {entry.url: entry for entry in fresh if not self.is_older(entry)}
        self.further += listing.further if number == 0 else ()
        return listing

    def is_older(self, entry: Entry) -> bool:
        """Older than a backfill is to go."""
        since = self.job.since
        return since is not None and entry.updated is not None and entry.updated.date() < since

    def is_last(self, listing: Listing, number: int) -> bool:
        """The end of the listing, or of what is wanted of it."""
        if self.further:
            return number >= len(self.further) or (number > 0 and self.meets(listing))
        if not self.feed.is_paged:
            return listing.complete and (self.known.first or self.copy is None or self.meets(listing))
        if self.repeats or (listing.entries and all(map(self.is_older, listing.entries))):
            return True
        return listing.complete and listing.named < max(self.feed.page_size, 1)

    def meets(self, listing: Listing) -> bool:
        """A listing of one page has lost nothing as long as it still names something that is known."""
        return self.job.since is None and any(entry.url in self.known.entries for entry in listing.entries)

    def met_known(self, listing: Listing) -> bool:
        """A page of nothing but known entries: what is further down was read before, unless a walk broke off there."""
        if self.further or self.job.since is not None or (self.copy and self.copy.gap):
            return False
        return listing.complete and all(
            entry.url in self.known.entries and entry.updated in (None, self.known.entries[entry.url])
            for entry in listing.entries
        )

    def problem(self, url: str, kind: str, detail: str) -> None:
        self.problems.append(Problem(source=self.job.source.name, url=url, kind=kind, detail=detail))


def _pages_back(span: timedelta) -> int:
    return _AT_LEAST + _A_DAY * max(span.days, 0)


def _gap_detail(job: Job, pages: int) -> str:
    if job.since:
        return f"{pages} pages of the listing did not lead back to {job.since}: it does not seem to end; look at it"
    advice = f"`presswatch backfill {job.source.name} --since DATE` reads what lies between"
    return f"{pages} pages of the listing held only releases that are new, so older ones may be missing; {advice}"
