"""For how long a host is left alone that said no in run after run.

A run that met nothing but refusals of a host (401, 403, 429, 451) may have come at a bad hour: the next one asks again.
After a second such run in a row the host rests, for growing times. Decides only: no clock, no network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Final

from flows.manners import FetchError, Kind
from warehouse.polls import HostConduct

REMEMBERED: Final = timedelta(days=14)  # as far back as refusals count; more than the longest rest several times over
_FIRST: Final = timedelta(minutes=15)
_MOST: Final = timedelta(days=1)
_RUNS: Final = 2  # in a row, before a host rests
_DOUBLINGS: Final = 8
_PAGES: Final = 3  # fewer that are refused say something of themselves, and each of them rests alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A host that is to be left alone."""

    host: str
    until: datetime
    runs: int  # in a row that met refusals alone
    status: int
    pages: bool = False  # they alone: its listings are asked

    def reason(self) -> FetchError:
        """Say it as what comes of asking this host."""
        kind: Kind = "rate_limited" if self.status == 429 else "refused"
        what = "every page" if self.pages else "everything"
        met = f"{self.host} said no to {what} in {self.runs} runs in a row, the last time with {self.status}"
        if self.pages:
            return FetchError("left_alone", f"{met}; its pages are left alone until {moment(self.until)}")
        return FetchError(kind, f"{met}, and is left alone until {moment(self.until)}")


def moment(at: datetime) -> str:
    """Return a moment as problems say it: '2026-11-24 12:15 UTC'."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def rest_after(runs: int) -> timedelta:
    """Return how long a host is left alone after so many runs in a row that came to nothing; none after the first."""
    if runs < _RUNS:
        return timedelta(0)
    doubled: int = 2 ** min(runs - _RUNS, _DOUBLINGS)
    return min(_FIRST * doubled, _MOST)


def rests(conduct: Iterable[tuple[str, HostConduct]], now: datetime) -> tuple[Rest, ...]:
    """Return which hosts are to be left alone at `now`, and until when; `conduct` stands beside its host's name."""
    hosts: dict[str, dict[str, list[HostConduct]]] = defaultdict(lambda: defaultdict(list))
    for host, one in conduct:
        hosts[host][one.run_id].append(one)
    found = [
        rest
        for host, runs in hosts.items()
        for ordered in [sorted(runs.values(), key=_last, reverse=True)]
        for rest in (_rest_of_all(host, ordered), _rest_of_pages(host, ordered))
    ]
    return tuple(one for one in found if one and one.until > now)


def _last(run: Sequence[HostConduct]) -> datetime:
    return max(one.at for one in run)


def _rest(host: str, runs: Sequence[Sequence[HostConduct]]) -> Rest | None:
    """Return the rest that a host's runs ask for, the newest first; None where the newest but one got an answer."""
    row = list(takewhile(_is_no, runs))
    if len(row) < _RUNS:
        return None
    status = next(one.status for one in row[0] if one.status)
    return Rest(host=host, until=_last(row[0]) + rest_after(len(row)), runs=len(row), status=status)


def _rest_of_all(host: str, runs: Sequence[Sequence[HostConduct]]) -> Rest | None:
    """Return the rest of a whole host; a run that asked for no listing and got nothing speaks of its pages."""
    return _rest(host, [run for run in runs if any(one.is_listing or one.answers for one in run)])


def _rest_of_pages(host: str, runs: Sequence[Sequence[HostConduct]]) -> Rest | None:
    """Return the rest of a host's pages, whose listings may answer: by the runs that asked for enough of them."""
    pages = ([one for one in run if not one.is_listing] for run in runs)
    telling = [run for run in pages if any(one.answers for one in run) or sum(one.refusals for one in run) >= _PAGES]
    rest = _rest(host, telling)
    return replace(rest, pages=True) if rest else None


def _is_no(run: Sequence[HostConduct]) -> bool:
    """Tell whether a host said nothing but no in a run, to whichever source."""
    return any(one.refusals for one in run) and not any(one.answers for one in run)
