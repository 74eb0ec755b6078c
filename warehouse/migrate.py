"""Numbered migrations, applied once and never edited; views are made anew each time, for they hold nothing.

Does not go back: an older presswatch refuses a newer warehouse.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.errors import ForeignError, NewerError
from warehouse.statements import names_in, statement

_OUR_TABLE = "schema_migrations"


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Bring a warehouse up to this version's tables and views.

    Raises ForeignError for a database of something else and NewerError for one of a newer presswatch.
    """
    known = [(int(name.split("/")[1][:4]), name) for name in names_in("migrations")]
    done = _applied(connection, path)
    if done > known[-1][0]:
        raise NewerError(
            f"{path}: made by a newer presswatch (schema {done}, this one knows {known[-1][0]}); "
            "upgrade presswatch, or point data_dir elsewhere"
        )
    for number, name in known:
        if number > done:
            _apply(connection, number, name)


def _applied(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if _OUR_TABLE in tables:
        row = connection.execute("SELECT coalesce(max(number), 0) FROM schema_migrations").fetchone()
        return int(row[0]) if row else 0
    if tables:
        some = ", ".join(sorted(tables)[:3])
        raise ForeignError(f"{path}: a database of something else (tables {some} …); point data_dir at another folder")
    return 0


def _apply(connection: duckdb.DuckDBPyConnection, number: int, name: str) -> None:
    connection.begin()
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER, name VARCHAR, applied_at TIMESTAMPTZ)"
    )
    connection.execute(statement(name))
    connection.execute("INSERT INTO schema_migrations VALUES (?, ?, now())", [number, name])
    for view in names_in("views"):
        connection.execute(statement(view))
    connection.commit()
