"""What an analyst's SQL cannot do: change a row or a setting, read or write a file, ask the network, load code."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.builders import load, release, visit
from warehouse.database import Connection, reading, settle, writing
from warehouse.errors import SqlError
from warehouse.queries import run_sql

CHANGES = (
    "INSERT INTO releases FROM releases",
    "UPDATE releases SET status = 'gone'",
    "DELETE FROM releases",
    "TRUNCATE releases",
    "MERGE INTO releases USING (FROM releases) AS o USING (release_id) WHEN MATCHED THEN DELETE",
    "WITH one AS (SELECT 'x') INSERT INTO hosts (host) FROM one",
    "EXPLAIN ANALYZE DELETE FROM releases",
    "CREATE TABLE mine (i INTEGER)",
    "CREATE TEMP TABLE mine (i INTEGER)",
    "CREATE TEMP VIEW latest_releases AS SELECT 1",
    "CREATE OR REPLACE VIEW latest_releases AS SELECT 1",
    "CREATE TEMP MACRO mine() AS 1",
    "ALTER TABLE releases ADD COLUMN mine INTEGER",
    "COMMENT ON TABLE releases IS 'mine'",
    "DROP TABLE releases",
    "DROP VIEW latest_releases",
    "DETACH analyst",
    "CHECKPOINT",
    "VACUUM",
)
FILES = (
    "FROM '{folder}/secret.csv'",
    "FROM read_csv('{folder}/secret.csv')",
    "FROM read_text('{folder}/secret.csv')",
    "FROM read_blob('{folder}/secret.csv')",
    "FROM read_json('{folder}/secret.csv')",
    "FROM read_parquet('{folder}/secret.csv')",
    "FROM sniff_csv('{folder}/secret.csv')",
    "FROM glob('{folder}/*')",
    "FROM query('FROM read_text(''{folder}/secret.csv'')')",
    "FROM query_table('{folder}/secret.csv')",
    "ATTACH '{folder}/other.duckdb' AS other",
    "ATTACH ':memory:' AS other",
    "COPY releases TO '{folder}/mine.csv'",
    "COPY (FROM releases) TO '{folder}/mine.parquet'",
    "COPY releases FROM '{folder}/secret.csv'",
    "EXPORT DATABASE '{folder}/mine'",
    "IMPORT DATABASE '{folder}'",
    "CREATE PERSISTENT SECRET mine (TYPE http, BEARER_TOKEN 'x')",
    "PRAGMA profiling_output = '{folder}/mine.json'",
)
SETTINGS = (
    "SET memory_limit = '1GB'",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET lock_configuration = false",
    "SET VARIABLE mine = 1",
    "RESET memory_limit",
    "PRAGMA threads = 1",
    "PRAGMA enable_profiling",
    "CALL enable_logging(storage = 'file', storage_path = '{folder}/mine')",
    "USE temp",
    "BEGIN",
    "PREPARE mine AS SELECT 1",
    "INSTALL httpfs",
    "FORCE INSTALL httpfs FROM '{web}'",
    "LOAD httpfs",
    "LOAD '{folder}/mine.duckdb_extension'",
)
NETWORK = (
    "FROM '{web}/mine.csv'",
    "FROM read_csv('{web}/mine.csv')",
    "FROM read_text('{web}/mine.txt')",
    "ATTACH '{web}/other.duckdb' AS other",
    "COPY releases TO '{web}/mine.csv'",
)


@pytest.fixture(scope="module")
def copy(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The analysts' copy with one release in it, beside a file that is none of its business."""
    path = tmp_path_factory.mktemp("closed") / "analyst.duckdb"
    shutil.copyfile(empty, path)
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        load(connection, visit(release(), 0))
    settle(path)
    (path.parent / "secret.csv").write_text("word\nswordfish\n")
    return path


@pytest.fixture(scope="module")
def reader(copy: Path) -> Iterator[Connection]:
    """One connection for all that is refused: what one statement could change, the next would meet."""
    with reading(copy) as connection:
        yield connection


@pytest.fixture(scope="module")
def web() -> Iterator[socket.socket]:
    """A port that notices whoever knocks."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder and what it holds."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("sql", [*CHANGES, *FILES, *SETTINGS, *NETWORK])
def test_what_does_more_than_read_is_refused_and_leaves_no_trace(
    reader: Connection, copy: Path, web: socket.socket, sql: str
) -> None:
    before = contents(copy.parent)
    asked = sql.format(folder=copy.parent, web=f"http://127.0.0.1:{web.getsockname()[1]}")
    with pytest.raises(SqlError) as caught:
        list(run_sql(reader, asked).rows)
    assert "swordfish" not in str(caught.value)
    assert contents(copy.parent) == before
    with pytest.raises(BlockingIOError):
        web.accept()


@pytest.mark.parametrize(
    "sql",
    [
        "FROM enable_logging(level = 'trace', storage = 'file', storage_config = {{'path': '{folder}/mine'}})",
        "FROM enable_profiling(save_location = '{folder}/mine.txt')",
    ],
)
def test_a_function_that_would_write_a_log_writes_none(copy: Path, tmp_path: Path, sql: str) -> None:
    """DuckDB takes such a SELECT; what it would write is stopped where files are opened."""
    own = Path(shutil.copyfile(copy, tmp_path / "own.duckdb"))
    before = contents(tmp_path)
    with reading(own) as connection:
        list(run_sql(connection, sql.format(folder=tmp_path)).rows)
    assert contents(tmp_path) == before


def test_nothing_is_in_sight_but_the_copy(reader: Connection) -> None:
    seen = list(run_sql(reader, "SELECT database_name FROM duckdb_databases() WHERE NOT internal").rows)
    assert seen == [("analyst",)]


@pytest.mark.parametrize(
    ("sql", "advice"),
    [
        ("CREATE TEMP TABLE mine AS FROM releases", "write WITH name AS (SELECT …)"),
        ("SET TimeZone = 'Europe/London'", "write published_at AT TIME ZONE 'Europe/London'"),
    ],
)
def test_who_wants_more_is_told_what_to_write_instead(reader: Connection, sql: str, advice: str) -> None:
    with pytest.raises(SqlError) as caught:
        run_sql(reader, sql)
    assert str(caught.value).startswith("the analysts' copy is read-only; SELECT, FROM, DESCRIBE and SUMMARIZE work; ")
    assert str(caught.value).endswith(advice)
