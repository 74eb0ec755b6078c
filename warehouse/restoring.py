"""A backup put in the place of what is there: verified first, and the database swapped last, in one step.

Before that step only files are added: the archive's have names of their own, and journals that are loaded twice change
nothing. So a restore that is killed leaves the data as they were, or restored. What was there is set aside in
`replaced-…` in the data folder, for a person to delete. The caller holds the locks of runs: see `flows.safekeeping`.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse import spool
from warehouse.backups import Holdings
from warehouse.contents import contents, counts, newest
from warehouse.copies import copy_forced, force, make_folder, put
from warehouse.database import log_of, plain_errors, reading, settle
from warehouse.errors import BackupError, ForeignError, NewerError, NoWarehouseError
from warehouse.locks import exclusive
from warehouse.manifest import ARCHIVE, DATABASE, SPOOL, Copied, Manifest, read_manifest, verify, verify_file
from warehouse.retention import files_in

_FORCE = "add --force to replace it all the same; it is set aside, not deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place."""

    manifest: Manifest
    aside: Path | None  # where that lies which was there before; None: there was nothing, or nothing else


def examine(backup: Path) -> Manifest:
    """Verify every file of a backup and the rows of its database; raises BackupError, or NewerError."""
    manifest = read_manifest(backup)
    verify(backup, manifest)
    try:
        with reading(backup / DATABASE) as connection:
            found = counts(contents(connection))
    except ForeignError as error:
        raise BackupError(
            f"{backup / DATABASE}: cannot be read, and was not when it was copied; use another"
        ) from error
    wrong = {table for table in {*found, *manifest.tables} if found.get(table) != manifest.tables.get(table)}
    for table in sorted(wrong):
        expected, got = manifest.tables.get(table), found.get(table)
        raise BackupError(f"{backup}: table {table}: expected {expected} rows, got {got}; restore another backup")
    return manifest


def refuse_newer(holdings: Holdings, manifest: Manifest, *, wait: timedelta) -> None:
    """Raise BackupError where data that can be read are newer than a backup; damaged ones are what it is for."""
    try:
        with (
            exclusive(holdings.database.with_suffix(".lock"), purpose="restore", wait=wait),
            reading(holdings.database) as connection,
        ):
            here = newest(connection)
    except (NoWarehouseError, ForeignError):
        return
    except NewerError as error:
        raise BackupError(f"{error}; {_FORCE}") from error
    if here and (manifest.newest is None or here > manifest.newest):
        raise BackupError(
            f"{holdings.folder}: its data go to {_moment(here)}, those of the backup to {_moment(manifest.newest)}; "
            f"what is newer would be replaced: {_FORCE}"
        )


def put_back(holdings: Holdings, backup: Path, manifest: Manifest, *, now: datetime, wait: timedelta) -> Restored:
    """Put a backup that was examined in the place of what is there; raises BackupError, LockedError, StorageError."""
    putting = _Putting(holdings, backup, manifest, now)
    with plain_errors(holdings.folder):
        make_folder(holdings.folder)
        for part, folder in ((ARCHIVE, holdings.archive), (SPOOL, holdings.spool)):
            for name, kept in manifest.files.items():
                if name.startswith(f"{part}/"):
                    putting.file(backup / name, folder / name.removeprefix(f"{part}/"), kept)
        with exclusive(holdings.database.with_suffix(".lock"), purpose="restore", wait=wait):
            putting.database()
        putting.end_deliveries()
        putting.end_captures()
    return Restored(manifest=manifest, aside=putting.aside if putting.aside.exists() else None)


class _Putting:
    """One restore under way."""

    def __init__(self, holdings: Holdings, backup: Path, manifest: Manifest, now: datetime) -> None:
        self.holdings, self.backup, self.manifest = holdings, backup, manifest
        self.aside = holdings.folder / f"replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    def file(self, source: Path, target: Path, kept: Copied) -> None:
        """Put one file of the archive or a journal in place, unless it is there already."""
        if _is(target, kept):
            return
        make_folder(target.parent)
        fresh = target.with_name(f".{target.name}.restored")
        copy_forced(source, fresh)
        os.utime(fresh, ns=(kept.modified_ns, kept.modified_ns))  # so that the next backup knows it again
        self.set_aside(target)
        put(fresh, target)

    def database(self) -> None:
        """Swap the database, whose log of changes must not be read into the other one."""
        database = self.holdings.database
        # Where it is damaged, nobody can read what its log says either; nor where it is gone.
        with suppress(ForeignError, NewerError), plain_errors(database):
            if database.exists():
                settle(database)
        if _is(database, self.manifest.files[DATABASE]):
            return
        fresh = database.with_name(f".{database.name}.restored")
        copy_forced(self.backup / DATABASE, fresh)
        self.move_aside(log_of(database))
        self.set_aside(database)
        put(fresh, database)

    def end_deliveries(self) -> None:
        """Take away journals of attempts to deliver digests that the restored ledger does not know."""
        for journal in self.holdings.spool.glob("*.jsonl"):
            if f"{SPOOL}/{journal.name}" not in self.manifest.files:
                self.move_aside(journal)

    def end_captures(self) -> None:
        """Take away files of the archive that neither the restored database nor a journal names."""
        named = spool.archived(self.holdings.spool)
        for file in files_in(self.holdings.archive):
            if file not in named and f"{ARCHIVE}/{file}" not in self.manifest.files:
                self.move_aside(self.holdings.archive / file)

    def set_aside(self, path: Path) -> None:
        """Give what is there a second name, so that there is no moment at which it is missing."""
        if path.exists():
            place = self._place(path)
            try:
                place.hardlink_to(path)
            except OSError:  # a file system without second names
                shutil.copyfile(path, place)
                force(place)
            force(place.parent)

    def move_aside(self, path: Path) -> None:
        """Move what must not stay."""
        if path.exists():
            put(path, self._place(path))
            force(path.parent)

    def _place(self, path: Path) -> Path:
        place = self.aside / path.relative_to(self.holdings.folder)
        make_folder(place.parent)
        place.unlink(missing_ok=True)
        return place


def _is(path: Path, kept: Copied) -> bool:
    try:
        verify_file(path, kept)
    except BackupError:
        return False
    return True


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "no time at all"
