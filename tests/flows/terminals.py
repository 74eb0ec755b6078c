"""An operator's working folder and terminal: settings, a watch list, and the command `presswatch`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.flows.rooms import WATCHLIST
from warehouse.database import reading
from warehouse.queries import run_sql

ROOT = Path(__file__).parents[2]
SETTINGS = """
contact = "desk@example.org"
allow_private_addresses = true
prefect = "never"
lock_wait = "5s"

[fetch]
requests_per_second = 0
tries = 2

[sources."uk/govuk"]
base_url = "{url}"
"""
Death = tuple[str, int, Literal["before", "after"]]  # function, number of the call, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command ended with, and what it wrote."""

    code: int
    out: str
    err: str


class Commands:
    """The process of `forks`; several threads may order at once, each in its turn."""

    def __init__(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.forks"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._turn = threading.Lock()

    def order(self, **order: Any) -> int:
        """Run one command and return its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)


@contextmanager
def commands() -> Iterator[Commands]:
    """Start the process of `forks` and end it at the end of the block."""
    process = Commands()
    try:
        yield process
    finally:
        process.close()


@dataclass
class Terminal:
    """One installation and who works with it; without a newsroom the publisher is a port at which nobody listens."""

    commands: Commands
    folder: Path
    url: str = "http://127.0.0.1:9"
    watchlist: str = WATCHLIST
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write the settings and the watch list."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write("presswatch.toml", SETTINGS.format(url=self.url))
        self.write("watchlist.toml", self.watchlist)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def write(self, name: str, text: str) -> Path:
        """Write a file of the working folder and return its path."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def run(
        self,
        *arguments: str,
        die: Death | None = None,
        file_size: int | None = None,
        said: str = "",
        environment: Mapping[str, str] = {},
        folder: Path | None = None,
        watch: Mapping[str, Any] | None = None,
    ) -> Said:
        """Run `presswatch` with these arguments; `said` is on its standard input, `die` says when it is killed.

        `watch` is for `tests.kills`: its system calls are counted, and it is killed at one of them.
        """
        streams = {"in": said, "out": "", "err": ""}
        for name, text in streams.items():
            self.write(f".{name}", text)
        code = self.commands.order(
            arguments=arguments,
            folder=str(folder or self.folder),
            environment={"PATH": os.environ["PATH"], "COLUMNS": "200", **self.environment, **environment},
            die=die,
            file_size=file_size,
            watch=watch,
            **{name: str(self.folder / f".{name}") for name in streams},
        )
        out, err = ((self.folder / f".{name}").read_bytes().decode() for name in ("out", "err"))
        return Said(code=code, out=out, err=err)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse itself."""
        with reading(self.data / "warehouse.duckdb") as connection:
            return list(run_sql(connection, sql).rows)

    def told(self) -> list[tuple[str, str]]:
        """Return what the recipients' folder of digests tells: an address and what happened there, in order."""
        told = []
        for file in self.data.glob("digests/*.json"):
            digest = json.loads(file.read_text("utf-8"))
            for item in (*digest["releases"], *digest["others"]):
                told += [(item["url"], event["kind"]) for event in item["events"]]
                told += [(one["url"], "new") for one in item["translations"]]
        return sorted(told)


# Columns that say when, in which run, or where in the archive: they differ between a run and its repetition.
_PASSING = frozenset(
    (
        "run_id fetch_id change_id digest_id warc_file warc_offset times seen_at first_seen_at last_seen_at visited_at "
        "tried_at anchor_at listed_at due_at at made_at created_at fetched_at resolved_at joined_at unchanged subject "
        "items"
    ).split()
)
_LAST_ANSWER = ("pages", "status")  # 200 at first, 304 afterwards
_OF_RUNS = frozenset(("runs", "fetches", "deliveries", "digests", "hosts", "polls", "schema_migrations"))


Lasting = dict[str, list[str]]


def lasting(terminal: Terminal) -> Lasting:
    """Return everything in the warehouse that does not depend on how often and when it was asked for, by table."""
    columns: dict[str, list[str]] = {}
    for table, column in terminal.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"):
        if column not in _PASSING and table not in _OF_RUNS and (table, column) != _LAST_ANSWER:
            columns.setdefault(table, []).append(column)
    tables = {name for (name,) in terminal.rows("SELECT table_name FROM duckdb_tables()")}
    return {
        table: sorted(map(repr, terminal.rows(f"SELECT {', '.join(names)} FROM {table}")))  # noqa: S608 - its own names
        for table, names in columns.items()
        if table in tables
    }
