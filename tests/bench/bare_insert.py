"""Editions loaded in the product's own way, beside the same rows as a bare Arrow insert.

The Arrow tables are Polars', made before the clock starts, and are handed to DuckDB through Arrow's C interface, as
pyarrow would: that is not installed, for DuckDB would load it, and pandas with it, in every process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import polars

from tests.bench.filled import WAIT, prepare
from tests.bench.filled import readings as visits
from tests.bench.views_timed import seconds
from warehouse.database import Connection, settle, transaction, writing
from warehouse.editions import release_id
from warehouse.rows import revision_row
from warehouse.staging import load_rows

_AT_ONCE = 10_000  # rows in one insert, so that memory holds them
_INSERT = "INSERT INTO revisions BY NAME SELECT * FROM arrow_rows"
Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Stream:
    """A frame as a stream of Arrow and nothing else: of a frame, DuckDB would ask pyarrow."""

    frame: polars.DataFrame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def compare_inserts(folder: Path, count: int) -> list[tuple[str, str]]:
    """Return how long `count` editions take in both ways, until they are in the file, and how often as long ours."""
    ours, bare = folder / "ours.duckdb", folder / "bare.duckdb"
    for database in (ours, bare):
        prepare(database)
    took = {ours: 0.0, bare: 0.0}
    for rows in _batches(count):
        frame = polars.DataFrame(list(rows), infer_schema_length=None)
        took[ours] += seconds(partial(_load, ours, rows))
        took[bare] += seconds(partial(_insert, bare, frame))
    for database in took:
        took[database] += seconds(partial(settle, database))
    return [
        (f"{count:,} editions as a bare Arrow insert", f"{took[bare]:.1f} s"),
        ("the same rows through the loader's staged file", f"{took[ours]:.1f} s, {took[ours] / took[bare]:.1f} times"),
    ]


def _batches(count: int) -> Iterator[Rows]:
    rows = (
        revision_row(release_id(one.fetch.source, one.release), 1, "new", one.release, one.fetch)
        for one in visits(count)
        if one.release
    )
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _load(database: Path, rows: Rows) -> None:
    with writing(database, purpose="bench", wait=WAIT) as connection, transaction(connection):
        load_rows(connection, "revisions", rows)


def _insert(database: Path, frame: polars.DataFrame) -> None:
    with writing(database, purpose="bench", wait=WAIT) as connection, transaction(connection):
        _put(connection, frame)


def _put(connection: Connection, frame: polars.DataFrame) -> None:
    connection.register("arrow_rows", _Stream(frame))
    connection.execute(_INSERT)
    connection.unregister("arrow_rows")
