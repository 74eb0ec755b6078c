"""When a listing is asked next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.pacing import MOST, Polled, is_due, polled, wants_whole
from warehouse.records import Poll

EVERY = timedelta(minutes=15)
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
# A ministry that publishes at ten and at three in the afternoon, Mondays to Fridays, and never at night.
OFFICE = tuple(
    datetime(2026, month, day, hour, 20, tzinfo=UTC)
    for month, days in ((10, range(5, 31)), (11, range(1, 24)))
    for day in days
    for hour in (10, 15)
    if datetime(2026, month, day, tzinfo=UTC).weekday() < 5
)


def ask(before: Poll | None = None, *, every: timedelta = EVERY, zone: str = "UTC", **came: Any) -> Poll:
    """Return what is kept after a poll on that Tuesday, unless it says otherwise."""
    return polled(
        before, "uk/govuk", "https://x/feed", Polled(**{"at": TUESDAY, "outcome": "ok", **came}), every=every, zone=zone
    )


def wait(poll: Poll) -> timedelta:
    """Return the time from this poll to the next."""
    return poll.next_poll_at - poll.polled_at


def headers(**given: str) -> tuple[tuple[str, str], ...]:
    """Return an answer's headers."""
    return tuple((name.replace("_", "-"), value) for name, value in given.items())


def test_a_listing_of_which_nothing_is_known_is_asked_as_often_as_it_is_declared() -> None:
    assert wait(ask()) == EVERY
    assert wait(ask(news=(TUESDAY - timedelta(hours=3),))) == EVERY


def test_in_the_hours_of_its_news_a_listing_is_asked_as_often_as_it_is_declared() -> None:
    assert wait(ask(news=OFFICE)) == EVERY
    assert wait(ask(news=OFFICE, at=TUESDAY - timedelta(minutes=50))) == EVERY  # a quarter to ten has news as ten has


def test_at_night_and_at_the_weekend_a_listing_is_asked_less_often_but_every_six_hours() -> None:
    assert wait(ask(news=OFFICE, at=TUESDAY.replace(hour=18))) == MOST
    assert wait(ask(news=OFFICE, at=datetime(2026, 11, 21, 10, tzinfo=UTC))) == MOST  # a Saturday


def test_the_last_poll_of_a_night_is_over_when_the_first_news_may_come() -> None:
    early = ask(news=OFFICE, at=TUESDAY.replace(hour=5))
    assert TUESDAY.replace(hour=8, minute=59) < early.next_poll_at < TUESDAY.replace(hour=10)


def test_hours_are_those_of_the_publisher() -> None:
    """Summer time ended in between; ten in Wellington is another ten than ours."""
    assert wait(ask(news=OFFICE, zone="Pacific/Auckland")) == EVERY
    assert wait(ask(news=OFFICE, zone="Pacific/Auckland", at=TUESDAY.replace(hour=18))) == MOST


def test_a_publisher_with_little_news_is_asked_seldom_at_any_hour() -> None:
    seldom = tuple(TUESDAY - timedelta(days=days) for days in (40, 20))
    assert wait(ask(news=seldom)) == MOST


@pytest.mark.parametrize(
    ("given", "minutes"),
    [
        ({"pause": 3600.0}, 60),
        ({"headers": headers(Cache_Control="public, max-age=1800")}, 30),
        ({"headers": headers(cache_control="max-age=1800", age="600")}, 20),
        ({"headers": headers(Cache_Control="no-cache, max-age=1800")}, 15),
        ({"headers": headers(Expires="Tue, 24 Nov 2026 11:00:00 GMT", Date="Tue, 24 Nov 2026 10:00:00 GMT")}, 60),
        ({"headers": headers(Expires="0")}, 15),
        ({"headers": headers(Cache_Control="max-age=60")}, 15),
        ({"headers": headers(Retry_After="7200"), "outcome": "refused"}, 120),
        ({"headers": headers(Retry_After="600000"), "outcome": "refused"}, 360),
        ({"headers": headers(Cache_Control="max-age=86400"), "outcome": "failed"}, 15),
        ({"pause": 10.0**9}, 360),
    ],
)
def test_what_the_publisher_asks_for_is_kept_up_to_six_hours(given: dict[str, Any], minutes: int) -> None:
    """Up to a tenth more, so that listings put off together do not come back together."""
    got = wait(ask(**given)) / timedelta(minutes=1)
    assert minutes <= got <= min(minutes * (1.1 if minutes > 15 else 1), 360)


def test_a_listing_that_says_no_is_asked_after_growing_times() -> None:
    poll, waits = None, []
    for _ in range(6):
        poll = ask(poll, outcome="refused", usable=False)
        waits.append(wait(poll) / EVERY)
    assert all(2**n <= one <= 1.1 * 2**n for n, one in enumerate(waits[:4], start=1))
    assert waits[-1] == MOST / EVERY
    assert wait(ask(poll)) == EVERY  # it answers again


def test_a_first_failure_is_a_hiccup() -> None:
    first = ask(outcome="failed", usable=False)
    assert wait(first) == EVERY
    assert wait(ask(first, outcome="failed", usable=False)) >= 2 * EVERY


def test_a_walk_that_broke_off_goes_on_soon() -> None:
    assert wait(ask(news=OFFICE, at=TUESDAY.replace(hour=18), usable=False)) == EVERY


def test_a_listing_that_is_declared_daily_is_not_asked_more_often() -> None:
    assert wait(ask(every=timedelta(days=1), news=OFFICE)) == timedelta(days=1)


def test_the_same_poll_gives_the_same_time() -> None:
    assert ask(pause=3600.0) == ask(pause=3600.0)
    assert ask(pause=3600.0).next_poll_at != ask(pause=3600.0, at=TUESDAY + timedelta(hours=1)).next_poll_at


def test_a_schedule_need_not_keep_time_to_the_second() -> None:
    poll = ask()
    assert is_due(None, TUESDAY)
    assert is_due(poll, TUESDAY + EVERY - timedelta(seconds=20))
    assert not is_due(poll, TUESDAY + EVERY - timedelta(minutes=2))


def test_what_says_not_modified_for_long_is_asked_for_whole() -> None:
    poll = ask()
    assert not wants_whole(poll, TUESDAY + EVERY)
    assert wants_whole(poll, TUESDAY + timedelta(days=1))
    for _ in range(11):
        assert not wants_whole(poll, TUESDAY)
        poll = ask(poll, outcome="not_modified")
    assert wants_whole(poll, TUESDAY)
    assert not wants_whole(ask(poll), TUESDAY)
