"""The collect run: list, visit, read and load, source by source, and the analysts' copy at the end.

Stages are plain functions; `stage` says how they are called, so that the same run works alone and as tasks of Prefect.
Does not deliver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median
from typing import Any, Protocol, TypeVar

from flows.analysts import bring_up
from flows.jobs import Advance, Clock, Job, new_run_id, silent
from flows.listing import Listed, list_source
from flows.reading import load_source
from flows.settings import Settings
from flows.versions import number_topics
from flows.visiting import visit_source
from parsers.records import Source
from parsers.topics.match import Matcher
from parsers.topics.records import Watchlist
from warehouse.database import writing
from warehouse.locks import exclusive
from warehouse.records import Happening, Loaded, Revisit, Run
from warehouse.runs import keep_end, keep_run, keep_sources

T = TypeVar("T")
_TURNS = 6  # rounds of asking in one run: releases, then their translations and second looks; more is the next run's


class Stage(Protocol):
    """How a stage of a run is called: `stage("list uk/govuk", list_source, job)`."""

    def __call__(self, name: str, function: Callable[..., T], /, *arguments: Any) -> T:
        """Call the function and return what it returns."""


class Screen(Protocol):
    """Where a run shows how far it has come."""

    def stage(self, name: str) -> Advance:
        """Begin to show a stage."""


class Quiet:
    """A screen that shows nothing."""

    def stage(self, name: str) -> Advance:  # noqa: ARG002 - the protocol's
        """Show nothing."""
        return silent


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What came of one source."""

    source: str
    requests: int
    pages: int  # that were asked for
    problems: int
    first: bool  # nothing of it was known before
    changes: tuple[Happening, ...]
    new_mentions: tuple[tuple[str, str, str], ...]  # (topic, release_id, title)
    lag_seconds: float | None  # from publication to our sight: the median of what is new

    def count(self, kind: str) -> int:
        """How many changes of a kind there were."""
        return sum(one.kind == kind for one in self.changes)


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


def collect(order: Order, *, stage: Stage = at_once, screen: Screen | None = None) -> Report:
    """Run the order and return what came of it; raises LockedError while another run holds the data folder."""
    settings, screen = order.settings, screen or Quiet()
    started = order.clock()
    run_id = new_run_id(order.flow, started)
    lock = settings.data_dir / "collect.lock"
    with exclusive(lock, purpose=f"{order.flow} {run_id}", wait=settings.lock_wait):
        begun = begin(order, run_id, started)
        reports = tuple(_collect_source(order, begun, source, stage, screen) for source in order.sources)
        report = Report(run_id=run_id, started=started, finished=order.clock(), sources=reports)
        close(order, run_id, started, report.counts, problems=report.problems)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run that has begun: noted in the warehouse, its topics numbered."""

    run_id: str
    started: datetime
    watchlist: Watchlist  # topics with their versions
    matcher: Matcher


def begin(order: Order, run_id: str, started: datetime) -> Begun:
    """Note the run, and run new topic versions over everything that is kept."""
    with writing(order.settings.database, purpose=run_id, wait=order.settings.lock_wait) as connection:
        keep_run(
            connection, Run(run_id=run_id, flow=order.flow, started_at=started, finished_at=None, outcome="interrupted")
        )
        keep_sources(connection, order.sources, active=[source.name for source in order.sources])
        watchlist = number_topics(connection, order.watchlist, started, order.settings)
    return Begun(run_id=run_id, started=started, watchlist=watchlist, matcher=Matcher(watchlist.topics))


def job_of(order: Order, begun: Begun, source: Source) -> Job:
    """Return one source's share of a run."""
    return Job(
        run_id=begun.run_id,
        started=begun.started,
        source=source,
        settings=order.settings,
        watchlist=begun.watchlist,
        mode=order.mode,
        since=order.since,
        clock=order.clock,
    )


def _collect_source(order: Order, begun: Begun, source: Source, stage: Stage, screen: Screen) -> SourceReport:
    job = job_of(order, begun, source)

    def run(name: str, function: Callable[..., T], *arguments: Any) -> T:
        shown = replace(job, advance=screen.stage(f"{name} {source.name}"))
        return stage(f"{name} {source.name}", function, shown, *arguments)

    # Journals that a killed run left behind go first: their pages need not be asked for again.
    loads = [run("load", load_source, begun.matcher)] if _waits(job) else []
    listed = run("list", list_source)
    pages = requests = 0
    for turn in range(_TURNS):
        visited = run("visit", visit_source, turn)
        if not visited.pages:
            break
        pages, requests = pages + visited.pages, requests + visited.requests
        loads.append(run("load", load_source, begun.matcher))
    return _report(source, listed, pages, requests, loads)


def _waits(job: Job) -> bool:
    return job.spool.is_dir() and any(job.spool.iterdir())


def _report(source: Source, listed: Listed, pages: int, requests: int, loads: Sequence[Loaded]) -> SourceReport:
    lags = [lag for one in loads for lag in one.lags]
    return SourceReport(
        source=source.name,
        requests=listed.requests + requests,
        pages=pages,
        problems=listed.problems + sum(one.problems for one in loads),
        first=listed.first,
        changes=tuple(change for one in loads for change in one.changes),
        new_mentions=tuple(mention for one in loads for mention in one.new_mentions),
        lag_seconds=median(lags) if lags else None,
    )


def close(order: Order, run_id: str, started: datetime, counts: dict[str, int], *, problems: int) -> None:
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
        keep_end(connection, run)
    bring_up(settings, "collect")
