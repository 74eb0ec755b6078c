"""An operator's folder with two sources, and real runs of `presswatch` in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.faults.calm import NAME, SOURCE, evening, morning
from tests.faults.records import Fault, Kept, Measured, Ran
from tests.flows.rooms import WATCHLIST
from tests.flows.stands import Stand
from tests.manuals import ROOT
from warehouse.database import reading
from warehouse.queries import run_sql

LIMITS = {
    "connect_timeout": 2,
    "read_timeout": 2,
    "total_timeout": 5,
    "source_seconds": 40,
}  # seconds; all else is as it is shipped
PATIENCE = 180  # seconds, after which a run hangs
_SETTINGS = """
contact = "desk@example.org"
allow_private_addresses = true
prefect = "never"
lock_wait = "5s"

[fetch]
requests_per_second = 0
{limits}

[sources."uk/govuk"]
base_url = "{url}"

[sources."{calm}"]
active = true
base_url = "{calm_url}"
"""
_EDITIONS = """
SELECT r.url, r.status, v.revision, v.content_hash
FROM releases AS r JOIN revisions AS v USING (release_id) WHERE r.source <> $calm
"""
_CALM = """
SELECT r.url, r.status, v.revision, v.kind, v.title, v.body, v.published_at, p.failures, p.missing
FROM releases AS r JOIN revisions AS v USING (release_id) JOIN pages AS p USING (source, url)
WHERE r.source = $calm
UNION ALL BY NAME SELECT url, kind, detail AS body FROM problems WHERE source = $calm
ORDER BY ALL
"""
_PROBLEMS = "SELECT kind, url FROM problems WHERE source <> $calm AND resolved_at IS NULL"


@dataclass(frozen=True, slots=True)
class Installation:
    """One folder; `calm` is the publisher at whom nothing goes wrong."""

    folder: Path
    calm: Stand

    def run(self, url: str, *arguments: str, environment: Mapping[str, str] = {}) -> Ran:
        """Run once, with the first publisher at this address."""
        self._furnish(url)
        peak = self.folder / "peak"
        command = [sys.executable, "-m", "tests.faults.presswatch", "run", *arguments]
        given = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PRESSWATCH_CONFIG": str(self.folder / "presswatch.toml"),
            "FAULT_PEAK": str(peak),
            **environment,
        }
        begun = time.monotonic()
        ended = subprocess.run(
            command, cwd=self.folder, env=given, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        seconds = time.monotonic() - begun
        memory = int(peak.read_text("ascii"))
        return Ran(code=ended.returncode, seconds=seconds, memory=memory, said=ended.stdout + ended.stderr)

    def copied(self, folder: Path) -> Installation:
        """Return a copy of it."""
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.calm)

    def kept(self) -> Kept:
        """Return what is known now."""
        return Kept(
            editions=frozenset(self._rows(_EDITIONS)),
            calm=tuple(self._rows(_CALM)),
            problems=frozenset((kind, url) for kind, url in self._rows(_PROBLEMS)),
        )

    def _rows(self, sql: str) -> list[tuple[str, ...]]:
        with reading(self.folder / "data" / "warehouse.duckdb") as connection:
            return [tuple(map(str, row)) for row in run_sql(connection, sql, {"calm": NAME}).rows]

    def _furnish(self, url: str) -> None:
        limits = "\n".join(f"{name} = {value}" for name, value in LIMITS.items())
        settings = _SETTINGS.format(url=url, limits=limits, calm=NAME, calm_url=self.calm.url)
        source = self.folder / "sources" / f"{NAME}.toml"
        source.parent.mkdir(parents=True, exist_ok=True)
        for file, text in (("presswatch.toml", settings), ("watchlist.toml", WATCHLIST), (source, SOURCE)):
            (self.folder / file).write_text(text, "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An installation that was filled where nothing went wrong, and what comes of it where nothing does."""

    filled: Installation
    url: str
    before: Kept
    usual: Ran
    control: Kept

    def measured(self, fault: Fault, folder: Path) -> Measured:
        """Strike a copy with a fault, run, take the fault away, and run again.

        A fault that has to be met on the first day strikes an empty folder: then what was kept on a good first day is
        what it is held against.
        """
        calm = self.filled.calm
        here = Installation(folder, calm) if fault.fresh else self.filled.copied(folder)
        calm.says = morning() if fault.fresh else evening()
        with fault.strike() as struck:
            ran = here.run(struck.url, "--revisit", "all", environment=struck.environment)
            trapped = tuple(struck.trapped())
        after = here.kept()
        here.run(self.url, "--revisit", "all")
        return Measured(
            ran=ran,
            usual=self.usual,
            before=self.before,
            after=after,
            healed=here.kept(),
            control=self.before if fault.fresh else self.control,
            trapped=trapped,
        )
