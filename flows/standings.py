"""How a host is treated across runs: what a run notes of it for later ones, and what a later one makes of that.

A wish to be left alone outlives the run that met it; a robots.txt that cannot be read is asked for after growing times.
Decides only: no clock, no network, no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from flows.hosts import Past
from flows.manners import FetchError
from flows.resting import moment, rest_after, rests
from warehouse.polls import HostConduct
from warehouse.records import Standing

_MOST: Final = timedelta(days=1)  # whatever a host asks for: then it is asked whether it still does
_SLACK: Final = timedelta(hours=1)  # by which a clock may have been put right meanwhile
_OURSELVES: Final = timedelta(hours=1)  # the longest rest of a host without a connection: it may be our own network


def asked_for(known: Standing, now: datetime, seconds: float) -> Standing:
    """Note that a host asked to be left alone for so long; the longer wish counts."""
    until = now + timedelta(seconds=min(seconds, _MOST.total_seconds()))
    return replace(known, paused_until=max(until, known.paused_until or until))


def unread(known: Standing, before: int, now: datetime, *, is_connected: bool) -> Standing:
    """Note that robots.txt cannot be read, as often as may be in one run, after `before` runs that could not either."""
    rest = rest_after(before + 1) if is_connected else min(rest_after(before + 1), _OURSELVES)
    return replace(
        known,
        failing_since=known.failing_since or now,
        failures=before + 1,
        rests_until=now + rest if rest else None,
    )


def read(known: Standing) -> Standing:
    """Note that robots.txt can be read: whatever was before is forgotten."""
    return replace(known, failing_since=None, failures=0, rests_until=None)


def sent(known: Standing, requests: int, now: datetime) -> Standing:
    """Note requests that will be no fetches of their own."""
    return replace(known, asked=(*known.asked, *[now] * requests)) if requests else known


def reason(known: Standing) -> FetchError | None:
    """Return why a host is left alone now, None where it is not; what is over stands in it no longer."""
    if known.rests_until:
        since = f" since {moment(known.failing_since)}" if known.failing_since else ""
        met = f"the robots.txt of {known.host} could not be read in {known.failures} runs in a row{since}"
        return FetchError("robots_unreachable", f"{met}; the host is left alone until {moment(known.rests_until)}")
    if known.paused_until:
        wish = f"{known.host} asked to be left alone (Retry-After)"
        return FetchError("rate_limited", f"{wish}, and is until {moment(known.paused_until)}")
    return None


def still(known: Standing, now: datetime) -> Standing:
    """Return a standing without what is over at `now`, and without what no run can have noted but by a wrong clock."""

    def believed(until: datetime | None) -> datetime | None:
        return until if until and now < until <= now + _MOST + _SLACK else None

    return replace(known, paused_until=believed(known.paused_until), rests_until=believed(known.rests_until))


def pasts(
    spent: Mapping[str, int], conduct: Iterable[tuple[str, HostConduct]], known: Iterable[Standing], now: datetime
) -> dict[str, Past]:
    """Return what a run that begins at `now` is to know of each host."""
    found = {name: Past(spent=requests) for name, requests in spent.items()}
    for rest in rests(conduct, now):
        past = found.get(rest.host, Past())
        why = rest.reason()
        found[rest.host] = replace(past, pages=why) if rest.pages else replace(past, closed=why)
    for one in (still(each, now) for each in known):
        past = found.get(one.host, Past())
        found[one.host] = replace(past, standing=one, closed=reason(one) or past.closed)
    return found
