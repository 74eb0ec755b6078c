"""The runs as Prefect flows: a task for each source and stage, a table artifact a run, an event for each new match.

Retries live in the HTTP client alone, where Retry-After is honoured; tasks take and return small values and cache
nothing. A run that has begun does not need the server any more (`reporting`). Schedules are in deploy/prefect.yaml and
in `presswatch up`. That one run works at a time is the business of the data folder's lock, not of Prefect's limits:
those count a run that was killed as one that is at work, and for ever where the server died too (3.8, 2026-11-25).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.settings import (
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    get_current_settings,
    temporary_settings,
)
from prefect.states import Cancelled

from flows.alerts.records import Digest
from flows.analysts import Work
from flows.checkup import checkup
from flows.collect import Report, collect
from flows.deliver import Delivered, deliver, preview
from flows.errors import ServerError, UndeliveredError
from flows.jobs import Clock
from flows.orders import ProgressScreen
from flows.publishing import publish_checked, publish_delivered, publish_replayed, publish_report
from flows.replay import replay
from flows.replaying import Replayed
from flows.reporting import done_despite, remark, server_address
from flows.runs import errand_of, order_of
from flows.world import World, read_world
from warehouse.locks import holder
from warehouse.records import Revisit

T = TypeVar("T")


def as_task(name: str, function: Callable[..., T], /, *arguments: Any) -> T:
    """Call a stage as a task of the running flow."""

    def reported(work: Callable[[], T]) -> T:
        def stage() -> T:
            return work()

        return task(name=name, cache_policy=NO_CACHE, persist_result=False)(stage)()

    return done_despite(reported, lambda: function(*arguments), needed=False)


def as_flow(name: str, run: Callable[[], T]) -> T:
    """Call a run as a flow run, and return what it returns.

    Raises ServerError where the server does not answer at the beginning; later its absence is a remark.
    """

    def reported(work: Callable[[], T]) -> T:
        def body() -> T:
            return work()

        return flow(name=name, persist_result=False)(body)()

    with temporary_settings(updates=_patience()):
        return done_despite(reported, run, needed=True)


def _patience() -> dict[Any, Any]:
    """How a person's own run goes about with the server, unless somebody set it.

    Without heartbeats: who called sees the run end, and Prefect waits up to a second at the end of each run for the
    thread that sends them, which was a tenth of a run over a thousand releases. And with two tries more for what the
    server does not take, six seconds: the five of the library are a minute for each of several calls.
    """
    now = get_current_settings()
    wanted = {
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: (now.flows, "heartbeat_frequency", None),
        PREFECT_CLIENT_MAX_RETRIES: (now.client, "max_retries", 2),
    }
    return {one: value for one, (part, name, value) in wanted.items() if name not in part.model_fields_set}


class Orchestrated:
    """Runs as flow runs of the configured Prefect server, which has to answer when the first of them begins."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._met = False  # a server that took one run

    def _as_flow(self, name: str, run: Callable[[], T]) -> T:
        """Deliver what was collected, also where the server went away between the two."""
        try:
            value = as_flow(name, run)
        except ServerError:
            if not self._met:
                raise
            remark(f"the Prefect server at {server_address()} is gone; {name} runs without it")
            return run()
        self._met = True
        return value

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

        def run() -> Report:
            order = order_of(here, self.clock, mode=mode, only=only, since=since, paced=paced)
            report = collect(order, stage=as_task, screen=screen)
            publish_report(report)
            return report

        return self._as_flow("backfill" if since else "collect", run)

    def replay(
        self, here: World, *, only: Sequence[str] | None = None, screen: ProgressScreen | None = None
    ) -> dict[str, Replayed]:
        """Read the archive again."""

        def run() -> dict[str, Replayed]:
            order = order_of(here, self.clock, mode="none", only=only, flow="replay")
            found = replay(order, stage=as_task, screen=screen)
            publish_replayed(found)
            return found

        return self._as_flow("replay", run)

    def deliver(self, here: World, *, only: str | None = None) -> Delivered:
        """Send what is due."""

        def run() -> Delivered:
            delivered = deliver(errand_of(here, self.clock, only))
            publish_delivered(delivered)
            return delivered

        return self._as_flow("deliver", run)

    def preview(self, here: World, *, only: str | None = None) -> tuple[Digest, ...]:
        """Return what would be sent; no flow run, for nothing happens."""
        return preview(errand_of(here, self.clock, only))


@flow(name="collect", persist_result=False)
def collect_flow(
    revisit: Literal["due", "all", "none"] = "due", sources: list[str] | None = None, paced: bool = False
) -> dict[str, int] | State[Any]:
    """Ask the sources for what is new and visit known pages again; returns how much of what there was.

    Schedules say `paced`: then only listings are asked whose time has come.
    """
    here = read_world(Path.cwd(), os.environ)
    if other := _at_work(here, "collect"):
        return other
    report = collect(order_of(here, _now, mode=revisit, only=sources, paced=paced), stage=as_task)
    publish_report(report)
    return report.counts


@flow(name="deliver", persist_result=False)
def deliver_flow(recipient: str | None = None) -> dict[str, int] | State[Any]:
    """Send what is due; raises UndeliveredError where a channel cannot be reached."""
    here = read_world(Path.cwd(), os.environ)
    if other := _at_work(here, "deliver"):
        return other
    delivered = deliver(errand_of(here, _now, recipient))
    publish_delivered(delivered)
    if delivered.failed:
        raise UndeliveredError(
            f"{len(delivered.failed)} of {len(delivered.handed)} digests did not reach every channel"
        )
    return {"sent": len(delivered.handed), "waiting": sum(one.waiting for one in delivered.waiting)}


@flow(name="checkup", persist_result=False)
def checkup_flow() -> dict[str, int]:
    """Judge sources and runs, and tell who looks after them; raises UndeliveredError where they cannot be reached."""
    here = read_world(Path.cwd(), os.environ)
    checked = checkup(errand_of(here, _now, None), here.active)
    publish_checked(checked)
    lost = [one.outcome for one in checked.stopped.told if not one.is_well]
    if lost or checked.unreachable:
        raise UndeliveredError("; ".join(filter(None, (*lost, checked.unreachable))))
    return {"broken": len(checked.lasting), "changed": len(checked.changed)}


@flow(name="replay", persist_result=False)
def replay_flow(sources: list[str] | None = None) -> dict[str, int] | State[Any]:
    """Read every archived page again with today's parsers; returns how many editions were replaced, by source."""
    here = read_world(Path.cwd(), os.environ)
    if other := _at_work(here, "collect"):
        return other
    found = replay(order_of(here, _now, mode="none", only=sources, flow="replay"), stage=as_task)
    publish_replayed(found)
    return {name: one.replaced for name, one in found.items()}


def _at_work(here: World, work: Work) -> State[Any] | None:
    """What a run comes to while another one works; None where nobody does. What it would find, the next one finds."""
    other = holder(here.settings.data_dir / f"{work}.lock")
    return Cancelled(message=f"not needed: {other} is at work") if other else None


def _now() -> datetime:
    return datetime.now(UTC)
