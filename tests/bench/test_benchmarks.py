"""The benchmarks run, and tell what they measured in one table."""

from __future__ import annotations

import io
import threading
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from rich.console import Console

from deploy.newsroom import serve
from flows.collect import collect
from tests.bench import bench_readers, bench_search
from tests.bench.__main__ import main, names, table
from tests.bench.one_reader import read
from tests.bench.one_run import order_of, run
from tests.warehouse.builders import load, release, visit
from warehouse.database import writing

pytestmark = pytest.mark.thorough


def test_every_benchmark_can_be_named() -> None:
    assert {"parsing", "topics", "warehouse", "runs", "readers", "search"} <= set(names())


def test_an_unknown_name_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sarch"]) == 2
    said = capsys.readouterr().err
    assert "'sarch'" in said
    assert "search" in said.replace("'sarch'", "")


def test_searches_are_measured_from_the_start_of_the_command() -> None:
    rows = bench_search.run(20, rounds=1)
    assert len(rows) == 2 + len(bench_search.COMMANDS)
    assert all(float(figure.split()[0]) > 0 for _, figure in rows[2:])


def test_one_table_shows_what_was_measured() -> None:
    shown = io.StringIO()
    figures = {"search": [("how fast [quickly]", "7 a second")], "runs": [("how long", "3 s")]}
    Console(file=shown, width=100).print(table(figures))
    lines = [" ".join(line.split()) for line in shown.getvalue().splitlines()]
    assert [line for line in lines if any(map(str.isalnum, line))] == [
        *("measured ┃ result", "search │", "how fast [quickly] │ 7 a second"),
        *("runs │", "how long │ 3 s"),
    ]


def test_a_run_is_timed_inside_and_outside_its_stages(tmp_path: Path) -> None:
    with serve(day=1, scale=5) as newsroom:
        first = run(order_of(newsroom.url, tmp_path, date(2016, 1, 1)))
        idle = run(order_of(newsroom.url, tmp_path, None))
    assert first.pages > 5
    assert first.requests > first.pages
    assert 0 < first.stages < first.seconds
    assert idle.pages < first.pages
    assert first.memory > 1e7


def test_readers_who_never_pause_see_whole_copies_only_while_runs_swap_them(tmp_path: Path) -> None:
    """What tells them so would tell them otherwise: a release that no run brought is found at once."""
    with serve(day=1) as newsroom:
        order = order_of(newsroom.url, tmp_path, None)
        collect(order)
        disturbed = bench_readers.phase(newsroom, order, cycle((2, 3, 1)), tmp_path / "analyst.duckdb", 0, number=2)
    assert disturbed.wrong == []
    assert len(disturbed.runs) >= 3
    assert all(seen.answers > 0 and len(seen.runs) > 1 for seen in disturbed.readers)
    copy = tmp_path / "analyst.duckdb"
    with writing(copy, purpose="tests", wait=timedelta(0)) as connection:
        load(connection, visit(release(), 0))
    enough = threading.Event()
    enough.set()
    assert "does not agree with its checksum" in read(copy, enough).wrong[0]
