"""What runs note of a host for later ones, and what those believe of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.standings import asked_for, pasts, read, sent, unread
from warehouse.records import Standing

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOST = "www.coast.example"
NEW = Standing(host=HOST)


def closed(standing: Standing, now: datetime = NOON) -> str:
    """Return why a run that begins now leaves the host alone; empty: it does not."""
    return str(pasts({}, [], [standing], now)[HOST].closed or "")


@pytest.mark.parametrize(
    ("seconds", "left"), [(1, 1), (3600, 3600), (86_400, 86_400), (90_000, 86_400), (1e12, 86_400)]
)
def test_a_wish_is_kept_for_as_long_as_it_says_and_a_day_at_most(seconds: float, left: float) -> None:
    assert asked_for(NEW, NOON, seconds).paused_until == NOON + timedelta(seconds=left)


def test_a_shorter_wish_does_not_end_a_longer_one() -> None:
    assert asked_for(asked_for(NEW, NOON, 3600), NOON, 60) == asked_for(NEW, NOON, 3600)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (
            NOON + timedelta(minutes=15),
            f"{HOST} asked to be left alone (Retry-After), and is until 2026-11-24 12:15 UTC",
        ),
        (NOON, ""),
        (NOON + timedelta(days=2), ""),  # noted while a clock was wrong
        (NOON + timedelta(days=365 * 70), ""),
    ],
)
def test_a_run_keeps_to_a_wish_that_is_not_over_and_can_be_true(until: datetime, why: str) -> None:
    assert closed(Standing(host=HOST, paused_until=until)) == why


def test_a_wish_from_a_clock_that_was_wrong_does_not_outlast_the_next_one() -> None:
    absurd = Standing(host=HOST, paused_until=NOON + timedelta(days=365 * 70))
    known = pasts({}, [], [absurd], NOON)[HOST].standing or absurd
    assert asked_for(known, NOON, 60).paused_until == NOON + timedelta(seconds=60)


@pytest.mark.parametrize(("before", "minutes"), [(0, 0), (1, 15), (2, 30), (3, 60), (7, 960), (8, 1440), (30, 1440)])
def test_the_rest_of_a_host_without_a_readable_robots_txt_doubles_with_every_run(before: int, minutes: int) -> None:
    noted = unread(NEW, before, NOON, is_connected=True)
    assert noted.failures == before + 1
    assert (noted.rests_until or NOON) - NOON == timedelta(minutes=minutes)


def test_a_host_without_a_connection_rests_for_an_hour_at_most_for_it_may_be_our_own_network() -> None:
    assert unread(NEW, 8, NOON, is_connected=False).rests_until == NOON + timedelta(hours=1)


def test_a_run_counts_once_however_often_it_asks_for_robots_txt() -> None:
    later = NOON + timedelta(minutes=5)
    twice = unread(unread(NEW, 2, NOON, is_connected=True), 2, later, is_connected=True)
    assert (twice.failures, twice.failing_since) == (3, NOON)


def test_the_reason_says_since_when_and_until_when() -> None:
    standing = unread(unread(NEW, 0, NOON, is_connected=True), 1, NOON, is_connected=True)
    assert closed(standing) == (
        f"the robots.txt of {HOST} could not be read in 2 runs in a row since 2026-11-24 12:00 UTC; "
        "the host is left alone until 2026-11-24 12:15 UTC"
    )


def test_a_host_whose_robots_txt_can_be_read_again_is_forgiven_everything() -> None:
    assert read(unread(NEW, 5, NOON, is_connected=True)) == NEW


def test_each_request_is_noted_with_its_time() -> None:
    assert sent(sent(NEW, 1, NOON), 2, NOON).asked == (NOON, NOON, NOON)
    assert sent(NEW, 0, NOON) is NEW
