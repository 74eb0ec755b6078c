"""Analysts' SQL, and what is said when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import load, release, visit
from warehouse.database import Connection, reading, writing
from warehouse.errors import SqlError
from warehouse.queries import run_sql, write_answer


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


PIVOTS = ("PIVOT releases ON status USING count(*) GROUP BY source", "FROM (PIVOT releases ON status GROUP BY source)")


@pytest.mark.parametrize("sql", PIVOTS)
def test_a_pivot_finds_out_its_columns(reader: Connection, sql: str) -> None:
    """DuckDB makes two statements of it."""
    answer = run_sql(reader, sql)
    assert (answer.columns, list(answer.rows)) == (("source", "live"), [("no/coast", 1)])


@pytest.mark.parametrize("sql", [f"{PIVOTS[0]}; SELECT 1", f"CREATE TYPE mine AS ENUM ('a'); {PIVOTS[0]}"])
def test_a_pivot_brings_no_other_statement_with_it(reader: Connection, sql: str) -> None:
    with pytest.raises(SqlError, match="expected one statement, got 3"):
        run_sql(reader, sql)


@pytest.fixture
def target(reader: Connection, path: Path, tmp_path: Path) -> Iterator[tuple[Connection, Path]]:
    """The copy, opened to write one file."""
    reader.close()
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    with reading(path, target=tmp_path / "answer.parquet") as connection:
        yield connection, tmp_path / "answer.parquet"


def test_an_answer_in_parquet_keeps_the_types_of_its_columns(target: tuple[Connection, Path]) -> None:
    connection, file = target
    query = "SELECT revision, published_at, [title] AS titles FROM latest_releases WHERE status = $status -- the end"
    write_answer(connection, query, {"status": "live", "unused": "x"}, file)
    found = duckdb.execute("DESCRIBE FROM read_parquet($file)", {"file": str(file)}).fetchall()
    assert [kind for _, kind, *_ in found] == ["INTEGER", "TIMESTAMP WITH TIME ZONE", "VARCHAR[]"]


def test_a_pivot_becomes_a_file_too(target: tuple[Connection, Path]) -> None:
    connection, file = target
    write_answer(connection, PIVOTS[0], {}, file)
    assert duckdb.execute("FROM read_parquet($file)", {"file": str(file)}).fetchall() == [("no/coast", 1)]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("COPY (SELECT 1) TO '{folder}/answer.parquet'", "expected a SELECT"),
        ("COPY (SELECT 1) TO '{folder}/other.parquet'", "expected a SELECT"),
        ("SELECT 1) TO '{folder}/other.parquet' --", "syntax error"),
        ("SELECT 1; COPY (SELECT 1) TO '{folder}/other.parquet'", "expected one statement, got 2"),
        ("FROM read_csv('{folder}/secret.csv')", "queries here read the warehouse and nothing else"),
        ("FROM '{folder}/secret.csv'", "queries here read the warehouse and nothing else"),
        ("ATTACH '{folder}/other.duckdb' AS other", "expected a SELECT"),
        ("SET enable_external_access = true", "expected a SELECT"),
        ("SELECT titel FROM latest_releases", "title"),
    ],
)
def test_a_query_whose_answer_becomes_a_file_reaches_no_file_itself(
    target: tuple[Connection, Path], sql: str, message: str
) -> None:
    connection, file = target
    before = sorted(file.parent.iterdir())
    with pytest.raises(SqlError) as caught:
        write_answer(connection, sql.format(folder=file.parent), {}, file)
    assert message in str(caught.value)
    assert sorted(file.parent.iterdir()) == before


def test_what_may_be_written_cannot_be_widened(target: tuple[Connection, Path]) -> None:
    connection, file = target
    for sql in ("SET allowed_paths = ['/etc/passwd']", "SET allowed_directories = ['/']", "LOAD httpfs"):
        with pytest.raises(SqlError):
            list(run_sql(connection, sql).rows)
    with pytest.raises(SqlError):
        list(run_sql(connection, f"COPY (SELECT 1) TO '{file.parent}/other.parquet'").rows)
