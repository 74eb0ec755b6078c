"""How long runs take, what Prefect takes of them, and how much memory: `python -m tests.bench runs`.

The newsroom is served by this process; each run is a process of its own. A run consists of its stages and of what holds
them together. What Prefect takes is the time outside the stages, above that of the same run without Prefect; loading
Prefect is shown apart, for a server's worker loads it once for many runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.newsroom import serve
from flows.server import prefect_server
from tests.bench.one_run import Timed

RELEASES, MANY = 1_000, 5_000
SINCE = "2016-01-01"  # before the first invented release
_PREFECT = {"PREFECT_LOGGING_LEVEL": "WARNING", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def run(releases: int = RELEASES, many: int = MANY) -> list[tuple[str, str]]:
    """Return name and value of each figure; about two minutes for the full size."""
    with TemporaryDirectory() as folder, _newsroom(releases) as url:
        alone = _run(url, Path(folder, "alone"), SINCE)
        idle = _run(url, Path(folder, "alone"))
        with prefect_server(Path(folder, "server")) as api:
            told = _run(url, Path(folder, "told"), SINCE, api=api)
            told_idle = _run(url, Path(folder, "told"), api=api)
    return [
        (f"a run over {alone.pages:,} releases", _speed(alone)),
        ("the same through Prefect", _speed(told)),
        ("of that in Prefect", f"{_prefect(told, alone):.2f} s, {_prefect(told, alone) / told.seconds:.1%}"),
        ("loading Prefect", f"{told.loading:.1f} s"),
        ("a run that finds nothing new", f"{idle.seconds:.2f} s, {idle.requests} requests"),
        ("the same through Prefect", f"{told_idle.seconds:.2f} s"),
        *_memory(many),
    ]


def _memory(many: int) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder, _newsroom(many) as url:
        large = _run(url, Path(folder), SINCE)
    return [
        (f"a run over {large.pages:,} releases", _speed(large)),
        ("memory that it needs at most", f"{large.memory / 1e6:.0f} MB"),
    ]


def _prefect(told: Timed, alone: Timed) -> float:
    return (told.seconds - told.stages) - (alone.seconds - alone.stages)


def _speed(one: Timed) -> str:
    return f"{one.seconds:.1f} s, {one.pages / one.seconds:,.0f} a second"


@contextmanager
def _newsroom(releases: int) -> Iterator[str]:
    with serve(day=1, scale=releases) as newsroom:
        yield newsroom.url


def _run(url: str, folder: Path, *since: str, api: str | None = None) -> Timed:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    if api:
        home = {"PREFECT_API_URL": api, "PREFECT_HOME": str(folder.parent / "home")}
        environment |= {**home, **_PREFECT}
    command = [sys.executable, "-m", "tests.bench.one_run", url, str(folder), *since]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return Timed(**json.loads(said.stdout.splitlines()[-1]))
