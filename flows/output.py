"""Rows on the screen or in a pipe: a table, JSON, JSON Lines or CSV, the same for every listing command.

Does not decide what is shown. What comes from publishers is never taken for markup, and a CSV cell never for a formula.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any, TextIO

from rich.table import Column, Table
from rich.text import Text

from flows.signs import escaped, visible
from flows.terminals import Screen, Written, guarded

_NOTHING = "–"  # null: an empty text is shown as one
_PAGE = 500  # rows of a table whose columns are as wide as they need: the next ones are a table of their own
_LEGIBLE = 12  # characters that a column needs for words to be read; where there is no room, a row is a list
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
        _csv(columns, rows, guarded(stream, visible))
    elif form is Format.jsonl:
        for row in rows:
            write_object(dict(zip(columns, row, strict=True)), to=stream)
    else:
        _json(columns, rows, guarded(stream, escaped))


def write_object(value: Mapping[str, Any], *, to: TextIO | None = None) -> None:
    """Write one object as JSON on a line of its own, to standard output where no stream is named."""
    guarded(to or sys.stdout, escaped).write(as_json(value) + "\n")


def as_json(value: Mapping[str, Any]) -> str:
    """Return one object on one line: times as ISO 8601 in UTC, sums as numbers, what is no number as null."""
    try:
        return json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False)
    except ValueError:  # JSON has no infinity
        return json.dumps(_finite(value), default=_plain, ensure_ascii=False)


def _finite(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: Written) -> None:
    separator = "[\n  "
    for row in rows:
        stream.write(separator + as_json(dict(zip(columns, row, strict=True))))
        separator = ",\n  "
    stream.write("\n]\n" if separator.startswith(",") else "[]\n")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: Written) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO, title: str | None) -> None:
    """Write a page of rows at a time, so that millions of them begin at once."""
    console = Screen(file=stream)
    pages = _pages(rows)
    first = next(pages, [])
    _page(console, columns, first, title)
    for page in pages:
        console.print()
        _page(console, columns, page, None)


def _pages(rows: Iterable[Sequence[Any]]) -> Iterator[list[list[Text]]]:
    left = iter(rows)
    while page := [[_shown(value) for value in row] for row in islice(left, _PAGE)]:
        yield page


def _page(console: Screen, columns: Sequence[str], rows: Sequence[Sequence[Text]], title: str | None) -> None:
    if rows and not _fits(columns, rows, console.width):
        _records(console, columns, rows)
        return
    table = Table(title=title, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    if not rows:
        console.print(Text("no rows", style="dim"))


def _fits(columns: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> bool:
    """Tell whether every column can have the width of its values, or of a few words."""
    heads = [len(column) for column in columns]
    widths = [max(head, *(row[n].cell_len for row in rows)) for n, head in enumerate(heads)]
    return sum(min(one, _LEGIBLE) for one in widths) + 3 * (len(widths) - 1) <= width


def _records(console: Screen, columns: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    for row in rows:
        console.print(Text("─" * console.width, style="dim"))
        record = Table.grid(Column(), Column(overflow="fold"), padding=(0, 2))
        for column, cell in zip(columns, row, strict=True):
            record.add_row(Text(column, style="bold"), cell)
        console.print(record)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
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


def _shown(value: object) -> Text:
    """A value for the eye, where nothing can be told from an empty text."""
    return Text(_NOTHING, style="dim") if value is None else Text(visible(_short(value)))


def _short(value: object) -> str:
    """A value in a few letters: minutes are enough, a Z marks what is in UTC, and a list is read aloud."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%MZ" if value.utcoffset() == timedelta(0) else "%Y-%m-%d %H:%M")
    if isinstance(value, list):
        return ", ".join(_short(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    return _NOTHING if value is None else str(value)
