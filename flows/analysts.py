"""The analysts' copy kept up with the warehouse, also where a run is cut off between the two.

A mark beside the copy says that it is behind; it is made before anything is loaded and goes when the copy is new, so
that a run which finds nothing to do still brings up what a killed one left behind.
"""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from warehouse.snapshot import publish


def falls_behind(settings: Settings) -> None:
    """Note that the copy is about to be older than the warehouse."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    _mark(settings).touch()


def bring_up(settings: Settings) -> None:
    """Make the copy anew where it is behind, or is not there; raises LockedError or StorageError, and it stays behind."""
    if _mark(settings).exists() or not settings.snapshot.exists():
        publish(settings.database, settings.snapshot, wait=settings.lock_wait)
        _mark(settings).unlink(missing_ok=True)


def _mark(settings: Settings) -> Path:
    return settings.snapshot.with_suffix(".behind")
