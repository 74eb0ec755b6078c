"""An export by months: what is written, what is left alone, and what is put right after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from parsers.records import Amount, Release
from tests.warehouse.builders import (
    JEF,
    NOON,
    SOURCE,
    at,
    edited,
    load,
    quote,
    release,
    source,
    subscription,
    unreadable,
    visit,
)
from warehouse.contracts import episode, keep_episodes, tell_episodes
from warehouse.database import Connection, writing
from warehouse.errors import ForeignError, LockedError
from warehouse.export import export
from warehouse.partitions import LOCK, MANIFEST, claimed, export_partitions
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

MONTHS = ("2026-01", "2026-11")
SUM = Amount(text="£4 million", value=Decimal(4_000_000), currency="GBP", field="body")
WINTER = release("tern", published_at=at(-24 * 300), updated_at=None, quotes=(quote("Cold."),), amounts=(SUM,))
UNDATED = release("gull", published_at=None, updated_at=None, body="No date, and no topic.")


@pytest.fixture
def stock(path: Path) -> Iterator[Connection]:
    """A release of November, one of January, and one without a date that was first seen in November."""
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        keep_sources(connection, [source()], active=())
        keep_versions(connection, versions(connection, [JEF]), NOON)
        load(connection, *(visit(one, 0) for one in (release(), WINTER, UNDATED)), told=[subscription("desk", "jef")])
        load(connection, unreadable("https://www.coast.example/news/broken", -24 * 40))
        yield connection


def found(folder: Path) -> list[tuple[Any, ...]]:
    """Return months and addresses as DuckDB reads the folder."""
    asked = "SELECT month, parse_path(url)[-1] FROM read_parquet($files) ORDER BY ALL"
    return duckdb.execute(asked, {"files": f"{folder}/**/*.parquet"}).fetchall()


def stamps(folder: Path) -> dict[str, int]:
    """Return when each file was written."""
    return {one.parent.name: one.stat().st_mtime_ns for one in folder.rglob("*.parquet")}


def change(connection: Connection, edition: Release) -> None:
    """Load a later edition of a release."""
    load(connection, visit(edited(edition, 2, title="Corrected title"), 3))


def test_a_month_is_a_file_and_a_release_without_a_date_stands_where_it_was_seen(
    stock: Connection, tmp_path: Path
) -> None:
    done = export_partitions(stock, "releases", tmp_path / "out")
    assert (done.written, done.kept, done.removed) == (MONTHS, (), ())
    assert found(tmp_path / "out") == [("2026-01", "tern"), ("2026-11", "grey-heron"), ("2026-11", "gull")]


def test_polars_reads_the_folder_as_one_table(stock: Connection, tmp_path: Path) -> None:
    export_partitions(stock, "releases", tmp_path / "out")
    read = pl.read_parquet(f"{tmp_path}/out/**/*.parquet", hive_partitioning=True)
    assert list(read.columns) == [*export(stock, "releases").columns, "month"]
    assert sorted(read["month"]) == ["2026-01", "2026-11", "2026-11"]


@pytest.mark.parametrize("what", ["revisions", "quotes", "mentions", "changes", "amounts", "organisations", "alerts"])
def test_what_hangs_on_releases_can_be_exported_by_months_too(stock: Connection, tmp_path: Path, what: str) -> None:
    rows = len(list(export(stock, what).rows))
    export_partitions(stock, what, tmp_path / "out")
    assert len(found(tmp_path / "out")) == rows > 0


@pytest.mark.parametrize(
    ("what", "months"), [("fetches", {"2026-10", "2026-11"}), ("problems", {"2026-10"}), ("topics", {"2026-11"})]
)
def test_what_is_not_of_a_release_stands_in_the_month_of_its_own_day(
    stock: Connection, tmp_path: Path, what: str, months: set[str]
) -> None:
    done = export_partitions(stock, what, tmp_path / "out")
    assert set(done.written) == months
    assert len(pl.read_parquet(f"{tmp_path}/out/**/*.parquet")) == len(list(export(stock, what).rows))


def test_what_recipients_were_told_of_a_source_is_exported_by_months_too(stock: Connection, tmp_path: Path) -> None:
    """A notice is of no release."""
    keep_episodes(stock, [episode(SOURCE, "listing", "no entry", NOON)])
    tell_episodes(stock, [replace(subscription("keeper"), due_at=at(24 * 30))])
    done = export_partitions(stock, "alerts", tmp_path / "out")
    read = pl.read_parquet(f"{tmp_path}/out/**/*.parquet", hive_partitioning=True)
    assert done.written == ("2026-11", "2026-12")
    assert read.filter(pl.col("month") == "2026-12")["kind"].to_list() == ["broken"]


def test_two_exports_into_one_folder_take_turns_and_the_second_names_the_first(tmp_path: Path) -> None:
    with (
        claimed(tmp_path / "out", "releases", wait=timedelta(0)),
        pytest.raises(LockedError, match=r"held by export of releases, process \d+.* and run this again"),
        claimed(tmp_path / "out", "releases", wait=timedelta(0)),
    ):
        pass
    with claimed(tmp_path / "out", "releases", wait=timedelta(0)):
        assert [one.name for one in (tmp_path / "out").iterdir()] == [LOCK]


def test_a_folder_of_something_else_gets_no_lock_file(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ForeignError, match="holds something else"), claimed(tmp_path, "quotes", wait=timedelta(0)):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_increment_writes_the_months_that_changed_and_no_other(stock: Connection, tmp_path: Path) -> None:
    export_partitions(stock, "releases", tmp_path / "out")
    before = stamps(tmp_path / "out")
    change(stock, release())
    done = export_partitions(stock, "releases", tmp_path / "out", incremental=True)
    after = stamps(tmp_path / "out")
    assert (done.written, done.kept) == (("2026-11",), ("2026-01",))
    assert {month for month in before if before[month] != after[month]} == {"month=2026-11"}


def test_a_topic_that_was_edited_changes_the_months_in_which_it_matched(stock: Connection, tmp_path: Path) -> None:
    """Nothing happened to any release, so that a mark in time would have missed it."""
    export_partitions(stock, "releases", tmp_path / "out")
    keep_versions(stock, versions(stock, [replace(JEF, query="JEFF")]), at(1))
    assert export_partitions(stock, "releases", tmp_path / "out", incremental=True).written == MONTHS


def test_a_release_that_moves_to_another_month_leaves_the_one_before(stock: Connection, tmp_path: Path) -> None:
    export_partitions(stock, "releases", tmp_path / "out")
    load(stock, visit(edited(WINTER, 2, published_at=at(-24 * 60)), 3))
    done = export_partitions(stock, "releases", tmp_path / "out", incremental=True)
    assert (done.written, done.removed) == (("2026-09",), ("2026-01",))
    assert [month for month, _ in found(tmp_path / "out")] == ["2026-09", "2026-11", "2026-11"]


def test_an_export_that_was_cut_off_is_put_right_by_the_next(stock: Connection, tmp_path: Path) -> None:
    """A month that was begun counts as wrong, whatever the fingerprint of its rows was before."""
    out = tmp_path / "out"
    export_partitions(stock, "releases", out)
    (out / "month=2026-11" / ".releases.parquet.new").mkdir()
    with pytest.raises((OSError, duckdb.Error)):
        export_partitions(stock, "releases", out)
    (out / "month=2026-11" / ".releases.parquet.new").rmdir()
    assert export_partitions(stock, "releases", out, incremental=True).written == MONTHS
    assert export_partitions(stock, "releases", out, incremental=True).written == ()


def test_a_file_that_somebody_took_away_is_written_again(stock: Connection, tmp_path: Path) -> None:
    export_partitions(stock, "releases", tmp_path / "out")
    (tmp_path / "out" / "month=2026-01" / "releases.parquet").unlink()
    assert export_partitions(stock, "releases", tmp_path / "out", incremental=True).written == ("2026-01",)


def test_a_folder_of_something_else_is_left_alone(stock: Connection, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(ForeignError, match=r"holds something else \(thesis.txt"):
        export_partitions(stock, "releases", tmp_path / "mine")
    export_partitions(stock, "releases", tmp_path / "out")
    with pytest.raises(ForeignError, match="holds releases, not quotes"):
        export_partitions(stock, "quotes", tmp_path / "out")
    (tmp_path / "out" / MANIFEST).write_text("[]")
    with pytest.raises(ForeignError, match="not our list of months"):
        export_partitions(stock, "releases", tmp_path / "out")
