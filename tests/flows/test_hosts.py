"""The queue in front of a host, and when the host is left alone."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from flows.hosts import Host
from flows.manners import FetchError, Kind, Manners

MANNERS = Manners(contact=None, requests_per_second=50)
DOWN = FetchError("network", "connection refused", again=True)


async def start(host: Host, longest: float = 5) -> float:
    """Take a turn and return the moment."""
    async with host.turn(longest):
        return time.monotonic()


def test_turns_come_one_interval_apart() -> None:
    async def turns() -> list[float]:
        host = Host.of("example.org", MANNERS)
        return await asyncio.gather(*(start(host) for _ in range(4)))

    moments = asyncio.run(turns())
    assert moments == sorted(moments)
    assert moments[3] - moments[0] >= 0.055


def test_a_pause_holds_back_everybody_who_is_in_line() -> None:
    async def turns() -> float:
        host = Host.of("example.org", replace(MANNERS, requests_per_second=0))
        host.pause(0.2)
        host.pause(0.1)  # the longer one counts
        began = time.monotonic()
        return min(await asyncio.gather(start(host), start(host))) - began

    assert asyncio.run(turns()) >= 0.2


def test_a_pause_longer_than_we_wait_is_refused_at_once() -> None:
    async def turn() -> None:
        host = Host.of("example.org", MANNERS)
        host.pause(100)
        await start(host)

    began = time.monotonic()
    with pytest.raises(FetchError, match=r"example\.org asked to be left alone for another 100 s") as caught:
        asyncio.run(turn())
    assert caught.value.kind == "rate_limited"
    assert time.monotonic() - began < 1


def test_a_host_closed_while_we_wait_in_line_is_not_asked() -> None:
    async def turn() -> None:
        host = Host.of("example.org", MANNERS)
        host.pause(0.05)
        waiting = asyncio.create_task(start(host))
        await asyncio.sleep(0.01)
        host.close(DOWN, 10)
        await waiting

    with pytest.raises(FetchError, match="connection refused"):
        asyncio.run(turn())


def test_a_host_that_was_down_is_asked_again_after_its_rest() -> None:
    async def turn() -> float:
        host = Host.of("example.org", MANNERS)
        host.failures = 3
        host.close(DOWN, 0.05)
        with pytest.raises(FetchError):
            host.check_open()
        await asyncio.sleep(0.06)
        await start(host)
        return host.failures

    assert asyncio.run(turn()) == 0


def test_a_turn_that_is_given_up_leaves_the_place_to_the_next() -> None:
    async def turns() -> float:
        host = Host.of("example.org", replace(MANNERS, concurrency_per_host=1))
        host.pause(0.1)
        first = asyncio.create_task(start(host))
        await asyncio.sleep(0.01)
        first.cancel()
        return await asyncio.wait_for(start(host), 1)

    assert asyncio.run(turns()) > 0


@pytest.mark.parametrize(
    ("kind", "pages", "outcome"),
    [
        ("network", 3, "failed"),
        ("rate_limited", 5, "refused"),
        ("refused", 5, "refused"),
        ("server_error", 10, "failed"),
        ("timed_out", 10, "failed"),
        ("truncated", 10, "failed"),
    ],
)
def test_so_many_pages_in_a_row_close_a_host(kind: Kind, pages: int, outcome: str) -> None:
    host = Host.of("example.org", MANNERS)
    for _ in range(pages - 1):
        host.failed(FetchError(kind, "no"), given_up=True)
    host.check_open()
    host.failed(FetchError(kind, "no"), given_up=True)
    with pytest.raises(FetchError, match=f"{pages} pages in a row came to nothing, the last: no") as caught:
        host.check_open()
    assert (caught.value.kind, caught.value.outcome) == (kind, outcome)


@pytest.mark.parametrize(("kind", "tries"), [("network", 12), ("rate_limited", 20)])
def test_tries_of_many_pages_at_once_close_a_host_before_the_first_is_given_up(kind: Kind, tries: int) -> None:
    host = Host.of("example.org", MANNERS)
    for _ in range(tries - 1):
        host.failed(FetchError(kind, "no"), given_up=False)
    host.check_open()
    host.failed(FetchError(kind, "no"), given_up=False)
    with pytest.raises(FetchError, match=f"{tries} tries in a row came to nothing, the last: no"):
        host.check_open()


def test_failing_tries_of_many_pages_say_nothing_of_the_host() -> None:
    """Each of them may succeed at the next try."""
    host = Host.of("example.org", MANNERS)
    for _ in range(1000):
        host.failed(FetchError("server_error", "no"), given_up=False)
    host.check_open()


def test_failures_of_several_kinds_are_one_row() -> None:
    host = Host.of("example.org", MANNERS)
    host.failed(FetchError("timed_out", "slow"), given_up=True)
    host.failed(FetchError("server_error", "broken"), given_up=True)
    host.failed(DOWN, given_up=True)
    with pytest.raises(FetchError, match=r"3 pages in a row .* the last: connection refused"):
        host.check_open()


@pytest.mark.parametrize("between", [None, FetchError("too_big", "huge"), FetchError("http_error", "bad request")])
def test_an_answer_of_any_sort_ends_the_row(between: FetchError | None) -> None:
    host = Host.of("example.org", MANNERS)
    for _ in range(3):
        host.failed(DOWN, given_up=True)
        host.failed(DOWN, given_up=True)
        if between:
            host.failed(between, given_up=True)
        else:
            host.answered()
    host.check_open()
    assert host.failures == 0


def test_slowing_down_counts_from_the_last_request_and_never_speeds_up() -> None:
    host = Host.of("example.org", MANNERS)
    host.next_start = 100.0
    host.slow_down(2)
    assert (host.interval, host.next_start) == (2, 101.98)
    host.slow_down(0.001)
    assert (host.interval, host.next_start) == (2, 101.98)


def test_a_turn_that_would_come_too_late_is_not_waited_for() -> None:
    async def turn() -> None:
        host = Host.of("example.org", replace(MANNERS, requests_per_second=0.01))
        await start(host)
        async with host.turn(200, time.monotonic() + 50):
            pass

    began = time.monotonic()
    with pytest.raises(
        FetchError, match=r"example\.org \(it is asked once in 100 s\) was asked for as long as"
    ) as caught:
        asyncio.run(turn())
    assert caught.value.kind == "time_spent"
    assert time.monotonic() - began < 1


def test_whoever_has_no_time_left_does_not_stand_in_line_behind_one_who_has() -> None:
    async def turns() -> float:
        host = Host.of("example.org", MANNERS)
        host.pause(1)
        waiting = asyncio.create_task(start(host))
        await asyncio.sleep(0)
        began = time.monotonic()
        with pytest.raises(FetchError, match="source_seconds"):
            async with host.turn(5, began + 0.1):
                pass
        waiting.cancel()
        return time.monotonic() - began

    assert asyncio.run(turns()) < 0.5
