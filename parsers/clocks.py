"""The time of day beside a date, and its zone: '15:00', 'Kl. 15.00', '5:43PM', 'klo 12', '14h30', '4 p.m. EST'.

Does not read dates. Figures with a point are a time only where something says so, because they may be anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_CLOCK = r"(?:klokken|klokkan|klukkan|kl|klo|kell|plkst|godz|um|at|à)"  # what says that a time follows
_HALF = r"(?P<half>[ap])\.?m\b\.?"
_COLONS = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{{1,9}})?)?(?: ?{_HALF})?"
_POINTS = r"(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?![\d.:]?\d)"
# '10:00-12:00' is from ten to noon, '10:00:00-12:00' is in another zone.
_ZONE = r"(?P<zone> ?\+\d\d:?\d\d\b| ?-\d{4}\b|(?<=\d:\d\d:\d\d)-\d\d:\d\d\b| ?\(?[A-Z]{1,5}\b)?"
_FORMS = tuple(
    re.compile(rf"(?<![\d.,:]){form}{_ZONE}", re.IGNORECASE)
    for form in (
        _COLONS,
        rf"(?P<hour>\d{{1,2}}) ?{_HALF}",
        rf"(?<!\w){_CLOCK}\.? ?{_POINTS}",
        rf"(?<!\w){_CLOCK}\.? ?(?P<hour>\d{{1,2}})(?![\d.:]?\d| ?[ap]\.?m| ?h)",
        r"(?P<hour>\d{1,2}) ?h ?(?P<minute>\d\d)?(?!\w)",
        r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))? uhr\b",
    )
)
_BESIDE = re.compile(rf"[ ,|–—-]*{_POINTS}")  # '4.10.2026 12.00'
_COMMON = re.compile(r"\d:\d\d")
_ANY = re.compile(
    rf"\d ?[ap]\.?m\b|\b{_CLOCK}\.? ?\d|\d ?h\b|\dh\d|\d Uhr\b"
    r"|\d{4}[ ,|–—-]+\d{1,2}\.\d\d(?![\d.:]?\d)|\d{2}T\d\d",
    re.IGNORECASE,
)
_HOURS = {
    **dict.fromkeys(("UTC", "GMT", "UT", "Z", "WET"), 0.0),
    **dict.fromkeys(("CET", "MEZ", "WEST", "BST"), 1.0),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 2.0),
    **dict.fromkeys(("EEST", "MSK"), 3.0),
    "NST": -3.5,
    "NDT": -2.5,
    "AST": -4.0,
    "ADT": -3.0,
    "EST": -5.0,
    "EDT": -4.0,
    "CST": -6.0,
    "CDT": -5.0,
    "MST": -7.0,
    "MDT": -6.0,
    "PST": -8.0,
    "PDT": -7.0,
    "AKST": -9.0,
    "AKDT": -8.0,
    "HST": -10.0,
}
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; `zone` is as written ('EST', '+0200'), empty for the publisher's own."""

    at: time
    zone: str


def find_clocks(text: str, dates: tuple[tuple[int, int], ...]) -> list[Clock]:
    """Return the different times of day in a text; `dates` are the spans (start, stop) that hold its dates.

    Raises ValueError for a time that does not exist ('25:10', '13:00 PM').
    """
    blank = text
    for start, stop in dates:
        blank = blank[:start] + "\n" * (stop - start) + blank[stop:]
    found = [match for form in _FORMS for match in form.finditer(blank)]
    found += [match for _, stop in dates if (match := _BESIDE.match(blank, stop))]
    return list(dict.fromkeys(map(_clock, found)))


def has_clock(text: str) -> bool:
    """Return whether a date is written with a time of day, in any of the forms."""
    return _COMMON.search(text) is not None or _ANY.search(text) is not None


def in_zone(moment: datetime, zone: str, home: str) -> datetime:
    """Return a moment without zone in the zone that is written beside it, or else at `home` (an IANA name).

    An abbreviation that is in use at home means home: 'IST' in Delhi is no Irish time. Raises ValueError for one that
    is not known.
    """
    at_home = moment.replace(tzinfo=ZoneInfo(home))
    if not zone or zone == at_home.tzname():
        return at_home
    return moment.replace(tzinfo=_zone(zone))


def is_zone(word: str) -> bool:
    """Tell whether a word is the abbreviation of a time zone that has one meaning, or several ('IST')."""
    return word in _HOURS or word in _PLACES or word == "IST"


def _zone(zone: str) -> tzinfo:
    if zone in _PLACES:
        return ZoneInfo(_PLACES[zone])
    if zone in _HOURS:
        return timezone(timedelta(hours=_HOURS[zone])) if _HOURS[zone] else UTC
    if zone[0] not in "+-":
        raise ValueError(f"not a time zone: {zone!r}; expected 'UTC', 'CET', 'EST' or the like, or '+0200'")
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timezone(-size if zone[0] == "-" else size)


def _clock(match: re.Match[str]) -> Clock:
    parts = match.groupdict()
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    late = half == "p" and hour > 12  # '22:07 PM' says the same twice
    if half and not late and hour > 12:
        raise ValueError(f"not a time of day: {match[0].strip()!r}; expected at most 12 before a.m.")
    hour = hour % 12 + 12 * (half == "p") if half and not late else hour
    zone = (parts.get("zone") or "").strip(" (")
    known = zone if zone[:1] in ("+", "-") or is_zone(zone) else ""
    return Clock(at=time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)), zone=known)
