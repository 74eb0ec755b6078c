"""When recipients are told: 'instant Europe/London', 'daily 07:00 Europe/London', 'weekly mon 07:00 …', 'cron 0 7 …'.

Reads and checks what is written; raises ValueError that says what was expected. Works out no dates.
"""

from __future__ import annotations

import re
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parsers.topics.records import Quiet, Schedule

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORMS = (
    "'instant', 'instant Europe/London', 'daily 07:00 Europe/London', 'weekly mon 07:00 Europe/London' or "
    "'cron 0 7 * * 1-5 Europe/London'"
)
_CRON_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_CRON_ITEM = re.compile(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


def read_schedule(written: str) -> Schedule:
    """Return the schedule that is written, in UTC where 'instant' names no zone.

    Raises ValueError for anything that is not one of the four forms.
    """
    kind, *rest = written.split() or [""]
    match kind, rest:
        case "instant", []:
            return Schedule(kind="instant")
        case "instant", [zone]:
            return Schedule(kind="instant", zone=_zone(zone))
        case "daily", [at, zone]:
            return Schedule(kind="daily", time=read_time(at), zone=_zone(zone))
        case "weekly", [day, at, zone]:
            return Schedule(kind="weekly", weekday=_weekday(day), time=read_time(at), zone=_zone(zone))
        case "cron", [*fields, zone] if len(fields) == len(_CRON_FIELDS):
            return Schedule(kind="cron", cron=_cron(fields), zone=_zone(zone))
    raise ValueError(f"expected {FORMS}; got {written!r}")


def read_quiet(written: str, zone: str) -> Quiet:
    """Return the quiet hours that are written as '22:00-06:00', in `zone` or in the one that follows them.

    Raises ValueError for anything else.
    """
    found = re.fullmatch(r"(\S+?)\s*-\s*(\S+)(?:\s+(\S+))?", written)
    if found is None:
        raise ValueError(f"expected two times such as '22:00-06:00' or '22:00-06:00 Europe/London'; got {written!r}")
    quiet = Quiet(start=read_time(found[1]), stop=read_time(found[2]), zone=_zone(found[3]) if found[3] else zone)
    if quiet.start == quiet.stop:
        raise ValueError(f"expected two different times; {written!r} would be quiet all day")
    return quiet


def read_time(written: str) -> time:
    """Return the time that is written as '07:00'. Raises ValueError for anything else."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", written, re.ASCII):
        raise ValueError(f"expected a time of day such as '07:00'; got {written!r}")
    return time.fromisoformat(written)


def _zone(written: str) -> str:
    try:
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = (
            f"expected a time zone such as 'Europe/London'; got {written!r}, which the zone database does not have"
        )
        raise ValueError(message) from None
    return written


def _weekday(written: str) -> int:
    if written not in WEEKDAYS:
        raise ValueError(f"expected a weekday of {', '.join(WEEKDAYS)}; got {written!r}")
    return WEEKDAYS.index(written)


def _cron(fields: list[str]) -> str:
    for written, (name, low, high) in zip(fields, _CRON_FIELDS, strict=True):
        for item in written.split(","):
            _check_cron(item, name, low, high)
    return " ".join(fields)


def _check_cron(item: str, name: str, low: int, high: int) -> None:
    found = _CRON_ITEM.fullmatch(item)
    numbers = [int(one) for one in found.groups()[:2] if one] if found else []
    step_is_nought = found is not None and found[3] is not None and int(found[3]) == 0
    if found is None or step_is_nought or not all(low <= one <= high for one in numbers) or numbers != sorted(numbers):
        expected = f"*, a number from {low} to {high}, a range such as {low}-{high} or a step such as */5"
        raise ValueError(f"cron field {name!r}: expected {expected}; got {item!r}")
