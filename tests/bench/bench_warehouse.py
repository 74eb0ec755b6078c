"""How fast releases go into the warehouse, how fast analysts get a new copy, and how fast that answers.

`python -m tests.bench.bench_warehouse [count]`. The releases are those of the newsroom's synthetic stock, each with a
quote and a sum, a tenth of them with a mention and an alert, a twentieth edited silently. Parsing, matching and the
archive are not measured: visits are made before the clock starts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from flows.reading import BATCH
from tests.bench.bare_insert import compare_inserts
from tests.bench.filled import DESK, WAIT, edits, prepare, readings, tell
from tests.bench.stock import SEEN_AT, SOURCE
from tests.bench.views_timed import best, seconds, time_views
from warehouse.database import Connection, reading, settle, writing
from warehouse.export import export, exports
from warehouse.loading import load_visits
from warehouse.records import Ladder, Visit
from warehouse.runs import targets
from warehouse.search_upkeep import refresh
from warehouse.snapshot import swap

COUNT = 100_000
AGAIN = 10_000  # pages that are met again with nothing new in them
FEW = 5  # releases that change on a quiet day
LADDER = Ladder(steps=tuple(timedelta(hours=hours) for hours in (1, 6, 24, 168, 720, 2160)))
Figures = list[tuple[str, str]]


def run(count: int = COUNT) -> Figures:
    """Return what was measured with `count` releases, and how fast it was; some minutes for the full size."""
    with tempfile.TemporaryDirectory() as folder:
        bare = compare_inserts(Path(folder), count)
    with tempfile.TemporaryDirectory() as folder:
        database, copy = Path(folder) / "warehouse.duckdb", Path(folder) / "analyst.duckdb"
        filled = _loading(database, count)
        return [*bare, *filled, *_publishing(database, copy), *_asking(database), *_reading(copy)]


def _loading(database: Path, count: int) -> Figures:
    prepare(database)
    first = _load(database, readings(count))
    met = min(AGAIN, count)
    again = _load(database, readings(met, hours=1))
    _load(database, edits(count))
    with writing(database, purpose="bench", wait=WAIT) as connection:
        tell(connection, database.with_name("attempts.jsonl"))
    return [
        (f"load of {count:,} releases, {BATCH} a transaction", _rate(count, first)),
        (f"{met:,} pages again, nothing changed", _rate(met, again)),
    ]


def _load(database: Path, visits: Iterator[Visit]) -> float:
    """Seconds in the warehouse alone, which is opened for each batch, as a run opens it."""
    took = 0.0
    while batch := list(islice(visits, BATCH)):
        took += seconds(partial(_load_batch, database, batch))
    return took


def _load_batch(database: Path, batch: Sequence[Visit]) -> None:
    with writing(database, purpose="bench", wait=WAIT) as connection:
        load_visits(connection, batch, subscriptions=[DESK])


def _publishing(database: Path, copy: Path) -> Figures:
    """The copy made for the first time, and after a quiet day; each part of it alone."""
    first = _parts(database, copy)
    changed = [
        replace(one, release=replace(one.release, summary="Corrected."))
        for one in readings(FEW, hours=3)
        if one.release
    ]
    load = seconds(partial(_load_batch, database, changed))
    few = _parts(database, copy)
    size = f"{copy.stat().st_size / 1e6:.0f} MB"
    return [
        (f"the analysts' copy, {size}: log written out, copy, search index", first),
        (f"load of {FEW} edits", f"{load:.2f} s"),
        ("the copy and its index after that", few),
    ]


def _parts(database: Path, copy: Path) -> str:
    settled = seconds(partial(settle, database))
    swapped = seconds(partial(swap, database, copy, wait=WAIT))
    indexed = seconds(partial(refresh, copy, wait=WAIT))
    return f"{settled:.2f} + {swapped:.2f} + {indexed:.2f} s"


def _asking(database: Path) -> Figures:
    now = SEEN_AT + timedelta(days=1)
    with writing(database, purpose="bench", wait=WAIT) as connection:
        due = partial(targets, connection, SOURCE, mode="due", ladder=LADDER, now=now, started=now)
        return [("which pages are due", f"{best(due):.3f} s")]


def _reading(copy: Path) -> Figures:
    with reading(copy) as connection:
        shown = time_views(connection)
        return [*shown, *((f"export of {name}", f"{_exported(connection, name):.2f} s") for name in exports())]


def _exported(connection: Connection, name: str) -> float:
    def whole() -> None:
        for _ in export(connection, name).rows:
            pass

    return seconds(whole)


def _rate(count: int, took: float) -> str:
    return f"{took:.1f} s, {count / took:,.0f} a second"


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    for what, figure in run(int(arguments[0]) if arguments else COUNT):
        print(f"{what:70} {figure}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main(sys.argv[1:])
