"""`python -m tests.kills [--rounds N] [--seed N] [FLOW …]`: kills, a table of what came of them, and every difference.

Ends with 1 where something differs, and keeps what such a run left; and where all flows were killed in too few places.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.newsroom import serve
from tests.flows.evenings import third_evening
from tests.flows.terminals import Commands, commands
from tests.kills.killing import Outcome, kill_everywhere
from tests.kills.scenes import Scene, scenes
from tests.kills.syscalls import known_machine

ROUNDS = 40  # of each flow: 360 in all, of which two in three are kills
LEAST = 200  # kills that are met where everything is killed; fewer say too little
_HOW = {"kill": "killed before", "tear": "killed in the middle of", "full": "with a full disk from"}


def main(arguments: Sequence[str]) -> int:
    """Kill the flows that are named, or all; 1 where a difference is left, 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kill runs, and see what is left.")
    parser.add_argument("flows", nargs="*", metavar="FLOW", help="what to kill; everything where left out")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"times that each flow is disturbed: {ROUNDS}")
    parser.add_argument("--seed", type=int, default=1, help="which steps chance takes: 1")
    asked = parser.parse_args(arguments)
    aside = Console(stderr=True, highlight=False)
    if not known_machine():
        aside.print("runs can be watched on Linux alone, on x86_64 and aarch64", markup=False)
        return 2
    with _stage() as (folder, there, pool):
        unknown = [one for one in asked.flows if one not in there]
        if unknown:
            aside.print(f"no flow {unknown[0]!r}; there are: {', '.join(there)}", markup=False)
            return 2
        began = time.monotonic()
        outcomes = list(_outcomes([there[one] for one in asked.flows or there], pool, folder, asked))
        wrong = tell(outcomes, time.monotonic() - began)
    if not wrong:
        shutil.rmtree(folder)
    scarce = too_few(outcomes) if {one.name for one in outcomes} == set(there) else ""
    if scarce:
        aside.print(scarce, markup=False, soft_wrap=True)
    return int(wrong or bool(scarce))


def too_few(outcomes: Sequence[Outcome]) -> str:
    """Say that fewer than 200 kills were met in all flows together; empty where there were enough."""
    met = sum(each.met and each.fate in ("kill", "tear") for one in outcomes for each in one.killed)
    return f"expected at least {LEAST} kills, met {met}; ask for more --rounds" if met < LEAST else ""


def _outcomes(
    wanted: Sequence[Scene], pool: Sequence[Commands], folder: Path, asked: argparse.Namespace
) -> Iterator[Outcome]:
    aside = Console(stderr=True, highlight=False)
    with aside.status("killing …") as status:
        for scene in wanted:
            done = count(1)
            place = folder / scene.name.replace(" ", "-")
            place.mkdir()

            def tell(name: str = scene.name, done: Iterator[int] = done) -> None:
                status.update(f"killing {name}: {next(done)}")

            outcome = kill_everywhere(scene, pool, place, rounds=asked.rounds, seed=asked.seed, tell=tell)
            for line in _lines(outcome):
                aside.print(line, markup=False, soft_wrap=True)
            yield outcome


@contextmanager
def _stage() -> Iterator[tuple[Path, dict[str, Scene], list[Commands]]]:
    """A folder that goes where nothing is wrong, the flows, and the processes that run them."""
    folder = Path(tempfile.mkdtemp(prefix="presswatch-kills-")).resolve()
    with serve(day=1) as newsroom, commands() as one, commands() as other:
        yield folder, scenes(third_evening(newsroom, one, folder), folder), [one, other]


def tell(outcomes: Sequence[Outcome], seconds: float) -> bool:
    """Show what came of each flow, and of all; True where anything differs."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold", caption=f"{seconds:.0f} s")
    for name in ("flow", "steps", "kinds", "kills", "in a write", "full disk", "differences"):
        table.add_column(name, justify="left" if name == "flow" else "right")
    rows = [_row(one) for one in outcomes]
    for one, row in zip(outcomes, rows, strict=True):
        table.add_row(one.name, *map(str, row), end_section=one is outcomes[-1])
    table.add_row("all", *(str(sum(column)) for column in zip(*rows, strict=True)), style="bold")
    Console(highlight=False).print(table)
    return any(_wrong(one) for one in outcomes)


def _row(one: Outcome) -> tuple[int, ...]:
    met = Counter(each.fate for each in one.killed if each.met)
    return len(one.steps), one.kinds, met["kill"] + met["tear"], met["tear"], met["full"], _wrong(one)


def _lines(outcome: Outcome) -> Iterator[str]:
    """Every difference, with the way to it."""
    yield from (f"{outcome.name}, after a power cut: {line}" for line in outcome.unforced)
    for each in outcome.killed:
        place = f"{outcome.name}, {_HOW[each.fate]} step {each.number} ({each.step.call} {each.step.path})"
        yield from (f"{place}: {line}; kept in {each.folder}" for line in each.wrong)


def _wrong(outcome: Outcome) -> int:
    return sum(bool(one.wrong) for one in outcome.killed) + bool(outcome.unforced)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
