"""Opening the database file: who may, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import load, release, rows, visit
from tests.warehouse.processes import writer
from warehouse.database import Connection, reading, reading_live, settle, writing
from warehouse.errors import ForeignError, LockedError, NewerError, NoWarehouseError, StorageError

NO_WAIT = timedelta(0)


def _open(path: Path) -> None:
    with writing(path, purpose="tests", wait=NO_WAIT):
        pass


@pytest.fixture
def kept(path: Path) -> Path:
    """A warehouse with one release."""
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        load(connection, visit(release(), 0))
    return path


@pytest.fixture
def reader(kept: Path) -> Iterator[Connection]:
    """The warehouse as analysts open it."""
    with reading(kept) as connection:
        yield connection


def test_a_warehouse_is_made_where_there_is_none(tmp_path: Path) -> None:
    _open(tmp_path / "data" / "warehouse.duckdb")
    with reading(tmp_path / "data" / "warehouse.duckdb") as connection:
        assert rows(connection, "FROM releases") == []


def test_what_was_written_is_there_when_it_is_opened_again(kept: Path) -> None:
    _open(kept)
    with reading(kept) as connection:
        assert rows(connection, "SELECT title FROM latest_releases") == [(release().title,)]


def test_times_are_in_utc_wherever_the_machine_stands(reader: Connection) -> None:
    assert rows(reader, "SELECT seen_at::VARCHAR FROM revisions") == [("2026-11-24 12:00:00+00",)]


def test_nothing_is_drawn_on_standard_output_while_a_query_takes_its_time(reader: Connection) -> None:
    """A bar would stand in the middle of the JSON that another program reads."""
    assert rows(reader, "SELECT current_setting('enable_progress_bar')") == [(False,)]


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(ForeignError, match="not a DuckDB database, or damaged; put the last backup"):
        _open(path)
    assert path.read_text().startswith("Dear diary")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(path) as other:
        other.execute("CREATE TABLE invoices (number INTEGER)")
    with pytest.raises(ForeignError, match=r"a database of something else \(tables invoices …\)"):
        _open(path)
    with pytest.raises(ForeignError, match="point data_dir at another folder"), reading(path):
        pass


@pytest.mark.parametrize("kept_bytes", [100, 4096, 12_288, 12_289, 300_000])
def test_a_truncated_file_is_said_to_be_damaged(kept: Path, kept_bytes: int) -> None:
    with duckdb.connect(kept) as settled:
        settled.execute("CHECKPOINT")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:kept_bytes])
    with pytest.raises(ForeignError, match="damaged"), reading(kept) as connection:
        rows(connection, "FROM latest_releases")


def test_a_file_without_its_last_block_is_refused_at_opening_though_duckdb_opens_it(tmp_path: Path) -> None:
    """What is asked may lie elsewhere in the file, and what is written be added to a ruin."""
    path = tmp_path / "cut.duckdb"
    with duckdb.connect(path) as short:  # of few tables, so that what describes them stays where it is first written
        short.execute("CREATE TABLE schema_migrations (number INTEGER, name VARCHAR, applied_at TIMESTAMPTZ)")
        short.execute("CHECKPOINT")
        short.execute("INSERT INTO schema_migrations SELECT 1, uuid()::VARCHAR, now() FROM range(50000)")
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 4096)
    duckdb.connect(path, read_only=True).close()
    with pytest.raises(ForeignError, match=r"cut short, for \d+ blocks of it are in use and .*`presswatch restore"):
        _open(path)
    with pytest.raises(ForeignError, match="cut short"), reading(path):
        pass


def test_a_warehouse_of_a_newer_presswatch_is_refused(kept: Path) -> None:
    with duckdb.connect(kept) as newer:
        newer.execute("INSERT INTO schema_migrations VALUES (9000, 'migrations/9000_later', now())")
    with pytest.raises(NewerError, match=r"made by a newer presswatch \(schema 9000, this one knows \d+\); upgrade"):
        _open(kept)
    with pytest.raises(NewerError), reading(kept):
        pass


def test_another_writer_is_named_with_its_process(kept: Path) -> None:
    with writer(kept) as process, pytest.raises(LockedError) as caught:
        _open(kept)
    assert f"held by collect run-7, process {process.pid}, since 20" in str(caught.value)
    assert "waited 0 s; wait for it to end, or stop it, and run this again" in str(caught.value)


def test_a_writer_that_died_is_no_obstacle_and_what_it_committed_is_kept(kept: Path) -> None:
    with writer(kept):
        pass
    assert "collect run-7" in kept.with_suffix(".lock").read_text()
    with writing(kept, purpose="tests", wait=NO_WAIT) as connection:
        assert rows(connection, "SELECT host FROM hosts") == [("a.example",)]


def test_reading_between_two_writers_waits_for_the_lock(kept: Path) -> None:
    with writer(kept), pytest.raises(LockedError, match="collect run-7"), reading_live(kept, wait=NO_WAIT):
        pass
    with reading_live(kept, wait=NO_WAIT) as connection:
        assert len(rows(connection, "FROM releases")) == 1


def test_a_file_that_another_program_has_open_is_said_to_be_locked(kept: Path) -> None:
    """An analyst's own DuckDB takes no notice of our lock file."""
    with writer(kept), pytest.raises(LockedError, match="opened by another program"), reading(kept):
        pass


