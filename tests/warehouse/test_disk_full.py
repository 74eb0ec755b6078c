"""A disk that takes no more: a plain error, and nothing half-written is counted.

Each is tried in a process of its own that may not write files beyond a size.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.builders import HOME, fetch, load, one, release, rows, visit
from tests.warehouse.processes import run
from warehouse import spool
from warehouse.archive import read_page
from warehouse.database import reading, writing

_LIMITED = """
import random, resource, sys
from datetime import timedelta
from pathlib import Path
from tests.warehouse.builders import HOME, NOON, fetch, release, visit
from warehouse import spool
from warehouse.archive import ArchiveWriter
from warehouse.database import writing
from warehouse.errors import StorageError
from warehouse.loading import load_visits
from warehouse.snapshot import publish

folder = Path(sys.argv[1])
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
"""
_ARCHIVE = (
    _LIMITED
    + """
noise = random.Random(1).randbytes(30_000)
limit(50_000)
with ArchiveWriter(folder, "run-1", NOON) as archive:
    for number in range(3):
        try:
            print(*archive.store(url=f"{HOME}/{number}", status=200, headers=(), content=noise, at=NOON))
            archive.sync()
        except StorageError as error:
            print("refused", error)
"""
)
_SPOOL = (
    _LIMITED
    + """
spool.append(folder, "run-1", [fetch(f"{HOME}/tern", 0)])
limit((folder / "run-1.jsonl").stat().st_size + 700)
try:
    spool.append(folder, "run-1", [fetch(f"{HOME}/{number}", 1) for number in range(9)])
except StorageError as error:
    print("refused", error)
spool.append(folder, "run-1", [fetch(f"{HOME}/gull", 2)])
"""
)
_LOAD = (
    _LIMITED
    + """
path = folder / "warehouse.duckdb"
many = [visit(release(f"r{n}", body=random.Random(n).randbytes(4000).hex()), 1) for n in range(400)]
try:
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        limit(path.stat().st_size + 200_000)
        load_visits(connection, many)
except StorageError as error:
    print("refused", error)
"""
)
_PUBLISH = (
    _LIMITED
    + """
limit(500_000)
try:
    publish(folder / "warehouse.duckdb", folder / "analyst.duckdb", wait=timedelta(0))
except StorageError as error:
    print("refused", error)
"""
)


def _said(code: str, folder: Path) -> list[str]:
    done = run(code, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_page_that_does_not_fit_is_not_counted_and_the_ones_before_it_are_whole(tmp_path: Path) -> None:
    first, second, third = _said(_ARCHIVE, tmp_path)
    file, offset = first.split()
    assert len(read_page(tmp_path, file, int(offset)).content) == 30_000
    for line in (second, third):
        assert line.startswith("refused")
        assert "run-1.warc.gz: File too large; the page is not counted as read; free some space" in line


def test_a_journal_takes_all_of_some_lines_or_none_of_them(tmp_path: Path) -> None:
    (line,) = _said(_SPOOL, tmp_path)
    assert "run-1.jsonl: File too large; free some space and run this again" in line
    assert list(spool.read(tmp_path / "run-1.jsonl")) == [fetch(f"{HOME}/tern", 0), fetch(f"{HOME}/gull", 2)]


def test_a_batch_that_does_not_fit_leaves_the_warehouse_as_it_was(path: Path, tmp_path: Path) -> None:
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        load(connection, visit(release(), 0))
    (line,) = _said(_LOAD, tmp_path)
    assert line.startswith("refused")
    assert line.endswith("free some space and run this again")
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        assert rows(connection, "SELECT url FROM releases") == [(release().url,)]
        load(connection, visit(release("tern"), 1))


def test_a_copy_that_does_not_fit_leaves_the_old_one(path: Path, tmp_path: Path) -> None:
    assert path.stat().st_size > 500_000
    old = tmp_path / "analyst.duckdb"
    old.write_bytes(path.read_bytes())
    (line,) = _said(_PUBLISH, tmp_path)
    assert "File too large" in line
    with reading(old) as connection:
        assert one(connection, "SELECT count(*) FROM releases") == 0
    assert not list(tmp_path.glob(".*new"))


@pytest.mark.parametrize("code", [_ARCHIVE, _SPOOL, _LOAD, _PUBLISH])
def test_the_scripts_of_this_file_say_refused_only_because_of_the_limit(path: Path, tmp_path: Path, code: str) -> None:
    assert path.exists()
    unlimited = code.replace("    resource.setrlimit", "    0 and resource.setrlimit")
    assert not any(line.startswith("refused") for line in _said(unlimited, tmp_path))
