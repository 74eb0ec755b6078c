from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from flows.alerts.retrying import GIVE_UP, next_try

FIRST = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def tries() -> list[datetime]:
    """Return every try of a digest that is never taken."""
    attempts: list[datetime] = []
    while (moment := next_try(attempts, FIRST)) is not None:
        attempts.append(moment)
    return attempts


def test_the_first_try_is_when_it_is_due() -> None:
    assert next_try([], FIRST) == FIRST


def test_pauses_grow_from_a_minute_to_half_a_day() -> None:
    minutes = [round((b - a).total_seconds() / 60) for a, b in pairwise(tries())]
    assert minutes == [1, 5, 15, 60, 180, 360, 720, 720, 720, 720, 720]


def test_it_is_given_up_after_three_days() -> None:
    attempts = tries()
    assert FIRST + timedelta(days=2) < attempts[-1] <= FIRST + GIVE_UP
    assert next_try(attempts, FIRST) is None


def test_the_pause_counts_from_the_last_try_whatever_the_order_of_the_rows() -> None:
    late = FIRST + timedelta(hours=2)
    assert next_try([late, FIRST], FIRST) == late + timedelta(minutes=5)


def test_a_longer_wish_of_the_other_side_goes_first() -> None:
    assert next_try([FIRST], FIRST, retry_after=1800) == FIRST + timedelta(minutes=30)


@pytest.mark.parametrize("wish", [0, -5, 30])
def test_a_shorter_wish_does_not_hurry_us(wish: float) -> None:
    assert next_try([FIRST], FIRST, retry_after=wish) == FIRST + timedelta(minutes=1)


@pytest.mark.parametrize("wish", [GIVE_UP.total_seconds() + 1, 1e300, float("inf")])
def test_a_wish_beyond_the_end_is_the_end(wish: float) -> None:
    assert next_try([FIRST], FIRST, retry_after=wish) is None


def test_the_end_may_be_set_otherwise() -> None:
    assert next_try([FIRST], FIRST, give_up=timedelta(seconds=30)) is None
