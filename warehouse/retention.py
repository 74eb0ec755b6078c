"""Raw captures that have outlived their time, taken out of the archive: which they are, and the taking.

    new file on disk (fsync)  ->  one transaction says where captures lie now  ->  old file removed

A kill in between leaves a file that no row names; the next time takes it away. Editions, and what was read from a
capture, stay. The caller holds `collect.lock`, so that nobody archives or reads again meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse import spool
from warehouse.database import Connection, plain_errors, transaction, writing
from warehouse.errors import ArchiveError
from warehouse.staging import Row, ask, load_rows, run
from warehouse.thinning import first_name, thin

_BATCH = 100  # files at once: the disk holds that many twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """One file of the archive with captures that go; `staying` and `going` are offsets."""

    file: str
    bytes: int
    staying: tuple[int, ...]
    going: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPlan:
    """What goes."""

    aged: tuple[Aged, ...]
    captures: int  # in the archive now

    @property
    def going(self) -> int:
        """How many captures go."""
        return sum(len(one.going) for one in self.aged)

    @property
    def removed(self) -> int:
        """How many files go whole."""
        return sum(not one.staying for one in self.aged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What was done: `damaged` says which files had to stay, and why."""

    captures: int
    removed: int
    rewritten: int
    freed: int  # bytes
    damaged: tuple[str, ...]


def plan(connection: Connection, archive: Path, journals: Path, *, before: datetime) -> SweepPlan:
    """Return what goes of the captures that nobody answered with since `before`.

    Of every edition its own capture stays, and of every page the newest. What a journal names is left alone. A file
    that no row names goes when it is as old, or was written anew and left behind by a kill.
    """
    named = {row["file"]: row for row in ask(connection, "captures", before=before)}
    busy, present = spool.archived(journals), files_in(archive)
    aged = [_aged(row, present) for file, row in named.items() if row["going"] and file not in busy]
    renewed = {first_name(file) for file in named if file != first_name(file)}
    orphans = [
        file
        for file in present.keys() - named.keys() - busy
        if file != first_name(file) or file in renewed or _is_older(file, before.date())
    ]
    lost = [Aged(file=file, bytes=present[file], staying=(), going=()) for file in sorted(orphans)]
    return SweepPlan(
        aged=(*aged, *lost), captures=sum(len(row["staying"]) + len(row["going"]) for row in named.values())
    )


def carry_out(database: Path, archive: Path, planned: SweepPlan, *, wait: timedelta) -> Swept:
    """Do what was planned, some files at a time, each time with the database open for one short transaction.

    Raises LockedError and StorageError, and then what was done so far is whole.
    """
    damaged: list[str] = []
    done: list[Aged] = []
    before = sum(files_in(archive).values())
    with plain_errors(archive):
        for start in range(0, len(planned.aged), _BATCH):
            rows, left = _rewrite(archive, planned.aged[start : start + _BATCH], damaged)
            _move(database, rows, wait)
            take_away(archive, left)
            done += left
    return Swept(
        captures=sum(len(one.going) for one in done),
        removed=sum(not one.staying for one in done),
        rewritten=sum(bool(one.staying) for one in done),
        freed=before - sum(files_in(archive).values()),
        damaged=tuple(damaged),
    )


def _move(database: Path, rows: Sequence[Row], wait: timedelta) -> None:
    if not rows:
        return
    with writing(database, purpose="compact", wait=wait) as connection, transaction(connection):
        run(connection, "change/name_moved")
        load_rows(connection, "moved_captures", rows)
        run(connection, "change/move_captures")


def take_away(archive: Path, files: Sequence[Aged]) -> None:
    """Remove files that no row names any more, and the folders of days of which nothing is left."""
    for one in files:
        path = archive / one.file
        path.unlink(missing_ok=True)
        with suppress(OSError):  # there are others of that day
            path.parent.rmdir()


def _rewrite(archive: Path, files: Sequence[Aged], damaged: list[str]) -> tuple[list[Row], list[Aged]]:
    """Where the captures of some files lie now, and the files that are not needed any more."""
    rows: list[Row] = []
    done: list[Aged] = []
    for one in files:
        try:
            rows += _moves(archive, one)
        except ArchiveError as error:
            damaged.append(str(error))
        except OSError:  # the disk is full: what was written of this lot only stands in the way
            for file in {str(row["new_file"]) for row in rows if row["new_file"]}:
                (archive / file).unlink(missing_ok=True)
            raise
        else:
            done.append(one)
    return rows, done


def _moves(archive: Path, one: Aged) -> Iterator[Row]:
    name, begins = thin(archive, one.file, one.staying) if one.staying else (None, [])
    for offset, begin in zip(one.staying, begins, strict=True):
        yield {"warc_file": one.file, "warc_offset": offset, "new_file": name, "new_offset": begin}
    for offset in one.going:
        yield {"warc_file": one.file, "warc_offset": offset, "new_file": None, "new_offset": None}


def _aged(row: Mapping[str, Any], present: Mapping[str, int]) -> Aged:
    file = str(row["file"])
    return Aged(file=file, bytes=present.get(file, 0), staying=tuple(row["staying"]), going=tuple(row["going"]))


def files_in(archive: Path) -> dict[str, int]:
    """Return the files of an archive and their sizes in bytes; hidden ones are unfinished."""
    return {
        one.relative_to(archive).as_posix(): one.stat().st_size
        for one in sorted(archive.rglob("*"))
        if one.is_file() and not one.name.startswith(".")
    }


def _is_older(file: str, day: date) -> bool:
    """Tell whether a file is of a day before this one; files of strangers have no day."""
    try:
        return date.fromisoformat(file.partition("/")[0]) < day
    except ValueError:
        return False
