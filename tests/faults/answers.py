"""What a faulty host says: bodies that blow up, heads without end, redirects inwards, feeds that bite."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from itertools import count, cycle

from tests.flows.fronts import Front
from tests.flows.servers import Asked, Said, answer

FEED = ".atom"
ADDRESSES = (
    "http://10.0.0.1/",
    "http://127.0.0.1:22/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://192.168.1.1/",
    "//100.64.0.1/",
)
ADDRESSES_V6 = (
    "http://[::1]:22/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::]/",
)
NAMES = ("http://localhost:22/", "http://2130706433/", "http://0x7f.1/", "http://metadata.google.internal/")
SCHEMES = ("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:25/", "data:text/html,x", "javascript:x")
_HTML, _ATOM = "text/html; charset=utf-8", "application/atom+xml"
_MIB = 1 << 20
_CHARSETS = cycle(("unicode_escape", "hex", "utf-7", "idna", "no-such-charset", "iso-8859-1"))


def feed(body: bytes) -> bytes:
    """Return an Atom feed of these bytes."""
    return answer(200, body, Content_Type=_ATOM)


def packed_as(encoding: str) -> Callable[[Asked], Said]:
    """Say that a page is packed in a way that nobody asked for."""
    return lambda _: answer(200, b"\x1b\x07\x00\xf8" * 100, Content_Type=_HTML, Content_Encoding=encoding)


def deflate_bomb(asked: Asked) -> Said:
    """Return a megabyte that unpacks to a gigabyte."""
    del asked
    return answer(200, _bomb(), Content_Type=_HTML, Content_Encoding="deflate")


@cache
def _bomb() -> bytes:
    """Pack one block and repeat it: a flushed block stands for itself, and packing a gigabyte takes seconds."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"<p>boom</p>" * (_MIB // 11)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * 1024 + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def endless_headers(asked: Asked) -> Said:
    """Send headers as fast as they are taken, for ever."""
    del asked

    async def pour() -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in count():
            yield b"X-%d: %s\r\n" % (number, b"x" * 4000)

    return pour()


def cut_off(asked: Asked) -> Said:
    """Send half of a page, and hang up."""
    del asked

    async def half() -> AsyncIterator[bytes]:
        yield answer(200, b"<html><main><h1>Half a", Content_Type=_HTML, Content_Length="5000")

    return half()


def mixed() -> Callable[[Asked], Said]:
    """Give every page a fault of its own, the same whenever it is asked for."""
    line = cycle((packed_as("br"), deflate_bomb, redirects(ADDRESSES_V6), redirects(SCHEMES[:1]), cut_off))
    given: defaultdict[str, Callable[[Asked], Said]] = defaultdict(lambda: next(line))
    return lambda asked: given[asked.path](asked)


def redirects(targets: tuple[str, ...]) -> Callable[[Asked], Said]:
    """Send every page somewhere else, to one target after the other."""
    line: Iterator[str] = cycle(targets)
    return lambda _: answer(302, Location=next(line))


def endless(asked: Asked) -> Said:
    """Return a page of a feed that never ends: twenty entries that no other page has, and no page is there."""
    number = asked.path.partition("page=")[2] or "1"
    entries = "".join(_entry(f"/government/news/endless-{number}-{one}") for one in range(20))
    return feed(_framed(entries, "").encode())


def blown_up(asked: Asked) -> Said:
    """Return a feed whose one entity is long and is used often: a gigabyte where it is expanded."""
    del asked
    entity = f'<!DOCTYPE feed [<!ENTITY a "{"x" * 50_000}">]>'
    return feed(_framed(_entry("/government/news/one") + "<title>" + "&a;" * 20_000 + "</title>", entity).encode())


def with_entities(body: bytes, url: str) -> bytes:
    """Let a feed name a file, a page of the host and a DTD of the host that a reader is to fetch."""
    entities = (
        f'<!DOCTYPE feed SYSTEM "{url}/trap.dtd" [<!ENTITY f SYSTEM "file:///etc/passwd">'
        f'<!ENTITY h SYSTEM "{url}/trap"><!ENTITY % p SYSTEM "{url}/trap.ent"> %p;]>'
    )
    text = body.decode()
    head, mark, rest = text.partition("<feed")
    return (head + entities + mark + rest.replace("<title>", "<title>&f;&h;")).encode()


def dated(year: str) -> Callable[[bytes, str], bytes]:
    """Date every entry of a feed in a year."""

    def spoil(body: bytes, url: str) -> bytes:
        del url
        return re.sub(rb"(<updated>)\d{4}", rb"\g<1>" + year.encode(), body)

    return spoil


def with_clock(host: Front, asked: Asked) -> Said | None:
    """Answer rightly by a clock of 2099, and say that it was changed then and expired long ago."""
    if asked.path == "/robots.txt":
        return None
    body = host.fetched(asked.path)
    later, never = "Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"
    kind = _ATOM if FEED in asked.path else "application/json" if ".json" in asked.path else _HTML
    return answer(200, body, Content_Type=kind, Date=later, Last_Modified=later, Expires=never, Age="-7")


def with_charset(host: Front, asked: Asked) -> Said | None:
    """Answer rightly, and call it by charsets that are none, or another one."""
    if not asked.path.startswith("/government/"):
        return None
    return answer(200, host.fetched(asked.path), Content_Type=f"text/html; charset={next(_CHARSETS)}")


def slow_robots(seconds: int) -> bytes:
    """Return a robots.txt that asks for so many seconds between two requests."""
    return answer(200, f"User-agent: *\nCrawl-delay: {seconds}\n".encode(), Content_Type="text/plain")


def _entry(path: str) -> str:
    link = f"https://www.gov.uk{path}"
    return (
        f"<entry><id>{link}</id><updated>2026-11-20T09:00:00Z</updated><title>Endless</title>"
        f'<link rel="alternate" type="text/html" href="{link}"/></entry>'
    )


def _framed(entries: str, doctype: str) -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<id>x</id><title>News</title><updated>2026-11-20T09:00:00Z</updated>{entries}</feed>"
