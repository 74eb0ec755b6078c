"""How fast searches and tried topics answer, from the start of the command to its end: `python -m tests.bench search`.

Of 100,000 releases of the newsroom's synthetic stock. 'people' is in nearly all, 'training' in half, 'libraries' in a
fifth of them, 'JEF' in two of a hundred; none is Norwegian, and none speaks of 'exercises'.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.stock import WAIT, stock
from warehouse.search_index import folder_of
from warehouse.search_upkeep import refresh

COUNT = 100_000
ROUNDS = 5  # the fastest counts: the others were disturbed
PRESSWATCH = Path(sys.executable).with_name("presswatch")
COMMANDS = (
    ("search", "JEF"),
    ("search", '"High North"'),
    ("search", "JEF", "--best"),
    ("search", '"High North" AND drone*'),
    ("search", "people AND country:no"),
    ("search", "exercises"),
    ("topics", "try", "JEF"),
    ("topics", "try", '"High North"'),
    ("topics", "try", "JEF OR drone*"),
    ("topics", "try", "libraries"),
    ("topics", "try", "training"),
    ("topics", "try", "libraries", "--since", "2025-01-01"),
)


def run(count: int = COUNT, rounds: int = ROUNDS) -> list[tuple[str, str]]:
    """Return name and value of each figure; about five minutes for the full size, most of them to make the releases."""
    with TemporaryDirectory() as folder:
        copy = stock(Path(folder), count) / "analyst.duckdb"
        return [
            (f"search index of {count:,} releases made anew", f"{_seconds(lambda: _anew(copy)):.1f} s, {_size(copy)}"),
            ("search index brought up to a copy without news", f"{_seconds(lambda: _touched(copy)):.2f} s"),
            *((" ".join(("presswatch", *command)), f"{_best(command, folder, rounds):.2f} s") for command in COMMANDS),
        ]


def _anew(copy: Path) -> None:
    refresh(copy, wait=WAIT, anew=True)


def _touched(copy: Path) -> None:
    copy.touch()
    refresh(copy, wait=WAIT)


def _size(copy: Path) -> str:
    return f"{sum(file.stat().st_size for file in folder_of(copy).rglob('*')) / 1e6:.0f} MB"


def _best(command: tuple[str, ...], folder: str, rounds: int) -> float:
    environment = {**os.environ, "PRESSWATCH_DATA_DIR": folder}

    def answer() -> None:
        subprocess.run([PRESSWATCH, *command], cwd=folder, env=environment, capture_output=True, check=True)

    return min(_seconds(answer) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
