"""Backups: what cannot be fetched again, copied into a folder of its own that is put in place whole.

    backups/20261124T161500Z/    manifest.json  warehouse.duckdb  warc/…  spool/…

Files of the archive never change once they are closed, so that what the backup before holds already is named a second
time (a hard link) and not copied. The caller holds the locks of runs: see `flows.safekeeping`. Does not restore.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.contents import contents, counts, newest
from warehouse.copies import copy_forced, force, hash_of, make_folder, put
from warehouse.database import plain_errors, reading, refuse_gone, settle
from warehouse.errors import BackupError, ForeignError, NoWarehouseError, StorageError
from warehouse.locks import exclusive
from warehouse.manifest import (
    ARCHIVE,
    DATABASE,
    SPOOL,
    Copied,
    Manifest,
    backups_in,
    read_manifest,
    verify_file,
    write_manifest,
)
from warehouse.migrate import check
from warehouse.scratch import copy_settled, takes_changes

_UNFINISHED, _REMOVED = (
    ".unfinished",
    ".removed",
)  # behind a dot and the name of a backup that is not, or no longer, one


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Where the data are that cannot be fetched again."""

    folder: Path  # the data folder
    database: Path
    archive: Path
    spool: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made."""

    folder: Path
    manifest: Manifest
    copied: int  # bytes that were written; the others are the former backup's
    removed: tuple[str, ...]  # older backups that were not to be kept


class Backup:
    """A backup that is being made, in a folder that nobody takes for one yet."""

    def __init__(self, holdings: Holdings, output: Path, now: datetime) -> None:
        """Name it; `started` makes its folder."""
        self.holdings, self.output, self.now = holdings, output, now
        self.name = _free_name(output, f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        self.folder = output / f".{self.name}{_UNFINISHED}"
        self.origin = str(holdings.folder.resolve())
        self.files: dict[str, Copied] = {}
        self.copied = 0

    def take_state(self, *, wait: timedelta) -> None:
        """Copy the journals, then the database as it is at one moment: what was journalled since is loaded in it."""
        for file in _files(self.holdings.spool):
            self._copy(file, f"{SPOOL}/{file.relative_to(self.holdings.spool).as_posix()}")
        lock = self.holdings.database.with_suffix(".lock")
        with exclusive(lock, purpose="backup", wait=wait, reading=True):
            if is_written := takes_changes(self.holdings.database):
                with plain_errors(self.holdings.database):
                    settle(self.holdings.database)
            with reading(self.holdings.database):
                pass  # what cannot be opened is refused before anything is copied
            if is_written:
                self._copy(self.holdings.database, DATABASE)
            else:
                self._copy_unsettled()

    def take_archive(self) -> None:
        """Copy the files of the archive that the backup before does not hold."""
        former = next(reversed(self._fellows()), None)
        known = read_manifest(former).files if former else {}
        for file in _files(self.holdings.archive):
            name = f"{ARCHIVE}/{file.relative_to(self.holdings.archive).as_posix()}"
            if not (former and self._linked(former / name, known.get(name), file, name)):
                self._copy(file, name)

    def finish(self, *, keep: int) -> Made:
        """Read everything that was written, put the backup in place, and let the oldest go beyond `keep` of them."""
        manifest = self._manifest()
        write_manifest(self.folder, manifest)
        for folder in {parent for name in self.files for parent in Path(name).parents}:
            force(self.folder / folder)
        put(self.folder, self.output / self.name)
        return Made(
            folder=self.output / self.name, manifest=manifest, copied=self.copied, removed=tuple(self._prune(keep))
        )

    def _manifest(self) -> Manifest:
        """Read every row of the copied database: then each block of it was, and its checksum compared."""
        copy = self.folder / DATABASE
        try:
            with reading(copy) as connection:
                return Manifest(
                    made_at=self.now,
                    origin=self.origin,
                    schema=check(connection, copy),
                    newest=newest(connection),
                    tables=counts(contents(connection)),
                    files=dict(sorted(self.files.items())),
                )
        except ForeignError as error:  # the copy is true: what is damaged is what was copied
            raise type(error)(str(error).replace(str(copy), str(self.holdings.database))) from error

    def _copy(self, source: Path, name: str) -> None:
        target, found = self.folder / name, source.stat()
        make_folder(target.parent)
        kept = Copied(bytes=found.st_size, sha256=copy_forced(source, target), modified_ns=found.st_mtime_ns)
        verify_file(target, kept)
        self.files[name] = kept
        self.copied += kept.bytes

    def _copy_unsettled(self) -> None:
        """Copy a database of which the disk takes no change: its log is written out in the copy."""
        source, target = self.holdings.database, self.folder / DATABASE
        copy_settled(source, target)
        kept = Copied(bytes=target.stat().st_size, sha256=hash_of(target), modified_ns=source.stat().st_mtime_ns)
        self.files[DATABASE] = kept
        self.copied += kept.bytes

    def _linked(self, former: Path, kept: Copied | None, source: Path, name: str) -> bool:
        """Take a file over from the former backup, where it is the same there; not every file system can."""
        found = source.stat()
        if kept is None or (kept.bytes, kept.modified_ns) != (found.st_size, found.st_mtime_ns):
            return False
        try:
            if former.stat().st_size != kept.bytes:
                return False
            make_folder((self.folder / name).parent)
            os.link(former, self.folder / name)
        except OSError:
            return False
        self.files[name] = kept
        return True

    def _fellows(self) -> list[Path]:
        """The backups of the same data, oldest first: two installations may share a folder."""
        return [one for one in backups_in(self.output) if _origin(one) == self.origin]

    def _prune(self, keep: int) -> Iterator[str]:
        for one in self._fellows()[:-keep]:
            gone = one.with_name(f".{one.name}{_REMOVED}")
            one.rename(gone)  # first, for half a backup must not look like one
            shutil.rmtree(gone)
            yield one.name


@contextmanager
def started(holdings: Holdings, output: Path, *, now: datetime, wait: timedelta) -> Iterator[Backup]:
    """Begin a backup in the folder `output`; where the block fails nothing of it stays.

    Raises LockedError, NoWarehouseError, ForeignError, BackupError and StorageError.
    """
    if not holdings.database.exists():
        refuse_gone(holdings.database)
        raise NoWarehouseError(f"{holdings.database}: nothing collected yet, so there is nothing to keep a copy of")
    _make_folder(output)
    with exclusive(output / ".lock", purpose="backup", wait=wait), plain_errors(output):
        for one in (*output.glob(f".*{_UNFINISHED}"), *output.glob(f".*{_REMOVED}")):
            shutil.rmtree(one)
        backup = Backup(holdings, output, now)
        backup.folder.mkdir(mode=0o700)
        try:
            yield backup
        finally:
            shutil.rmtree(backup.folder, ignore_errors=True)  # gone from here where it was put in place


def _make_folder(output: Path) -> None:
    try:
        make_folder(output)
        (output / ".lock").touch()
    except OSError as error:
        raise StorageError(f"{output}: cannot be written ({error.strerror}); choose another folder") from error


def _free_name(output: Path, name: str) -> str:
    taken = {one.name for one in output.iterdir()}
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _files(folder: Path) -> list[Path]:
    """Every file of a folder but hidden ones, which a killed restore may have left behind."""
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("."))


def _origin(folder: Path) -> str | None:
    try:
        return read_manifest(folder).origin
    except BackupError:  # a stranger's, or a newer presswatch's: not ours to link with or to take away
        return None
