"""Rows on the screen or in a pipe: a table, JSON, JSON Lines or CSV, the same for every listing command.

Does not decide what is shown. What comes from publishers is never taken for markup, and a CSV cell never for a formula.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

_FORMULA = ("=", "+", "-", "@", "\t", "\n")  # what a spreadsheet takes for the beginning of a formula, or steps over


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    form: Format,
    *,
    to: TextIO | None = None,
    title: str | None = None,
) -> None:
    """Write rows to a stream, standard output where none is named."""
    stream = to or sys.stdout
    if form is Format.table:
        _table(columns, rows, stream, title)
    elif form is Format.csv:
        _csv(columns, rows, stream)
    elif form is Format.jsonl:
        for row in rows:
            stream.write(as_json(dict(zip(columns, row, strict=True))) + "\n")
    else:
        _json(columns, rows, stream)


def as_json(value: Mapping[str, Any]) -> str:
    """Return one object on one line: times as ISO 8601 in UTC, sums as numbers."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    separator = "[\n  "
    for row in rows:
        stream.write(separator + as_json(dict(zip(columns, row, strict=True))))
        separator = ",\n  "
    stream.write("\n]\n" if separator.startswith(",") else "[]\n")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO, title: str | None) -> None:
    table = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(value)) for value in row))
    console = Console(file=stream, highlight=False, soft_wrap=False)
    console.print(table)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _moment(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")  # a bare return is written unquoted, and ends the row
        return f"'{text}" if text.startswith(_FORMULA) else text
    return "" if value is None else _plain(value) if isinstance(value, datetime | date | Decimal) else value


def _short(value: object) -> str:
    """A value for the eye: minutes are enough, and a list is read aloud."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return ", ".join(_short(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    return "" if value is None else str(value)
