"""How the tests of `flows.web` ask: a client with short limits in front of a server of `servers`."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from flows.answers import Answer, Seen
from flows.manners import Manners
from flows.web import Web
from tests.flows.servers import Publisher, Server, no_robots, serving
from warehouse.records import Robots

QUICK = Manners(
    contact="desk@example.org",
    requests_per_second=0,
    connect_timeout=1,
    read_timeout=0.3,
    total_timeout=1,
    max_bytes=100_000,
    backoff_first=0.01,
    retry_after_most=3,
    allow_private_addresses=True,
)
T = TypeVar("T")
CHANCE = random.Random(1)  # noqa: S311 - spreads second tries
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@asynccontextmanager
async def asking(
    publisher: Publisher, *, robots: Publisher = no_robots, records: Iterable[Robots] = (), **limits: Any
) -> AsyncIterator[tuple[Server, Web]]:
    """Start a publisher and a client whose clock stands at noon; `limits` are those of Manners that differ."""
    async with serving(publisher, robots=robots) as server:
        manners = replace(QUICK, **limits)
        async with Web(manners, clock=lambda: NOON, robots=records, chance=CHANCE) as web:
            yield server, web


def ask(
    publisher: Publisher,
    path: str = "/page",
    *,
    robots: Publisher = no_robots,
    seen: Seen | None = None,
    stay_on: Collection[str] = (),
    **limits: Any,
) -> tuple[Answer, Server]:
    """Ask a publisher for one page; return what came of it and what the server saw."""

    async def once() -> tuple[Answer, Server]:
        async with asking(publisher, robots=robots, **limits) as (server, web):
            return await web.get(server.base + path, seen=seen, stay_on=stay_on), server

    return asyncio.run(once())


def ask_all(
    publisher: Publisher, paths: Iterable[str], *, robots: Publisher = no_robots, **limits: Any
) -> tuple[list[Answer], Server]:
    """Ask a publisher for many pages at the same time; the answers are in the order of the paths."""

    async def together(server: Server, web: Web) -> list[Answer]:
        return await asyncio.gather(*(web.get(server.base + path) for path in paths))

    return during(publisher, together, robots=robots, **limits)


def ask_in_turn(
    publisher: Publisher, paths: Iterable[str], *, robots: Publisher = no_robots, **limits: Any
) -> tuple[list[Answer], Server]:
    """Ask a publisher for many pages one after the other."""

    async def in_turn(server: Server, web: Web) -> list[Answer]:
        return [await web.get(server.base + path) for path in paths]

    return during(publisher, in_turn, robots=robots, **limits)


def during(publisher: Publisher, act: Callable[[Server, Web], Awaitable[T]], **limits: Any) -> tuple[T, Server]:
    """Do something with a publisher and a client; return its result and what the server saw."""

    async def whole() -> tuple[T, Server]:
        async with asking(publisher, **limits) as (server, web):
            return await act(server, web), server

    return asyncio.run(whole())
