"""Opening the database file: one writer under a lock, any number of readers of the analysts' copy, errors made plain.

Does not know the tables.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb

from warehouse.copies import copy_in_place, force
from warehouse.errors import DamagedError, LockedError, NewerError, NoWarehouseError, StorageError, WarehouseError
from warehouse.locks import exclusive
from warehouse.messages import NOTHING_COLLECTED, one_line, remedy
from warehouse.migrate import Migration, check, migrate, upcoming
from warehouse.staging import ask

_UTC = "SET TimeZone = 'UTC'"  # not in the configuration: the time zones are loaded after it is read
# What is written stays in the write-ahead log until there are some megabytes of it, or the analysts' copy is made.
# DuckDB would write it out at every close.
_LOG = "PRAGMA disable_checkpoint_on_shutdown; SET wal_autocheckpoint = '8MB'"
_REFUSED = "{path}: {what}; nothing was lost; {advice}"
_ADVICE = (
    "put the last backup in its place with `presswatch restore` (if only analyst.duckdb is damaged, delete that: the "
    "next run makes it anew), or point data_dir at another folder"
)
_GONE = (
    "{path}: missing, though {what} is there; nothing was changed; put the last backup in its place with `presswatch "
    "restore`; or move {folder} away, and begin anew: then everything is told again"
)
_DAMAGED = f"{{path}}: not a DuckDB database, or damaged; {_ADVICE}"
_CUT = f"{{path}}: damaged: cut short, for {{blocks}} blocks of it are in use and {{held}} are there; {_ADVICE}"
_HEADERS = 12_288  # bytes before the first block of a DuckDB file
_DISK = ("No space left", "File too large", "Could not write")  # fatal to a connection, and not to the file
_SAID: tuple[tuple[type[WarehouseError], str, tuple[str, ...]], ...] = (  # by what DuckDB's messages say
    (LockedError, "{path}: opened by another program ({what}); close it and run this again", ("lock on file",)),
    (DamagedError, _DAMAGED, ("not a valid DuckDB", "magic bytes", "hecksum", "Could not read", "Corrupt")),
    (
        NewerError,
        "{path}: written by another DuckDB ({what}); install that version of duckdb",
        ("newer version", "Serialization", "storage version"),
    ),
)
# A row that is added has its whole group of rows written anew: with DuckDB's 122,880, four seconds of texts for one.
ROW_GROUP = 8_192
Connection = duckdb.DuckDBPyConnection
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
# DuckDB would draw a bar on standard output after two seconds, into whatever is written there.
_PLAIN = f"{_UTC}; SET enable_progress_bar = false"


@contextmanager
def writing(
    path: Path, *, purpose: str, wait: timedelta, migrations: Sequence[Migration] | None = None
) -> Iterator[Connection]:
    """Open the warehouse for writing, made and migrated where needed, under its lock.

    Before tables that somebody has are migrated, a copy of the file is put beside it. `migrations` are those of this
    version where none are named. Raises LockedError, ForeignError, NewerError, MigrationError, StorageError, and
    NoWarehouseError where there was one.
    """
    with exclusive(path.with_suffix(".lock"), purpose=purpose, wait=wait), plain_errors(path):
        refuse_gone(path)
        known = _files(path)
        connection = _opened(path)
        try:
            _refuse_cut(connection, path)
            if step := upcoming(connection, path, migrations):
                connection.close()  # else reading the file beside DuckDB would lift its own lock
                _keep_former(path, step)
                connection = _opened(path)
            migrate(connection, path, migrations)
            yield connection
        finally:
            connection.close()
        if _files(path) - known:
            force(path.parent)  # DuckDB forces what is in its files, and not their names


def refuse_gone(path: Path) -> None:
    """Raise NoWarehouseError where a database is missing of which other parts are there: a first run makes it first."""
    if path.exists():
        return
    copy, archive = path.with_name("analyst.duckdb"), path.with_name("warc")
    signs = (copy if copy.exists() else None, next(archive.rglob("*.warc.gz"), None))
    if what := next((one for one in signs if one), None):
        raise NoWarehouseError(_GONE.format(path=path, what=what, folder=path.parent))


def log_of(path: Path) -> Path:
    """Return where DuckDB keeps what is not written into a database yet."""
    return path.with_name(f"{path.name}.wal")


def _files(path: Path) -> set[Path]:
    return {one for one in (path, log_of(path)) if one.exists()}


def _opened(path: Path) -> Connection:
    """Open the file for writing; attached, for only so can DuckDB be told how large a group of rows is."""
    connection = duckdb.connect(config=_CONFIG)
    try:
        connection.execute(f"{_PLAIN}; {_LOG}; SET temp_directory = {quoted(f'{path}.tmp')}")
        connection.execute(f"ATTACH {quoted(path)} AS warehouse (ROW_GROUP_SIZE {ROW_GROUP}); USE warehouse")
    except BaseException:
        connection.close()
        raise
    return connection


def second(connection: Connection) -> Connection:
    """Return a second connection to the same database, whose rows may be read while the first asks something else."""
    other = connection.cursor()
    if (name := name_of(connection)) != name_of(other):  # it begins where DuckDB did, not at what was attached
        other.execute(f'USE "{name}"')
    return other


def name_of(connection: Connection) -> str:
    """Return the name by which DuckDB knows the database that a connection uses."""
    ((name,),) = connection.execute("SELECT current_database()").fetchall()
    return str(name)


def quoted(path: Path | str) -> str:
    """Return a path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


