"""What we know of one host during a run: the queue in front of it, its robots.txt, and whether we leave it alone.

Sends nothing. All moments are on the monotonic clock.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from flows.manners import FetchError, Kind, Manners
from flows.robots import Rules
from warehouse.records import Standing

REST: Final = 300.0  # seconds for which a host that is down is not asked; a longer run then looks again
# Pages in a row that may come to nothing before the host is left alone. A host that cannot be connected to is down,
# one that refuses means us; a failing one may only have some bad pages, and is given longer.
_PATIENCE: Final[dict[Kind, int]] = {
    "network": 3,
    "rate_limited": 5,
    "refused": 5,
    "server_error": 10,
    "timed_out": 10,
    "truncated": 10,
}
_BUDGET: Final = (
    "[fetch] requests_per_day allows in 24 hours; what is still to be asked stays due, and later runs go on with it"
)
_TIME: Final = (
    "was asked for as long as [fetch] source_seconds gives a source in one run; "
    "what is still to be asked stays due, and later runs go on with it"
)
_MEANS_HOST: Final = frozenset({"network", "rate_limited"})  # any page would have met the same: every try counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier runs know of a host."""

    spent: int = 0  # requests in the last day
    closed: FetchError | None = None  # why it is left alone now
    pages: FetchError | None = None  # why its pages are, though its listings are asked
    standing: Standing | None = None

    @property
    def failures(self) -> int:
        """How many runs in a row could not read its robots.txt."""
        return self.standing.failures if self.standing else 0


_NO_PAST: Final = Past()


