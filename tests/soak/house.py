"""The operator's folder of the soak, the commands that are given there, and the process that lives on.

Two sources, two recipients: a folder of files, and a webhook.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.calm import NAME, SOURCE
from tests.flows.rooms import WATCHLIST
from tests.manuals import ROOT
from tests.soak.records import Pulse
from warehouse.database import reading
from warehouse.queries import run_sql

PATIENCE = 300  # seconds, after which a command hangs
_SETTINGS = """
contact = "desk@example.org"
allow_private_addresses = true
prefect = "never"
lock_wait = "2m"
revisit = ["5s", "30s", "2m"]

[fetch]
requests_per_second = 0
requests_per_day = 0
tries = 3
connect_timeout = 2
read_timeout = 2
total_timeout = 5

[retention]
captures = "2m"

[webhook]
secrets = ["env:HOOK_SECRET"]

[sources."uk/govuk"]
base_url = "{publisher}"

[sources."{name}"]
active = true
base_url = "{calm}"
"""
_RECIPIENT = """health = true

[recipients.hook]
topics = "all"
send_to = ["webhook:{hook}"]
when = "instant"
others = true
"""
_COMMAND = "from flows.cli import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    said: str


@dataclass(frozen=True, slots=True)
class House:
    """One folder."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def furnish(self, *, publisher: str, calm: str, hook: str) -> None:
        """Write settings, watch list and the second source, with the addresses of the servers."""
        (self.folder / "sources" / "zz").mkdir(parents=True, exist_ok=True)
        settings = _SETTINGS.format(publisher=publisher, calm=calm, name=NAME)
        (self.folder / "presswatch.toml").write_text(settings, "utf-8")
        (self.folder / "watchlist.toml").write_text(WATCHLIST + _RECIPIENT.format(hook=hook), "utf-8")
        (self.folder / "sources" / f"{NAME}.toml").write_text(SOURCE, "utf-8")

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin `presswatch` with these arguments."""
        return self._process([sys.executable, "-c", _COMMAND, *arguments], stderr=subprocess.STDOUT)

    def command(self, *arguments: str) -> Ended:
        """Run `presswatch` with these arguments to its end."""
        return ended(self.begin(*arguments))

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Start the process that lives on, and end it at the end of the block."""
        process = self._process([sys.executable, "-m", "tests.soak.worker", str(self.folder)])
        with process:
            yield Worker(process)

    @contextmanager
    def reader(self, pause: float, met: dict[str, Any]) -> Iterator[None]:
        """Let an analyst ask all the time; what that one met is in `met` at the end."""
        copy = str(self.data / "analyst.duckdb")
        process = self._process([sys.executable, "-m", "tests.bench.one_reader", copy, str(pause)])
        try:
            yield
        finally:
            said, _ = process.communicate(timeout=PATIENCE)
            met.update(json.loads(said or '{"wrong": ["the reader died"], "answers": 0, "runs": []}'))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse itself."""
        with reading(self.data / "warehouse.duckdb") as connection:
            return list(run_sql(connection, sql).rows)

    def _process(self, command: list[str], *, stderr: int | None = None) -> subprocess.Popen[str]:
        given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOOK_SECRET": "a-long-word-of-the-soak"}
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )


@dataclass(frozen=True, slots=True)
class Worker:
    """The process that lives on."""

    process: subprocess.Popen[str]

    def work(self, work: str, *, ahead: float = 0.0) -> Pulse:
        """Let it do a piece of work, with its clock so many seconds ahead."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"work": work, "ahead": ahead}) + "\n")
        self.process.stdin.flush()
        return Pulse(**json.loads(self.process.stdout.readline()))


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait for a command's end."""
    said, _ = process.communicate(timeout=PATIENCE)
    return Ended(code=process.returncode, said=said)
