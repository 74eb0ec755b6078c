"""The runs as commands and schedules start them: alone, or through Prefect where a server is configured.

Without a server nothing of Prefect is imported: starting a temporary one takes longer than most runs (9 s).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flows.alerts.records import Digest
from flows.collect import Report, collect
from flows.deliver import Delivered, Errand, deliver, preview
from flows.jobs import Clock
from flows.orders import Order, ProgressScreen, at_once
from flows.outlets import channels_of
from flows.replay import replay
from flows.replaying import Replayed
from flows.settings import Settings
from flows.world import World
from parsers.records import Source
from warehouse.records import Revisit


class Engine(Protocol):
    """What runs the runs."""

    def collect(
        self,
        here: World,
        *,
        mode: Revisit,
        only: Sequence[str] | None = None,
        since: date | None = None,
        paced: bool = False,
        screen: ProgressScreen | None = None,
    ) -> Report:
        """Collect from the active sources, or from those named; `paced`: ask listings whose time has come only."""

    def replay(
        self, here: World, *, only: Sequence[str] | None = None, screen: ProgressScreen | None = None
    ) -> dict[str, Replayed]:
        """Read the archive again."""

    def deliver(self, here: World, *, only: str | None = None) -> Delivered:
        """Send what is due."""

    def preview(self, here: World, *, only: str | None = None) -> tuple[Digest, ...]:
        """Return what would be sent."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Runs in this process."""

    clock: Clock

    def collect(
        self,
        here: World,
        *,
        mode: Revisit,
        only: Sequence[str] | None = None,
        since: date | None = None,
        paced: bool = False,
        screen: ProgressScreen | None = None,
    ) -> Report:
        """Collect from the active sources, or from those named; `paced`: ask listings whose time has come only."""
        order = order_of(here, self.clock, mode=mode, only=only, since=since, paced=paced)
        return collect(order, stage=at_once, screen=screen)

    def replay(
        self, here: World, *, only: Sequence[str] | None = None, screen: ProgressScreen | None = None
    ) -> dict[str, Replayed]:
        """Read the archive again."""
        return replay(order_of(here, self.clock, mode="none", only=only, flow="replay"), stage=at_once, screen=screen)

    def deliver(self, here: World, *, only: str | None = None) -> Delivered:
        """Send what is due."""
        return deliver(errand_of(here, self.clock, only))

    def preview(self, here: World, *, only: str | None = None) -> tuple[Digest, ...]:
        """Return what would be sent."""
        return preview(errand_of(here, self.clock, only))


def engine_of(here: World, clock: Clock) -> Engine:
    """Return what runs the runs, as the setting `prefect` says."""
    if not uses_prefect(here.settings):
        return Alone(clock)
    # A person at the terminal reads our own words; Prefect's would stand between them, tracebacks and all.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_INTERNAL_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    from flows.orchestration import Orchestrated  # noqa: PLC0415 - importing Prefect takes a second

    return Orchestrated(clock)


def uses_prefect(settings: Settings) -> bool:
    """Tell whether runs go through Prefect: 'auto' means where a server is configured."""
    if settings.prefect == "auto":
        return bool(os.environ.get("PREFECT_API_URL"))
    return settings.prefect == "always"


def order_of(
    here: World,
    clock: Clock,
    *,
    mode: Revisit,
    only: Sequence[str] | None = None,
    since: date | None = None,
    flow: str = "",
    paced: bool = False,
) -> Order:
    """Return what a collect run is asked to do; raises SettingsError for a source whose feeds nobody named."""
    sources: tuple[Source, ...] = tuple(here.source(name) for name in only) if only else here.active
    for source in sources:
        here.settings.check_feeds(source)
    return Order(
        settings=here.settings,
        sources=sources,
        watchlist=here.watchlist,
        clock=clock,
        flow=flow or ("backfill" if since else "collect"),
        mode=mode,
        since=since,
        paced=paced,
        watched=tuple(one.name for one in here.active),
    )


def errand_of(here: World, clock: Clock, only: str | None) -> Errand:
    """Return what a deliver run is asked to do."""
    return Errand(
        settings=here.settings,
        watchlist=here.watchlist,
        clock=clock,
        channels=channels_of(here.settings, os.environ),
        only=only,
    )
