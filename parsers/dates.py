"""Dates and durations as publishers and settings write them, to aware datetimes and timedeltas.

Does not guess: what is not one of the listed forms is an error, and a date without a zone is the publisher's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from parsers.clocks import has_clock, in_zone
from parsers.written_dates import read_written

_RFC_822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} [12]\d{3} \d\d?:[\d:]+ ?(?P<zone>[A-Za-z]*)")
_LOOSE_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")  # Ruby writes '2012-09-28 01:00:00 +0100'
_PLACE = re.compile(r"\[[^\]]*\]$")  # Java writes '2026-10-04T12:00:00Z[UTC]'
_SECONDS = re.compile(r"\d{9,10}(?:\d{3})?")  # of JSON listings, since 1970, perhaps with thousandths
_MACHINE = 100  # characters of a date that is written for machines, and then some
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_date(text: str, time_zone: str, languages: Sequence[str] = ("en",)) -> datetime:
    """Return the instant that a publisher's date names, in UTC.

    Takes ISO 8601 with or without zone and time ('2016-12-25T00:15:06.000+00:00', '20120928'), the same with a gap
    before the zone or 'UTC' after it, RFC 822 dates of RSS, seconds since 1970, and lines for readers with exactly one
    date in figures ('24.02.2026 kl. 15.00') or with the name of a month, in one of the `languages` or in English ('28
    September 2012 at 14:30'). A date without a time is midnight in `time_zone`. Raises ValueError for anything else:
    years of two digits, days that do not exist, lines with two dates.
    """
    moment = _read(text.strip(), time_zone, languages)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(time_zone))
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"not a date of this world: {text[:60]!r}; expected a year between 2 and 9998") from error


def is_nothing(moment: datetime) -> bool:
    """Return whether a date is what programs write where they have none: zero, the beginning of 1970, in any zone."""
    return abs(moment - _ZERO) <= timedelta(days=1)


def names_a_day(text: str) -> bool:
    """Return whether a date is written without a time of day."""
    return not has_clock(text) and _SECONDS.fullmatch(text.strip()) is None


def _read(text: str, time_zone: str, languages: Sequence[str]) -> datetime:
    if len(text) <= _MACHINE and text[:4].isdigit() and (moment := _of_machines(text)):
        return moment
    mail = _RFC_822.match(text)
    try:
        written = (mail and _of_mail(text, mail["zone"], time_zone)) or read_written(text, time_zone, languages)
    except ValueError as error:
        raise ValueError(f"not a date: {text[:60]!r}: {error}") from error
    if written is None:
        known = ", ".join(dict.fromkeys((*languages, "en")))
        raise ValueError(
            f"not a date: {text[:60]!r}; expected ISO 8601, RFC 822, '28.09.2012' or '28 September 2012' "
            f"(months have names in: {known})"
        )
    return written


def _of_machines(text: str) -> datetime | None:
    """The moment of ISO 8601 and its relatives, or of seconds; None for what rather is a line for readers."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), UTC)
    try:
        return datetime.fromisoformat(_LOOSE_ZONE.sub("", _PLACE.sub("", text).replace(" UTC", "Z")))
    except ValueError:
        return None


def _of_mail(text: str, zone: str, time_zone: str) -> datetime | None:
    """The moment of RFC 822; None for a line that only looks like it ('Mon, 05 Okt 2026 10:00')."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # seconds of a hundred digits
        return None
    return in_zone(moment.replace(tzinfo=None), zone, time_zone) if zone else moment


def parse_duration(text: str) -> timedelta:
    """Return the duration that '90s', '15m', '6h' or '3d' names; raises ValueError for anything else."""
    match = _DURATION.fullmatch(text.strip())
    if not match:
        raise ValueError(f"not a duration: {text!r}; expected a number and s, m, h or d, such as '15m'")
    try:
        return timedelta(seconds=float(match[1]) * _UNITS[match[2]])
    except OverflowError as error:
        raise ValueError(f"not a duration: {text[:60]!r}; expected less than two million years") from error
