"""The process that lives as long as the soak: `python -m tests.soak.worker FOLDER`, an order a line, a pulse a line.

Runs the flows as a server of one's own would, again and again, so that what they do not give back adds up. An order is
`{"work": "due", "ahead": 0}`; `ahead` are seconds by which its clock is ahead.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from flows import safekeeping
from flows.jobs import Clock
from flows.runs import engine_of
from flows.world import World, read_world
from tests.soak.records import Pulse
from warehouse.records import Revisit


def main(folder: Path) -> None:
    """Do what is ordered until standard input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        pulse = worked(folder, order["work"], timedelta(seconds=order["ahead"]))
        sys.stdout.write(json.dumps(asdict(pulse)) + "\n")
        sys.stdout.flush()


def worked(folder: Path, work: str, ahead: timedelta) -> Pulse:
    """Do a piece of work, and return how this process is then."""
    begun, error = time.monotonic(), ""
    try:
        _WORK[work](read_world(folder, os.environ), lambda: datetime.now(UTC) + ahead)
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        error = traceback.format_exc()
    seconds = time.monotonic() - begun
    gc.collect()
    return Pulse(
        work=work,
        seconds=seconds,
        memory=held(),
        files=_entries("/proc/self/fd"),
        threads=_entries("/proc/self/task"),  # those of libraries too
        objects=len(gc.get_objects()),
        error=error,
    )


def held() -> int:
    """Return the bytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _entries(folder: str) -> int:
    return len(list(Path(folder).iterdir()))


def _run(here: World, clock: Clock, *, mode: Revisit) -> None:
    _collect(here, clock, mode=mode)
    _deliver(here, clock)


def _collect(here: World, clock: Clock, *, mode: Revisit = "all") -> None:
    engine_of(here, clock).collect(here, mode=mode)


def _deliver(here: World, clock: Clock) -> None:
    engine_of(here, clock).deliver(here)


def _back_up(here: World, clock: Clock) -> None:
    safekeeping.back_up(here.settings, safekeeping.backups_of(here.settings), keep=2, now=clock())


def _compact(here: World, clock: Clock) -> None:
    safekeeping.compact(here.settings, now=clock())


_WORK: dict[str, Callable[[World, Clock], None]] = {
    "due": partial(_run, mode="due"),
    "all": partial(_run, mode="all"),
    "collect": _collect,
    "deliver": _deliver,
    "backup": _back_up,
    "compact": _compact,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
