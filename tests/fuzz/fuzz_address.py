"""Where a link or a redirect leads: it may be asked, or is refused with a kind. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from flows.manners import FetchError, Manners, check_url, follow, host_of, port_of
from tests.fuzz.targets import Target

HOME = httpx.URL("https://example.org/news/")
ADDRESSES = (
    "https://user:word@example.org:8443/a/b.html?q=a%2Fb&r=é#part",
    "//xn--bcher-kva.example/../b",
    "http://[::ffff:127.0.0.1]:80/",
    "https://faß.example/%zz",
    "javascript:alert(1)",
)
WORDS = tuple(
    "http:// https:// // /../ xn-- [:: ] @ : # ? % %00 . .. 127.0.0.1 localhost \\ é ß 。 \u2028 ;".split(" ")
)


def read(variant: int, content: bytes) -> None:
    """Judge an address by itself, and as where a page leads; what is allowed names a host and a port."""
    text = content.decode("utf-8", "surrogateescape")
    manners = Manners(contact="desk@example.org", allow_private_addresses=bool(variant))
    for judge in (check_url, _follow):
        try:
            found = judge(text, manners)
        except FetchError:
            continue
        assert found.scheme in ("http", "https")
        assert host_of(found)
        assert 0 < port_of(found) < 65536


def _follow(text: str, manners: Manners) -> httpx.URL:
    return follow(HOME, text, HOME, None, manners)


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield addresses of every form, for both manners."""
    for number in (0, 1):
        yield from ((number, one.encode()) for one in ADDRESSES)


TARGET = Target(read=read, variants=2, seeds=seeds, words=WORDS)
