"""Rows into tables in bulk, through a staged file: one INSERT a table, whatever the number of rows; and questions.

Row-by-row inserts were measured to be two hundred times slower. Does not decide what the rows hold.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import orjson

from warehouse.statements import statement

Row = Mapping[str, object]


def load_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert the rows into a table, replacing those with the same key where load/<table>.sql says so."""
    if not rows:
        return
    with tempfile.TemporaryDirectory(prefix="presswatch-") as folder:
        path = Path(folder) / f"{table}.jsonl"
        with path.open("wb") as file:
            file.writelines(map(_line, rows))
        run(connection, f"load/{table}", rows=str(path))


def _line(row: Row) -> bytes:
    try:
        return orjson.dumps(row, default=_plain, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # half a character, which pages may hold, or a number above 64 bits
        return (_encode(row) + "\n").encode("utf-8", "replace")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no JSON form of {type(value).__name__}")


_encode = json.JSONEncoder(default=_plain, ensure_ascii=False).encode


def run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> duckdb.DuckDBPyConnection:
    """Run one SQL file of this folder, named without '.sql', and return the cursor on its rows.

    A list goes as JSON text, which the statement unpacks with `from_json`: DuckDB looks for libraries that may not be
    installed once for each element of a list, which took fifteen times as long as the question itself.
    """
    given = {key: json.dumps(value) if isinstance(value, list) else value for key, value in parameters.items()}
    return connection.execute(statement(name), given)


def ask(connection: duckdb.DuckDBPyConnection, question: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows that the question ask/<question>.sql gives, as dictionaries."""
    cursor = run(connection, f"ask/{question}", **parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
