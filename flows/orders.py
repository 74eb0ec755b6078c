"""What a run is asked to do, what it begins with, and how its stages are called and shown; each source's share of it.

Does not act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from flows.jobs import Advance, Clock, Job, manners_of, silent
from flows.manners import host_at
from flows.network import Network
from flows.settings import Settings
from flows.standings import pasts
from parsers.locations import mirrored
from parsers.records import Source
from parsers.topics.match import Matcher
from parsers.topics.records import Watchlist
from warehouse.polls import HostConduct
from warehouse.records import Revisit, Standing

T = TypeVar("T")


class Stage(Protocol):
    """How a stage of a run is called: `stage("list uk/govuk", list_source, job)`."""

    def __call__(self, name: str, function: Callable[..., T], /, *arguments: Any) -> T:
        """Call the function and return what it returns."""


class ProgressScreen(Protocol):
    """Where a run shows how far it has come."""

    def stage(self, source: str, what: str) -> Advance:
        """Begin to show a stage of a source, in place of the one before."""

    def ended(self, source: str) -> None:
        """Show nothing more of a source."""


class Quiet:
    """A screen that shows nothing."""

    def stage(self, source: str, what: str) -> Advance:  # noqa: ARG002 - the protocol's
        """Show nothing."""
        return silent

    def ended(self, source: str) -> None:
        """Show nothing."""


def at_once(name: str, function: Callable[..., T], /, *arguments: Any) -> T:  # noqa: ARG001 - the protocol's
    """Call a stage here and now."""
    return function(*arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is asked to do."""

    settings: Settings
    sources: tuple[Source, ...]
    watchlist: Watchlist
    clock: Clock
    flow: str = "collect"
    mode: Revisit = "due"
    since: date | None = None  # of a backfill
    paced: bool = False  # only listings whose time has come
    watched: tuple[str, ...]  # the names of all sources that are watched, whether this run asks them or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run that has begun: noted in the warehouse, its topics numbered."""

    run_id: str
    started: datetime
    watchlist: Watchlist  # topics with their versions
    matcher: Matcher
    spent: Mapping[tuple[str, str], int]  # requests of the day before, by source and its own origin
    conduct: tuple[HostConduct, ...]  # what hosts said in the runs before, where they refused anything
    standings: tuple[Standing, ...]  # of hosts: how they are treated across runs


def network_of(order: Order, begun: Begun) -> Network:
    """Return the network of a run, which knows how often each host was asked, and which are to be left alone."""
    mirrors = {source.name: order.settings.placed(source).mirror for source in order.sources}

    def host(source: str, origin: str) -> str:
        return host_at(mirrored(origin, mirrors.get(source, "")))

    spent = Counter[str]({one.host: len(one.asked) for one in begun.standings})
    for (source, origin), requests in begun.spent.items():
        spent[host(source, origin)] += requests
    conduct = [(host(one.source, one.origin), one) for one in begun.conduct]
    return Network(manners_of(order.settings), pasts(spent, conduct, begun.standings, begun.started))


def job_of(order: Order, begun: Begun, source: Source, network: Network) -> Job:
    """Return one source's share of a run."""
    return Job(
        run_id=begun.run_id,
        started=begun.started,
        source=order.settings.placed(source),
        settings=order.settings,
        watchlist=begun.watchlist,
        mode=order.mode,
        since=order.since,
        clock=order.clock,
        paced=order.paced,
        network=network,
    )
