"""Fuzz one target, or all: `python -m tests.fuzz NAME --seconds N`. What was found is kept below .fuzz/NAME."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from subprocess import run

from tests.fuzz import engines
from tests.fuzz.targets import names, target

KEPT = Path(".fuzz")
ENGINES = ("atheris", "hypothesis", "stretch")
_STRETCHED = 0.25  # of the time goes to long inputs
_MISSING = "../shared is missing: golden pages and source files are all that there is to begin with\n"


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; 1 where a target failed, 2 where there is none of a name."""
    asked = _parser().parse_args(arguments)
    if unknown := [one for one in asked.names if one not in names()]:
        sys.stderr.write(f"no target {unknown[0]!r}; there are: {', '.join(names())}\n")
        return 2
    if not asked.names:
        sys.stdout.write("\n".join(names()) + "\n")
    elif asked.input:
        engines.attempt(target(asked.names[0]), asked.input.read_bytes())
        sys.stdout.write(f"{asked.input}: read within the limits\n")
    elif asked.engine:
        _fuzz(asked.names[0], asked.seconds, asked.engine)
    else:
        return _every(asked.names, asked.seconds)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="targets; without any their names are shown")
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--engine", choices=ENGINES, help="only this one, and only for the first target")
    parser.add_argument("--input", type=Path, metavar="FILE", help="read this one input and nothing else")
    return parser


def _every(wanted: Sequence[str], seconds: float) -> int:
    """Fuzz each target by two engines, each in a process of its own: Atheris ends its own, and memory is counted."""
    if not (Path(__file__).parents[3] / "shared").exists():
        sys.stderr.write(_MISSING)
    first = "atheris" if find_spec("atheris") else "hypothesis"
    shares = ((first, seconds * (1 - _STRETCHED)), ("stretch", seconds * _STRETCHED))
    failed = [f"{name} ({engine})" for name in wanted for engine, share in shares if _apart(name, engine, share)]
    sys.stdout.write(f"{len(wanted)} targets, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}\n")
    return 1 if failed else 0


def _apart(name: str, engine: str, seconds: float) -> int:
    order = [sys.executable, "-m", "tests.fuzz", name, "--engine", engine, "--seconds", f"{seconds:.0f}"]
    return run(order, check=False).returncode


def _fuzz(name: str, seconds: float, engine: str) -> None:
    folder = (KEPT / name).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"{name}: {seconds:.0f} s of {engine}\n")
    if engine == "atheris":
        engines.by_atheris(name, seconds, folder)  # ends the process; nothing of the parsers may be loaded before it
    elif engine == "stretch":
        read = engines.stretch(target(name), seconds, folder, seed=int(time.time()))
    else:
        read = engines.by_hypothesis(target(name), seconds)
    sys.stdout.write(f"{name}: {read:,} inputs read within the limits\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
