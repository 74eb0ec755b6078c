"""Analysts' SQL: one statement over the copy, read-only; DuckDB's own messages name the names that are near.

Does not print. What the database was opened for (no files, no network, no writing) is said in `database`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import Connection
from warehouse.errors import SqlError
from warehouse.staging import ask

_INTERRUPTED = "Query interrupted"  # DuckDB's words for Ctrl-C, in a RuntimeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Column names, and rows that are read while they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def run_sql(connection: Connection, sql: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """Run one query; raises SqlError saying what is wrong with it, where, and which names are near.

    Ctrl-C ends the query, as KeyboardInterrupt; the connection can be used again.
    """
    with _plainly(connection):
        statement = _only(connection, sql)
        cursor = connection.execute(statement, _asked(statement, parameters))
    return Answer(columns=tuple(column[0] for column in cursor.description or ()), rows=_rows(cursor))


def write_answer(connection: Connection, sql: str, parameters: Mapping[str, str] | None, path: Path) -> None:
    """Write the answer to one SELECT as a Parquet file, with the types that it has in the database.

    `path` is the file for which the connection was opened, and is not there yet; a query that could write it by itself
    is refused. Raises SqlError.
    """
    with _plainly(connection):
        statement = _only(connection, sql)
        if statement.type != duckdb.StatementType.SELECT:
            raise SqlError("expected a SELECT, whose rows become the file; other statements have no rows to write")
        connection.sql(statement.query, params=_asked(statement, parameters)).write_parquet(str(path))


def keywords() -> list[str]:
    """Return the words of SQL that DuckDB keeps for itself, in capitals: 'SELECT', 'WHERE' and so on."""
    with duckdb.connect(":memory:") as connection:
        return [str(row["word"]) for row in ask(connection, "keywords")]


def _only(connection: Connection, sql: str) -> duckdb.Statement:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise SqlError(f"expected one statement, got {len(statements)}; run them one at a time")
    return statements[0]


def _asked(statement: duckdb.Statement, given: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in (given or {}).items() if name in statement.named_parameters}


def _rows(cursor: Connection) -> Iterator[tuple[Any, ...]]:
    with _plainly(cursor):
        while rows := cursor.fetchmany(1000):
            yield from rows


@contextmanager
def _plainly(connection: Connection) -> Iterator[None]:
    """Say what DuckDB says in our words, and end a query that Ctrl-C only stopped waiting for."""
    try:
        yield
    except duckdb.Error as error:
        raise SqlError(_plain(error)) from error
    except RuntimeError as error:
        if _INTERRUPTED not in str(error):
            raise
        connection.interrupt()  # or the next query would wait for this one
        raise KeyboardInterrupt from error


def _plain(error: duckdb.Error) -> str:
    text = str(error).strip().rpartition("\nError: ")[2]  # an error in a late row comes wrapped in another one
    if isinstance(error, duckdb.InvalidInputException) and "read-only" in text:
        return "the analysts' copy is read-only; SELECT, FROM, DESCRIBE and SUMMARIZE work"
    if isinstance(error, duckdb.PermissionException):
        return f"{text.splitlines()[0]}; queries here read the warehouse and nothing else"
    return text
