"""Dates and durations as publishers and settings write them, to aware datetimes and timedeltas.

Does not guess: what is not one of the listed forms is an error, and a date without a zone is the publisher's own.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {written: number for number, name in enumerate(_NAMES.split(), start=1) for written in (name, name[:3])} | {
    "sept": 9
}
_WRITTEN = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})")  # alone, or in 'Published 28 September 2012'
_RFC_822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} ")
_LOOSE_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")  # Ruby writes '2012-09-28 01:00:00 +0100'
_TIME = re.compile(r"\d:\d\d")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_date(text: str, time_zone: str) -> datetime:
    """Return the instant that a publisher's date names, in UTC.

    Takes ISO 8601 with or without zone and time ('2016-12-25T00:15:06.000+00:00', '2012-09-28'), the same with a gap
    before the zone or 'UTC' after it, RFC 822 dates of RSS, and English dates ('28 September 2012', '28 Sep 2012');
    a date without a time is midnight in `time_zone`. Raises ValueError for anything else.
    """
    moment = _read(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(time_zone))
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"not a date of this world: {text[:60]!r}; expected a year between 2 and 9998") from error


def names_a_day(text: str) -> bool:
    """Return whether a date is written without a time of day."""
    return _TIME.search(text) is None


def _read(text: str) -> datetime:
    if _RFC_822.match(text):
        return parsedate_to_datetime(text)
    if text[:4].isdigit():
        return datetime.fromisoformat(_LOOSE_ZONE.sub("", text.replace(" UTC", "Z")))
    written = _WRITTEN.search(text)
    month = _MONTHS.get(written[2].lower()) if written else None
    if not written or not month:
        raise ValueError(f"not a date: {text[:60]!r}; expected ISO 8601, RFC 822 or '28 September 2012'")
    return datetime.combine(date(int(written[3]), month, int(written[1])), time())


def parse_duration(text: str) -> timedelta:
    """Return the duration that '90s', '15m', '6h' or '3d' names; raises ValueError for anything else."""
    match = _DURATION.fullmatch(text.strip())
    if not match:
        raise ValueError(f"not a duration: {text!r}; expected a number and s, m, h or d, such as '15m'")
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]])
