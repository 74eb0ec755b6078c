"""Rows for the eye: what a narrow screen, an empty answer, nothing at all and very many rows look like."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.output import Format, write_rows

COLUMNS = ("release_id", "source", "url", "title", "published_at", "status")
ROW = (
    "a1",
    "no/coast",
    "https://www.coast.example/news/grey-heron",
    "Ships sail",
    datetime(2026, 3, 2, tzinfo=UTC),
    "",
)


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def table(columns: Sequence[str], *rows: Sequence[Any]) -> list[str]:
    """Return the lines of a table."""
    stream = io.StringIO()
    write_rows(columns, rows, Format.table, to=stream)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_rows_that_are_too_wide_for_the_screen_are_lists() -> None:
    lines = table(COLUMNS, ROW, ROW)
    assert lines[1:5] == [
        "release_id    a1",
        "source        no/coast",
        "url           https://www.coast.example/news/grey-heron",
        "title         Ships sail",
    ]
    assert max(map(len, lines)) <= 60


def test_rows_that_fit_are_a_table() -> None:
    assert table(COLUMNS[2:4], ROW[2:4])[1].count("╇") == 1


def test_an_address_is_folded_and_never_cut() -> None:
    row = (*ROW[:2], "https://www.coast.example/" + "x" * 90, *ROW[3:])
    assert "x" * 90 in "".join(line.strip() for line in table(COLUMNS, row)[3:6]).removeprefix("url").strip()


def test_nothing_can_be_told_from_an_empty_text_and_utc_from_a_local_time() -> None:
    (line,) = table(("a", "b", "c", "d"), (None, "", ROW[4], datetime(2026, 3, 2, 1, 30)))[2:]  # noqa: DTZ001 - local
    assert [cell.strip() for cell in line.split("│")] == ["–", "", "2026-03-02 00:00Z", "2026-03-02 01:30"]


def test_an_empty_answer_says_so_to_people_only() -> None:
    assert table(("title",))[-1] == "no rows"
    stream = io.StringIO()
    write_rows(("title",), [], Format.csv, to=stream)
    assert stream.getvalue() == "title\n"


def test_what_is_no_number_is_null_in_json() -> None:
    stream = io.StringIO()
    write_rows(("x", "y"), [(float("inf"), [1.5, float("nan")])], Format.jsonl, to=stream)
    assert json.loads(stream.getvalue(), parse_constant=pytest.fail) == {"x": None, "y": [1.5, None]}


@pytest.mark.parametrize("form", [Format.table, Format.csv, Format.jsonl, Format.json])
def test_very_many_rows_begin_at_once(form: Format) -> None:
    """Somebody who stops after the first ones did not wait for the last."""
    stream = io.StringIO()

    def endless() -> Iterator[tuple[int]]:
        yield from ((n,) for n in range(600))
        raise KeyboardInterrupt

    began = time.process_time()
    with pytest.raises(KeyboardInterrupt):
        write_rows(("n",), endless(), form, to=stream)
    assert "499" in stream.getvalue()
    assert time.process_time() - began < 2
