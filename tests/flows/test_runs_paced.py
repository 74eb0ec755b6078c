"""Scheduled runs: each listing in its time, each host within its day's budget, and nobody's ETag believed for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.houses import House, Town, serving_all
from tests.flows.servers import Asked, answer

pytestmark = pytest.mark.thorough

QUARTER = timedelta(minutes=15)
OPEN = "SELECT source, url, kind, times FROM problems WHERE resolved_at IS NULL"


@pytest.fixture
def house() -> Iterator[House]:
    found = House("arden")
    with serving_all(found):
        yield found


@pytest.fixture
def town(house: House, tmp_path: Path) -> Town:
    return Town([house], tmp_path)


def feeds(house: House) -> int:
    """Return how often its feed was asked for."""
    return house.paths.count("/feed")


def test_a_paced_run_asks_a_listing_in_its_time_and_a_run_by_hand_always(house: House, town: Town) -> None:
    house.headers = {"Cache-Control": "max-age=3600"}
    town.collect(paced=True)
    for _ in range(3):
        town.collect(paced=True, after=QUARTER, mode="none")
    assert feeds(house) == 1
    ((wait,),) = town.ask("SELECT date_diff('second', polled_at, next_poll_at) FROM polls")
    assert 3600 <= wait <= 3960
    assert town.ask("SELECT source, next_poll_at > TIMESTAMPTZ '2026-11-24 13:00:00+00' FROM source_health") == [
        ("zz/arden", True)
    ]
    town.collect(paced=True, after=2 * QUARTER)
    town.collect()
    assert feeds(house) == 3


def test_a_paced_run_still_visits_pages_whose_time_has_come(house: House, town: Town) -> None:
    house.headers = {"Cache-Control": "max-age=86400"}
    town.collect(paced=True)
    house.edit = "They agreed on nothing."
    report = town.collect(paced=True, mode="due", after=timedelta(hours=2))
    assert feeds(house) == 1
    assert report.sources[0].count("silent") == 3


def test_a_host_is_not_asked_more_often_than_its_budget_and_the_rest_is_asked_the_next_day(
    house: House, town: Town
) -> None:
    """Of six requests robots.txt takes one and the feed one."""
    house.releases, town.fetch = 7, {"requests_per_day": 6}
    report = town.collect()
    assert (len(house.asked), report.sources[0].count("new"), report.problems) == (5, 4, 1)
    told = ("zz/arden", "https://www.arden.example", "budget_spent")
    assert town.ask(OPEN) == [(*told, 1)]
    assert town.collect(after=QUARTER).problems == 1
    assert len(house.asked) == 5  # and robots.txt, which is not among them
    assert [row[:3] for row in town.ask(OPEN)] == [told]
    report = town.collect(after=timedelta(days=1), mode="none")
    assert town.ask("SELECT count(*) FROM releases") == [(7,)]
    assert town.ask(OPEN) == []
    assert report.problems == 0


@pytest.mark.parametrize("given", ["pages", "listing"])
def test_an_edit_behind_an_etag_that_never_changes_is_seen_all_the_same(house: House, town: Town, given: str) -> None:
    house.stale = True
    town.collect()
    house.edit, house.releases = "They agreed on nothing.", 4
    if given == "pages":
        found = [town.collect(after=QUARTER).sources[0].count("silent") for _ in range(3)]
        assert found == [0, 0, 3]
    else:
        found = [town.collect(after=timedelta(hours=8), mode="none").sources[0].count("new") for _ in range(3)]
        assert found == [0, 0, 1]


class Busy(House):
    """A publisher who asks everybody to come again in a while, time after time."""

    def says(self, asked: Asked) -> bytes:
        """Say no."""
        del asked
        return answer(429, Retry_After="100")


def test_eight_publishers_who_let_us_wait_hold_up_neither_the_ninth_nor_the_end_of_the_run(tmp_path: Path) -> None:
    houses = [*(Busy(f"busy{n}") for n in range(8)), House("arden")]
    with serving_all(*houses):
        town = Town(houses, tmp_path, fetch={"source_seconds": 40, "tries": 4})
        began = time.monotonic()
        report = town.collect()
        assert time.monotonic() - began < 20
    assert [one.count("new") for one in report.sources] == [0] * 8 + [3]
    assert {kind for _, _, kind, _ in town.ask(OPEN)} == {"rate_limited"}
