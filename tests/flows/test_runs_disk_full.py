"""Runs on a disk that takes no more: one message, exit code 1, and nothing lost once there is space again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.evenings import COLLECT, Evening
from tests.flows.terminals import Lasting, Said, Terminal, lasting
from tests.kills.killing import time_passes
from warehouse.database import writing

# Bytes that a file may have: too few for a page in the archive, for the database's log, for the analysts' copy.
_ASKED: tuple[tuple[str, ...], ...] = (  # what only reads
    ("health",),
    ("deliver", "--dry-run"),
    ("compact", "--dry-run"),
    ("sql", "SELECT count(*) FROM releases"),
    ("export", "releases", "--format", "jsonl"),
    ("digest", "--topic", "jef"),
    ("alerts", "list"),
    ("sources", "list"),
    ("sources", "show", "uk/govuk"),
    ("topics", "list"),
    ("topics", "check"),
    ("recipients", "list"),
    ("recipients", "check"),
    ("settings", "show"),
)
LIMITS = (3_000, 40_000, 1_000_000)


def is_refusal(said: Said) -> None:
    """Check that a run ended because the disk refused, and said so in one message."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.startswith("presswatch: ")
    assert "free some space" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("limit", LIMITS)
def test_a_collect_that_may_not_write_on_is_made_good_when_it_may_again(
    evening: Evening, undisturbed: Lasting, limit: int, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    is_refusal(terminal.run(*COLLECT, file_size=limit))
    assert terminal.run("sql", "SELECT count(*) AS n FROM releases", "--format", "csv").out == "n\n14\n"
    assert terminal.run(*COLLECT).code == 0
    assert lasting(terminal) == undisturbed


def test_a_delivery_that_could_not_make_the_analysts_copy_tells_nothing_twice(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.after, tmp_path)
    is_refusal(terminal.run("deliver", file_size=1_000_000))
    assert terminal.run("deliver").out == "Nothing to deliver.\n"
    assert terminal.run("sql", "SELECT DISTINCT state FROM alerts", "--format", "csv").out == "state\nsent\n"
    assert len(terminal.told()) == len(set(terminal.told())) == 24


def test_a_delivery_and_an_index_that_find_no_room_are_made_good_when_there_is_some(
    evening: Evening, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.after, tmp_path)
    before = terminal.told()
    is_refusal(terminal.run("deliver", file_size=1_000))
    assert terminal.told() == before
    assert terminal.run("deliver").out == "Nothing to deliver.\n"  # for a minute
    assert terminal.rows("SELECT DISTINCT outcome FROM deliveries WHERE detail LIKE '%free some space%'") == [
        ("failed",)
    ]
    time_passes(terminal)
    assert len(terminal.told()) == len(set(terminal.told())) == 24
    said = terminal.run("search", "--rebuild", file_size=2_000)
    assert (said.code, said.out) == (1, "")
    assert "search index: cannot be written" in said.err
    assert terminal.run("verify").out == "Everything agrees.\n"


@pytest.fixture
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 12 MB where a test says nothing else."""
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can make a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={getattr(request, 'param', 12)}m", "tmpfs", folder],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("small_disk", [60], indirect=True, ids=["60 MB"])
def test_a_folder_that_is_read_only_is_named_by_what_writes_and_read_by_what_only_asks(
    evening: Evening, small_disk: Path, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.before, tmp_path / "desk")
    shutil.copytree(terminal.data, small_disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    elsewhere = {"PRESSWATCH_DATA_DIR": str(small_disk / "data")}
    for command in ("collect", "deliver", "compact"):
        said = terminal.run(command, environment=elsewhere)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1), command
        assert f"{small_disk / 'data'}: cannot be written (Read-only file system); let the user who runs" in said.err
    assert terminal.run("verify", environment=elsewhere).out == "Everything agrees.\n"
    for asked in _ASKED:
        said = terminal.run(*asked, environment=elsewhere)
        assert (said.code, said.err) == (0, ""), asked
    assert terminal.run("checkup", environment=elsewhere).err == ""
    said = terminal.run("search", "JEF", environment=elsewhere)
    assert "the search index is read only where it can be written, for a lock" in said.err
    for begun in (("demo", "--no-prefect", "--folder", str(small_disk / "demo")), ("up", "--port", "0")):
        said = terminal.run(*begun, environment=elsewhere)
        assert said.code == 1, begun
        assert "Read-only file system; let the user who runs presswatch write there" in said.err, begun
    said = terminal.run("recipients", "test", "desk", environment=elsewhere)
    assert "digests: Read-only file system; let the user who runs presswatch write there" in said.out


@pytest.mark.parametrize("small_disk", [60], indirect=True, ids=["60 MB"])
def test_a_disk_that_has_become_read_only_is_backed_up_to_another_whatever_its_log_holds(
    evening: Evening, small_disk: Path, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.after, tmp_path / "desk")
    due = terminal.run("deliver", "--dry-run").out.partition("digest ")[0]  # up to its id, which is another each time
    shutil.copytree(terminal.data, small_disk / "data")
    with writing(small_disk / "data" / "warehouse.duckdb", purpose="tests", wait=timedelta()) as connection:
        connection.execute("UPDATE hosts SET robots = 'kept in the log'")
    (small_disk / "data" / "deliver.lock").unlink(missing_ok=True)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    elsewhere = {"PRESSWATCH_DATA_DIR": str(small_disk / "data")}
    assert (small_disk / "data" / "warehouse.duckdb.wal").exists()
    assert terminal.run("deliver", "--dry-run", environment=elsewhere).out.partition("digest ")[0] == due
    backups = tmp_path / "backups"
    said = terminal.run("backup", "--output", str(backups), environment=elsewhere)
    assert said.code == 0, said
    (made,) = backups.glob("[!.]*")
    assert sorted(one.name for one in made.glob("warehouse*")) == ["warehouse.duckdb"]
    assert terminal.run("restore", str(made), "--force").code == 0
    assert terminal.rows("SELECT DISTINCT robots FROM hosts") == [("kept in the log",)]


def test_a_first_run_on_a_full_disk_is_made_good_on_a_larger_one(
    evening: Evening, small_disk: Path, tmp_path: Path
) -> None:
    terminal = Terminal(evening.commands, tmp_path / "desk", url=evening.newsroom.url)
    is_refusal(terminal.run("run", environment={"PRESSWATCH_DATA_DIR": str(small_disk / "data")}))
    shutil.copytree(small_disk / "data", terminal.data)
    assert terminal.run("run").code == 0
    assert terminal.rows("SELECT count(*) FROM releases") == [(16,)]
    assert len(terminal.told()) == 16
