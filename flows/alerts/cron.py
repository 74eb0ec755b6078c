"""Cron expressions of five fields: read, and asked on which days and at which times they fire.

Knows no time zone and no clock; `schedule` puts the times of day on real days. Lists, ranges and steps are understood;
names of days, seconds, `L`, `W`, `#` and `@daily` are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

_RANGES = {"minute": (0, 59), "hour": (0, 23), "day of the month": (1, 31), "month": (1, 12), "weekday": (0, 7)}
_PART = re.compile(r"(?:(?P<all>\*)|(?P<first>\d{1,2})(?:-(?P<last>\d{1,2}))?)(?:/(?P<step>\d{1,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """One expression; weekdays count from Sunday, which is 0."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    every_hour: bool  # fires by the hour that passes and not by the clock on the wall
    every_day: bool
    every_weekday: bool

    def fires_on(self, day: date) -> bool:
        """Tell whether it fires on a day; where both kinds of day are restricted, either will do, as in every cron."""
        if day.month not in self.months:
            return False
        in_month, in_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        either = not self.every_day and not self.every_weekday
        return (in_month or in_week) if either else (in_month and in_week)

    def times(self) -> Iterator[time]:
        """Yield the times of day at which it fires, in order."""
        return (time(hour, minute) for hour in sorted(self.hours) for minute in sorted(self.minutes))


def parse_cron(text: str) -> Cron:
    """Return what an expression says; raises ValueError naming field, expected and got."""
    fields = text.split()
    if len(fields) != len(_RANGES):
        raise ValueError(f"cron: expected five fields such as '0 7 * * 1-5', got {len(fields)} in {text!r}")
    minutes, hours, days, months, weekdays = (_values(name, one) for name, one in zip(_RANGES, fields, strict=True))
    return Cron(
        minutes=minutes,
        hours=hours,
        days=days,
        months=months,
        weekdays=frozenset(day % 7 for day in weekdays),
        every_hour=fields[1].startswith("*"),
        every_day=fields[2].startswith("*"),
        every_weekday=fields[4].startswith("*"),
    )


def _values(name: str, field: str) -> frozenset[int]:
    return frozenset(value for part in field.split(",") for value in _range(name, part))


def _range(name: str, part: str) -> range:
    match = _PART.fullmatch(part)
    low, high = _RANGES[name]
    if not match:
        raise ValueError(f"cron, {name}: expected {low} to {high}, '*', a range or a step such as '*/2', got {part!r}")
    first, last = _ends(name, match)
    step = int(match["step"] or 1)
    if not (low <= first <= last <= high and step):
        raise ValueError(f"cron, {name}: expected values from {low} to {high} in rising order, got {part!r}")
    return range(first, last + 1, step)


def _ends(name: str, match: re.Match[str]) -> tuple[int, int]:
    """Return first and last value; `3/2` goes on to the end of what the field can hold."""
    low, high = _RANGES[name]
    if match["all"]:
        return low, high
    first = int(match["first"])
    return first, int(match["last"] or (high if match["step"] else first))
