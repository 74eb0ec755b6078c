"""When a scheduled run asks each listing next: its declared pace, its publisher's wishes, its habits, its failures.

    every              never more often; also in the hours in which it had news before, and while its habits are unknown
    ttl, max-age …     not before the time for which the publisher says that nothing is new; Retry-After the same
    habits             in hours that never had news, when some has become likely
    failures           after growing times
    six hours          never less often, unless it is declared so

Decides only: no clock, no chance, no database. Listings that are put off are spread a little, always in the same way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.manners import http_date, retry_after
from parsers.records import Outcome
from warehouse.clocks import is_ahead
from warehouse.records import Poll

MOST = timedelta(hours=6)
SLACK = timedelta(minutes=1)  # schedules do not keep time to the second
BELIEVED = 11  # answers 304 in a row
WHOLE = timedelta(days=1)
_KEPT = 256  # hours with news: five weeks of a busy office
_WINDOW = timedelta(days=56)  # what is older says nothing of today's habits
_KNOWN = timedelta(days=7)  # until then, what it does on a Sunday is a guess
_FEW = 5  # hours with news; fewer have no pattern
_CHANCE = 0.05  # that there is news is worth a request
_STEP = timedelta(minutes=15)
_DOUBLINGS = 8
_SPREAD = 0.1  # of a pause, at most
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_WEEKEND = 5  # the first day of it, as Python counts
_HOUR = timedelta(hours=1)
_NEARBY = {0: 0.5, 1: 0.25}  # by hours apart: what news says of the hours beside its own
_ANSWERED: frozenset[Outcome] = frozenset(("ok", "moved", "not_modified"))
_MEANT: frozenset[Outcome] = frozenset(("refused", "challenge", "gone"))  # a no, and not a hiccup
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What came of asking a listing once."""

    at: datetime
    outcome: Outcome
    headers: Headers = ()  # of the first page's answer
    usable: bool = True  # it could be read, to the place where it meets what is known
    pause: float | None = None  # seconds, as the listing itself says; None: it was not read, or does not say
    news: tuple[datetime, ...] = ()  # when what is new appeared


def is_due(poll: Poll | None, now: datetime) -> bool:
    """Tell whether a listing's time has come; one that was never asked is due, or only by a clock that ran ahead."""
    return poll is None or poll.next_poll_at <= now + SLACK or is_ahead(poll.polled_at, now)


def wants_whole(poll: Poll | None, now: datetime) -> bool:
    """Tell whether a listing is to be asked without validators, for a host that always says 304 would hide its news."""
    return poll is not None and (
        poll.unchanged >= BELIEVED or poll.whole_at is None or now - poll.whole_at >= WHOLE - SLACK
    )


def polled(before: Poll | None, source: str, url: str, came: Polled, *, every: timedelta, zone: str) -> Poll:
    """Return what is kept of a listing after it was asked: its habits, and when it is asked next."""
    known = before or Poll(source=source, url=url, first_at=came.at, polled_at=came.at, next_poll_at=came.at)
    answered = came.outcome in _ANSWERED
    after = replace(
        known,
        polled_at=came.at,
        pause=known.pause if came.pause is None else came.pause,
        news=_hours((*known.news, *came.news), came.at),
        unchanged=known.unchanged + 1 if came.outcome == "not_modified" else 0 if answered else known.unchanged,
        whole_at=came.at if answered and came.outcome != "not_modified" else known.whole_at,
        failures=0 if answered else known.failures + 1,
    )
    return replace(after, next_poll_at=came.at + _wait(after, came, every, zone))


def _hours(news: Iterable[datetime], at: datetime) -> tuple[datetime, ...]:
    """Return the hours in which there was news, each once, as far back as they still say something."""
    hours = {one.astimezone(UTC).replace(minute=0, second=0, microsecond=0) for one in news if at - _WINDOW < one <= at}
    return tuple(sorted(hours)[-_KEPT:])


def _wait(poll: Poll, came: Polled, every: timedelta, zone: str) -> timedelta:
    wishes = [every, timedelta(seconds=poll.pause), timedelta(seconds=_asked_for(came))]
    if poll.failures:
        wishes.append(every * 2 ** min(poll.failures - (came.outcome not in _MEANT), _DOUBLINGS))
    elif came.usable:
        wishes.append(until_likely(poll, zone))
    wait = max(wishes)
    spread = wait * (1 + _SPREAD * _share(poll)) if wait > every else wait
    return min(spread, max(MOST, every))


def _asked_for(came: Polled) -> float:
    """Return the seconds for which the answer's headers ask us to stay away, or say that nothing changes."""
    headers = {name.lower(): value for name, value in came.headers}
    sent = http_date(headers.get("date")) or came.at
    away = retry_after(headers.get("retry-after"), sent) or 0.0
    return max(away, _fresh_for(headers, sent)) if came.outcome in _ANSWERED else away


def _fresh_for(headers: dict[str, str], sent: datetime) -> float:
    """Return the seconds for which an answer is fresh (RFC 9111, 4.2.1); caches on the way have used up some of it."""
    control = headers.get("cache-control", "")
    if "no-cache" in control.lower() or "no-store" in control.lower():
        return 0.0
    age = headers.get("age", "").strip()
    spent = float(age[:9]) if age.isascii() and age.isdigit() else 0.0
    if found := _MAX_AGE.search(control):
        return max(0.0, float(found[1]) - spent)
    expires = http_date(headers.get("expires"))
    return max(0.0, (expires - sent).total_seconds()) if expires else 0.0


def until_likely(poll: Poll, zone: str) -> timedelta:
    """Return how long it takes until some news is likely, by the hours of weekdays and weekends in which there was any.

    Zero while that is not known. Six hours at most.
    """
    begin = max(min((poll.first_at, *poll.news)), poll.polled_at - _WINDOW)
    if poll.polled_at - begin < _KNOWN:
        return timedelta(0)
    habits, chance, wait = _Habits(poll.news, begin, poll.polled_at, ZoneInfo(zone)), 0.0, timedelta(0)
    while chance < _CHANCE and wait < MOST:
        chance += habits.rate(poll.polled_at + wait) * (_STEP / _HOUR)
        wait += _STEP
    return wait


class _Habits:
    """How often there was news in each hour of weekdays and of weekends, in the publisher's own time."""

    def __init__(self, news: Sequence[datetime], begin: datetime, end: datetime, zone: ZoneInfo) -> None:
        self.zone, self.span = zone, end - begin
        self.news = [one.astimezone(zone) for one in news]
        first, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
        days = [_is_weekend(date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1)]
        self.days = {True: days.count(True), False: days.count(False)}

    def rate(self, moment: datetime) -> float:
        """Return how often there is news in such an hour."""
        if len(self.news) < _FEW:
            return len(self.news) / (self.span / _HOUR)
        there = moment.astimezone(self.zone)
        alike = (one.hour for one in self.news if _is_weekend(one) == _is_weekend(there))
        weight = sum(_NEARBY.get(_apart(hour, there.hour), 0.0) for hour in alike)
        return weight / max(self.days[_is_weekend(there)], 1)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _WEEKEND


def _apart(one: int, other: int) -> int:
    return min((one - other) % 24, (other - one) % 24)


def _share(poll: Poll) -> float:
    """Return a number from 0 to 1 that is another for every poll and the same whenever it is asked for."""
    name = f"{poll.source}\n{poll.url}\n{poll.polled_at.isoformat()}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32
