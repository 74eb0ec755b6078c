"""How presswatch behaves towards other people's servers: its limits, and the decisions that follow from them.

Decides only: no network, no waiting, no clock and no randomness but those handed in. `web` asks here and acts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx

from flows.addresses import read_address, refusal, refusal_message
from parsers.records import Outcome

Kind = Literal[
    "robots_refused",  # robots.txt forbids the page, or asks for longer pauses than we wait
    "robots_unreachable",  # robots.txt cannot be read, so nothing is asked
    "private_address",
    "bad_scheme",  # not http or https, or a step down from https to http
    "bad_url",  # cannot be read as an address, or holds a password
    "too_big",
    "too_many_redirects",
    "offsite_redirect",
    "timed_out",
    "truncated",  # the body broke off or does not unpack
    "bad_encoding",  # packed in a way that was not asked for
    "rate_limited",
    "budget_spent",  # all requests that we allow ourselves in a day
    "time_spent",  # all the time that one source has in a run
    "left_alone",  # its pages, for they said no in run after run
    "refused",  # 401, 403 or 451
    "server_error",
    "network",
    "http_error",
]
PRODUCT = "presswatch"  # the token that robots.txt files name us by
MIB = 1024 * 1024
LONGEST_WAIT = 120.0
_UNREADABLE = (httpx.InvalidURL, ValueError)  # half a surrogate in a URL is a ValueError to httpx
OUR_LIMITS: frozenset[Kind] = frozenset({"budget_spent", "time_spent"})  # say nothing of a host or its page
_REFUSALS: frozenset[Kind] = frozenset(
    {
        "robots_refused",
        "private_address",
        "bad_scheme",
        "bad_url",
        "too_big",
        "too_many_redirects",
        "offsite_redirect",
        "rate_limited",
        "budget_spent",
        "time_spent",
        "left_alone",
        "refused",
    }
)


class FetchError(Exception):
    """Why a fetch came to nothing.

    `kind` is the stable word, the message a sentence for people, `again` whether trying again can help,
    `pause` the seconds that the server asked us to stay away.
    """

    def __init__(
        self,
        kind: Kind,
        message: str,
        *,
        outcome: Outcome | None = None,
        again: bool = False,
        pause: float | None = None,
    ) -> None:
        """Take the outcome from the kind where none is given."""
        super().__init__(message)
        self.kind, self.again, self.pause = kind, again, pause
        self.outcome: Outcome = outcome or ("refused" if kind in _REFUSALS else "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The limits that every request keeps; times in seconds.

    Raises ValueError for a limit that makes no sense and for a contact that a header cannot carry.
    """

    contact: str | None  # address or page that a publisher can complain to
    requests_per_second: float = 10.0  # what GOV.UK's Content API documents as the most for one client; 0 lifts it
    requests_per_day: int = 0  # of one host; 0 lifts it
    concurrency_per_host: int = 6  # what browsers open to one host
    connect_timeout: float = 10  # a lost first packet is sent again after 1, 3 and 7 s
    read_timeout: float = 20  # between two pieces of an answer; slow search pages think for seconds, not for longer
    total_timeout: float = 60  # on the wire for one get, tries and redirects included; waiting for our turn is not
    max_bytes: int = 8 * MIB  # unpacked; a release with all its chrome is far below 1 MiB
    max_redirects: int = 5  # RFC 9309 wants five for robots.txt; honest pages need two
    tries: int = 4  # with the pauses between them some four seconds: a server that restarts is back
    backoff_first: float = 0.5
    backoff_most: float = 30  # longer pauses are the next run's business
    retry_after_most: float = LONGEST_WAIT  # a run waits two minutes for a host, no more; for its Crawl-delay neither
    allow_private: frozenset[tuple[str, int]] = field(default_factory=frozenset)  # (host, port) that may be loopback
    allow_private_addresses: bool = False  # every URL asked for may be; a redirect to another host or port may not

    def __post_init__(self) -> None:
        """Check the limits once, here."""
        for name in ("connect_timeout", "read_timeout", "total_timeout", "max_bytes", "concurrency_per_host", "tries"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name}: expected more than 0, got {getattr(self, name)!r}")
        for name in (
            "requests_per_second",
            "requests_per_day",
            "max_redirects",
            "backoff_first",
            "backoff_most",
            "retry_after_most",
        ):
            if not 0 <= getattr(self, name) < math.inf:
                raise ValueError(f"{name}: expected 0 or more, got {getattr(self, name)!r}")
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise ValueError(f"contact: expected plain ASCII for the User-Agent header, got {self.contact!r}")

    @property
    def interval(self) -> float:
        """Seconds between the starts of two requests to one host."""
        return 1 / self.requests_per_second if self.requests_per_second else 0.0

    def private_allowed(self, url: httpx.URL, asked: httpx.URL | None = None) -> bool:
        """Tell whether a URL may be on a loopback or private address; `asked` is what redirected there, if anything."""
        if (url.host.lower(), port_of(url)) in self.allow_private:
            return True
        return self.allow_private_addresses and (asked is None or host_of(asked) == host_of(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusVerdict:
    """What an HTTP status means: its outcome, its problem word, and whether to ask again."""

    outcome: Outcome
    kind: Kind | None = None
    again: bool = False


_VERDICTS = {
    200: StatusVerdict(outcome="ok"),
    203: StatusVerdict(outcome="ok"),
    404: StatusVerdict(outcome="gone"),
    410: StatusVerdict(outcome="gone"),
    429: StatusVerdict(outcome="refused", kind="rate_limited", again=True),
    401: StatusVerdict(outcome="refused", kind="refused"),
    403: StatusVerdict(outcome="refused", kind="refused"),
    451: StatusVerdict(outcome="refused", kind="refused"),
}


def user_agent(version: str, contact: str | None) -> str:
    """Name the program and whom to complain to: 'presswatch/1.0 (+ops@example.org)'."""
    return f"{PRODUCT}/{version} (+{contact})" if contact else f"{PRODUCT}/{version}"


def judge(status: int, *, conditional: bool = False) -> StatusVerdict:
    """Say what a status means; `conditional` is whether validators were sent, without which 304 is an error.

    Only 200 and 203 bring a page: other statuses below 300 say that there is none, or not all of it.
    """
    if status >= 500 or status == 408:
        return StatusVerdict(outcome="failed", kind="server_error", again=True)
    if status == 304 and conditional:
        return StatusVerdict(outcome="not_modified")
    return _VERDICTS.get(status, StatusVerdict(outcome="failed", kind="http_error"))


def is_redirect(status: int) -> bool:
    """Tell whether a status sends the client elsewhere."""
    return status in (301, 302, 303, 307, 308)


def is_permanent(status: int) -> bool:
    """Tell whether a redirect is for ever, so that the new address is the one to ask from now on."""
    return status in (301, 308)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3), seconds or a date, as seconds from `now`; None without one.

    `now` is best the answer's own Date header, so that a wrong clock on either side does no harm.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])  # 12 digits are 30,000 years; int() refuses much longer ones
    moment = http_date(text)
    if moment is None:
        return None
    return max(0.0, (moment - now).total_seconds())


def http_date(text: str | None) -> datetime | None:
    """Read an HTTP date; None for anything else."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def backoff(attempt: int, manners: Manners, chance: random.Random) -> float:
    """Return the seconds to wait after failed try number `attempt` (from 1): doubling, capped, half of it by chance.

    The chance keeps clients that failed together from coming back together.
    """
    most = min(manners.backoff_most, manners.backoff_first * 2.0 ** min(attempt - 1, 60))
    return most * (0.5 + chance.random() / 2)


def host_of(url: httpx.URL) -> str:
    """Return the host of a URL with its port, without the scheme's own port: 'www.example.org', '127.0.0.1:8099'."""
    return url.netloc.decode("ascii").lower()


def host_at(url: str) -> str:
    """Return the host of an address as `host_of` names it; '' for one that cannot be read, and is never asked."""
    try:
        return host_of(httpx.URL(url))
    except _UNREADABLE:
        return ""


def port_of(url: httpx.URL) -> int:
    """Return the port that a URL is asked at."""
    return url.port if url.port is not None else 443 if url.scheme == "https" else 80


def check_url(url: str | httpx.URL, manners: Manners, *, asked: httpx.URL | None = None) -> httpx.URL:
    """Return the URL without its fragment, or raise FetchError where it may not be asked at all.

    `asked` is the URL that redirected there; without it, the URL was asked for itself.
    """
    try:
        parsed = httpx.URL(url)
        if "#" in str(url):
            parsed = parsed.copy_with(fragment=None)
        host = parsed.host  # read here: of "xn--.example" it is an error (httpx 0.28)
    except _UNREADABLE as error:
        raise FetchError("bad_url", f"{str(url)[:200]!r} cannot be read as an address: {error}") from error
    if parsed.scheme not in ("http", "https"):
        raise FetchError("bad_scheme", f"{str(url)[:200]!r} is not an http or https address")
    if not host or parsed.userinfo:
        what = "holds a user name or password" if host else "names no host"
        raise FetchError("bad_url", f"{str(url)[:200]!r} {what}")
    if not 0 < port_of(parsed) < 65536:
        raise FetchError("bad_url", f"{str(url)[:200]!r} names a port that there is not")
    _check_literal(parsed, private_allowed=manners.private_allowed(parsed, asked))
    return parsed


def _check_literal(url: httpx.URL, *, private_allowed: bool) -> None:
    """Refuse a forbidden number before anything else is looked at, so that the address is the reason that is named.

    Numbers written in other ways ('2130706433') are names here and are checked when connecting, as all names are.
    """
    if read_address(url.host) is None:
        return
    if reason := refusal(url.host, private_allowed=private_allowed):
        raise FetchError("private_address", refusal_message(url.host, port_of(url), url.host, reason))


def follow(
    source: httpx.URL, location: str, asked: httpx.URL, stay_on: Collection[str] | None, manners: Manners
) -> httpx.URL:
    """Return where a redirect from `source` leads, or raise FetchError where it may not lead there.

    The asked host and those in `stay_on` are allowed (None: any public host); a step from https to http never is.
    """
    try:
        target = check_url(source.join(location), manners, asked=asked)
    except _UNREADABLE as error:
        message = f"{source} redirects to {location[:200]!r}, which cannot be read as an address: {error}"
        raise FetchError("bad_url", message) from error
    except FetchError as error:
        raise FetchError(error.kind, f"{source} redirects to where we do not go: {error}") from error
    if source.scheme == "https" and target.scheme == "http":
        raise FetchError("bad_scheme", f"{source} redirects from https to {target}, which anybody could rewrite")
    if stay_on is not None and host_of(target) not in {host_of(asked), *(host.lower() for host in stay_on)}:
        raise FetchError("offsite_redirect", f"{source} redirects to another host: {target}")
    return target
