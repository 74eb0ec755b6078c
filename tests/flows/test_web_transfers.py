"""Slow, broken and oversized answers: never half a page, never more than the limits."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from flows.answers import Answer
from tests.flows.asking import ask, ask_in_turn
from tests.flows.servers import Asked, Publisher, ResetByServer, Said, Server, answer

PAGE = b"<p>" + b"The minister opened a bridge. " * 1000 + b"</p>"


def pieces(*parts: bytes, pause: float = 0.0) -> Publisher:
    """Return a publisher that sends these parts, waits after each, and hangs up."""

    async def said() -> AsyncIterator[bytes]:
        for part in parts:
            yield part
            await asyncio.sleep(pause)

    return lambda _: said()


def head(**headers: str) -> bytes:
    """Return the head of a 200 answer with these headers alone."""
    lines = ["HTTP/1.1 200 OK", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()


def first_then(first: Publisher, then: bytes) -> Publisher:
    """Return a publisher whose first answer is another one than the rest."""
    count = iter(range(1_000_000))
    return lambda asked: first(asked) if next(count) == 0 else then


def timed(publisher: Publisher, **limits: Any) -> tuple[Answer, Server, float]:
    """Ask, and measure how long it took."""
    started = time.monotonic()
    got, server = ask(publisher, **limits)
    return got, server, time.monotonic() - started


# Time ---------------------------------------------------------------------------------------------------------------


def test_headers_that_trickle_in_end_at_the_total_limit() -> None:
    """Every piece comes within the limit between two pieces."""
    trickle = pieces(b"HTTP/1.1 200 OK\r\n", *[b"X-Wait: 1\r\n"] * 60, pause=0.1)
    got, _, took = timed(trickle, read_timeout=0.5, total_timeout=0.6)
    assert (got.outcome, got.kind, got.content) == ("failed", "timed_out", b"")
    assert took < 1.5
    assert 550 <= got.elapsed_ms <= 900


def test_a_body_that_trickles_in_ends_at_the_total_limit() -> None:
    trickle = pieces(head(Content_Length="1600"), *[b"sixteen bytes..."] * 100, pause=0.1)
    got, _, took = timed(trickle, read_timeout=0.5, total_timeout=0.6)
    assert (got.outcome, got.kind, got.content) == ("failed", "timed_out", b"")
    assert "0.6 s that were left of its time limit" in (got.error or "")
    assert took < 1.5


def test_a_server_that_falls_silent_is_asked_again() -> None:
    got, server = ask(first_then(pieces(b"HTTP/1.1 200 OK\r\n", pause=5), answer(200, b"here")), read_timeout=0.2)
    assert (got.outcome, got.content, len(server.pages)) == ("ok", b"here", 2)


def test_a_server_that_stays_silent_is_given_up() -> None:
    got, _, took = timed(pieces(b"", pause=5), read_timeout=0.1)
    assert (got.kind, "the server fell silent" in (got.error or "")) == ("timed_out", True)
    assert took < 1.5


# Half bodies --------------------------------------------------------------------------------------------------------


async def torn() -> AsyncIterator[bytes]:
    """Send half a page and tear the connection down."""
    yield head(Content_Length=str(len(PAGE))) + PAGE[: len(PAGE) // 2]
    await asyncio.sleep(0.02)
    raise ResetByServer


PACKED = gzip.compress(PAGE)
CUT = PACKED[:-20]
BROKEN: dict[str, Publisher] = {
    "reset": lambda _: torn(),
    "short": pieces(head(Content_Length=str(len(PAGE))) + PAGE[:100]),
    "cut gzip": lambda _: answer(200, CUT, Content_Encoding="gzip"),
    "cut gzip without a length": pieces(head(Content_Encoding="gzip", Connection="close") + CUT),
    "cut deflate": lambda _: answer(200, zlib.compress(PAGE)[:-20], Content_Encoding="deflate"),
    "damaged gzip": lambda _: answer(200, PACKED[:40] + b"!" + PACKED[41:], Content_Encoding="gzip"),
    "cut chunks": pieces(head(Transfer_Encoding="chunked") + b"64\r\n" + PAGE[:100] + b"\r\n"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_half_a_body_is_never_a_page(name: str) -> None:
    got, server = ask(BROKEN[name], tries=2)
    assert (got.outcome, got.kind, got.content) == ("failed", "truncated", b"")
    assert len(server.pages) == 2


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_broke_off_is_asked_for_again(name: str) -> None:
    got, _ = ask(first_then(BROKEN[name], answer(200, PAGE)))
    assert (got.outcome, got.content, got.error) == ("ok", PAGE, None)


def test_a_connection_dropped_before_any_answer_is_tried_again() -> None:
    got, _ = ask(first_then(pieces(), answer(200, PAGE)))
    assert (got.outcome, got.requests) == ("ok", 2)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate"])
def test_a_packed_page_comes_unpacked(encoding: str) -> None:
    packed = zlib.compress(PAGE) if encoding == "deflate" else PACKED
    got, server = ask(lambda _: answer(200, packed, Content_Encoding=encoding))
    assert got.content == PAGE
    assert server.pages[0].headers["accept-encoding"] == "gzip, deflate"


def test_a_page_packed_as_nobody_asked_for_is_no_page() -> None:
    got, server = ask(lambda _: answer(200, PAGE, Content_Encoding="br"))
    assert (got.outcome, got.kind, len(server.pages)) == ("failed", "bad_encoding", 1)
    assert "'br', though only gzip, deflate were asked for" in (got.error or "")


# Size ---------------------------------------------------------------------------------------------------------------


async def chunked(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Send a packed body in chunks, without saying how long it is."""
    yield head(Content_Encoding="gzip", Transfer_Encoding="chunked")
    for part in parts:
        yield b"%x\r\n%s\r\n" % (len(part), part)
    yield b"0\r\n\r\n"


