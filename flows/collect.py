"""The collect run: list, visit, read and load, several sources side by side, and the analysts' copy at the end.

Stages are plain functions; `stage` says how they are called, so that the same run works alone and as tasks of Prefect.
Does not deliver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.analysts import bring_up
from flows.checkup import judge_sources
from flows.collecting import Collecting, SourceReport
from flows.heartbeat import beat, ping
from flows.jobs import new_run_id
from flows.orders import Begun, Order, ProgressScreen, Quiet, Stage, at_once, network_of
from flows.resting import REMEMBERED
from flows.side_by_side import side_by_side
from flows.versions import number_topics
from parsers.records import Problem
from parsers.topics.match import Matcher
from warehouse.database import writing
from warehouse.locks import exclusive
from warehouse.polls import conduct_since, requests_since, standings
from warehouse.problems import settle_shortfalls
from warehouse.records import Run
from warehouse.runs import keep_end, keep_run, keep_sources
from warehouse.stories import catch_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one run."""

    run_id: str
    started: datetime
    finished: datetime
    sources: tuple[SourceReport, ...]

    @property
    def problems(self) -> int:
        """How many things went wrong."""
        return sum(one.problems for one in self.sources)

    @property
    def counts(self) -> dict[str, int]:
        """Changes by kind, requests and problems, over all sources."""
        kinds = Counter[str](change.kind for one in self.sources for change in one.changes)
        asked = {"requests": sum(one.requests for one in self.sources), "pages": sum(one.pages for one in self.sources)}
        return {**asked, "problems": self.problems, **kinds}


def collect(order: Order, *, stage: Stage = at_once, screen: ProgressScreen | None = None) -> Report:
    """Run the order and return what came of it; raises LockedError while another run holds the data folder."""
    settings, screen = order.settings, screen or Quiet()
    started = order.clock()
    run_id = new_run_id(order.flow, started)
    lock = settings.data_dir / "collect.lock"
    with exclusive(lock, purpose=f"{order.flow} {run_id}", wait=settings.lock_wait):
        begun = begin(order, run_id, started)
        with network_of(order, begun) as network:
            each = Collecting(order, begun, network, stage, screen)
            reports = side_by_side(each.collected, order.sources, network)
        report = Report(run_id=run_id, started=started, finished=order.clock(), sources=reports)
        shortfalls = [one for source in reports for one in source.shortfalls]
        close(order, run_id, started, report.counts, problems=report.problems, shortfalls=shortfalls)
    return report


def begin(order: Order, run_id: str, started: datetime) -> Begun:
    """Note the run, run new topic versions over everything that is kept, and gather what is in no story yet."""
    with writing(order.settings.database, purpose=run_id, wait=order.settings.lock_wait) as connection:
        keep_run(
            connection, Run(run_id=run_id, flow=order.flow, started_at=started, finished_at=None, outcome="interrupted")
        )
        keep_sources(connection, order.sources, active=order.watched)
        watchlist = number_topics(connection, order.watchlist, started, order.settings)
        catch_up(connection)
        spent = requests_since(connection, started - timedelta(days=1), started)
        conduct = conduct_since(connection, started - REMEMBERED, started)
        known = standings(connection, started - timedelta(days=1), started)
    return Begun(
        run_id=run_id,
        started=started,
        watchlist=watchlist,
        matcher=Matcher(watchlist.topics),
        spent=spent,
        conduct=conduct,
        standings=known,
    )


def close(
    order: Order,
    run_id: str,
    started: datetime,
    counts: dict[str, int],
    *,
    problems: int,
    shortfalls: Sequence[Problem] = (),
) -> None:
    """Note the end of a run, and give analysts a new copy where something changed."""
    settings = order.settings
    run = Run(
        run_id=run_id,
        flow=order.flow,
        started_at=started,
        finished_at=order.clock(),
        outcome="problems" if problems else "done",
        counts=counts,
    )
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        if order.flow != "replay":
            settle_shortfalls(connection, [one.name for one in order.sources], shortfalls, order.clock(), run_id)
        judge_sources(connection, settings, order.sources, order.watchlist, order.clock())
        keep_end(connection, run)
    bring_up(settings, "collect")
    if order.flow == "collect":
        beat(settings, order.clock())
        ping(settings)
