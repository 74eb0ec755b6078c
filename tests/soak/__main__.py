"""`python -m tests.soak [--minutes 30] [--seed N]`: runs without pause against publishers who fail.

Shows what came of it. Ends with 1 where something is found that must not be, and keeps the folder then.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.soak.judging import dumped
from tests.soak.soaked import soaked
from tests.soak.telling import Minutes, tell

MINUTES = 30.0


def main(arguments: Sequence[str]) -> int:
    """Soak, and show what came of it; 1 where something must not be, 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Run and run, while everything fails.")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"how long: {MINUTES:.0f}")
    parser.add_argument("--seed", type=int, default=1, help="what chance decides: 1")
    parser.add_argument("--own", action="store_true", help="our own newsroom, even where the replay newsroom is")
    parser.add_argument("--pulses", type=Path, help="a file for memory, files and threads after each run")
    asked = parser.parse_args(arguments)
    if not Path("/proc/self/statm").exists():
        sys.stderr.write("a process's memory and files are read from /proc, which Linux alone has\n")
        return 2
    aside = Console(stderr=True, highlight=False)
    folder = Path(tempfile.mkdtemp(prefix="presswatch-soak-")).resolve()
    result = soaked(folder, seed=asked.seed, own=asked.own, go_on=Minutes(aside, asked.minutes))
    tell(Console(highlight=False, soft_wrap=True), result)
    if asked.pulses:
        asked.pulses.write_text(dumped(result.pulses), "utf-8")
    if result.findings:
        sys.stderr.write(f"kept in {folder}; the same choices again: --seed {asked.seed}\n")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
