"""How fast releases go into the warehouse, and how fast it answers: `python -m tests.bench.bench_warehouse [count]`.

The releases are those of the newsroom's synthetic stock, a tenth of them with a mention and an alert. Parsing, matching
and the archive are not measured: visits are made before the clock starts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from parsers.records import Release
from parsers.sources import shipped_sources
from tests.bench.stock import SEEN_AT, SOURCE, invented
from tests.warehouse.builders import JEF, fetch, mentions, subscription
from warehouse.database import Connection, reading, writing
from warehouse.export import export, exports
from warehouse.loading import load_visits
from warehouse.records import Ladder, Visit
from warehouse.runs import keep_sources, targets
from warehouse.snapshot import publish
from warehouse.statements import names_in
from warehouse.topics import keep_versions, versions

COUNT = 10_000
BATCH = 200  # visits in one transaction, as a run has it
WAIT = timedelta(seconds=5)
LADDER = Ladder(steps=tuple(timedelta(hours=hours) for hours in (1, 6, 24, 168, 720, 2160)))
Figures = list[tuple[str, str]]


def run(count: int = COUNT) -> Figures:
    """Return what was measured with `count` releases, and how fast it was."""
    with tempfile.TemporaryDirectory() as folder:
        database, copy = Path(folder) / "warehouse.duckdb", Path(folder) / "analyst.duckdb"
        return [*_loading(database, count), *_publishing(database, copy), *_asking(database), *_reading(copy)]


def _loading(database: Path, count: int) -> Figures:
    with writing(database, purpose="bench", wait=WAIT) as connection:
        keep_sources(connection, shipped_sources(), active=[SOURCE])
        keep_versions(connection, versions(connection, [JEF]), SEEN_AT)
    first = _load(database, count, hours=0)
    again = _load(database, count, hours=1)
    return [
        (f"load of {count:,} releases, {BATCH} a transaction", _rate(count, first)),
        ("the same pages again, nothing changed", _rate(count, again)),
    ]


def _load(database: Path, count: int, hours: float) -> float:
    """Seconds in the warehouse alone, which is opened for each batch, as a run opens it."""
    seconds = 0.0
    for batch in _batches(invented(count), hours):
        started = time.perf_counter()
        with writing(database, purpose="bench", wait=WAIT) as connection:
            load_visits(connection, batch, subscriptions=[subscription("desk", "jef")])
        seconds += time.perf_counter() - started
    return seconds


def _batches(releases: Iterator[Release], hours: float) -> Iterator[list[Visit]]:
    while batch := list(islice(releases, BATCH)):
        yield [_visit(release, hours) for release in batch]


def _visit(release: Release, hours: float) -> Visit:
    asked = replace(fetch(release.url, hours), source=SOURCE, requested_at=SEEN_AT + timedelta(hours=hours))
    return Visit(fetch=asked, release=release, mentions=mentions(release, "JEF"))


def _publishing(database: Path, copy: Path) -> Figures:
    seconds = _seconds(lambda: publish(database, copy, wait=WAIT))
    return [(f"the analysts' copy, {copy.stat().st_size / 1e6:.0f} MB", f"{seconds:.2f} s")]


def _asking(database: Path) -> Figures:
    now = SEEN_AT + timedelta(days=1)
    with writing(database, purpose="bench", wait=WAIT) as connection:

        def due() -> object:
            return targets(connection, SOURCE, mode="due", ladder=LADDER, now=now, started=now)

        return [("which pages are due", f"{_best(due):.3f} s")]


def _reading(copy: Path) -> Figures:
    with reading(copy) as connection:
        views = [name.partition("/")[2] for name in names_in("views")]
        shown = [(f"view {name}", f"{_best(partial(_shown, connection, name)):.3f} s") for name in views]
        whole = [(f"export of {name}", f"{_best(partial(_exported, connection, name)):.2f} s") for name in exports()]
        return [*shown, *whole]


def _shown(connection: Connection, name: str) -> None:
    connection.execute(f'FROM "{name}" LIMIT 1000').fetchall()


def _exported(connection: Connection, name: str) -> None:
    for _ in export(connection, name).rows:
        pass


def _best(work: Callable[[], object]) -> float:
    """The fastest of three: the others were disturbed."""
    return min(_seconds(work) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rate(count: int, seconds: float) -> str:
    return f"{seconds:.1f} s, {count / seconds:,.0f} a second"


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    for what, figure in run(int(arguments[0]) if arguments else COUNT):
        print(f"{what:50} {figure}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main(sys.argv[1:])
