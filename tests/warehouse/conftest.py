"""A warehouse of its own for each test that asks for one: a copy of an empty file that is made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from warehouse.database import Connection, settle, writing

NO_WAIT = timedelta(0)


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
def db(path: Path) -> Iterator[Connection]:
    """An empty warehouse, open for writing."""
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        yield connection
