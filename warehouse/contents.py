"""What a database holds, in a form that tells two copies of it apart: how it is made, and a count and a hash by table.

Hashing reads every row, and so every block, whose checksums DuckDB verifies. Does not change anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warehouse.database import Connection, name_of
from warehouse.migrate import tables
from warehouse.staging import ask

Contents = Mapping[str, tuple[int, int]]  # table -> rows, and a hash of them whatever their order


def contents(connection: Connection, database: str | None = None) -> Contents:
    """Return what the tables of a database hold: of the one that was opened, or of one attached under a name."""
    name = database or name_of(connection)
    return {table: _table(connection, name, table) for table in tables(connection, name)}


def counts(found: Contents) -> dict[str, int]:
    """Return the rows of each table."""
    return {table: rows for table, (rows, _) in found.items()}


def shape(connection: Connection, database: str | None = None) -> list[tuple[Any, ...]]:
    """Return how a database is made: each column, key, view and comment in a row."""
    return [tuple(row.values()) for row in ask(connection, "shape", database=database or name_of(connection))]


def newest(connection: Connection) -> datetime | None:
    """Return when the last thing happened in the data of a warehouse; None where nothing ever did."""
    (row,) = ask(connection, "newest")
    found: datetime | None = row["newest"]
    return found


def _table(connection: Connection, database: str, table: str) -> tuple[int, int]:
    query = f'SELECT count(*), coalesce(bit_xor(hash(t)), 0) FROM "{database}"."{table}" AS t'  # noqa: S608 - its own names
    ((rows, value),) = connection.execute(query).fetchall()
    return int(rows), int(value)
