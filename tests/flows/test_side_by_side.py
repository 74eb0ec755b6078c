"""Sources side by side: a slow one delays nobody, a broken one stops nobody, and results do not depend on order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.orders import Stage
from tests.flows.houses import House, Town, serving_all
from warehouse.errors import StorageError

pytestmark = pytest.mark.thorough

NAMES = ("arden", "bexley", "corby", "dover")
STATE = "SELECT source, url, title, kind FROM releases JOIN revisions USING (release_id) ORDER BY ALL"


@pytest.fixture
def houses() -> Iterator[list[House]]:
    """Four houses."""
    found = [House(name) for name in NAMES]
    with serving_all(*found):
        yield found


def failing(source: str, what: str, error: BaseException) -> Stage:
    """Return a way to call stages in which one stage of one source meets an error."""

    def stage(name: str, function: Any, /, *arguments: Any) -> Any:
        if name == f"{what} {source}":
            raise error
        return function(*arguments)

    return stage


def test_a_slow_source_delays_no_other_and_reports_come_in_the_order_of_the_sources(
    houses: list[House], tmp_path: Path
) -> None:
    houses[0].waits_for = lambda: all(len(house.asked) >= 4 for house in houses[1:])  # a feed and three releases
    report = Town(houses, tmp_path / "together").collect()
    assert [one.source for one in report.sources] == [f"zz/{name}" for name in NAMES]
    assert [one.count("new") for one in report.sources] == [3, 3, 3, 3]
    alone = Town(houses, tmp_path / "in turn")
    for house in reversed(houses):
        Town([house], alone.folder).collect()
    assert Town(houses, tmp_path / "together").ask(STATE) == alone.ask(STATE)


def test_a_mistake_in_one_source_costs_the_others_nothing_and_is_told_until_it_is_over(
    houses: list[House], tmp_path: Path
) -> None:
    town = Town(houses, tmp_path)
    report = town.collect(stage=failing("zz/bexley", "visit", KeyError("title")))
    assert [one.count("new") for one in report.sources] == [3, 0, 3, 3]
    assert [one.problems for one in report.sources] == [0, 1, 0, 0]
    ((source, url, detail),) = town.ask("SELECT source, url, detail FROM problems WHERE resolved_at IS NULL")
    assert (source, url) == ("zz/bexley", "https://www.bexley.example")
    assert "please report it: KeyError: 'title' (test_side_by_side.py, line" in detail
    again = town.collect()
    assert [one.count("new") for one in again.sources] == [0, 3, 0, 0]
    assert town.ask("SELECT count(*) FROM problems WHERE resolved_at IS NULL") == [(0,)]


@pytest.mark.parametrize("error", [StorageError("the disk is full"), KeyboardInterrupt()])
def test_what_ends_the_run_ends_every_source_at_once_and_the_next_run_makes_it_good(
    houses: list[House], tmp_path: Path, error: BaseException
) -> None:
    houses[0].waits_for, town = bool, Town(houses, tmp_path)  # which never comes true
    began = time.monotonic()
    with pytest.raises(type(error)):
        town.collect(stage=failing("zz/dover", "visit", error))
    assert time.monotonic() - began < 25
    houses[0].waits_for = None
    town.collect()
    assert town.ask("SELECT source, count(*) FROM releases GROUP BY ALL ORDER BY ALL") == [
        (f"zz/{name}", 3) for name in NAMES
    ]


def test_sources_at_one_host_keep_its_pace_together(tmp_path: Path) -> None:
    """Two sources ask for a feed and three releases each: eight requests, and seven pauses of 50 ms."""
    one = House("arden")
    with serving_all(one):
        Town([one, House("bexley", url=one.url)], tmp_path, fetch={"requests_per_second": 20}).collect()
    moments = sorted(asked.at for asked in one.asked)
    assert len(moments) == 8
    assert moments[-1] - moments[0] >= 0.34
