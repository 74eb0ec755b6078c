"""How sources are doing, and what is wrong: the two questions that an operator asks first.

Does not judge; the view says what is there, the reader says whether that is well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.database import Connection
from warehouse.staging import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Column names and rows, all of them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def source_health(connection: Connection) -> Findings:
    """Return one row for each source that was ever watched."""
    return _find(connection, "source_health")


def open_problems(connection: Connection) -> Findings:
    """Return every problem that is not right again, newest first."""
    return _find(connection, "open_problems")


def interrupted_runs(connection: Connection) -> Findings:
    """Return the runs that did not end, and whose work no later one took up; one may be at work still."""
    return _find(connection, "interrupted_runs")


def _find(connection: Connection, question: str) -> Findings:
    cursor = run(connection, f"ask/{question}")
    columns = tuple(column[0] for column in cursor.description or ())
    return Findings(columns=columns, rows=tuple(cursor.fetchall()))
