"""Numbered migrations, applied once and never edited; views and comments are made anew whenever their text changes.

Does not go back: an older presswatch refuses a newer warehouse.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from warehouse.errors import ForeignError, NewerError
from warehouse.statements import names_in, statement

_OUR_TABLE = "schema_migrations"
_MADE_ANEW = 0  # the number under which the fingerprint of views and comments is kept


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Bring a warehouse up to this version's tables and views.

    Raises ForeignError for a database of something else and NewerError for one of a newer presswatch.
    """
    done = check(connection, path)
    for number, name in _known():
        if number > done:
            _apply(connection, number, name)
    _renew(connection)


def check(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Return the number of the last migration that was applied, 0 for an empty database.

    Raises ForeignError for a database of something else and NewerError for one of a newer presswatch.
    """
    done, newest = _applied(connection, path), _known()[-1][0]
    if done > newest:
        raise NewerError(
            f"{path}: made by a newer presswatch (schema {done}, this one knows {newest}); "
            "upgrade presswatch, or point data_dir elsewhere"
        )
    return done


def _known() -> list[tuple[int, str]]:
    return [(int(name.split("/")[1][:4]), name) for name in names_in("migrations")]


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
    connection.commit()


def _renew(connection: duckdb.DuckDBPyConnection) -> None:
    """Views hold nothing and comments change nothing, so neither is worth a migration."""
    text = "\n".join(statement(name) for folder in ("views", "comments") for name in names_in(folder))
    fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]
    row = connection.execute("SELECT name FROM schema_migrations WHERE number = ?", [_MADE_ANEW]).fetchone()
    if row and row[0] == fingerprint:
        return
    connection.begin()
    connection.execute(text)
    connection.execute("DELETE FROM schema_migrations WHERE number = ?", [_MADE_ANEW])
    connection.execute("INSERT INTO schema_migrations VALUES (?, ?, now())", [_MADE_ANEW, fingerprint])
    connection.commit()
    connection.execute("CHECKPOINT")  # or every opening would go through these statements again
