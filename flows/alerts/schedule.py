"""When a recipient is told next: schedules and quiet hours on real clocks, daylight saving included.

Pure; the current time is an argument. A time that the clock skips in spring is told when the clock has gone on, a time
that comes twice in autumn is told the first time; an expression for every hour follows the hours that really pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.alerts.cron import Cron, parse_cron
from parsers.topics.records import Quiet, Schedule

_HORIZON = 366 * 8  # days: the longest that 29 February keeps away
_WHOLE_DAY = timedelta(days=1)


def next_due(schedule: Schedule, after: datetime, quiet: Quiet | None = None) -> datetime:
    """Return the first moment later than `after` (aware) at which the recipient is told, in UTC.

    An instant recipient is told at `after` itself. What falls into quiet hours waits for their end. Raises ValueError
    for a cron expression that cannot be read or never fires.
    """
    zone = ZoneInfo(schedule.zone)
    moment = after.astimezone(UTC) if schedule.kind == "instant" else _first(schedule, after, zone)
    return _awake(moment, quiet) if quiet else moment


def is_quiet(quiet: Quiet | None, now: datetime) -> bool:
    """Tell whether nothing is sent now."""
    return quiet is not None and _awake(now, quiet) != now


def _first(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime:
    cron = parse_cron(schedule.cron or "") if schedule.kind == "cron" else None
    today = after.astimezone(zone).date()
    for number in range(-1, _HORIZON):  # from yesterday, whose last minutes can be skipped into today
        day = today + timedelta(days=number)
        moments = _by_cron(cron, day, zone) if cron else _by_clock(schedule, day, zone)
        later = min((moment for moment in moments if moment > after), default=None)
        if later:
            return later
    raise ValueError(f"cron: expected an expression that fires within eight years, got {schedule.cron!r}")


def _by_clock(schedule: Schedule, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    if schedule.kind == "daily" or day.weekday() == schedule.weekday:
        yield _moment(day, schedule.time or time(), zone)


def _by_cron(cron: Cron, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    times = cron.times() if cron.fires_on(day) else ()
    for at in times:
        if not cron.every_hour:
            yield _moment(day, at, zone)
            continue
        passes = {_moment(day, at.replace(fold=fold), zone) for fold in (0, 1)}
        yield from (moment for moment in passes if moment.astimezone(zone).time() == at)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _awake(moment: datetime, quiet: Quiet) -> datetime:
    """Move a moment in quiet hours to their end."""
    zone = ZoneInfo(quiet.zone)
    there = moment.astimezone(zone)
    now, over_midnight = there.time(), quiet.start > quiet.stop
    asleep = (now >= quiet.start or now < quiet.stop) if over_midnight else quiet.start <= now < quiet.stop
    if not asleep:
        return moment
    morning = there.date() + (_WHOLE_DAY if over_midnight and now >= quiet.start else timedelta())
    return max(moment, _moment(morning, quiet.stop, zone))
