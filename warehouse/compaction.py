"""The database written anew without the space that nothing uses any more: DuckDB itself never shrinks a file.

The new file is compared with the old one, in how it is made and in every row, before it takes its place in one step.
Does not take anything out of it; `retention` does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb

from warehouse.contents import contents, shape
from warehouse.copies import force, put
from warehouse.database import ROW_GROUP, Connection, plain_errors, quoted, reading, reading_live, refuse_gone, settle
from warehouse.errors import CopyError, NoWarehouseError
from warehouse.locks import exclusive
from warehouse.staging import ask

_OLD, _NEW = "former", "fresh"  # what the two files are called while they are open together


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """Bytes of the file before and after."""

    before: int
    after: int


def rewrite(path: Path, *, wait: timedelta) -> Compacted:
    """Write a database anew and put it in the old one's place, where it is smaller.

    Raises NoWarehouseError, ForeignError, NewerError, LockedError, CopyError, and StorageError where the disk does not
    hold both.
    """
    with _settled(path, wait):
        before, fresh = path.stat().st_size, path.with_name(f".{path.name}.compact")
        try:
            _forget(fresh)  # of one that was killed
            _write_anew(path, fresh)
            force(fresh)
            after = fresh.stat().st_size
            if after < before:
                put(fresh, path)
        finally:
            _forget(fresh)
    return Compacted(before=before, after=min(before, after))


def unused(path: Path, *, wait: timedelta) -> int:
    """Return how many bytes of a database nothing uses, and change nothing; raises what `reading_live` does."""
    _refuse_missing(path)
    with reading_live(path, wait=wait) as connection:
        (size,) = ask(connection, "blocks")
    return int(size["block_size"] * size["free_blocks"])


@contextmanager
def _settled(path: Path, wait: timedelta) -> Iterator[None]:
    """Hold a database of ours that has no log of changes beside it, which would be taken for the new file's."""
    _refuse_missing(path)
    with exclusive(path.with_suffix(".lock"), purpose="compact", wait=wait), plain_errors(path):
        settle(path)
        with reading(path):
            pass  # a stranger's or a newer presswatch's is refused here
        yield


def _refuse_missing(path: Path) -> None:
    refuse_gone(path)
    if not path.exists():
        raise NoWarehouseError(f"{path}: nothing collected yet, so there is nothing to make smaller")


def _write_anew(path: Path, fresh: Path) -> None:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(f"SET enable_progress_bar = false; SET temp_directory = {quoted(_spilled(fresh))}")
        connection.execute(f"ATTACH {quoted(path)} AS {_OLD} (READ_ONLY)")
        connection.execute(f"ATTACH {quoted(fresh)} AS {_NEW} (ROW_GROUP_SIZE {ROW_GROUP})")
        connection.execute(f"COPY FROM DATABASE {_OLD} TO {_NEW}")
        connection.execute(f"DETACH {_NEW}; ATTACH {quoted(fresh)} AS {_NEW} (READ_ONLY)")  # now as it is on the disk
        _compare(connection, path)


def _compare(connection: Connection, path: Path) -> None:
    advice = "the old file stays, and nothing was changed; report this"
    if shape(connection, _OLD) != shape(connection, _NEW):
        raise CopyError(f"{path}: written anew, its tables or views would be made otherwise; {advice}")
    old, new = contents(connection, _OLD), contents(connection, _NEW)
    wrong = sorted(table for table in {*old, *new} if old.get(table) != new.get(table))
    if wrong:
        raise CopyError(f"{path}: written anew, it would hold other rows ({', '.join(wrong)}); {advice}")


def _spilled(fresh: Path) -> Path:
    """Where DuckDB puts what does not fit into memory."""
    return fresh.with_name(f"{fresh.name}.tmp")


def _forget(fresh: Path) -> None:
    for one in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        one.unlink(missing_ok=True)
    shutil.rmtree(_spilled(fresh), ignore_errors=True)
