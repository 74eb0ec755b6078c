"""The one polite HTTP client: `get` asks for a page and says what came of it.

It keeps robots.txt, a pace and a number of connections for every host, asks again where that can help, follows the
redirects that stay on known hosts, leaves a host alone that keeps refusing, and returns an Answer whatever a server
or the network does. What is polite is decided in `manners`, what is known of a host stands in `hosts`, one exchange
is made in `transfer`. Does not read pages and remembers nothing across runs: the caller keeps `robots_learnt`.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from importlib.metadata import version
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlencode

import httpx

from flows.answers import Answer, Journey, Seen
from flows.hosts import REST, Host, Hosts
from flows.manners import (
    OUR_LIMITS,
    PRODUCT,
    FetchError,
    Manners,
    backoff,
    check_url,
    follow,
    host_of,
    http_date,
    is_permanent,
    is_redirect,
    judge,
    retry_after,
    user_agent,
)
from flows.robots import ROBOTS_BYTES, Rules, read_rules, settles, unreadable
from flows.standings import asked_for, read, sent, unread
from flows.transfer import ACCEPTED_ENCODINGS, CheckedTransport, Reply, build_request, exchange
from warehouse.records import Robots

Clock = Callable[[], datetime]
ROBOTS_RETRY: Final = REST  # seconds before a robots.txt that could not be read is asked for again
_KEEP_THE_FORM: Final = (307, 308)  # redirects that ask for the same again; after others comes a GET (RFC 9110, 15.4)
SHORT_OUTAGE: Final = 5.0  # seconds; a longer Retry-After beside a 5xx speaks of the host, not of the page


class Web:
    """The client; use it as `async with Web(manners, clock=clock) as web: answer = await web.get(url)`.

    `clock` tells the time of day, `robots` are the records of earlier runs, `chance` spreads second tries;
    `transport` replaces the checked one, is then trusted with the addresses, and is closed with the client.
    `hosts` are shared with other clients: one pace, one queue, one rest for all that ask the same host.
    Nothing is begun after so many `seconds`; `took` says how many it were in the end.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Clock,
        robots: Iterable[Robots] = (),
        transport: httpx.AsyncBaseTransport | None = None,
        hosts: Hosts | None = None,
        chance: random.Random | None = None,
        seconds: float = math.inf,
    ) -> None:
        self.requests = 0  # everything sent: robots.txt, redirects and second tries included
        self._manners, self._clock = manners, clock
        self.took, self._seconds, self._began, self._until = 0.0, seconds, 0.0, math.inf
        self._chance = chance or random.SystemRandom()
        self._transport = transport or CheckedTransport(manners)
        self._hosts = hosts or Hosts(manners)
        self._learnt: dict[str, Robots] = {}
        self._known = {record.host.lower(): record for record in robots}
        self._headers = [
            ("User-Agent", user_agent(version(PRODUCT), manners.contact)),
            ("Accept", "*/*"),
            ("Accept-Encoding", ACCEPTED_ENCODINGS),
        ]

    async def __aenter__(self) -> Self:
        """Start."""
        self._began = time.monotonic()
        self._until = self._began + self._seconds
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self.took = time.monotonic() - self._began
        await self._transport.aclose()

    @property
    def robots_learnt(self) -> tuple[Robots, ...]:
        """Every robots.txt read in this run, to be handed to the next."""
        return tuple(self._learnt.values())

    async def get(
        self,
        url: str,
        *,
        seen: Seen | None = None,
        stay_on: Collection[str] | None = frozenset(),
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for a page and return what came of it; raises nothing for what a server or the network does.

        `seen` makes the request conditional; `stay_on` are hosts, with their port where it is not the scheme's own,
        that redirects may lead to besides the one asked (None: to any public one); the fields of `form` are sent by
        POST, for some listings are answered in no other way.
        """
        journey = self._journey(url, seen, stay_on, self._manners.max_bytes)
        journey.form = urlencode(form).encode("ascii") if form else b""
        return await self._travel(journey, obey=True)

    def _journey(self, url: str, seen: Seen | None, stay_on: Collection[str] | None, limit: int) -> Journey:
        return Journey(url, seen, stay_on, limit, self._manners.total_timeout, self._clock())

    async def _travel(self, journey: Journey, *, obey: bool) -> Answer:
        try:
            target = check_url(journey.asked, self._manners, asked=journey.origin)
            origin = journey.origin = journey.origin or target
            while True:
                if obey:
                    await self._obey(target, origin)
                reply = await self._ask(target, journey)
                location = _location(reply)
                if location is None:
                    return _arrive(reply, journey)
                target = self._next(target, location, origin, journey)
        except FetchError as error:
            return journey.end(error.outcome, error=error)

    def _next(self, source: httpx.URL, location: str, origin: httpx.URL, journey: Journey) -> httpx.URL:
        """Return where the redirect leads, and note it."""
        if len(journey.redirects) >= self._manners.max_redirects:
            most = self._manners.max_redirects
            message = f"{journey.asked} redirects more than {most} times, the last time to {location[:200]!r}"
            raise FetchError("too_many_redirects", message)
        target = follow(source, location, origin, journey.stay_on, self._manners)
        journey.redirects.append(str(target))
        if journey.reply is not None and journey.reply.status not in _KEEP_THE_FORM:
            journey.form = b""
        journey.permanent &= journey.reply is not None and is_permanent(journey.reply.status)
        return target

    # Tries ------------------------------------------------------------------------------------------------------

    async def _ask(self, target: httpx.URL, journey: Journey) -> Reply:
        """Return an answer that is a page or leads on, after as many tries as it takes, or raise FetchError."""
        host = self._host(target)
        attempt, last = 0, None
        while True:
            attempt += 1
            try:
                reply = await self._try(target, host, journey)
            except FetchError as error:
                if error.kind in OUR_LIMITS:  # what the host itself said is what came of it
                    raise (last or error) from error
                last = error
                wait = self._wait(error, attempt, host, journey)
                host.failed(error, given_up=wait is None)
                if wait is None:
                    raise
                await asyncio.sleep(wait)
            else:
                host.answered()
                return reply

    def _wait(self, error: FetchError, attempt: int, host: Host, journey: Journey) -> float | None:
        """Return the seconds to the next try, or None where there is none.

        A pause that means the whole host is kept by the host, and the next try only waits for its turn.
        """
        wait = max(error.pause or 0.0, backoff(attempt, self._manners, self._chance))
        means_host = error.again and (error.kind == "rate_limited" or (error.pause or 0.0) > SHORT_OUTAGE)
        if means_host:
            host.pause(wait)
            if error.pause:
                host.standing = asked_for(host.standing, self._clock(), error.pause)
        too_late = time.monotonic() + wait > self._until
        used_up = attempt >= self._manners.tries or journey.spent >= journey.seconds or too_late
        if not error.again or used_up or wait > self._manners.retry_after_most:
            return None
        return 0.0 if means_host else wait

    async def _try(self, target: httpx.URL, host: Host, journey: Journey) -> Reply:
        conditions = journey.conditions()
        async with host.turn(self._manners.retry_after_most, self._until):
            reply = await self._send(target, conditions, journey)
        verdict = judge(reply.status, conditional=bool(conditions))
        if verdict.kind is None or _location(reply) is not None:
            return reply
        raise FetchError(
            verdict.kind,
            f"{target} answered {reply.status}",
            outcome=verdict.outcome,
            again=verdict.again,
            pause=retry_after(reply.header("retry-after"), http_date(reply.header("date")) or self._clock()),
        )

    async def _send(self, target: httpx.URL, conditions: list[tuple[str, str]], journey: Journey) -> Reply:
        allowed = self._manners.private_allowed(target, journey.origin)
        request = build_request(
            target, self._headers + conditions, self._manners, private_allowed=allowed, form=journey.form
        )
        self.requests += 1
        journey.requests += 1
        journey.reply = None
        started = time.monotonic()
        left = journey.seconds - journey.spent
        try:
            journey.reply = await exchange(self._transport, request, limit=journey.limit, seconds=left)
        finally:
            journey.spent += time.monotonic() - started
        return journey.reply

    # Hosts and their robots.txt ---------------------------------------------------------------------------------

    def _host(self, url: httpx.URL) -> Host:
        return self._hosts.of(host_of(url))

    async def _obey(self, target: httpx.URL, origin: httpx.URL) -> None:
        """Raise FetchError where the host's robots.txt forbids the URL or cannot be read."""
        rules, most = await self._rules(target, origin), self._manners.retry_after_most
        host = rules.record.host
        if rules.delay > most:
            message = f"{host} asks for {rules.delay:,.0f} s between requests; a run waits {most:,.0f} s at most"
            raise FetchError("robots_refused", message)
        if not rules.allow(target):
            raise FetchError("robots_refused", f"the robots.txt of {host} forbids {target}")

    async def _rules(self, target: httpx.URL, origin: httpx.URL) -> Rules:
        """Return the host's rules, read once however many ask at the same time."""
        host = self._host(target)
        if host.rules is None or not host.rules.fresh(self._clock()):
            async with host.in_time(host.robots, self._until):
                if host.rules is None or not host.rules.fresh(self._clock()):
                    host.check_open()
                    host.rules = await self._read_robots(target, origin, host)
                    if host.rules.delay <= self._manners.retry_after_most:
                        host.slow_down(host.rules.delay)
        return host.rules

    async def _read_robots(self, target: httpx.URL, origin: httpx.URL, host: Host) -> Rules:
        """Return the rules from an earlier run's record or from the host; a host that has none to give is closed.

        A host that a redirect led to (from `origin`) may not be private for its robots.txt either.
        """
        known = self._known.get(host.name)
        if known is not None and (rules := read_rules(known)).fresh(self._clock()):
            return rules
        url = target.copy_with(raw_path=b"/robots.txt")
        journey = self._journey(str(url), None, None, ROBOTS_BYTES)
        journey.origin = origin
        answer = await self._travel(journey, obey=False)
        host.standing = sent(host.standing, answer.requests, self._clock())
        if not settles(answer):
            raise self._without_robots(host, answer)
        host.standing = read(host.standing)
        text = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
        record = Robots(host=host.name, text=text, status=answer.status, fetched_at=answer.requested_at)
        self._learnt[host.name] = record
        return read_rules(record)

    def _without_robots(self, host: Host, answer: Answer) -> FetchError:
        """Close a host whose robots.txt cannot be read, note it for later runs, and return why."""
        if answer.kind in OUR_LIMITS:
            return FetchError(answer.kind, answer.error or "")
        reason = unreadable(answer, ROBOTS_RETRY)
        host.close(reason, ROBOTS_RETRY)
        if reason.kind == "robots_unreachable":
            before, connected = host.past.failures, answer.status is not None
            host.standing = unread(host.standing, before, self._clock(), is_connected=connected)
        return reason


def _location(reply: Reply) -> str | None:
    return reply.header("location") if is_redirect(reply.status) else None


def _arrive(reply: Reply, journey: Journey) -> Answer:
    outcome = judge(reply.status, conditional=True).outcome
    moved = outcome == "ok" and journey.permanent and journey.redirects and journey.redirects[-1] != journey.asked
    return journey.end("moved" if moved else outcome, reply.content)
