"""When a recipient is told, on the clock of the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.alerts.schedule import next_due
from parsers.topics.records import Quiet, Schedule

OSLO = "Europe/Oslo"  # clocks go on at 02:00 on 28 March 2027 and back at 03:00 on 31 October 2027
INSTANT = Schedule(kind="instant")
MORNING = Schedule(kind="daily", zone=OSLO, time=time(7))
MONDAY = Schedule(kind="weekly", zone=OSLO, time=time(7), weekday=0)
NIGHT = Quiet(start=time(22), stop=time(6), zone=OSLO)


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(OSLO))


def cron(text: str) -> Schedule:
    return Schedule(kind="cron", zone=OSLO, cron=text)


@pytest.mark.parametrize(
    ("schedule", "after", "told"),
    [
        (INSTANT, "2026-11-24 13:05", "2026-11-24 13:05"),
        (MORNING, "2026-11-24 06:59", "2026-11-24 07:00"),
        (MORNING, "2026-11-24 07:00", "2026-11-25 07:00"),
        (MORNING, "2027-03-27 08:00", "2027-03-28 07:00"),
        (MONDAY, "2026-11-24 06:00", "2026-11-30 07:00"),
        (MONDAY, "2026-11-30 06:00", "2026-11-30 07:00"),
        (cron("0 7 * * 1-5"), "2026-11-27 08:00", "2026-11-30 07:00"),
        (cron("*/20 * * * *"), "2026-11-24 23:41", "2026-11-25 00:00"),
        (cron("0 12 29 2 *"), "2026-11-24 00:00", "2028-02-29 12:00"),
    ],
)
def test_the_next_time_on_the_recipients_clock(schedule: Schedule, after: str, told: str) -> None:
    """Later than now, so that a digest that was just sent is not due again."""
    assert next_due(schedule, oslo(after)) == oslo(told)


def test_a_time_that_the_clock_skips_is_told_when_it_has_gone_on() -> None:
    """And the day after at its own time again."""
    early = Schedule(kind="daily", zone=OSLO, time=time(2, 30))
    told = next_due(early, oslo("2027-03-27 12:00"))
    assert told == oslo("2027-03-28 03:30")
    assert next_due(early, told) == oslo("2027-03-29 02:30")


def test_a_time_that_comes_twice_is_told_once() -> None:
    """The first time."""
    early = Schedule(kind="daily", zone=OSLO, time=time(2, 30))
    told = next_due(early, oslo("2027-10-30 12:00"))
    assert told == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert next_due(early, told) == oslo("2027-11-01 02:30")


@pytest.mark.parametrize("start", [datetime(2027, 3, 27, 22, tzinfo=UTC), datetime(2027, 10, 30, 22, tzinfo=UTC)])
def test_every_hour_is_every_hour_when_clocks_change(start: datetime) -> None:
    """No hour is left out, none is told twice."""
    told = [start]
    for _ in range(6):
        told.append(next_due(cron("0 * * * *"), told[-1]))
    assert told == [start + timedelta(hours=n) for n in range(7)]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("2026-11-24 21:59", "2026-11-24 21:59"),
        ("2026-11-24 22:00", "2026-11-25 06:00"),
        ("2026-11-25 03:00", "2026-11-25 06:00"),
        ("2026-11-25 06:00", "2026-11-25 06:00"),
        ("2027-03-28 01:00", "2027-03-28 06:00"),
    ],
)
def test_nobody_is_woken_in_quiet_hours(seen: str, told: str) -> None:
    """What is seen at night is told in the morning."""
    assert next_due(INSTANT, oslo(seen), NIGHT) == oslo(told)


def test_quiet_hours_of_the_day_end_the_same_day() -> None:
    """They need not pass midnight."""
    assert next_due(INSTANT, oslo("2026-11-24 12:30"), Quiet(start=time(12), stop=time(14), zone=OSLO)) == oslo(
        "2026-11-24 14:00"
    )


def test_an_expression_that_never_fires_is_refused() -> None:
    """Instead of waiting for ever."""
    with pytest.raises(ValueError, match="fires within eight years, got '0 7 30 2 \\*'"):
        next_due(cron("0 7 30 2 *"), oslo("2026-11-24 00:00"))


@given(
    minutes=st.integers(0, 4 * 366 * 24 * 60),
    zone=st.sampled_from([OSLO, "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC"]),
    at=st.times(timezones=st.none()),
)
def test_a_daily_digest_comes_once_a_day_everywhere(minutes: int, zone: str, at: time) -> None:
    """Never later than 25 hours, never at the same moment again."""
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    daily = Schedule(kind="daily", zone=zone, time=at)
    told = next_due(daily, after)
    assert timedelta(0) < told - after <= timedelta(hours=25)
    assert timedelta(hours=22) < next_due(daily, told) - told < timedelta(hours=26)
