"""Every fault that a publisher can have, struck at real runs of `presswatch run`: `python -m tests.faults [NAME …]`.

Shows one row a fault: the problems that it left, what it cost beyond a run without it, the editions that it made. Ends
with 1 where a fault was not met as it is to be, and with 2 where there is none of a name. Keeps nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from deploy.newsroom import serve
from tests.faults import own, replayed
from tests.faults.calm import evening, morning
from tests.faults.installations import Ground, Installation
from tests.faults.records import Fault, Measured, failings
from tests.flows.stands import stand

Outcome = tuple[Fault, Measured, list[str]]


def main(arguments: Sequence[str]) -> int:
    """Strike the faults that are named, or all, and show how each was met."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Strike runs with every known fault.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which faults; all where left out")
    wanted = parser.parse_args(arguments).names
    aside = Console(stderr=True, highlight=False)
    with serve(day=1) as newsroom, replay_newsroom(aside) as replay:
        grounds = [(newsroom.url, own.faults(newsroom))]
        grounds += [(replay.url, replayed.faults(replay))] if replay else []
        if unknown := set(wanted) - {one.name for _, faults in grounds for one in faults}:
            aside.print(f"no fault {min(unknown)!r}; there are:", *_names(grounds), markup=False)
            return 2
        met = [one for url, faults in grounds for one in struck(url, _chosen(faults, wanted), aside)]
    Console().print(table(met))
    return 1 if any(words for _, _, words in met) else 0


@contextmanager
def replay_newsroom(aside: Console) -> Iterator[replayed.Replay | None]:
    """Serve the replay newsroom where it lies beside the repository."""
    if not replayed.is_there():
        aside.print(f"{replayed.NEWSROOM} is not there: only the faults of our own host are struck", markup=False)
        yield None
        return
    with replayed.replay() as newsroom:
        yield newsroom


def struck(url: str, faults: Sequence[Fault], aside: Console) -> Iterator[Outcome]:
    """Fill an installation where all is well, and strike a copy of it with each fault."""
    if not faults:
        return
    with TemporaryDirectory() as name, ground(url, Path(name)) as filled:
        for number, fault in enumerate(faults):
            with aside.status(f"{fault.name} …"):
                came = filled.measured(fault, Path(name) / str(number))
            yield fault, came, failings(fault, came)


@contextmanager
def ground(url: str, folder: Path) -> Iterator[Ground]:
    """Fill an installation in the morning; in the evening the calm publisher has news, and no fault is anywhere."""
    with stand() as calm:
        calm.says = morning()
        filled = Installation(folder / "filled", calm)
        begun = filled.run(url)
        assert begun.code == 0, f"where nothing is wrong, a run ends with 0; it ended with {begun.code}: {begun.said}"
        before, calm.says = filled.kept(), evening()
        control = filled.copied(folder / "control")
        usual = control.run(url, "--revisit", "all")
        yield Ground(filled=filled, url=url, before=before, usual=usual, control=control.kept())


def table(met: Sequence[Outcome]) -> Table:
    """Return one row for each fault: seconds of those allowed, memory and editions are what it cost or made."""
    made = Table(show_edge=False, pad_edge=False, header_style="bold")
    made.add_column("fault", no_wrap=True)
    made.add_column("problems left", overflow="fold")
    for name in ("s", "of", "MB", "ed."):
        made.add_column(name, justify="right")
    made.add_column("outcome", overflow="fold")
    for fault, came, words in met:
        figures = (f"{came.seconds:.1f}", f"{fault.seconds:.0f}", f"{came.memory >> 20}", f"{came.editions}")
        made.add_row(fault.name, ", ".join(sorted(came.kinds)) or "none", *figures, "; ".join(words) or "met")
    return made


def _chosen(faults: Sequence[Fault], wanted: Sequence[str]) -> list[Fault]:
    return [one for one in faults if not wanted or one.name in wanted]


def _names(grounds: Sequence[tuple[str, Sequence[Fault]]]) -> list[str]:
    return [one.name for _, faults in grounds for one in faults]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
