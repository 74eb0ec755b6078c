"""Sources asked from where we are, to see which work: one page of each listing, then a release or two of what it names.

Nothing is kept: no archive, no database. The manners are those of a run, only that everything is asked once, so that
a host which refuses is told at once. Hosts are asked side by side, each at its own pace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from flows.answering import hosts_of
from flows.answers import Answer
from flows.jobs import Clock
from flows.manners import Manners
from flows.web import Web
from parsers.entry_documents import CONTENT_TYPE
from parsers.errors import ListingError, PageError
from parsers.listings import Listing, read_listing
from parsers.locations import mirrored
from parsers.records import Entry, Feed, Page, Source
from parsers.releases import read_release
from parsers.requests import Request, Selection, listing_request

Verdict = Literal["works", "partly", "no"]
RELEASES = 2  # read of each source
_TRIED = 5  # entries at most, for a listing may name other things than releases


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedProbe:
    """What came of one listing."""

    feed: str
    url: str
    status: int | None
    entries: int
    newest: datetime | None
    problem: str = ""  # why it cannot be used; empty: it can


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProbe:
    """What came of one release that a listing named."""

    url: str
    status: int | None
    title: str = ""
    published_at: datetime | None = None
    words: int = 0
    layout: str = ""
    problem: str = ""  # why it cannot be used; empty: it can
    is_other: bool = False  # it is something else than a release, which is passed over


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProbe:
    """What came of one source."""

    source: str
    feeds: tuple[FeedProbe, ...]
    pages: tuple[PageProbe, ...]

    @property
    def releases(self) -> tuple[PageProbe, ...]:
        """The pages that could be read."""
        return tuple(one for one in self.pages if one.title and not one.problem)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What keeps the source from working, in words."""
        feeds = list(_by_problem(self.feeds))
        pages = [one.problem for one in self.pages if one.problem and not one.is_other]
        if not self.releases and not pages and any(one.entries for one in self.feeds):
            pages = [f"none of the {len(self.pages)} newest entries is a release"]
        return tuple(dict.fromkeys((*feeds, *pages)))

    @property
    def verdict(self) -> Verdict:
        """Whether it works: everything that was asked could be read, something, or no release at all."""
        if not self.reasons and self.releases:
            return "works"
        return "partly" if self.releases else "no"


def _by_problem(feeds: Sequence[FeedProbe]) -> Iterator[str]:
    """Say each problem once, with the listings that have it: they often stand at one host."""
    for problem in dict.fromkeys(one.problem for one in feeds if one.problem):
        names = [one.feed for one in feeds if one.problem == problem]
        called = f"listing{'s' if len(names) > 1 else ''} {', '.join(names)}: "
        yield problem if names[0].startswith("http") else called + problem  # an address says where by itself


async def probe(sources: Sequence[Source], manners: Manners, clock: Clock) -> tuple[SourceProbe, ...]:
    """Ask sources, as `settings.placed` gives them, and return what came of each in their order."""
    async with Web(replace(manners, tries=1), clock=clock) as web:
        return tuple(await asyncio.gather(*(_Prober(web, source).probe() for source in sources)))


class _Prober:
    """One source being asked."""

    def __init__(self, web: Web, source: Source) -> None:
        self.web, self.source = web, source
        self.entries: dict[str, tuple[Entry, datetime]] = {}  # by URL, with the time at which they were listed

    async def probe(self) -> SourceProbe:
        feeds = [await self.feed(one) for one in self.source.feeds if one.polled]
        return SourceProbe(source=self.source.name, feeds=tuple(feeds), pages=tuple(await self.pages()))

    async def feed(self, feed: Feed) -> FeedProbe:
        request = listing_request(self.source, feed, Selection())
        answer = await self.ask(request)
        listing, problem = self.listing(feed, answer)
        if listing and not listing.entries and listing.further:  # a sitemap of sitemaps: its newest part
            answer = await self.ask(Request(url=listing.further[0].url))
            listing, problem = self.listing(feed, answer)
        entries = listing.entries if listing else ()
        self.entries |= {one.url: (one, answer.requested_at) for one in entries[:_TRIED]}
        newest = max((one.updated for one in entries if one.updated), default=None)
        return FeedProbe(
            feed=feed.name,
            url=request.name,
            status=answer.status,
            entries=len(entries),
            newest=newest,
            problem=problem or ("" if entries else "names no release"),
        )

    def listing(self, feed: Feed, answer: Answer) -> tuple[Listing | None, str]:
        if problem := _refused(answer):
            return None, problem
        try:
            return read_listing(self.source, feed, _page(answer, answer.final_url)), ""
        except ListingError as error:
            return None, str(error)

    async def pages(self) -> list[PageProbe]:
        found: list[PageProbe] = []
        newest = sorted(self.entries.values(), key=lambda one: one[0].updated or one[1], reverse=True)
        for entry, listed in newest[:_TRIED]:
            found.append(await self.page(entry, listed))
            if sum(not one.is_other for one in found) >= RELEASES:
                break
        return found

    async def page(self, entry: Entry, listed: datetime) -> PageProbe:
        if entry.document:  # what the feed says of it is all that a run reads
            content = entry.document.encode("utf-8")
            return self.read(Page(url=entry.url, content=content, content_type=CONTENT_TYPE, fetched_at=listed), None)
        answer = await self.ask(Request(url=entry.url))
        if problem := _refused(answer):
            return PageProbe(url=entry.url, status=answer.status, problem=problem)
        return self.read(_page(answer, entry.url), answer.status)

    def read(self, page: Page, status: int | None) -> PageProbe:
        try:
            release = read_release(self.source, page)
        except PageError as error:
            return PageProbe(url=page.url, status=status, problem=str(error), is_other=error.kind == "other_type")
        values = {name: getattr(release, name) for name in self.source.expect.filled}
        missing = [name for name, value in values.items() if not value]
        return PageProbe(
            url=page.url,
            status=status,
            title=release.title,
            published_at=release.published_at,
            words=len(release.body.split()),
            layout=release.layout,
            problem=f"{page.url}: nothing found for {', '.join(missing)}" if missing else "",
        )

    async def ask(self, request: Request) -> Answer:
        url = mirrored(request.url, self.source.mirror)
        return await self.web.get(url, stay_on=hosts_of(self.source), form=dict(request.form))


def _refused(answer: Answer) -> str:
    """Return why an answer holds nothing to read; empty for one that does."""
    if answer.outcome == "gone":
        return f"{answer.url} answered {answer.status}: it is not there"
    if answer.kind == "robots_unreachable":  # why that is so says what is wrong with the host
        return (answer.error or "").rpartition(" s: ")[2]
    if answer.outcome not in ("ok", "moved"):
        return answer.error or f"{answer.url} answered {answer.status}"
    return "" if answer.content else f"{answer.url}: the answer has no bytes"


def _page(answer: Answer, url: str) -> Page:
    return Page(url=url, content=answer.content, content_type=answer.content_type, fetched_at=answer.requested_at)
