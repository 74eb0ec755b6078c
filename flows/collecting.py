"""One source's share of a collect run: list, visit, read and load, in this order, and what came of it.

What ends the whole run is raised; any other error is a problem of the source, and the others go on. Does not know that
there are others, but for the turns at reading.
"""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from flows.entry_texts import has_texts, load_texts
from flows.errors import StoppedError
from flows.jobs import Job
from flows.listing import Listed, list_source
from flows.network import Network
from flows.orders import Begun, Order, ProgressScreen, Stage, job_of
from flows.reading import load_source
from flows.visiting import Visited, visit_source
from parsers.records import Problem, Source
from parsers.topics.match import Matcher
from warehouse.errors import WarehouseError
from warehouse.records import Happening, Loaded

T = TypeVar("T")
Asked = TypeVar("Asked", Listed, Visited)
_OF_LISTINGS = 0.5  # of a source's time: the pages that they name are to have the rest
_TURNS = 6  # rounds of asking in one run: releases, then their translations and second looks; more is the next run's


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
    shortfalls: tuple[Problem, ...] = ()  # why the source was not collected to the end

    def count(self, kind: str) -> int:
        """How many changes of a kind there were."""
        return sum(one.kind == kind for one in self.changes)


@dataclass(frozen=True, slots=True)
class Collecting:
    """What is done with each source of a run."""

    order: Order
    begun: Begun
    network: Network
    stage: Stage
    screen: ProgressScreen

    def collected(self, source: Source) -> SourceReport:
        """Collect one source; what ends the run is raised, any other error is this source's problem alone."""
        one = _One(self, source)
        try:
            return one.collected()
        except (WarehouseError, OSError, StoppedError):
            raise
        except Exception as error:  # noqa: BLE001 - a mistake of ours must cost one source, not all
            return replace(one.report(), shortfalls=(_broke_off(one.job, error),), problems=one.report().problems + 1)
        finally:
            self.screen.ended(source.name)


class _One:
    """One source being collected."""

    def __init__(self, each: Collecting, source: Source) -> None:
        self.each, self.job = each, job_of(each.order, each.begun, source, each.network)
        self.listed = Listed(requests=0, problems=0, first=False)
        self.left = _seconds(self.job)
        self.visits: list[Visited] = []
        self.loads: list[Loaded] = []

    def collected(self) -> SourceReport:
        """Run the stages in order."""
        # Journals that a killed run left behind go first: their pages need not be asked for again.
        if _waits(self.job):
            self.load(load_source)
        self.listed = self.ask("list", _OF_LISTINGS, list_source)
        if has_texts(self.job.source):
            self.load(load_texts)
        for turn in range(_TURNS):
            visited = self.ask("visit", 1.0, visit_source, turn)
            if not visited.pages:
                break
            self.visits.append(visited)
            self.load(load_source)
            if visited.unasked:
                break
        return self.report()

    def load(self, function: Callable[[Job, Matcher], Loaded]) -> None:
        with self.each.network.reading_turn():
            self.loads.append(self.run("load", function, self.each.begun.matcher))

    def ask(self, name: str, share: float, function: Callable[..., Asked], *arguments: Any) -> Asked:
        """Run a stage that asks, for a share of what is left of the source's time; that of the others is not its."""
        self.job = replace(self.job, seconds=self.left * share)
        asked = self.run(name, function, *arguments)
        self.left -= asked.seconds
        return asked

    def run(self, name: str, function: Callable[..., T], *arguments: Any) -> T:
        self.each.network.check()
        advance = self.each.screen.stage(self.job.source.name, name)

        def show(done: int, total: int) -> None:
            self.each.network.check()  # a long stage ends here where the run does
            advance(done, total)

        return self.each.stage(f"{name} {self.job.source.name}", function, replace(self.job, advance=show), *arguments)

    def report(self) -> SourceReport:
        """Return what came of the source up to now."""
        unasked = [one for one in (self.listed.unasked, *(visit.unasked for visit in self.visits)) if one]
        shortfalls = {one.kind: one for one in reversed(unasked)}
        return _report(self.job.source, self.listed, self.visits, self.loads, tuple(shortfalls.values()))


def _seconds(job: Job) -> float:
    """Return how long a source may be asked for; a backfill takes as long as it takes."""
    return math.inf if job.since is not None else job.settings.fetch.source_seconds or math.inf


def _broke_off(job: Job, error: Exception) -> Problem:
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = f"{type(error).__name__}: {error} ({Path(last.filename).name}, line {last.lineno})"
    detail = f"a mistake of presswatch, please report it: {said}; what was fetched is kept, the other sources went on"
    return Problem(source=job.source.name, url=job.place, kind="broke_off", detail=detail)


def _waits(job: Job) -> bool:
    return job.spool.is_dir() and any(job.spool.iterdir())


def _report(
    source: Source, listed: Listed, visits: Sequence[Visited], loads: Sequence[Loaded], shortfalls: Sequence[Problem]
) -> SourceReport:
    lags = [lag for one in loads for lag in one.lags]
    return SourceReport(
        source=source.name,
        requests=listed.requests + sum(one.requests for one in visits),
        pages=sum(one.pages for one in visits),
        problems=listed.problems + sum(one.problems for one in loads) + len(shortfalls),
        first=listed.first,
        changes=tuple(change for one in loads for change in one.changes),
        new_mentions=tuple(mention for one in loads for mention in one.new_mentions),
        lag_seconds=median(lags) if lags else None,
        shortfalls=tuple(shortfalls),
    )
