"""Analysts' SQL: one statement over the copy, read-only; DuckDB's own messages name the names that are near.

Does not print. What the database was opened for (no files, no network, no writing) is said in `database`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from warehouse.complaints import clarified, plain_value, typed_value, unanswered
from warehouse.database import Connection
from warehouse.errors import SqlError
from warehouse.staging import ask

_Result = TypeVar("_Result")
_INTERRUPTED = "Query interrupted"  # DuckDB's words for Ctrl-C, in a RuntimeError
_READ_ONLY = "the analysts' copy is read-only; SELECT, FROM, DESCRIBE and SUMMARIZE work"
_READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)  # DESCRIBE, SUMMARIZE and SHOW are SELECTs to it
_INSTEAD = {
    duckdb.StatementType.CREATE: "for a step in between write WITH name AS (SELECT …)",
    duckdb.StatementType.SET: "settings are fixed, and times in UTC: write published_at AT TIME ZONE 'Europe/London'",
}


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
        *first, statement = _query(connection, sql)
        for one in first:
            connection.execute(one)
        reading = _reading(statement)
        cursor = _bound(lambda values: connection.execute(reading, values), _asked(statement, parameters))
    return Answer(columns=tuple(column[0] for column in cursor.description or ()), rows=_rows(cursor))


def write_answer(connection: Connection, sql: str, parameters: Mapping[str, str] | None, path: Path) -> None:
    """Write the answer to one SELECT as a Parquet file, with the types that it has in the database.

    `path` is the file for which the connection was opened, and is not there yet; a query that could write it by itself
    is refused. Raises SqlError.
    """
    with _plainly(connection):
        *first, statement = _query(connection, sql)
        if statement.type != duckdb.StatementType.SELECT:
            raise SqlError("expected a SELECT, whose rows become the file; other statements have no rows to write")
        for one in first:
            connection.execute(one)
        given = _asked(statement, parameters)
        _bound(lambda values: connection.sql(statement, params=values), given).write_parquet(str(path))


def keywords() -> list[str]:
    """Return the words of SQL that DuckDB keeps for itself, in capitals: 'SELECT', 'WHERE' and so on."""
    with duckdb.connect(":memory:") as connection:
        return [str(row["word"]) for row in ask(connection, "keywords")]


def _query(connection: Connection, sql: str) -> list[duckdb.Statement]:
    """Return the one statement, behind those that DuckDB runs for it: a PIVOT's columns are found out first."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1 and not _is_pivot(statements):
        raise SqlError(f"expected one statement, got {len(statements)}; run them one at a time")
    return statements


def _is_pivot(statements: Sequence[duckdb.Statement]) -> bool:
    """Tell whether DuckDB made these of one PIVOT: they have no text of their own, and only the last one answers."""
    kinds = [one.type for one in statements]
    return (
        set(kinds[:-1]) == {duckdb.StatementType.CREATE}
        and kinds[-1] == duckdb.StatementType.SELECT
        and not any(one.query for one in statements)
    )


def _reading(statement: duckdb.Statement) -> duckdb.Statement:
    """Let pass what reads; the shut database would take a temporary table, which the next statement does not find."""
    if statement.type in _READS:
        return statement
    instead = _INSTEAD.get(statement.type)
    raise SqlError(f"{_READ_ONLY}; {instead}" if instead else _READ_ONLY)


def _asked(statement: duckdb.Statement, given: Mapping[str, str] | None) -> dict[str, str]:
    missing = unanswered(statement.named_parameters, given or {})
    if missing:
        raise SqlError(missing)
    return {name: value for name, value in (given or {}).items() if name in statement.named_parameters}


def _bound(run: Callable[[dict[str, Any]], _Result], given: dict[str, str]) -> _Result:
    """Run a statement with its values as text, which DuckDB reads as what they stand beside, or else by their form."""
    try:
        return run({name: plain_value(value) for name, value in given.items()})
    except duckdb.BinderException as error:
        typed = {name: typed_value(value) for name, value in given.items()}
        if typed == given:
            raise
        try:
            return run(typed)
        except duckdb.Error:
            raise error from None


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
        raise SqlError(_plain(error, _columns(connection))) from error
    except RuntimeError as error:
        if _INTERRUPTED not in str(error):
            raise
        connection.interrupt()  # or the next query would wait for this one
        raise KeyboardInterrupt from error


def _columns(connection: Connection) -> list[str]:
    """Return the names of all columns; none where the connection cannot be asked any more."""
    try:
        return [str(row["name"]) for row in ask(connection, "columns")]
    except duckdb.Error:
        return []


def _plain(error: duckdb.Error, columns: Sequence[str]) -> str:
    text = str(error).strip().rpartition("\nError: ")[2]  # an error in a late row comes wrapped in another one
    if isinstance(error, duckdb.InvalidInputException) and "read-only" in text:
        return _READ_ONLY
    if isinstance(error, duckdb.PermissionException):
        return f"{text.splitlines()[0]}; queries here read the warehouse and nothing else"
    return clarified(text, columns)
