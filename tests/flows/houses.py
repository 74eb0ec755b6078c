"""Small invented publishers, each a host of its own with a feed and a few releases, and an installation that asks them.

A house may be slow, may lie by its validators, and remembers what it was asked.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.collect import Report, collect
from flows.orders import Order, Stage, at_once
from flows.settings import FetchSettings, Settings, SourceSettings
from parsers.records import Source
from parsers.sources import read_source
from parsers.topics.watchlist import read_watchlist
from tests.flows.rooms import WATCHLIST
from tests.flows.servers import Asked, Said, answer, serving
from warehouse.database import reading
from warehouse.queries import run_sql

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = """
name = "House {name}"
country = "zz"
language = "en"
homepage = "https://www.{name}.example"
time_zone = "UTC"
verified = "unverified: invented"
expect = {{ releases_per_week = {{ min = 0, max = 1000 }}, filled = ["title"] }}

[[feed]]
name = "news"
kind = "rss"
url = "/feed"
every = "15m"

[[layout]]
name = "2026"
sign = "h1"
type = "press_release"
title = "h1"
body = ".text"
published_at = "time::attr(datetime)"
"""
ITEM = """<item><title>Release {n}</title><link>{url}/news/{n}</link>
<pubDate>Tue, 24 Nov 2026 11:0{n}:00 GMT</pubDate></item>"""
PAGE = """<html lang="en"><body><main><h1>Release {n} of {name}</h1><time datetime="2026-11-24T11:0{n}:00Z"></time>
<div class="text"><p>The Joint Expeditionary Force met in {name} for talk number {n}.</p>
<p>{edit}</p></div></main></body></html>"""


@dataclass
class House:
    """One publisher as it is now; what it says may be changed between runs."""

    name: str
    releases: int = 3
    waits_for: Callable[[], bool] | None = None  # what must have happened before it answers, within half a minute
    edit: str = "They agreed on the time."
    stale: bool = False  # one ETag for ever
    headers: dict[str, str] = field(default_factory=dict)  # of the feed
    url: str = ""
    asked: list[Asked] = field(default_factory=list)  # in order; robots.txt is not among them

    def publisher(self, asked: Asked) -> Said:
        """Answer the feed and the pages."""
        self.asked.append(asked)
        said = self.says(asked)
        return self.slowly(said, self.waits_for) if self.waits_for else said

    def says(self, asked: Asked) -> bytes:
        """Return what is said at once."""
        if self.stale and asked.headers.get("if-none-match"):
            return answer(304)
        validators = {"ETag": '"for-ever"'} if self.stale else {}
        if asked.path == "/feed":
            items = "".join(ITEM.format(n=n, url=self.url) for n in range(self.releases, 0, -1))
            body = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()
            return answer(200, body, Content_Type="application/rss+xml", **validators, **self.headers)
        page = PAGE.format(n=asked.path.rpartition("/")[2], name=self.name, edit=self.edit)
        return answer(200, page.encode(), Content_Type="text/html; charset=utf-8", **validators)

    async def slowly(self, said: bytes, happened: Callable[[], bool]) -> AsyncIterator[bytes]:
        """Say it when something has happened."""
        async with asyncio.timeout(30):
            while not happened():  # noqa: ASYNC110 - other threads make it happen
                await asyncio.sleep(0.01)
        yield said

    @property
    def paths(self) -> list[str]:
        """What was asked for."""
        return [one.path for one in self.asked]

    @property
    def source(self) -> Source:
        """What its source file says."""
        return read_source(SOURCE.format(name=self.name), name=f"zz/{self.name}", file=f"{self.name}.toml")


@dataclass
class Town:
    """An installation that watches some houses."""

    houses: Sequence[House]
    folder: Path
    now: datetime = NOON
    fetch: dict[str, Any] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings of this installation."""
        ours = {
            "data_dir": self.folder / "data",
            "allow_private_addresses": True,
            "lock_wait": timedelta(0),
            "fetch": FetchSettings(**{"requests_per_second": 0, "tries": 1, **self.fetch}),
            "sources": {house.source.name: SourceSettings(base_url=house.url) for house in self.houses},
        }
        return Settings().model_copy(update=ours)

    def collect(self, *, after: timedelta = timedelta(0), stage: Stage = at_once, **changed: Any) -> Report:
        """Collect once, so long after the time before."""
        self.now += after
        sources = tuple(house.source for house in self.houses)
        watchlist = read_watchlist(WATCHLIST, file="watchlist.toml")
        watched = tuple(one.name for one in sources)
        asked = {"mode": "all", "clock": lambda: self.now, "watched": watched, **changed}
        return collect(Order(settings=self.settings, sources=sources, watchlist=watchlist, **asked), stage=stage)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse itself."""
        with reading(self.settings.database) as connection:
            return list(run_sql(connection, sql).rows)


@contextmanager
def serving_all(*houses: House) -> Iterator[None]:
    """Serve every house at a port of its own, all in one thread."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve(rest: Sequence[House]) -> None:
        if not rest:
            ready.set()
            await stop.wait()
            return
        async with serving(rest[0].publisher) as server:
            rest[0].url = server.base
            await serve(rest[1:])

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(houses),))
    with ExitStack() as end:
        thread.start()
        end.callback(loop.close)
        end.callback(thread.join)
        end.callback(loop.call_soon_threadsafe, stop.set)
        ready.wait()
        yield
