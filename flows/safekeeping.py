"""Backup, restore and compaction while no run is at work: which locks each holds, and the analysts' copy afterwards.

Does not print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.analysts import Work, bring_up, falls_behind
from flows.settings import Settings
from warehouse.backups import Holdings, Made, started
from warehouse.compaction import Compacted, rewrite, unused
from warehouse.database import reading_live, writing
from warehouse.errors import BackupError
from warehouse.locks import exclusive
from warehouse.manifest import Manifest, backups_in, read_manifest
from warehouse.restoring import Restored, examine, put_back, refuse_newer
from warehouse.retention import SweepPlan, Swept, carry_out, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A backup of which every file was verified."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What `compact` did."""

    swept: Swept | None  # None: captures are kept for ever
    database: Compacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Untidied:
    """What `compact` would do."""

    planned: SweepPlan | None
    unused: int  # bytes of the database; what it gains on top of these is not known before


def backups_of(settings: Settings) -> Path:
    """Return the folder of backups: beside the data, for a data folder that is lost must not take them along."""
    return settings.data_dir.absolute().parent / "backups"


def back_up(settings: Settings, output: Path, *, keep: int, now: datetime) -> Made:
    """Make a backup in a folder, and keep the newest `keep` there; raises WarehouseError."""
    with (
        started(_holdings(settings), output, now=now, wait=settings.lock_wait) as backup,
        _no_run(settings, "collect", "backup", reading=True),
    ):
        with _no_run(settings, "deliver", "backup", reading=True):
            backup.take_state(wait=settings.lock_wait)
        backup.take_archive()  # which a deliver neither reads nor writes
        return backup.finish(keep=keep)


def choose(settings: Settings, named: Path | None, *, remark: Callable[[str], None]) -> Chosen:
    """Return a backup, verified: the one that is named, or the newest of these data that is whole.

    `remark` is told of newer ones that are not. Raises BackupError and NewerError.
    """
    if named:
        return Chosen(folder=named, manifest=examine(named))
    found = _newest_first(settings, remark)
    for folder in found:
        try:
            return Chosen(folder=folder, manifest=examine(folder))
        except BackupError as error:
            remark(f"passed over: {error}")
    got = f"{len(found)} that are damaged" if found else "none"
    raise BackupError(
        f"{backups_of(settings)}: expected a whole backup of {settings.data_dir.resolve()}, got {got}; "
        "where there is one elsewhere, name its folder: presswatch restore BACKUP"
    )


def _newest_first(settings: Settings, remark: Callable[[str], None]) -> list[Path]:
    """The backups of these data, by what they say of themselves: two installations may share a folder."""
    ours, found = str(settings.data_dir.resolve()), []
    for folder in backups_in(backups_of(settings)):
        try:
            manifest = read_manifest(folder)
        except BackupError as error:
            remark(f"passed over: {error}")
            continue
        if manifest.origin == ours:
            found.append((manifest.made_at, folder))
    return [folder for _, folder in sorted(found, reverse=True)]


def restore(settings: Settings, chosen: Chosen, *, force: bool, now: datetime) -> Restored:
    """Put a backup that was verified in the place of what is there; raises WarehouseError.

    Without `force`, data that are newer than the backup are not replaced.
    """
    backup, manifest = chosen.folder, chosen.manifest
    with _no_run(settings, "collect", "restore"), _no_run(settings, "deliver", "restore"):
        if not force:
            refuse_newer(_holdings(settings), manifest, wait=settings.lock_wait)
        falls_behind(settings, "collect")
        restored = put_back(_holdings(settings), backup, manifest, now=now, wait=settings.lock_wait)
        with writing(settings.database, purpose="restore", wait=settings.lock_wait):
            pass  # brings an older backup's tables up to this version
        bring_up(settings, "collect")
    return restored


def compact(settings: Settings, *, now: datetime) -> Tidied:
    """Take out what has outlived its time, and write the database anew; raises WarehouseError."""
    with _no_run(settings, "collect", "compact"):
        falls_behind(settings, "collect")
        swept = _sweep(settings, now)
        database = rewrite(settings.database, wait=settings.lock_wait)
        bring_up(settings, "collect")
    return Tidied(swept=swept, database=database)


def preview(settings: Settings, *, now: datetime) -> Untidied:
    """Return what `compact` would do, and do nothing; raises WarehouseError."""
    return Untidied(planned=_planned(settings, now), unused=unused(settings.database, wait=settings.lock_wait))


def _planned(settings: Settings, now: datetime) -> SweepPlan | None:
    kept = settings.retention.captures
    if kept is None:
        return None
    with reading_live(settings.database, wait=settings.lock_wait) as connection:
        return plan(connection, settings.archive, settings.spool, before=now - kept)


def _sweep(settings: Settings, now: datetime) -> Swept | None:
    planned = _planned(settings, now)
    if planned is None:
        return None
    return carry_out(settings.database, settings.archive, planned, wait=settings.lock_wait)


@contextmanager
def _no_run(settings: Settings, work: Work, purpose: str, *, reading: bool = False) -> Iterator[None]:
    """Wait for the run that is under way, and let others wait; `reading`: also where nothing may be written."""
    lock = settings.data_dir / f"{work}.lock"
    with exclusive(lock, purpose=purpose, wait=settings.lock_wait, reading=reading):
        yield


def _holdings(settings: Settings) -> Holdings:
    return Holdings(
        folder=settings.data_dir, database=settings.database, archive=settings.archive, spool=settings.spool
    )
