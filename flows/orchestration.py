"""The runs as Prefect flows: a task for each source and stage, a table artifact a run, an event for each new match.

The only module that imports Prefect. Retries live in the HTTP client alone, where Retry-After is honoured; tasks take
and return small values and cache nothing. Schedules are in deploy/prefect.yaml and in `presswatch up`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, get_current_settings, temporary_settings

from flows.alerts.records import Digest
from flows.collect import Report, Screen, collect
from flows.deliver import Delivered, deliver, preview
from flows.errors import ServerError, UndeliveredError
from flows.jobs import Clock
from flows.replay import replay
from flows.replaying import Replayed
from flows.runs import errand_of, order_of
from flows.world import World, read_world
from warehouse.records import Revisit

T = TypeVar("T")


def as_task(name: str, function: Callable[..., T], /, *arguments: Any) -> T:
    """Call a stage as a task of the running flow."""

    def stage() -> T:
        return function(*arguments)

    return task(name=name, cache_policy=NO_CACHE, persist_result=False)(stage)()


def as_flow(name: str, run: Callable[[], T]) -> T:
    """Call a run as a flow run, and return what it returns; raises ServerError where the server does not answer.

    Without heartbeats, unless somebody set them: who called sees the run end, and Prefect waits up to a second at the
    end of each run for the thread that sends them, which was a tenth of a run over a thousand releases.
    """
    kept = "heartbeat_frequency" in get_current_settings().flows.model_fields_set
    updates = {} if kept else {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
    with temporary_settings(updates=updates), _server_in_reach():
        return flow(name=name, persist_result=False)(run)()


@contextmanager
def _server_in_reach() -> Iterator[None]:
    """Put what Prefect says of a server that does not answer into our words."""
    try:
        yield
    except RuntimeError as error:
        if "Failed to reach API" not in str(error):
            raise
        where = f"the Prefect server at {os.environ.get('PREFECT_API_URL')} does not answer"
        advice = 'start it, or set prefect = "never" to run without one; nothing was done'
        raise ServerError(f"{where}; {advice}") from error


@dataclass(frozen=True, slots=True)
class Orchestrated:
    """Runs as flow runs of the configured Prefect server."""

    clock: Clock

    def collect(
        self,
        here: World,
        *,
        mode: Revisit,
        only: Sequence[str] | None = None,
        since: date | None = None,
        screen: Screen | None = None,
    ) -> Report:
        """Collect from the active sources, or from those named."""

        def run() -> Report:
            order = order_of(here, self.clock, mode=mode, only=only, since=since)
            report = collect(order, stage=as_task, screen=screen)
            publish_report(report)
            return report

        return as_flow("backfill" if since else "collect", run)

    def replay(
        self, here: World, *, only: Sequence[str] | None = None, screen: Screen | None = None
    ) -> dict[str, Replayed]:
        """Read the archive again."""

        def run() -> dict[str, Replayed]:
            order = order_of(here, self.clock, mode="none", only=only, flow="replay")
            found = replay(order, stage=as_task, screen=screen)
            rows = [
                {"source": name, "read": one.read, "replaced": one.replaced, "problems": one.problems}
                for name, one in found.items()
            ]
            create_table_artifact(table=rows, key="replay", description="Archived pages read again")
            return found

        return as_flow("replay", run)

    def deliver(self, here: World, *, only: str | None = None) -> Delivered:
        """Send what is due."""

        def run() -> Delivered:
            delivered = deliver(errand_of(here, self.clock, only))
            _publish_delivered(delivered)
            return delivered

        return as_flow("deliver", run)

    def preview(self, here: World, *, only: str | None = None) -> tuple[Digest, ...]:
        """Return what would be sent; no flow run, for nothing happens."""
        return preview(errand_of(here, self.clock, only))


@flow(name="collect", persist_result=False)
def collect_flow(revisit: Literal["due", "all", "none"] = "due", sources: list[str] | None = None) -> dict[str, int]:
    """Ask the sources for what is new and visit known pages again; returns how much of what there was."""
    here = read_world(Path.cwd(), os.environ)
    report = collect(order_of(here, _now, mode=revisit, only=sources), stage=as_task)
    publish_report(report)
    return report.counts


@flow(name="deliver", persist_result=False)
def deliver_flow(recipient: str | None = None) -> dict[str, int]:
    """Send what is due; raises UndeliveredError where a channel cannot be reached."""
    here = read_world(Path.cwd(), os.environ)
    delivered = deliver(errand_of(here, _now, recipient))
    _publish_delivered(delivered)
    if delivered.failed:
        raise UndeliveredError(
            f"{len(delivered.failed)} of {len(delivered.handed)} digests did not reach every channel"
        )
    return {"sent": len(delivered.handed), "waiting": sum(one.waiting for one in delivered.waiting)}


@flow(name="replay", persist_result=False)
def replay_flow(sources: list[str] | None = None) -> dict[str, int]:
    """Read every archived page again with today's parsers; returns how many editions were replaced, by source."""
    found = Orchestrated(_now).replay(read_world(Path.cwd(), os.environ), only=sources)
    return {name: one.replaced for name, one in found.items()}


def _now() -> datetime:
    return datetime.now(UTC)


def publish_report(report: Report) -> None:
    """Leave a table of what came of a run, and tell of each new match by an event."""
    rows = [
        {
            "source": one.source,
            "seen": one.pages,
            "new": one.count("new"),
            "revised": one.count("update") + one.count("silent"),
            "withdrawn or gone": one.count("withdrawn") + one.count("gone"),
            "problems": one.problems,
            "lag": f"{one.lag_seconds:.0f} s" if one.lag_seconds is not None else "",
        }
        for one in report.sources
    ]
    create_table_artifact(table=rows, key="collect", description=f"What {report.run_id} found")
    for one in report.sources:
        for topic, release, title in one.new_mentions:
            emit_event(
                event="presswatch.match",
                resource={
                    "prefect.resource.id": f"presswatch.release.{release}",
                    "prefect.resource.name": title[:200],
                    "presswatch.topic": topic,
                    "presswatch.source": one.source,
                },
                payload={"topic": topic, "release_id": release, "title": title, "run_id": report.run_id},
            )


def _publish_delivered(delivered: Delivered) -> None:
    rows = [
        {"recipient": one.digest.recipient, "state": one.state, "items": one.digest.matched + len(one.digest.others)}
        for one in delivered.handed
    ]
    rows += [
        {"recipient": one.recipient, "state": "waiting", "items": one.waiting}
        for one in delivered.waiting
        if one.waiting
    ]
    create_table_artifact(table=rows, key="deliver", description=f"What {delivered.run_id} sent")
