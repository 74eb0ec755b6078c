"""The analysts' copy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.builders import load, one, release, rows, visit
from tests.warehouse.processes import run, writer
from warehouse.database import reading, writing
from warehouse.errors import LockedError, NoWarehouseError, StorageError
from warehouse.snapshot import publish

NO_WAIT = timedelta(0)
_SPOIL = """
import os, sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("UPDATE releases SET status = 'gone'")
os._exit(9)
"""
COUNT = "SELECT count(*) FROM releases"


def _collect(path: Path, *names: str) -> None:
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        load(connection, *(visit(release(name), hour) for hour, name in enumerate(names)))


def test_the_copy_holds_what_was_collected(path: Path, tmp_path: Path) -> None:
    _collect(path, "grey-heron", "tern")
    publish(path, tmp_path / "analyst.duckdb", wait=NO_WAIT)
    with reading(tmp_path / "analyst.duckdb") as connection:
        assert one(connection, COUNT) == 2


def test_a_reader_keeps_the_old_copy_while_a_new_one_is_swapped_in(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "analyst.duckdb"
    _collect(path, "grey-heron")
    publish(path, copy, wait=NO_WAIT)
    with reading(copy) as old:
        _collect(path, "tern")
        publish(path, copy, wait=NO_WAIT)
        assert rows(old, "SELECT url FROM latest_releases") == [(release().url,)]
    with reading(copy) as new:
        assert one(new, COUNT) == 2


def test_the_copy_is_read_while_a_run_writes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "analyst.duckdb"
    _collect(path, "grey-heron")
    publish(path, copy, wait=NO_WAIT)
    with writer(path), reading(copy) as connection:
        assert one(connection, COUNT) == 1


def test_what_somebody_changed_in_the_old_copy_is_not_in_the_new_one(path: Path, tmp_path: Path) -> None:
    """An analyst's program that opened it for writing died and left its changes in a file beside it."""
    copy = tmp_path / "analyst.duckdb"
    _collect(path, "grey-heron")
    publish(path, copy, wait=NO_WAIT)
    assert run(_SPOIL, copy).returncode == 9
    publish(path, copy, wait=NO_WAIT)
    with reading(copy) as connection:
        assert rows(connection, "SELECT status FROM releases") == [("live",)]


def test_what_a_killed_run_had_committed_is_in_the_copy(path: Path, tmp_path: Path) -> None:
    with writer(path):
        pass
    publish(path, tmp_path / "analyst.duckdb", wait=NO_WAIT)
    with reading(tmp_path / "analyst.duckdb") as connection:
        assert rows(connection, "SELECT host FROM hosts") == [("a.example",)]


def test_no_copy_is_made_while_somebody_writes_and_the_old_one_stays(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "analyst.duckdb"
    publish(path, copy, wait=NO_WAIT)
    before = copy.read_bytes()
    with writer(path), pytest.raises(LockedError, match="collect run-7"):
        publish(path, copy, wait=NO_WAIT)
    assert copy.read_bytes() == before


def test_nothing_half_copied_is_left_behind(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        publish(tmp_path / "none.duckdb", tmp_path / "analyst.duckdb", wait=NO_WAIT)
    assert sorted(file.name for file in tmp_path.iterdir() if "analyst" in file.name) == []
    with pytest.raises(NoWarehouseError), reading(tmp_path / "analyst.duckdb"):
        pass
    assert path.exists()
