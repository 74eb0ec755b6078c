"""What every view and table of the warehouse holds, in the words of the database's own comments.

The database is an empty one, made in memory by our migrations: no data folder is needed, or read. Does not print.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.migrate import migrate
from warehouse.staging import ask
from warehouse.statements import names_in, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, and what its comment says of it."""

    name: str
    type: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One view or table; of a view, `holds` is the question that it answers, and `example` a query that asks it."""

    kind: Literal["view", "table"]
    name: str
    holds: str
    columns: tuple[Column, ...]
    example: str = ""


def relations() -> tuple[Relation, ...]:
    """Return every view by name, then every table in the order of the migrations; what has no comment holds ''."""
    with duckdb.connect(":memory:") as connection:
        migrate(connection, Path(":memory:"))
        rows = ask(connection, "relations")
    return tuple(_relation(list(group)) for _, group in groupby(rows, key=lambda row: (row["kind"], row["name"])))


def _relation(rows: list[dict[str, Any]]) -> Relation:
    first = rows[0]
    columns = tuple(
        Column(name=row["column_name"], type=row["data_type"], holds=row["column_holds"] or "") for row in rows
    )
    example = f"examples/{first['name']}"
    return Relation(
        kind=first["kind"],
        name=first["name"],
        holds=first["holds"] or "",
        columns=columns,
        example=statement(example).strip() if example in names_in("examples") else "",
    )
