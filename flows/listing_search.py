"""Where a site lists its releases: feeds that it names, places where feeds usually stand, sitemaps, its own page.

The kinds are tried in this order, and the first that names anything counts. Does not read what is listed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.errors import SettingsError
from flows.web import Web
from parsers.declaring import NewFeed
from parsers.discovery import (
    declared_feeds,
    declared_sitemaps,
    release_links,
    release_shape,
    usual_feeds,
    usual_sitemaps,
)
from parsers.encodings import decode
from parsers.errors import ListingError
from parsers.listings import Listing, read_listing
from parsers.records import Entry, Page, Source

MOST = 6  # listings of one kind that are asked for
_NEWS = ("news", "press", "release", "media", "post")  # in the name of a sitemap's part


class ScoutError(SettingsError):
    """A site that cannot be described: it refuses, or has no listing that can be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A listing that was looked at."""

    url: str
    way: str  # how it was found, in words
    feed: NewFeed
    entries: tuple[Entry, ...] = ()
    problem: str = ""  # why it cannot be used

    @property
    def newest(self) -> datetime | None:
        """The newest date of its entries."""
        return max((one.updated for one in self.entries if one.updated), default=None)

    @property
    def worth(self) -> tuple[bool, float, int]:
        """What makes it better than another of its kind: news in it, and then their number."""
        return bool(self.entries), self.newest.timestamp() if self.newest else 0.0, len(self.entries)


@dataclass(slots=True)
class Asker:
    """The client, and what it could not get."""

    web: Web
    failed: list[str] = field(default_factory=list)

    async def page(self, url: str) -> Page | None:
        """Return a page; None, with the reason among `failed`, where there is none to be had."""
        answer = await self.web.get(url, stay_on=None)
        if answer.outcome in ("ok", "moved") and answer.content:
            return Page(
                url=answer.final_url,
                content=answer.content,
                content_type=answer.content_type,
                fetched_at=answer.requested_at,
            )
        self.failed.append(answer.error or f"{url} answered {answer.status}")
        return None


@dataclass(slots=True)
class Search:
    """One site's listings being looked for; `source` makes a source of a listing, to read it with."""

    asker: Asker
    first: Page
    source: Callable[[NewFeed], Source]
    tried: list[Candidate] = field(default_factory=list)

    async def best(self) -> Candidate:
        """Return the best listing of the first kind that has any; raises ScoutError where none can be found."""
        for kind in (self._itself(), self._named(), self._usual(), self._sitemaps(), self._index()):
            found = [one async for one in kind]
            self.tried += found
            best = max(found, key=lambda one: one.worth, default=None)
            if best and best.entries:
                return best
        raise ScoutError(
            f"{self.first.url}: no listing found: the page is no feed and names none, none stands where feeds usually "
            "do, there is no sitemap that can be used, and the page is no list of links. Give the address of the page "
            "or feed that lists the releases"
        )

    @property
    def text(self) -> str:
        """The page that was given."""
        return decode(self.first.content, self.first.content_type).text

    async def _itself(self) -> AsyncIterator[Candidate]:
        for kind in ("feed", "sitemap"):
            async for one in self._read(self.first, NewFeed(kind=kind, url=self.first.url), "the address given"):
                yield one

    async def _named(self) -> AsyncIterator[Candidate]:
        for url in declared_feeds(self.text, self.first.url)[:MOST]:
            async for one in self._asked(url, "feed", "named in the page's head"):
                yield one

    async def _usual(self) -> AsyncIterator[Candidate]:
        for url in usual_feeds(self.first.url):
            async for one in self._asked(url, "feed", "a usual place"):
                yield one
                if one.entries:
                    return

    async def _sitemaps(self) -> AsyncIterator[Candidate]:
        robots = next((one.text for one in self.asker.web.robots_learnt), "")
        named = declared_sitemaps(robots, self.first.url)
        for url in (named or usual_sitemaps(self.first.url))[:MOST]:
            async for one in self._asked(url, "sitemap", "named in robots.txt" if named else "a usual place"):
                yield one
                if one.entries:
                    return

    async def _index(self) -> AsyncIterator[Candidate]:
        if found := release_links(self.text, self.first.url):
            feed = NewFeed(kind="html", url=self.first.url, selector=found.selector)
            async for one in self._read(self.first, feed, "the links of the page given"):
                yield one

    async def _asked(self, url: str, kind: str, way: str) -> AsyncIterator[Candidate]:
        page = await self.asker.page(url)
        if page:
            async for one in self._read(page, NewFeed(kind=kind, url=url), way):
                yield one

    async def _read(self, page: Page, feed: NewFeed, way: str) -> AsyncIterator[Candidate]:
        """Yield what a page lists, nothing for one that is no listing; of a sitemap of sitemaps its likeliest part."""
        listing, problem = self._listing(page, feed)
        if listing and listing.further:
            part = min(listing.further, key=lambda one: not any(word in one.url.lower() for word in _NEWS))
            async for one in self._asked(part.url, feed.kind, f"a part of {page.url}"):
                yield one
        elif listing and feed.kind == "sitemap" and not feed.include:
            if shape := release_shape([one.url for one in listing.entries]):
                async for one in self._read(page, replace(feed, include=shape), way):
                    yield one
        elif listing or problem:
            entries = listing.entries if listing else ()
            wrong = problem or ("" if entries or not listing else "; ".join(one.detail for one in listing.problems))
            yield Candidate(url=page.url, way=way, feed=feed, entries=_newest_first(entries), problem=wrong)

    def _listing(self, page: Page, feed: NewFeed) -> tuple[Listing | None, str]:
        source = self.source(feed)
        try:
            return read_listing(source, source.feeds[0], page), ""
        except ListingError as error:
            return None, "" if error.kind == "not_a_feed" else str(error)


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: one.updated.timestamp() if one.updated else 0.0, reverse=True))