def _refuse_cut(connection: Connection, path: Path) -> None:
    """Blocks in use that lie behind the end of the file are gone, though DuckDB opens it; free ones may lie there."""
    (size,) = ask(connection, "blocks")
    held = (path.stat().st_size - _HEADERS) // size["block_size"]
    if held < size["used_blocks"]:
        raise DamagedError(_CUT.format(path=path, blocks=size["used_blocks"], held=held))


def _keep_former(path: Path, step: Migration) -> None:
    settle(path)
    former = path.with_name(f"{path.stem}.before-{step.number:04}{path.suffix}")
    copy_in_place(path, former)
    # Not a log, which Prefect silences: whoever upgrades is to see it.
    sys.stderr.write(
        f"{path}: its tables are brought to schema {step.number}; as it was before, it is kept in {former.name}: "
        "delete that when all is well\n"
    )


@contextmanager
def reading(
    path: Path, *, files: bool = False, target: Path | None = None, memory: str | None = None
) -> Iterator[Connection]:
    """Open a database file that nobody writes, for reading only: no file, network or extension from SQL.

    `files` lifts the first of these, for our own statements that write files; never for an analyst's, whose answer may
    be written to one file, `target`, and no other. `memory` bounds what is held of the file: '256MB'.
    Raises NoWarehouseError where there is none, ForeignError, and NewerError.
    """
    if not path.exists():
        raise NoWarehouseError(NOTHING_COLLECTED.format(path=path))
    with plain_errors(path):
        connection = duckdb.connect(path, read_only=True, config=_CONFIG)
        try:
            connection.execute(_PLAIN)
            if memory:
                connection.execute("SET memory_limit = $memory", {"memory": memory})
            if not files:
                _shut(connection, target)
            connection.execute("SET lock_configuration = true")
            _refuse_cut(connection, path)
            if not check(connection, path):
                raise NoWarehouseError(NOTHING_COLLECTED.format(path=path))
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
        refuse_gone(path)
        raise NoWarehouseError(NOTHING_COLLECTED.format(path=path))
    lock = path.with_suffix(".lock")
    with exclusive(lock, purpose="reading", wait=wait, reading=True), reading(path) as connection:
        yield connection


def settle(path: Path) -> None:
    """Write out what still waits in the write-ahead log of a database that the caller holds the lock of."""
    if not log_of(path).exists():
        return
    with _opened(path) as connection:
        connection.execute("CHECKPOINT")


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
    except RuntimeError as error:  # so DuckDB says that somebody pressed Ctrl-C
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from error
    except (duckdb.IOException, duckdb.TransactionException) as error:
        raise _named(path, str(error)) from error
    except BrokenPipeError:  # whoever reads the output has read enough; the file is well
        raise
    except OSError as error:
        said = _REFUSED.format(path=error.filename or path, what=error.strerror, advice=remedy(error.errno))
        raise StorageError(said) from error
    except (duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException) as error:
        full = any(words in str(error) for words in _DISK)
        raise _named(path, str(error)) if full else DamagedError(_DAMAGED.format(path=path)) from error


def _named(path: Path, text: str) -> WarehouseError:
    what = one_line(text)
    for kind, message, signs in _SAID:
        if any(sign in text for sign in signs):
            return kind(message.format(path=path, what=what))
    number = errno.EROFS if "Read-only file system" in text else errno.ENOSPC
    return StorageError(_REFUSED.format(path=path, what=what, advice=remedy(number)))