def bomb() -> Iterable[bytes]:
    """Return the pieces of a gzip stream of 200 MB of blanks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * 1_000_000
    yield from (packer.compress(block) for _ in range(200))
    yield packer.flush()


def test_a_gzip_bomb_is_left_at_the_limit_and_memory_stays_bounded() -> None:
    parts = [part for part in bomb() if part]
    tracemalloc.start()
    try:
        got, server = ask(lambda _: chunked(parts), max_bytes=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (got.outcome, got.kind, got.content) == ("refused", "too_big", b"")
    assert len(server.pages) == 1
    assert peak < 8_000_000


def test_a_page_that_says_it_is_huge_is_not_read() -> None:
    sent: list[int] = []

    async def pour() -> AsyncIterator[bytes]:
        yield head(Content_Length="60000000")
        for _ in range(60):
            sent.append(1)
            yield b"x" * 1_000_000

    got, server = ask(lambda _: pour())
    assert (got.outcome, got.kind) == ("refused", "too_big")
    assert got.error == f"{server.base}/page: the answer says that it has 60,000,000 bytes; at most 100,000 are read"
    assert len(sent) < 60


def test_a_page_that_turns_out_huge_is_left_at_the_limit() -> None:
    got, _ = ask(pieces(head(Connection="close"), *[b"x" * 60_000] * 20))
    assert (got.outcome, got.kind, got.content) == ("refused", "too_big", b"")


def test_a_page_of_just_the_limit_is_read() -> None:
    (fits, exceeds), _ = ask_in_turn(
        lambda asked: answer(200, b"x" * int(asked.path[1:])), ["/100000", "/100001"], max_bytes=100_000
    )
    assert (fits.outcome, len(fits.content), exceeds.kind) == ("ok", 100_000, "too_big")


def test_a_broken_page_does_not_spoil_the_next_one_on_the_host() -> None:
    def every_other(asked: Asked) -> Said:
        return BROKEN["short"](asked) if asked.path == "/a" else answer(200, PAGE)

    (broken, whole), _ = ask_in_turn(every_other, ["/a", "/b"])
    assert (broken.kind, whole.content) == ("truncated", PAGE)
