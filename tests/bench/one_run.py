"""One run in a process of its own, timed: `python -m tests.bench.one_run URL FOLDER [SINCE]`, to one JSON object.

With PREFECT_API_URL in its environment the run is a flow run of that server. URL is where the invented newsroom is; a
run with SINCE is a backfill.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from flows.collect import Report, collect
from flows.orders import Order, Stage, at_once
from flows.settings import FetchSettings, Settings, SourceSettings
from parsers.topics.watchlist import read_watchlist
from tests.flows.rooms import WATCHLIST
from tests.shipped import shipped_sources

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a run took."""

    seconds: float  # the whole run, without loading anything
    stages: float  # seconds inside its stages, which are all that does anything for long
    loading: float  # seconds until Prefect was loaded; 0 without
    requests: int
    pages: int
    memory: int  # at most, in bytes


@dataclass
class Stopwatch:
    """Adds up the time inside the stages of a run, however they are called."""

    stage: Stage
    seconds: float = field(default=0.0)

    def __call__(self, name: str, function: Callable[..., T], /, *arguments: Any) -> T:
        """Call a stage as `stage` does, and time it from within."""

        def timed(*given: Any) -> T:
            started = time.perf_counter()
            try:
                return function(*given)
            finally:
                self.seconds += time.perf_counter() - started

        return self.stage(name, timed, *arguments)


def order_of(url: str, folder: Path, since: date | None) -> Order:
    """Return the order of a run against the newsroom, as fast as it answers."""
    ours = {
        "data_dir": folder,
        "contact": "desk@example.org",
        "allow_private_addresses": True,
        "lock_wait": timedelta(seconds=5),
        "fetch": FetchSettings(requests_per_second=0, tries=2),
        "sources": {"uk/govuk": SourceSettings(base_url=url)},
    }
    sources = tuple(one for one in shipped_sources() if one.watched)
    return Order(
        settings=Settings().model_copy(update=ours),
        sources=sources,
        watched=tuple(one.name for one in sources),
        watchlist=read_watchlist(WATCHLIST, file="watchlist.toml"),
        clock=lambda: datetime.now(UTC),
        flow="backfill" if since else "collect",
        mode="none",
        since=since,
    )


def run(order: Order) -> Timed:
    """Run an order and return what it took."""
    begun = time.perf_counter()
    through_prefect = bool(os.environ.get("PREFECT_API_URL"))
    call, stage = _through_prefect() if through_prefect else (_directly, at_once)
    watch = Stopwatch(stage)
    started = time.perf_counter()
    report = call(lambda: collect(order, stage=watch))
    seconds = time.perf_counter() - started
    asked = report.counts
    return Timed(
        seconds=seconds,
        stages=watch.seconds,
        loading=started - begun if through_prefect else 0.0,
        requests=asked["requests"],
        pages=asked["pages"],
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def _directly(run: Callable[[], Report]) -> Report:
    return run()


def _through_prefect() -> tuple[Callable[[Callable[[], Report]], Report], Stage]:
    from flows.orchestration import as_flow, as_task  # noqa: PLC0415 - loading it is timed
    from flows.publishing import publish_report  # noqa: PLC0415 - as above

    def call(run: Callable[[], Report]) -> Report:
        def whole() -> Report:
            report = run()
            publish_report(report)
            return report

        return as_flow("collect", whole)

    return call, as_task


if __name__ == "__main__":
    address, data, *day = sys.argv[1:]
    made = run(order_of(address, Path(data), date.fromisoformat(day[0]) if day else None))
    sys.stdout.write(json.dumps(asdict(made)) + "\n")
