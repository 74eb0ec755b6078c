"""Analysts' SQL: one statement over the copy, read-only; DuckDB's own messages name the names that are near.

Does not print. What the database was opened for (no files, no network, no writing) is said in `database`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.database import Connection
from warehouse.errors import SqlError


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Column names, and rows that are read while they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def run_sql(connection: Connection, sql: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """Run one query; raises SqlError saying what is wrong with it, where, and which names are near."""
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise SqlError(f"expected one statement, got {len(statements)}; run them one at a time")
        given = {name: value for name, value in (parameters or {}).items() if name in statements[0].named_parameters}
        cursor = connection.execute(statements[0], given)
    except duckdb.Error as error:
        raise SqlError(_plain(error)) from error
    return Answer(columns=tuple(column[0] for column in cursor.description or ()), rows=_rows(cursor))


def _rows(cursor: Connection) -> Iterator[tuple[Any, ...]]:
    try:
        while rows := cursor.fetchmany(1000):
            yield from rows
    except duckdb.Error as error:
        raise SqlError(_plain(error)) from error


def _plain(error: duckdb.Error) -> str:
    text = str(error).strip().rpartition("\nError: ")[2]  # an error in a late row comes wrapped in another one
    if isinstance(error, duckdb.InvalidInputException) and "read-only" in text:
        return "the analysts' copy is read-only; SELECT, FROM, DESCRIBE and SUMMARIZE work"
    if isinstance(error, duckdb.PermissionException):
        return f"{text.splitlines()[0]}; queries here read the warehouse and nothing else"
    return text
