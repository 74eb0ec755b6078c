"""All benchmarks, or those that are named, in one table: `python -m tests.bench [NAME …] [--seconds N]`. Keeps nothing.

`--seconds` is for those that run for a given time; the others take as long as they take.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

PREFIX = "bench_"
Figures = list[tuple[str, str]]  # what was measured, and the result


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks and show what they measured; 2 where there is none of a name."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure presswatch on this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure; everything where left out")
    parser.add_argument("--seconds", type=float, help="for how long, of what is measured for a given time")
    asked = parser.parse_args(arguments)
    known = names()
    unknown = [one for one in asked.names if one not in known]
    if unknown:
        aside = Console(stderr=True, highlight=False)
        aside.print(f"no benchmark {unknown[0]!r}; there are: {', '.join(known)}", markup=False)
        return 2
    Console().print(table({name: _measured(name, asked.seconds) for name in asked.names or known}))
    return 0


def names() -> list[str]:
    """Return what can be measured: 'parsing' of bench_parsing.py."""
    return sorted(file.stem.removeprefix(PREFIX) for file in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def table(figures: Mapping[str, Figures]) -> Table:
    """Return one table of what benchmarks measured."""
    made = Table(show_edge=False, pad_edge=False, header_style="bold")
    made.add_column("measured", overflow="fold")
    made.add_column("result", justify="right")
    for name, rows in figures.items():
        made.add_section()
        made.add_row(Text(name, style="bold"))
        for what, figure in rows:
            made.add_row(Text(f"  {what}"), Text(figure))
    return made


def _measured(name: str, seconds: float | None) -> Figures:
    run = import_module(f"tests.bench.{PREFIX}{name}").run
    given = {"seconds": seconds} if seconds and "seconds" in signature(run).parameters else {}
    with Console(stderr=True).status(f"measuring {name} …"):
        return cast("Figures", run(**given))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
