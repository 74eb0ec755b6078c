"""Warehouses of every schema that there was, brought to today's; and migrations that go wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

import warehouse
from tests.warehouse.builders import everything, load, one, release, rows, visit
from tests.warehouse.schemas import kept, unpack
from warehouse.contents import shape
from warehouse.database import Connection, reading, writing
from warehouse.errors import MigrationError
from warehouse.migrate import Migration, shipped

NO_WAIT = timedelta(0)
LAST = shipped()[-1].number
NOTE = Migration(number=LAST + 1, name="migrations/later", sql="ALTER TABLE hosts ADD COLUMN note VARCHAR")
LOADS = Path(warehouse.__file__).parent / "load"
WRONG = Migration(number=LAST + 2, name="migrations/wrong", sql="DROP TABLE mutes; INSERT INTO hosts VALUES ('one')")
FORMER = f"warehouse.before-{LAST + 1:04}.duckdb"


@pytest.fixture
def filled(path: Path) -> Path:
    """A warehouse of today with one release."""
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        load(connection, visit(release(), 0))
    return path


def _known(connection: Connection) -> tuple[Any, Any]:
    return shape(connection), everything(connection)


@pytest.mark.parametrize("number", sorted(kept()))
def test_a_warehouse_of_every_schema_keeps_its_rows_and_becomes_like_one_made_anew(
    number: int, tmp_path: Path, empty: Path
) -> None:
    path = unpack(number, tmp_path / "warehouse.duckdb")
    with duckdb.connect(path, read_only=True) as former:
        before = {table: found for table, found in everything(former).items() if table != "schema_migrations"}
        columns = {table: [one[:2] for one in rows(former, f'DESCRIBE "{table}"')] for table in before}
    assert [table for table, found in before.items() if not found] == []
    with reading(empty) as anew:
        expected = shape(anew)
    with writing(path, purpose="tests", wait=NO_WAIT):
        pass  # DuckDB words a view otherwise until the file is opened again
    with reading(path) as connection:
        assert shape(connection) == expected
        for table, found in before.items():
            names = ", ".join(f'"{name}"::{kind}' for name, kind in columns[table])  # a list may have become JSON
            assert rows(connection, f'SELECT {names} FROM "{table}" ORDER BY ALL') == found, table  # noqa: S608 - its own names


def _missing(migrations: Iterable[Migration], schemas: Collection[int]) -> list[int]:
    """The schemas from which a migration leads and of which no warehouse is kept."""
    return [one.number - 1 for one in migrations if one.number > 1 and one.number - 1 not in schemas]


def test_a_warehouse_of_the_schema_before_each_migration_is_kept() -> None:
    """Where one is missing: go back to the commit before the migration and run `python -m tests.warehouse.schemas`."""
    assert _missing(shipped(), kept()) == []
    assert _missing((*shipped(), NOTE, WRONG), kept().keys() - {LAST, LAST + 1}) == [LAST, LAST + 1]
    assert [path.name for path in kept().values() if path.stat().st_size > 150_000] == []


@pytest.mark.parametrize("file", sorted(LOADS.glob("*.sql")), ids=lambda file: file.stem)
def test_no_list_is_updated_in_place(file: Path) -> None:
    """DuckDB 1.5 takes the row out and puts it in again, and aborts where the disk is full at the commit."""
    columns, _, update = file.read_text("utf-8").partition("DO UPDATE SET")
    lists = re.findall(r"(\w+): '[^']+\[\]'", columns)
    assert [one for one in lists if re.search(rf"\b{one} = ", update)] == []


def test_a_warehouse_is_kept_as_it_was_before_its_tables_change(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(filled, purpose="tests", wait=NO_WAIT, migrations=[*shipped(), NOTE]):
        pass
    said = capsys.readouterr()
    assert said.out == ""
    assert f"warehouse.duckdb: its tables are brought to schema {LAST + 1}; as it was before" in said.err
    assert f"{FORMER}: delete that when all is well" in said.err
    with writing(filled.with_name(FORMER), purpose="tests", wait=NO_WAIT) as former:
        assert rows(former, "SELECT title FROM releases JOIN revisions USING (release_id)") == [(release().title,)]
    with duckdb.connect(filled) as migrated:
        assert "note" in [name for name, *_ in rows(migrated, "DESCRIBE hosts")]


def test_a_migration_that_fails_leaves_the_warehouse_as_it_was(filled: Path) -> None:
    with reading(filled) as connection:
        before = _known(connection)
    migrations = [*shipped(), Migration(number=LAST + 1, name=WRONG.name, sql=WRONG.sql)]
    with (
        pytest.raises(MigrationError, match=rf"cannot be brought to schema {LAST + 1} \(migrations/wrong: .*changed"),
        writing(filled, purpose="tests", wait=NO_WAIT, migrations=migrations),
    ):
        pass
    with reading(filled) as connection:
        assert _known(connection) == before
    with reading(filled.with_name(FORMER)) as connection:
        assert _known(connection) == before


def test_migrations_before_the_one_that_fails_are_kept(filled: Path) -> None:
    steps = [*shipped(), NOTE, WRONG]
    with pytest.raises(MigrationError), writing(filled, purpose="tests", wait=NO_WAIT, migrations=steps):
        pass
    with duckdb.connect(filled) as connection:
        assert one(connection, "SELECT max(number) FROM schema_migrations") == LAST + 1
        assert one(connection, "SELECT count(*) FROM mutes") == 0
        assert one(connection, "SELECT count(*) FROM releases") == 1


def test_a_new_warehouse_has_nothing_that_would_have_to_be_kept(tmp_path: Path) -> None:
    with writing(tmp_path / "warehouse.duckdb", purpose="tests", wait=NO_WAIT):
        pass
    assert list(tmp_path.glob("*before*")) == []
