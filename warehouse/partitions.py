"""An export as a folder of Parquet files, one for each month of publication: `month=2026-03/releases.parquet`.

A file is swapped in whole, and one process at a time writes a folder. A manifest in it says what each month holds, as a
fingerprint of its rows, so that what is still right can be left alone: not only releases change a month, but also a
topic that was edited, or a replay. Does not print, and does not touch a folder that holds something else.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from warehouse.copies import put
from warehouse.database import Connection
from warehouse.errors import ForeignError
from warehouse.locks import exclusive
from warehouse.staging import ask
from warehouse.statements import statement

MANIFEST = ".presswatch.json"  # hidden: pandas and DuckDB read past it
LOCK = ".presswatch.lock"  # hidden too; stays, for who waits for it has it open
_DAYS = {  # of what is not of releases: some alerts are of a source
    "alerts": "due_at",
    "fetches": "requested_at",
    "problems": "first_seen_at",
    "topics": "created_at",
}
_PENDING = ""  # no rows have this fingerprint: the month is being written, and is written again after a crash


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The months that an export wrote anew, left as they were, and took away because they hold nothing now."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


@contextmanager
def claimed(folder: Path, name: str, *, wait: timedelta) -> Iterator[None]:
    """Keep other exports out of a folder for the length of the block; begin it before the database is opened.

    For who opened it first would put older rows in place of those that another export wrote meanwhile. Raises
    ForeignError for a folder that holds something else, and LockedError naming who holds it after `wait`.
    """
    _manifest(folder, name)  # or the lock file would be left in somebody else's folder
    with exclusive(folder / LOCK, purpose=f"export of {name}", wait=wait):
        yield


def export_partitions(
    connection: Connection,
    name: str,
    folder: Path,
    *,
    since: datetime | None = None,
    topic: str | None = None,
    incremental: bool = False,
) -> Written:
    """Write one export into a claimed folder, or only the months whose rows differ from those that it holds.

    Raises ForeignError for a folder that holds something else; after a crash, the same call puts everything right.
    """
    before = _manifest(folder, name)
    _gather(connection, name, since, topic)
    now = {row["month"]: str(row["fingerprint"]) for row in ask(connection, "partition_months")}
    stale = sorted(month for month in now if not incremental or _differs(folder, name, month, before, now))
    removed = sorted(before.keys() - now.keys())
    if stale or removed:
        _note(folder, name, {**before, **dict.fromkeys((*stale, *removed), _PENDING)})
        _renew(connection, name, folder, stale, removed)
    _note(folder, name, now)
    kept = tuple(sorted(now.keys() - set(stale)))
    return Written(written=tuple(stale), kept=kept, removed=tuple(removed))


def _gather(connection: Connection, name: str, since: datetime | None, topic: str | None) -> None:
    """Put the rows beside the database for a while; each month is then a short look."""
    query = statement(f"exports/{name}").rstrip().rstrip(";")
    form = "dated" if name in _DAYS else "rows"
    gathered = statement(f"exports/monthly/{form}").replace("{export}", query).replace("{day}", _DAYS.get(name, ""))
    connection.execute(gathered, {"since": since, "topic": topic})


def _differs(folder: Path, name: str, month: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return before.get(month) != now[month] or not _file(folder, name, month).exists()


def _renew(connection: Connection, name: str, folder: Path, stale: Collection[str], removed: Collection[str]) -> None:
    for month in stale:
        _write(connection, month, _file(folder, name, month))
    for month in removed:
        shutil.rmtree(_file(folder, name, month).parent, ignore_errors=True)


def _write(connection: Connection, month: str, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    target = str(fresh).replace("'", "''")
    connection.execute(statement("exports/monthly/file").replace("{target}", target), {"month": month})
    with fresh.open("rb") as written:
        os.fsync(written.fileno())  # or a power cut could leave an empty file that the manifest calls right
    put(fresh, file)


def _file(folder: Path, name: str, month: str) -> Path:
    return folder / f"month={month}" / f"{name}.parquet"


def _manifest(folder: Path, name: str) -> dict[str, str]:
    """Return the fingerprint of each month that the folder holds; makes the folder where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        held = json.loads((folder / MANIFEST).read_text("utf-8"))
        export, months = held["export"], held["months"]
    except FileNotFoundError:
        _expect_empty(folder)
        return {}
    except (ValueError, KeyError, TypeError) as error:
        raise ForeignError(f"{folder / MANIFEST}: not our list of months; export to another folder") from error
    if export != name:
        raise ForeignError(f"{folder}: holds {export}, not {name}; export each to a folder of its own")
    return dict(months)


def _expect_empty(folder: Path) -> None:
    some = sorted(one.name for one in folder.iterdir() if one.name not in (LOCK, f"{MANIFEST}.new"))[:3]
    if some:
        raise ForeignError(f"{folder}: holds something else ({', '.join(some)} …); export to an empty folder")


def _note(folder: Path, name: str, months: Mapping[str, str]) -> None:
    fresh = folder / f"{MANIFEST}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"export": name, "months": dict(sorted(months.items()))}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    put(fresh, folder / MANIFEST)
