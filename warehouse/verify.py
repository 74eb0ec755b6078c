"""Database, archive, analysts' copy and search index compared with each other; changes nothing.

    the archive's files are listed  ->  the warehouse is asked, under its lock  ->  the archive is read, without it

In this order a run may be at work: what the warehouse names was on the disk before, and what is younger than the list
is not missed. The lock is held for the questions alone, for seconds; a run waits for them as for another run.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from warehouse.database import Connection, reading, reading_live, refuse_gone
from warehouse.locks import exclusive
from warehouse.staging import ask, run
from warehouse.verify_archive import Named, Walk, sizes
from warehouse.verify_copy import copy_disagreements
from warehouse.verify_leftovers import leftovers
from warehouse.verify_records import Advance, Disagreement, Premises, Remark
from warehouse.verify_search import search_disagreements

_ROWS = 10_000  # fetched at once
_MEMORY = "256MB"  # of the database; DuckDB would hold everything that it was asked about
_MAY_MOVE = frozenset(("capture_missing", "capture_unnamed"))  # kinds that a compaction at work looks like


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the warehouse said."""

    found: tuple[Disagreement, ...]
    open_runs: frozenset[str]
    places: int  # in the archive that fetches name
    revisions: int


def verify(here: Premises, *, wait: timedelta, advance: Advance, remark: Remark) -> Iterator[Disagreement]:
    """Yield every disagreement; `remark` is told what else is worth knowing, and at the end how much was looked at.

    Raises NoWarehouseError, LockedError, and ForeignError where the database itself cannot be read.
    """
    before = sizes(here.archive)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as places:
        asked = _ask(here, places, wait, remark)
        yield from asked.found
        places.seek(0)
        walk = Walk(folder=here.archive, sizes=before, open_runs=asked.open_runs, advance=advance, total=asked.places)
        yield from _settled(here, walk, places, wait)
    if here.copy.exists():
        yield from search_disagreements(here.copy, wait=wait, remark=remark)
    yield from leftovers(here)
    if walk.excused:
        remark(
            f"{walk.excused:,} captures are of runs that have not ended and are not loaded; that is no disagreement."
        )
    remark(f"Looked at {asked.revisions:,} revisions and {walk.captures:,} captures.")


def _ask(here: Premises, places: IO[str], wait: timedelta, remark: Remark) -> _Asked:
    """Everything that is asked of the warehouse at one moment; the places in the archive are written to a file."""
    refuse_gone(here.database)
    lock = here.database.with_suffix(".lock")
    held = exclusive(lock, purpose="verify", wait=wait, reading=True)
    with held, reading(here.database, files=True, memory=_MEMORY) as connection:
        found = [Disagreement(**row) for name in ("revisions", "children") for row in ask(connection, f"verify_{name}")]
        found += copy_disagreements(connection, here.copy, remark=remark)
        return _Asked(
            found=tuple(found),
            open_runs=frozenset(row["run_id"] for row in ask(connection, "verify_open_runs")),
            places=_write_places(connection, places),
            revisions=ask(connection, "verify_counts")[0]["revisions"],
        )


def _write_places(connection: Connection, file: IO[str]) -> int:
    """To the disk, for there may be millions; to memory would be bounded by nothing."""
    writer, count = csv.writer(file), 0
    cursor = run(connection, "ask/verify_captures")
    while rows := cursor.fetchmany(_ROWS):
        writer.writerows(rows)
        count += len(rows)
    return count


def _settled(here: Premises, walk: Walk, places: IO[str], wait: timedelta) -> Iterator[Disagreement]:
    """What is wrong with the archive, without files that a compaction put in place or took away meanwhile."""
    doubtful = []
    for one in walk.disagreements(_named(places)):
        if one.kind in _MAY_MOVE:
            doubtful.append(one)
        else:
            yield one
    if doubtful:
        with reading_live(here.database, wait=wait) as connection:
            named = {row["warc_file"] for row in ask(connection, "verify_files")}
        yield from (one for one in doubtful if _stands(here, walk, one, named))


def _stands(here: Premises, walk: Walk, one: Disagreement, named: Collection[str]) -> bool:
    file = one.place.partition(" at ")[0]
    if one.kind == "capture_missing":
        return file in named
    return (here.archive / file).exists() and not (file in walk.strangers and file in named)


def _named(file: Iterable[str]) -> Iterator[Named]:
    row: Any
    for row in csv.reader(file):
        yield Named(file=row[0], offset=int(row[1]), sha256=row[2] or None, fetch_id=row[3])
