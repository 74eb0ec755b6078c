"""Analysts' SQL, and what is said when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.builders import load, release, visit
from warehouse.database import Connection, reading, writing
from warehouse.errors import SqlError
from warehouse.queries import run_sql


@pytest.fixture
def reader(path: Path) -> Iterator[Connection]:
    """The copy that analysts read."""
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        load(connection, visit(release(), 0))
    with reading(path) as connection:
        yield connection


def test_a_query_gives_columns_and_rows(reader: Connection) -> None:
    answer = run_sql(reader, "SELECT title, revision AS edition FROM latest_releases")
    assert answer.columns == ("title", "edition")
    assert list(answer.rows) == [(release().title, 1)]


def test_parameters_are_values_and_never_sql(reader: Connection) -> None:
    query = "SELECT count(*) FROM releases WHERE status = $status"
    assert list(run_sql(reader, query, {"status": "live", "unused": "x"}).rows) == [(1,)]
    assert list(run_sql(reader, query, {"status": "' OR true --"}).rows) == [(0,)]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("", "expected one statement, got 0"),
        ("SELECT 1; SELECT 2", "expected one statement, got 2; run them one at a time"),
        ("SELECT titel FROM latest_releases", "title"),
        ("FROM latest_release", "latest_releases"),
        ("SELEC 1", "syntax error"),
        ("SELECT $topic", "topic"),
        ("DELETE FROM releases", "the analysts' copy is read-only; SELECT, FROM, DESCRIBE and SUMMARIZE work"),
        ("FROM read_text('/etc/passwd')", "queries here read the warehouse and nothing else"),
        ("SELECT 'a'::INTEGER", "Could not convert"),
    ],
)
def test_a_wrong_query_says_what_is_wrong_and_what_is_near(reader: Connection, sql: str, message: str) -> None:
    with pytest.raises(SqlError) as caught:
        list(run_sql(reader, sql).rows)
    assert message in str(caught.value)


def test_an_error_in_a_late_row_is_plain_too(reader: Connection) -> None:
    wide = "SELECT CASE WHEN i = 99_999 THEN error('late') ELSE repeat('x', 999) END FROM range(100_000) t (i)"
    answer = run_sql(reader, wide)
    with pytest.raises(SqlError) as caught:
        list(answer.rows)
    assert "pending query" not in str(caught.value)  # DuckDB's wrapping says nothing to an analyst


@pytest.mark.parametrize("sql", ["DESCRIBE releases", "SUMMARIZE releases", "SHOW TABLES", "EXPLAIN FROM releases"])
def test_looking_around_works(reader: Connection, sql: str) -> None:
    assert list(run_sql(reader, sql).rows)
