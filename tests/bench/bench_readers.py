"""Whether analysts and runs leave each other in peace: `python -m tests.bench readers --seconds 120`.

Collect runs in a loop against the newsroom, which goes from one day to another between them, while four processes ask
the analysts' copy without pause. Four busy processes take a machine's cores from a run whatever they ask, so a run is
compared with one beside four processes that ask the same of a copy of their own, which is never swapped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from deploy.newsroom import Newsroom, serve
from flows.collect import collect
from flows.orders import Order
from tests.bench.one_reader import Seen
from tests.bench.one_run import order_of

READERS = 4
SECONDS, RELEASES = 120.0, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """What came of a time in which runs followed each other."""

    runs: tuple[float, ...]  # seconds of each
    readers: tuple[Seen, ...] = ()

    @property
    def wrong(self) -> list[str]:
        """Everything that went wrong for a reader."""
        return [one for seen in self.readers for one in seen.wrong]


def run(seconds: float = SECONDS, releases: int = RELEASES) -> list[tuple[str, str]]:
    """Return name and value of each figure; takes about twice `seconds`."""
    with TemporaryDirectory() as folder, serve(day=1, scale=releases) as newsroom:
        disturbed, beside, alone = measure(newsroom, Path(folder), seconds)
    slower = median(disturbed.runs) / median(beside.runs) - 1
    return [
        (f"runs in {seconds:.0f} s, each with a new copy", f"{len(disturbed.runs)}"),
        (f"copies that {READERS} readers saw", ", ".join(str(len(one.runs)) for one in disturbed.readers)),
        ("answers that they got", f"{sum(one.answers for one in disturbed.readers):,}"),
        ("their slowest answer", f"{max(one.slowest for one in disturbed.readers):.2f} s"),
        ("errors and torn reads", "; ".join(disturbed.wrong) or "none"),
        ("a run alone", f"{median(alone.runs):.2f} s"),
        ("beside as many who read another file", f"{median(beside.runs):.2f} s"),
        ("beside the readers of its copy", f"{median(disturbed.runs):.2f} s, {slower:+.1%}"),
    ]


def measure(newsroom: Newsroom, folder: Path, seconds: float) -> tuple[Phase, Phase, Phase]:
    """Return what came of runs beside readers of the copy, beside readers of another file, and alone.

    The second is taken before and after the first, half each, for a machine is not equally fast at all times.
    """
    order = replace(order_of(newsroom.url, folder, None), mode="all")
    days = cycle((2, 3, 1))
    copy, other = order.settings.snapshot, folder / "other.duckdb"
    _runs(newsroom, order, days, 0)
    shutil.copyfile(copy, other)
    before = phase(newsroom, order, days, other, seconds / 4)
    disturbed = phase(newsroom, order, days, copy, seconds)
    after = phase(newsroom, order, days, other, seconds / 4)
    alone = Phase(runs=tuple(_runs(newsroom, order, days, seconds / 4)))
    return disturbed, Phase(runs=before.runs + after.runs, readers=before.readers + after.readers), alone


def phase(
    newsroom: Newsroom, order: Order, days: Iterator[int], copy: Path, seconds: float, number: int = READERS
) -> Phase:
    """Return what came of runs beside so many readers of one file."""
    with _reading(copy, number) as readers:
        runs = _runs(newsroom, order, days, seconds)
    return Phase(runs=tuple(runs), readers=tuple(Seen(**json.loads(one.communicate(timeout=60)[0])) for one in readers))


def _runs(newsroom: Newsroom, order: Order, days: Iterator[int], seconds: float) -> list[float]:
    """Run again and again, three times at least, which shows every day."""
    took: list[float] = []
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends or len(took) < 3:
        newsroom.set_day(next(days))
        started = time.perf_counter()
        collect(order)
        took.append(time.perf_counter() - started)
    return took


@contextmanager
def _reading(copy: Path, number: int) -> Iterator[Sequence[subprocess.Popen[str]]]:
    """Processes that read a copy until `communicate` is called on them."""
    command = [sys.executable, "-m", "tests.bench.one_reader", str(copy)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(number)
    ]
    try:
        yield started
    except BaseException:
        for one in started:
            one.kill()
        raise