@dataclass(slots=True)
class Host:
    """One host; `interval` are the seconds between the starts of two requests, `tries` those that a page gets."""

    name: str
    gate: asyncio.Semaphore
    interval: float
    tries: int
    line: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None
    next_start: float = 0.0
    paused_until: float = 0.0
    failures: int = 0  # pages in a row that came to nothing
    failed_tries: int = 0  # tries in a row that say the same of any page
    closed: FetchError | None = None
    closed_until: float = 0.0
    left: float = math.inf  # requests that may still be made today
    past: Past = field(default_factory=lambda: _NO_PAST)
    standing: Standing = field(default_factory=lambda: Standing(host=""))  # what later runs are to know

    @classmethod
    def of(cls, name: str, manners: Manners, past: Past = _NO_PAST) -> Host:
        """Return a host of which nothing is known yet but what earlier runs know of it."""
        left = manners.requests_per_day - past.spent if manners.requests_per_day else math.inf
        gate, known = asyncio.Semaphore(manners.concurrency_per_host), past.standing or Standing(host=name)
        host = cls(name, gate, manners.interval, manners.tries, left=left, past=past, standing=known)
        if past.closed:
            host.close(past.closed, math.inf)
        return host

    @asynccontextmanager
    async def turn(self, longest: float, until: float = math.inf) -> AsyncIterator[None]:
        """Hold one of the host's places, from the moment that its pace allows.

        Raises FetchError for a pause of more than `longest` seconds, for a host that is left alone, and where the
        moment does not come before `until`, on the monotonic clock.
        """
        self.check_open()
        async with self.in_time(self.gate, until):
            async with self.in_time(self.line, until):  # asyncio's locks are fair: first come, first served
                await self._moment(longest, until)
                self.check_open()
                self.left -= 1
                self.next_start = time.monotonic() + self.interval
            yield

    @asynccontextmanager
    async def in_time(self, lock: asyncio.Lock | asyncio.Semaphore, until: float) -> AsyncIterator[None]:
        """Hold a lock; raises FetchError where it does not come free before `until`."""
        try:
            async with asyncio.timeout_at(None if until == math.inf else until):
                await lock.acquire()
        except TimeoutError as error:
            raise self._out_of_time() from error
        try:
            yield
        finally:
            lock.release()

    async def _moment(self, longest: float, until: float) -> None:
        """Wait for the moment that the pace allows; nobody waits for one that would come too late."""
        while (wait := max(self.next_start, self.paused_until) - time.monotonic()) > 0:
            self._refuse_long_pause(longest)
            if time.monotonic() + wait > until:
                raise self._out_of_time()
            await asyncio.sleep(wait)
        if time.monotonic() > until:
            raise self._out_of_time()

    def _out_of_time(self) -> FetchError:
        pace = f" (it is asked once in {self.interval:,.0f} s)" if self.interval >= 1 else ""
        return FetchError("time_spent", f"{self.name}{pace} {_TIME}")

    def pause(self, seconds: float) -> None:
        """Ask the host nothing for so long."""
        self.paused_until = max(self.paused_until, time.monotonic() + seconds)

    def slow_down(self, interval: float) -> None:
        """Keep a longer interval from now on, counted from the last request."""
        if interval > self.interval:
            self.next_start += interval - self.interval
            self.interval = interval

    def check_open(self) -> None:
        """Raise FetchError with the reason where the host is left alone, or all of its day's requests are made."""
        if self.left <= 0:
            raise FetchError("budget_spent", f"{self.name} was asked as often as {_BUDGET}")
        if self.closed is None:
            return
        if time.monotonic() < self.closed_until:
            raise FetchError(self.closed.kind, str(self.closed), outcome=self.closed.outcome)
        self.closed = None
        self.answered()

    def close(self, reason: FetchError, seconds: float) -> None:
        """Leave the host alone for so long."""
        self.closed, self.closed_until = reason, time.monotonic() + seconds

    def answered(self) -> None:
        """Note that the host answered, which ends every row of failures."""
        self.failures = self.failed_tries = 0

    def failed(self, error: FetchError, *, given_up: bool) -> None:
        """Note a try that came to nothing, and with `given_up` its page; too many in a row close the host.

        A failure that is the page's own (400, too big, a redirect elsewhere) shows a host that answers.
        """
        patience = _PATIENCE.get(error.kind)
        if patience is None:
            self.answered()
            return
        self.failures += given_up
        self.failed_tries += error.kind in _MEANS_HOST
        if self.closed is None and (self.failures >= patience or self.failed_tries >= patience * self.tries):
            self._close_after(error)

    def _close_after(self, error: FetchError) -> None:
        mind = error.outcome == "refused"
        until = "for the rest of this run" if mind else f"for {REST:.0f} s"
        what = f"{self.failures} pages" if self.failures else f"{self.failed_tries} tries"
        message = f"{self.name} is left alone {until}: {what} in a row came to nothing, the last: {error}"
        self.close(FetchError(error.kind, message, outcome=error.outcome), math.inf if mind else REST)

    def _refuse_long_pause(self, longest: float) -> None:
        left = self.paused_until - time.monotonic()
        if left > longest:
            raise FetchError("rate_limited", f"{self.name} asked to be left alone for another {left:,.0f} s")


class Hosts:
    """The hosts that clients ask, each in one state; clients of one event loop may share them.

    `past` is what earlier runs know of each, by name.
    """

    def __init__(self, manners: Manners, past: Mapping[str, Past] | None = None) -> None:
        self._manners, self._past = manners, dict(past or {})
        self._hosts: dict[str, Host] = {}

    def of(self, name: str) -> Host:
        """Return the host of a name, made where it was not asked before."""
        if name not in self._hosts:
            self._hosts[name] = Host.of(name, self._manners, self._past.get(name, _NO_PAST))
        return self._hosts[name]

    def changed(self) -> tuple[Standing, ...]:
        """Return what later runs are to know and the warehouse does not; any thread may ask."""
        known = {name: past.standing for name, past in self._past.items()}
        return tuple(
            host.standing
            for host in list(self._hosts.values())
            if host.standing != (known.get(host.name) or Standing(host=host.name))
        )
