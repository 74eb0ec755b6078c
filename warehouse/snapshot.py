"""The analysts' copy of the database: `data/analyst.duckdb`, swapped in whole after every run that changed something.

A reader that has the old copy open keeps it; one that opens it later sees the new one. The search index follows it.
Does not read or change a row.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from warehouse.copies import force, put
from warehouse.database import plain_errors, settle
from warehouse.locks import exclusive
from warehouse.search_upkeep import refresh


def publish(database: Path, copy: Path, *, wait: timedelta) -> None:
    """Replace `copy` by the database as it is now, and bring its search index up to it.

    Raises LockedError or StorageError, and then the old copy stays, or the new one with an index that the next search
    brings up to it.
    """
    swap(database, copy, wait=wait)
    refresh(copy, wait=wait)


def swap(database: Path, copy: Path, *, wait: timedelta) -> None:
    """Replace `copy` by the database as it is now; raises LockedError or StorageError, and then the old copy stays."""
    fresh = copy.with_name(f".{copy.name}.new")
    with exclusive(database.with_suffix(".lock"), purpose="publish", wait=wait), plain_errors(database):
        settle(database)
        try:
            shutil.copyfile(database, fresh)
            force(fresh)  # or a power cut could leave the new name on an old, empty file
            _forget_changes(copy)
            put(fresh, copy)
        finally:
            fresh.unlink(missing_ok=True)


def _forget_changes(copy: Path) -> None:
    """Drop what a program that opened the copy for writing left beside it when it died.

    DuckDB would read it into the next copy, where it spoils rows that were never touched.
    """
    copy.with_name(f"{copy.name}.wal").unlink(missing_ok=True)
