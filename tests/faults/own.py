"""Faults that the replay newsroom lacks, at a host of our own in front of the invented newsroom.

Each is struck at a port of its own, so that its host is met for the first time: its robots.txt is asked for anew.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.newsroom import Newsroom
from tests.channels.certificates import make_certificates
from tests.faults import answers
from tests.faults.records import Fault, Struck
from tests.flows.fronts import Front, front
from tests.flows.servers import Asked, Said, answer

NAME = "newsroom.test"  # that no resolver knows but ours
Says = Callable[[Front, Asked], Said | None]  # None: what the newsroom says
_MIXED = ("bad_encoding", "too_big", "private_address", "bad_scheme", "truncated")


def faults(newsroom: Newsroom) -> list[Fault]:
    """Return them all."""
    make = _Maker(newsroom)
    return [*_transfers(make), *_redirects(make), *_names(make), *_listings(make), *_answers(make), *_refusals(make)]


@dataclass(frozen=True, slots=True)
class _Maker:
    newsroom: Newsroom

    def of(
        self, name: str, says: Says, *kinds: str, seconds: float = 15.0, may: str = "", never: str = "/etc/"
    ) -> Fault:
        """Return the fault of a host that says so; `never` is how paths begin that should not be asked."""
        strike = partial(_striking, self.newsroom, says, never)
        return Fault(name=name, strike=strike, leaves=frozenset(kinds), may=frozenset(may.split()), seconds=seconds)


def _transfers(make: _Maker) -> list[Fault]:
    return [
        make.of("mixed", _pages(answers.mixed()), *_MIXED),
        make.of("br-unasked", _pages(answers.packed_as("br")), "bad_encoding"),
        make.of("zstd-unasked", _pages(answers.packed_as("zstd")), "bad_encoding"),
        make.of("packed-twice", _pages(answers.packed_as("gzip, gzip")), "bad_encoding"),
        make.of("deflate-bomb", _pages(answers.deflate_bomb), "too_big"),
        make.of("feed-bomb", _feeds(answers.deflate_bomb), "too_big"),
        make.of("endless-headers", _pages(answers.endless_headers), "network"),
        make.of("no-http", _pages(lambda _: b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "network"),
    ]


def _redirects(make: _Maker) -> list[Fault]:
    return [
        make.of("redirect-addresses", _pages(answers.redirects(answers.ADDRESSES)), "private_address"),
        make.of("redirect-ipv6", _pages(answers.redirects(answers.ADDRESSES_V6)), "private_address"),
        make.of("redirect-names", _pages(answers.redirects(answers.NAMES)), "offsite_redirect"),
        make.of("redirect-schemes", _pages(answers.redirects(answers.SCHEMES)), "bad_scheme", may="bad_url"),
    ]


def _names(make: _Maker) -> list[Fault]:
    """A name whose address changes between two connections, and a certificate that nobody vouches for."""
    rebound = {"name": "169.254.169.254", "mapped": "::ffff:169.254.169.254", "ipv6": "fe80::1"}
    found = [
        Fault(
            name=f"rebound-{what}",
            strike=partial(_renamed, make.newsroom, ("127.0.0.1", address)),
            leaves=frozenset({"private_address"}),
        )
        for what, address in rebound.items()
    ]
    strike = partial(_striking, make.newsroom, _well, "/government/", signed=False)
    return [*found, Fault(name="self-signed", strike=strike, leaves=frozenset({"robots_unreachable"}))]


def _listings(make: _Maker) -> list[Fault]:
    return [
        make.of("endless-paging", _feeds(answers.endless), "gap", seconds=60.0),
        make.of("entity-bomb", _feeds(answers.blown_up), "feed_entities"),
        make.of("external-entities", _spoilt_feed(answers.with_entities), "feed_entities", never="/trap"),
        make.of("feed-1970", _spoilt_feed(answers.dated("1970")), "bad_date"),
        make.of("feed-null-bytes", _feeds(lambda _: answers.feed(b"\x00" * 1000)), "not_a_feed"),
    ]


def _answers(make: _Maker) -> list[Fault]:
    return [
        make.of("wrong-clock", answers.with_clock),
        make.of("odd-charsets", answers.with_charset, may="charset_conflict"),
        make.of("forbidden", _pages(lambda _: answer(403)), "refused"),
        make.of("pages-after-100s", _pages(lambda _: answer(429, Retry_After="100")), "rate_limited"),
        make.of("feeds-after-100s", _feeds(lambda _: answer(429, Retry_After="100")), "rate_limited"),
        make.of("crawl-delay-8s", _robots(answers.slow_robots(8)), "time_spent", seconds=60.0),
        make.of("away-for-a-day", _pages(lambda _: answer(429, Retry_After="86400")), "rate_limited"),
    ]


def _refusals(make: _Maker) -> list[Fault]:
    """What robots.txt says, or fails to say: no page is asked for."""
    inside = answer(302, Location="http://10.0.0.1/")
    said = {
        "robots-500": (answer(500), "robots_unreachable"),
        "robots-429": (answer(429), "robots_unreachable"),
        "robots-inside": (inside, "robots_unreachable"),
        "crawl-delay-1h": (answers.slow_robots(3600), "robots_refused"),
        "crawl-delay-100s": (answers.slow_robots(100), "robots_refused"),
    }
    return [
        make.of(name, _robots(robots), kind, seconds=30.0, never="/government/")
        for name, (robots, kind) in said.items()
    ]


def _well(host: Front, asked: Asked) -> None:
    """Leave it to the newsroom."""
    del host, asked


def _pages(says: Callable[[Asked], Said]) -> Says:
    return lambda _, asked: says(asked) if asked.path.startswith("/government/") else None


def _feeds(says: Callable[[Asked], Said]) -> Says:
    return lambda _, asked: says(asked) if answers.FEED in asked.path else None


def _robots(said: bytes) -> Says:
    return lambda _, asked: said if asked.path == "/robots.txt" else None


def _spoilt_feed(spoils: Callable[[bytes, str], bytes]) -> Says:
    """Change the newsroom's own feed; the host's address goes in too."""

    def says(host: Front, asked: Asked) -> Said | None:
        if answers.FEED not in asked.path:
            return None
        return answers.feed(spoils(host.fetched(asked.path), host.url))

    return says


@contextmanager
def _striking(newsroom: Newsroom, says: Says, never: str, *, signed: bool = True) -> Iterator[Struck]:
    """Serve a host that says so, and note what should never be asked."""
    trapped: list[str] = []
    with _tls(signed) as tls, front(newsroom, tls=tls) as host:

        def instead(asked: Asked) -> Said | None:
            if asked.path.startswith(never):
                trapped.append(asked.path)
            return says(host, asked)

        host.instead = instead
        yield Struck(url=host.url, trapped=lambda: trapped)


@contextmanager
def _tls(signed: bool) -> Iterator[ssl.SSLContext | None]:
    """A certificate of an authority that nobody knows; None where the host speaks plainly."""
    if signed:
        yield None
        return
    with TemporaryDirectory() as folder:
        yield make_certificates(Path(folder)).server()


@contextmanager
def _renamed(newsroom: Newsroom, addresses: tuple[str, ...]) -> Iterator[Struck]:
    """Serve a host by a name that resolves to one address after the other."""
    with front(newsroom) as host:
        names: Mapping[str, tuple[str, ...]] = {NAME: addresses}
        url = host.url.replace("127.0.0.1", NAME)
        yield Struck(url=url, environment={"FAULT_NAMES": json.dumps(names)})
