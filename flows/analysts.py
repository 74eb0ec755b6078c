"""The analysts' copy kept up with the warehouse, also where a run is cut off between the two.

A mark beside the copy says that it is behind. It is made before anything is loaded and goes when the copy is new, so
that a run which finds nothing to do brings up what a killed one left behind. Who works at the same time has a mark of
its own, that nobody takes away from under another: collecting and delivering, which hold different locks, and the desk,
which holds none: what a person says, and the checkup. A mark of the desk that is left is brought up by the others too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from flows.settings import Settings
from warehouse.copies import make_folder
from warehouse.errors import StorageError
from warehouse.messages import remedy
from warehouse.snapshot import publish

Work = Literal["collect", "deliver", "desk"]


def falls_behind(settings: Settings, work: Work) -> None:
    """Note that the copy is about to be older than the warehouse; raises StorageError."""
    mark = _mark(settings, work)
    try:
        make_folder(settings.data_dir)
        mark.touch()
    except OSError as error:
        raise StorageError(f"{mark}: {error.strerror}; {remedy(error.errno)}") from error


def bring_up(settings: Settings, work: Work) -> None:
    """Make the copy anew where it is behind or missing; raises LockedError or StorageError, and then the mark stays."""
    marks = {_mark(settings, work), _mark(settings, "desk")}
    if any(one.exists() for one in marks) or not settings.snapshot.exists():
        falls_behind(settings, work)  # a copy that was missing too: its search index may be cut off halfway
        publish(settings.database, settings.snapshot, wait=settings.lock_wait)
        for one in marks:
            one.unlink(missing_ok=True)


def _mark(settings: Settings, work: Work) -> Path:
    return settings.data_dir / f".{settings.snapshot.stem}-behind-{work}"
