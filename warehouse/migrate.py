"""Numbered migrations, applied once and never edited; views and comments are made anew whenever their text changes.

Each is a transaction of its own: one that fails leaves the tables as they were. Does not go back: an older presswatch
refuses a newer warehouse. `database.writing` keeps a copy before the first that changes what somebody has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from warehouse.errors import ForeignError, MigrationError, NewerError
from warehouse.messages import one_line
from warehouse.staging import ask, run
from warehouse.statements import names_in, statement

_OUR_TABLE = "schema_migrations"
_MADE_ANEW = 0  # the number under which the fingerprint of views and comments is kept
_DISK = (duckdb.IOException, duckdb.FatalException)  # the fault of the machine, and not of a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step from a schema to the next."""

    number: int
    name: str  # kept beside the number: 'migrations/0001_first_tables'
    sql: str


@cache
def shipped() -> tuple[Migration, ...]:
    """Return the migrations of this version, in order."""
    names = names_in("migrations")
    return tuple(Migration(number=int(name.split("/")[1][:4]), name=name, sql=statement(name)) for name in names)


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration] | None = None) -> None:
    """Bring a warehouse up to these migrations, those of this version where none are named, and to its views.

    Raises ForeignError for a database of something else, NewerError for one of a newer presswatch, and MigrationError.
    """
    for one in _pending(check(connection, path, migrations), migrations):
        _apply(connection, one, path)
    _renew(connection)


def upcoming(
    connection: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration] | None = None
) -> Migration | None:
    """Return the first migration that a warehouse with tables still lacks; None where it lacks none, or is empty."""
    done = check(connection, path, migrations)
    return next(iter(_pending(done, migrations)), None) if done else None


def check(connection: duckdb.DuckDBPyConnection, path: Path, migrations: Sequence[Migration] | None = None) -> int:
    """Return the number of the last migration that was applied, 0 for an empty database.

    Raises ForeignError for a database of something else and NewerError for one of a newer presswatch.
    """
    done, newest = _applied(connection, path), (migrations or shipped())[-1].number
    if done > newest:
        raise NewerError(
            f"{path}: made by a newer presswatch (schema {done}, this one knows {newest}); "
            "upgrade presswatch, or point data_dir elsewhere"
        )
    return done


def _pending(done: int, migrations: Sequence[Migration] | None) -> list[Migration]:
    return [one for one in migrations or shipped() if one.number > done]


def tables(connection: duckdb.DuckDBPyConnection, database: str | None = None) -> list[str]:
    """Return the tables of a database, by name: of the one that is used, or of one attached under a name."""
    return [row["name"] for row in ask(connection, "tables", database=database)]


def _applied(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    found = tables(connection)
    if _OUR_TABLE in found:
        return int(ask(connection, "migrations_done")[0]["number"])
    if found:
        some = ", ".join(found[:3])
        raise ForeignError(f"{path}: a database of something else (tables {some} …); point data_dir at another folder")
    return 0


def _apply(connection: duckdb.DuckDBPyConnection, one: Migration, path: Path) -> None:
    connection.begin()
    try:
        run(connection, "change/make_migrations")
        connection.execute(one.sql)
        run(connection, "change/note_migration", number=one.number, noted=one.name)
        connection.commit()
    except _DISK:  # closing the connection takes back what was begun
        raise
    except duckdb.Error as error:
        connection.rollback()
        raise MigrationError(
            f"{path}: its tables cannot be brought to schema {one.number} ({one.name}: {one_line(error)}); nothing was "
            "changed; go back to the presswatch that you had, which still reads it, and report this"
        ) from error


def _renew(connection: duckdb.DuckDBPyConnection) -> None:
    """Views hold nothing and comments change nothing, so neither is worth a migration."""
    text = "\n".join(statement(name) for folder in ("views", "comments") for name in names_in(folder))
    fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]
    if [row["name"] for row in ask(connection, "migration_noted", number=_MADE_ANEW)] == [fingerprint]:
        return
    connection.begin()
    connection.execute(text)
    run(connection, "change/forget_migration", number=_MADE_ANEW)
    run(connection, "change/note_migration", number=_MADE_ANEW, noted=fingerprint)
    connection.commit()
    connection.execute("CHECKPOINT")  # or every opening would go through these statements again
