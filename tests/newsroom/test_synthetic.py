"""The made-up releases of --scale."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from deploy.newsroom import serve
from deploy.newsroom.records import WEBSITE, Release
from deploy.newsroom.synthetic import Synthetic
from tests.newsroom.test_days import named_in


def texts(synthetic: Synthetic) -> list[Release]:
    found = (synthetic.find(headline.path) for headline in synthetic.headlines)
    return [release for release in found if release]


@pytest.fixture(scope="module")
def thousand() -> list[Release]:
    return texts(Synthetic(count=1000, seed=1))


def test_number_i_of_a_seed_is_always_the_same_release(thousand: list[Release]) -> None:
    """However many there are, and in whatever order they are asked for."""
    few = Synthetic(count=30, seed=1)
    backwards = [few.find(headline.path) for headline in reversed(few.headlines)]
    assert backwards[::-1] == thousand[:30]


def test_another_seed_gives_other_releases(thousand: list[Release]) -> None:
    assert not {one.path for one in thousand} & {one.path for one in texts(Synthetic(count=30, seed=2))}


def test_every_release_has_an_address_of_its_own(thousand: list[Release]) -> None:
    assert len({one.path for one in thousand}) == 1000


def test_releases_are_spread_over_ten_years_before_the_first_day(thousand: list[Release]) -> None:
    years = Counter(one.published.year for one in thousand)
    assert set(years) == set(range(2016, 2027))
    assert min(years[year] for year in range(2017, 2026)) > 60
    assert max(one.published for one in thousand) < datetime(2026, 2, 25, tzinfo=UTC)
    assert {one.published.weekday() for one in thousand} == {0, 1, 2, 3, 4}


def test_each_release_holds_one_sum_and_one_quotation(thousand: list[Release]) -> None:
    assert {(one.text.count("£"), one.text.count("\n> ")) for one in thousand} == {(1, 1)}


def test_topics_come_in_their_shares_and_near_misses_do_not_count(thousand: list[Release]) -> None:
    shares = Counter(topic for one in thousand for topic in one.topics)
    near = [one for one in thousand if "Jef " in one.text or "high north" in one.text]
    assert 10 <= shares["jef"] <= 30
    assert 18 <= shares["high-north"] <= 42
    assert 4 <= shares["ifu"] <= 18
    assert 10 <= len(near) <= 30
    assert not any(one.topics for one in near)


def test_the_truth_of_made_up_releases_is_in_their_text(thousand: list[Release]) -> None:
    assert [list(one.topics) for one in thousand] == [named_in(one) for one in thousand]


def test_made_up_releases_are_new_once_and_then_stay_as_they_are() -> None:
    with serve(scale=3) as newsroom:
        days = newsroom.truth()["days"]
    made_up = {WEBSITE + one.path for one in Synthetic(count=3, seed=1).headlines}
    assert made_up <= set(days["1"]["new"])
    assert made_up <= set(days["2"]["unchanged"])
    assert made_up <= days["3"]["topics"].keys()