@pytest.mark.parametrize("opening", [reading, lambda path: reading_live(path, wait=NO_WAIT)])
def test_where_nothing_was_collected_yet_it_says_what_to_run(tmp_path: Path, opening: object) -> None:
    with pytest.raises(NoWarehouseError, match="run `presswatch run` first"), opening(tmp_path / "none.duckdb"):  # type: ignore[operator]
        pass


def test_an_empty_database_file_is_nothing_collected_yet(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "empty.duckdb").close()
    with pytest.raises(NoWarehouseError), reading(tmp_path / "empty.duckdb"):
        pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match="choose another data_dir"):
        _open(tmp_path / "data" / "warehouse.duckdb")


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("DELETE FROM releases", id="deleting"),
        pytest.param("UPDATE releases SET status = 'gone'", id="changing"),
        pytest.param("CREATE TABLE notes (text VARCHAR)", id="making a table"),
        pytest.param("SELECT * FROM read_text('/etc/hostname')", id="reading another file"),
        pytest.param("SELECT * FROM '/etc/hostname'", id="reading another file by its name"),
        pytest.param("SELECT * FROM glob('/*')", id="listing folders"),
        pytest.param("COPY releases TO '{folder}/out.csv'", id="writing a file"),
        pytest.param("EXPORT DATABASE '{folder}/out'", id="writing a folder"),
        pytest.param("ATTACH '{folder}/other.duckdb'", id="attaching a database"),
        pytest.param("INSTALL httpfs", id="installing an extension"),
        pytest.param("LOAD '{folder}/evil.duckdb_extension'", id="loading an extension"),
        pytest.param("SET enable_external_access = true", id="lifting the ban"),
        pytest.param("SET memory_limit = '1TB'", id="lifting a limit"),
    ],
)
def test_a_reader_reads_the_warehouse_and_nothing_else(reader: Connection, tmp_path: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        reader.execute(sql.format(folder=tmp_path))
    assert len(rows(reader, "FROM releases")) == 1


def test_our_own_exports_may_write_files(kept: Path, tmp_path: Path) -> None:
    with reading(kept, files=True) as connection:
        connection.execute(f"COPY releases TO '{tmp_path}/out.csv'")
    assert (tmp_path / "out.csv").exists()


def test_one_row_more_does_not_have_a_large_table_written_anew(path: Path) -> None:
    """A group of rows is written as a whole; with DuckDB's own size these would be one group."""
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        connection.execute(
            "INSERT INTO hosts (host, robots, status, fetched_at) "
            "SELECT 'host-' || i, '', 200, now() FROM range(20000) AS t (i)"
        )
    settle(path)
    with reading(path) as connection:
        ((groups,),) = rows(connection, "SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('hosts')")
    assert groups > 2
