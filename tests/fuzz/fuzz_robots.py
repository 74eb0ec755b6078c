"""What a robots.txt says. Nothing is allowed: a text that is no robots.txt allows everything."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx

from flows.robots import Rules, read_rules
from tests.fuzz.targets import Target
from warehouse.records import Robots

URLS = ("https://example.org/", "https://example.org/a/b.html?q=a%2Fb&r=*$", "https://example.org/é/%C3%A9/%ff/~")
FILES = (
    "User-agent: *\nDisallow: /search\nAllow: /search/news\nCrawl-delay: 2.5\nSitemap: https://example.org/sitemap.xml\n",
    "User-agent: presswatch\nUser-agent: other\nDisallow: /*.pdf$\nDisallow: /*?*q=\n\nUser-agent: *\nDisallow:\n",
    "# robots\r\nUSER-AGENT: Press\r\nRequest-rate: 1/5m 0900-1700\r\nVisit-time: 0600-0845\r\nHost: example.org\r\n",
)  # fmt: skip
WORDS = (
    *"User-agent: Disallow: Allow: Crawl-delay: Request-rate: Visit-time: Sitemap:".split(),
    *"Host: presswatch * $ / %2F %".split(),
    *"nan inf 1e999 -1 ² http://[ //[ ? # \ufeff \r \u2028 é".split(),
)


def read(variant: int, content: bytes) -> None:
    """Read rules and ask them about an address; a delay is a number of seconds."""
    record = Robots(
        host="example.org", text=content.decode("utf-8", "replace"), status=200, fetched_at=datetime.now(UTC)
    )
    rules: Rules = read_rules(record)
    assert isinstance(rules.allow(httpx.URL(URLS[variant])), bool)
    assert not math.isnan(rules.delay)
    assert rules.delay >= 0


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield files of every form to every address."""
    for number in range(len(URLS)):
        yield from ((number, one.encode()) for one in FILES)


TARGET = Target(read=read, variants=len(URLS), seeds=seeds, words=WORDS)
