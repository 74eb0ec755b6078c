"""Opening the database file: one writer under a lock, any number of readers of the analysts' copy, errors made plain.

Does not know the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb

from warehouse.errors import ForeignError, LockedError, NoWarehouseError, StorageError, WarehouseError
from warehouse.locks import exclusive
from warehouse.migrate import check, migrate

_NOTHING = "{path}: nothing collected yet; run `presswatch run` first, or set data_dir"
_UTC = "SET TimeZone = 'UTC'"  # not in the configuration: the time zones are loaded after it is read
# What is written stays in the write-ahead log until there are some megabytes of it, or the analysts' copy is made.
# DuckDB would write it out at every close, and the last 120,000 texts anew with it: two seconds for one new edition.
_LOG = "PRAGMA disable_checkpoint_on_shutdown; SET wal_autocheckpoint = '8MB'"
_FULL = "{path}: {what}; nothing was lost; free some space and run this again"
_DAMAGED = "{path}: not a DuckDB database, or damaged; move it away or restore it, or point data_dir at another folder"
_DISK = ("No space left", "File too large", "Could not write")  # fatal to a connection, and not to the file
_SAID: tuple[tuple[type[WarehouseError], str, tuple[str, ...]], ...] = (  # by what DuckDB's messages say
    (LockedError, "{path}: opened by another program ({what}); close it and run this again", ("lock on file",)),
    (ForeignError, _DAMAGED, ("not a valid DuckDB", "magic bytes", "hecksum", "Could not read", "Corrupt")),
    (
        ForeignError,
        "{path}: written by another DuckDB ({what}); install that version of duckdb",
        ("newer version", "Serialization", "storage version"),
    ),
)
Connection = duckdb.DuckDBPyConnection
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
# DuckDB would draw a bar on standard output after two seconds, into whatever is written there.
_PLAIN = f"{_UTC}; SET enable_progress_bar = false"


@contextmanager
def writing(path: Path, *, purpose: str, wait: timedelta) -> Iterator[Connection]:
    """Open the warehouse for writing, made and migrated where needed, under its lock.

    Raises LockedError, ForeignError, NewerError or StorageError.
    """
    with exclusive(path.with_suffix(".lock"), purpose=purpose, wait=wait), plain_errors(path):
        connection = duckdb.connect(path, config=_CONFIG)
        try:
            connection.execute(f"{_PLAIN}; {_LOG}")
            migrate(connection, path)
            yield connection
        finally:
            connection.close()


@contextmanager
def reading(path: Path, *, files: bool = False, target: Path | None = None) -> Iterator[Connection]:
    """Open a database file that nobody writes, for reading only: no file, network or extension from SQL.

    `files` lifts the first of these, for our own statements that write files; never for an analyst's, whose answer may
    be written to one file, `target`, and no other.
    Raises NoWarehouseError where there is none, ForeignError, and NewerError.
    """
    if not path.exists():
        raise NoWarehouseError(_NOTHING.format(path=path))
    with plain_errors(path):
        connection = duckdb.connect(path, read_only=True, config=_CONFIG)
        try:
            connection.execute(_PLAIN)
            if not files:
                _shut(connection, target)
            connection.execute("SET lock_configuration = true")
            if not check(connection, path):
                raise NoWarehouseError(_NOTHING.format(path=path))
            yield connection
        finally:
            connection.close()


def _shut(connection: Connection, target: Path | None) -> None:
    """Close the door to files and the network but for one file; it cannot be opened again."""
    if target:
        connection.execute("SET allowed_paths = [$target]", {"target": str(target)})
    connection.execute("SET enable_external_access = false")


@contextmanager
def reading_live(path: Path, *, wait: timedelta) -> Iterator[Connection]:
    """Open the warehouse itself for reading, between two writers; raises LockedError and NoWarehouseError."""
    if not path.exists():
        raise NoWarehouseError(_NOTHING.format(path=path))
    with exclusive(path.with_suffix(".lock"), purpose="reading", wait=wait), reading(path) as connection:
        yield connection


def settle(path: Path) -> None:
    """Write out what still waits in the write-ahead log of a database that the caller holds the lock of."""
    if not path.with_name(f"{path.name}.wal").exists():
        return
    with duckdb.connect(path, config=_CONFIG) as connection:
        connection.execute(f"{_PLAIN}; CHECKPOINT")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit at the end of the block, or leave no trace of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what DuckDB and the disk say about `path` into this folder's errors."""
    try:
        yield
    except (duckdb.IOException, duckdb.TransactionException) as error:
        raise _named(path, str(error)) from error
    except BrokenPipeError:  # whoever reads the output has read enough; the file is well
        raise
    except OSError as error:
        raise StorageError(_FULL.format(path=error.filename or path, what=error.strerror)) from error
    except (duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException) as error:
        full = any(words in str(error) for words in _DISK)
        raise _named(path, str(error)) if full else ForeignError(_DAMAGED.format(path=path)) from error


def _named(path: Path, text: str) -> WarehouseError:
    what = " ".join(text.split())[:200]
    for kind, message, signs in _SAID:
        if any(sign in text for sign in signs):
            return kind(message.format(path=path, what=what))
    return StorageError(_FULL.format(path=path, what=what))
