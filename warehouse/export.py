"""Tables as files: releases and what hangs on them, as rows for JSON Lines and CSV, or straight to Parquet.

Does not print; the rows are read while they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.database import Connection, quoted
from warehouse.staging import run
from warehouse.statements import names_in, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Column names and rows of an export."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def exports() -> list[str]:
    """Return the names of what can be exported: 'releases', 'quotes' and so on."""
    return [name.partition("/")[2] for name in names_in("exports")]


def export(connection: Connection, name: str, *, since: datetime | None = None, topic: str | None = None) -> Rows:
    """Return the rows of one export, of releases newer than `since` and with `topic` only, where these are given."""
    cursor = run(connection, f"exports/{name}", since=since, topic=topic)
    return Rows(columns=tuple(column[0] for column in cursor.description or ()), rows=_rows(cursor))


def _rows(cursor: Connection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(500):
        yield from rows


def export_parquet(
    connection: Connection, name: str, path: Path, *, since: datetime | None = None, topic: str | None = None
) -> None:
    """Write one export to a Parquet file; raises duckdb's IOException as StorageError through `plain_errors`."""
    query = statement(f"exports/{name}").rstrip().rstrip(";")
    connection.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet)", {"since": since, "topic": topic})
