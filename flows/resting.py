"""For how long a host is left alone that said no in run after run.

A run that met nothing but refusals of a host (401, 403, 429, 451) may have come at a bad hour: the next one asks again.
After a second such run in a row the host rests, for growing times. Decides only: no clock, no network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Final

from flows.manners import FetchError, Kind
from warehouse.polls import Conduct

REMEMBERED: Final = timedelta(days=14)  # as far back as refusals count; more than the longest rest several times over
_FIRST: Final = timedelta(minutes=15)
_MOST: Final = timedelta(days=1)
_RUNS: Final = 2  # in a row, before a host rests
_DOUBLINGS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A host that is to be left alone."""

    host: str
    until: datetime
    runs: int  # in a row that met refusals alone
    status: int

    def reason(self) -> FetchError:
        """Say it as what comes of asking this host."""
        kind: Kind = "rate_limited" if self.status == 429 else "refused"
        met = f"{self.host} said no to everything in {self.runs} runs in a row, the last time with {self.status}"
        return FetchError(kind, f"{met}, and is left alone until {self.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def rests(conduct: Iterable[tuple[str, Conduct]], now: datetime) -> tuple[Rest, ...]:
    """Return which hosts are to be left alone at `now`, and until when; `conduct` stands beside its host's name."""
    hosts: dict[str, dict[str, list[Conduct]]] = defaultdict(lambda: defaultdict(list))
    for host, one in conduct:
        hosts[host][one.run_id].append(one)
    found = (_rest(host, sorted(runs.values(), key=_last, reverse=True)) for host, runs in hosts.items())
    return tuple(one for one in found if one and one.until > now)


def _last(run: Sequence[Conduct]) -> datetime:
    return max(one.at for one in run)


def _rest(host: str, runs: Sequence[Sequence[Conduct]]) -> Rest | None:
    """Return the rest that a host's runs ask for, the newest first; None where the newest but one got an answer."""
    row = list(takewhile(_is_no, runs))
    if len(row) < _RUNS:
        return None
    pause = min(_FIRST * 2 ** min(len(row) - _RUNS, _DOUBLINGS), _MOST)
    status = next(one.status for one in row[0] if one.status)
    return Rest(host=host, until=_last(row[0]) + pause, runs=len(row), status=status)


def _is_no(run: Sequence[Conduct]) -> bool:
    """Tell whether a host said nothing but no in a run, to whichever source."""
    return any(one.refusals for one in run) and not any(one.answers for one in run)
