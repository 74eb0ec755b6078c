"""The search index brought up to the analysts' copy: what changed is exchanged, and only a useless index is made anew.

What the index holds is compared with what the copy holds, edition by edition, so that a replay, a restored backup and a
killed run are all caught up with in the same way.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from warehouse.copies import make_folder
from warehouse.database import Connection, plain_errors, reading
from warehouse.history import editions
from warehouse.locks import exclusive
from warehouse.search_index import (
    DamagedIndexError,
    Document,
    Mark,
    SearchIndex,
    change_index,
    discard,
    folder_of,
    identity,
    read_mark,
    write_mark,
)
from warehouse.search_records import document_of
from warehouse.staging import ask

_BATCH = 2_000  # releases asked for at once: a question goes through the texts of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What was done to an index."""

    added: int = 0
    removed: int = 0
    anew: bool = False  # made from nothing


def refresh(copy: Path, *, wait: timedelta, anew: bool = False) -> Upkeep:
    """Bring the index of an analysts' copy up to it; `anew`: whatever it holds.

    Writes nothing where the index shows this copy already. Raises NoWarehouseError, LockedError and StorageError.
    """
    folder = folder_of(copy)
    with exclusive(folder.with_suffix(".lock"), purpose="search index", wait=wait), plain_errors(folder):
        mark = None if anew else read_mark(folder)
        if mark and mark.is_ours and copy.exists() and mark.copy == identity(copy):
            return Upkeep()
        with _pinned(copy, folder) as pinned, reading(pinned) as connection:
            shown = identity(pinned)
            name, done = _exchanged(connection, folder, mark)
        write_mark(folder, name, shown)
    return done


@contextmanager
def _pinned(copy: Path, folder: Path) -> Iterator[Path]:
    """The copy under a second name: the first may be given to another file meanwhile, here or in DuckDB's memory."""
    make_folder(folder)
    second = folder / "copy.duckdb"
    second.unlink(missing_ok=True)
    try:
        second.hardlink_to(copy)
    except OSError:  # a file system without second names, or no copy: then `reading` says so
        second = copy
    try:
        yield second
    finally:
        if second != copy:
            second.unlink(missing_ok=True)


def _exchanged(connection: Connection, folder: Path, mark: Mark | None) -> tuple[str, Upkeep]:
    """Exchange what changed, in the folder that serves, or in a new one where that is of no use."""
    wanted = {row["edition"]: (row["release_id"], row["publisher"]) for row in ask(connection, "search_editions")}
    if mark and mark.is_ours:
        try:
            return mark.folder, _exchange(connection, folder / mark.folder, wanted)
        except DamagedIndexError:
            discard(folder / mark.folder)
    name = secrets.token_hex(4)
    try:
        change_index(folder / name, set(), _putting(connection, wanted))
    except BaseException:
        discard(folder / name)  # nobody will ever name it, and a full disk has better use for its room
        raise
    return name, Upkeep(added=len(wanted), anew=True)


def _exchange(connection: Connection, path: Path, wanted: Mapping[int, tuple[str, str]]) -> Upkeep:
    held = SearchIndex(path).editions()
    gone, fresh = held - wanted.keys(), {one: wanted[one] for one in wanted.keys() - held}
    if gone or fresh:
        change_index(path, gone, _putting(connection, fresh))
    return Upkeep(added=len(fresh), removed=len(gone))


def _putting(
    connection: Connection, wanted: Mapping[int, tuple[str, str]]
) -> Callable[[Callable[[Document], None]], None]:
    numbers = {release_id: (edition, publisher) for edition, (release_id, publisher) in wanted.items()}

    def put(add: Callable[[Document], None]) -> None:
        for ids in _batches(sorted(numbers)):
            for stored in editions(connection, latest=True, ids=ids):
                edition, publisher = numbers[stored.release_id]
                add(document_of(edition, stored, publisher))

    return put


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
