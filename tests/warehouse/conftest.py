"""An empty warehouse for each test: most share one that is emptied, some have a file of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.builders import rows
from warehouse.database import Connection, settle, writing

NO_WAIT = timedelta(0)
_FILLED = "SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0 AND table_name <> 'schema_migrations'"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with all its tables and no rows."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with writing(path, purpose="tests", wait=NO_WAIT):
        pass
    settle(path)
    return path


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    """The file of an empty warehouse."""
    return Path(shutil.copyfile(empty, tmp_path / "warehouse.duckdb"))


@pytest.fixture
def own(path: Path) -> Iterator[Connection]:
    """An empty warehouse, open for writing, of a test that changes its tables."""
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        yield connection


@pytest.fixture(scope="session")
def shared(empty: Path) -> Iterator[Connection]:
    """One warehouse that is opened once, for opening takes longer than most tests."""
    path = empty.with_name("shared.duckdb")
    shutil.copyfile(empty, path)
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        yield connection


@pytest.fixture
def db(shared: Connection) -> Iterator[Connection]:
    """An empty warehouse, open for writing; what a test leaves in it is taken out again."""
    yield shared
    for (table,) in rows(shared, _FILLED):
        shared.execute(f'TRUNCATE "{table}"')
