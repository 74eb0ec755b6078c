"""Pace, turns and connections of a host, and when a host is left alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from flows.answers import Answer
from flows.web import Web
from tests.flows.asking import NOON, ask_all, ask_in_turn, asking, during
from tests.flows.servers import Asked, Publisher, Said, Server, answer
from warehouse.records import Robots


def paths(count: int) -> list[str]:
    """Return so many addresses."""
    return [f"/{number}" for number in range(count)]


def after(seconds: float, said: bytes) -> Publisher:
    """Return a publisher that thinks before it answers."""

    async def slowly() -> AsyncIterator[bytes]:
        await asyncio.sleep(seconds)
        yield said

    return lambda _: slowly()


def test_the_pace_is_kept_however_many_ask_at_the_same_time() -> None:
    """Twenty requests a second: 13 requests, robots.txt among them, are 12 pauses of 50 ms."""
    _, server = ask_all(lambda _: answer(), paths(12), requests_per_second=20)
    starts = [asked.at for asked in server.asked]
    assert len(starts) == 13
    assert starts[-1] - starts[0] >= 0.58
    assert all(starts[i + 5] - starts[i] >= 0.23 for i in range(8))


def test_a_host_never_has_more_connections_than_allowed() -> None:
    answers, server = ask_all(after(0.05, answer(200, Connection="close")), paths(9), concurrency_per_host=3)
    assert {one.outcome for one in answers} == {"ok"}
    assert server.open_most == 3


def test_one_connection_serves_many_pages() -> None:
    _, server = ask_in_turn(lambda _: answer(200, b"page"), paths(20))
    assert (len(server.pages), server.connections) == (20, 1)


def test_answers_that_are_passed_over_leave_the_connection_usable() -> None:
    def sometimes(asked: Asked) -> Said:
        return answer(404, b"nothing here") if asked.path == "/1" else answer(302, b"elsewhere", Location="/x")

    _, server = ask_in_turn(sometimes, ["/1", "/2", "/1"])
    assert server.connections == 1


def test_a_connection_that_the_server_closed_in_between_is_opened_anew() -> None:
    answers, server = ask_in_turn(after(0, answer(200, b"page")), paths(3))
    assert [one.content for one in answers] == [b"page"] * 3
    assert server.connections == 3  # the first of them served robots.txt as well


def test_a_slow_host_delays_no_other_one() -> None:
    async def beside(slow: Server, web: Web) -> tuple[Answer, list[Answer], float]:
        async with asking(lambda _: answer(200, b"quick")) as (quick, _):
            waiting = asyncio.create_task(web.get(slow.base + "/slow"))
            started = time.monotonic()
            quickly = [await web.get(quick.base + path) for path in paths(20)]
            return await waiting, quickly, time.monotonic() - started

    (slow, quickly, took), _ = during(after(0.8, answer(200)), beside, read_timeout=2, total_timeout=3)
    assert {one.outcome for one in quickly} == {"ok"}
    assert slow.elapsed_ms >= 790
    assert took < 0.7 + slow.elapsed_ms / 1000


def test_quick_pages_come_while_another_host_still_thinks() -> None:
    async def order(slow: Server, web: Web) -> list[str]:
        done: list[str] = []

        async def note(url: str, name: str) -> None:
            await web.get(url)
            done.append(name)

        async with asking(lambda _: answer()) as (quick, _):
            await asyncio.gather(note(slow.base, "slow"), *(note(quick.base + path, "quick") for path in paths(10)))
        return done

    done, _ = during(after(0.5, answer(200)), order, read_timeout=2, total_timeout=3)
    assert done == ["quick"] * 10 + ["slow"]


# Left alone ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind", "requests"), [(403, "refused", 5), (401, "refused", 5), (429, "rate_limited", 10)]
)
def test_a_host_that_refuses_five_pages_in_a_row_is_left_alone(status: int, kind: str, requests: int) -> None:
    answers, server = ask_in_turn(lambda _: answer(status), paths(50), tries=2)
    assert {(one.outcome, one.kind) for one in answers} == {("refused", kind)}
    assert len(server.pages) == requests
    assert [one.requests for one in answers[5:]] == [0] * 45
    assert "is left alone for the rest of this run: 5 pages in a row" in (answers[-1].error or "")


def test_many_pages_asked_at_once_stop_as_soon_as_the_host_is_left_alone() -> None:
    answers, server = ask_all(lambda _: answer(403), paths(200), concurrency_per_host=4)
    assert {one.kind for one in answers} == {"refused"}
    assert len(server.pages) <= 5 + 4


def test_an_answer_in_between_ends_the_row_of_refusals() -> None:
    def every_fifth(asked: Asked) -> Said:
        return answer(404) if int(asked.path[1:]) % 5 == 4 else answer(403)

    _, server = ask_in_turn(every_fifth, paths(30))
    assert len(server.pages) == 30


def test_a_host_that_fails_ten_pages_in_a_row_is_left_alone_for_a_while() -> None:
    answers, server = ask_in_turn(lambda _: answer(500), paths(20), tries=2)
    assert {(one.outcome, one.kind) for one in answers} == {("failed", "server_error")}
    assert len(server.pages) == 20
    assert "is left alone for 300 s: 10 pages in a row" in (answers[-1].error or "")


def test_pages_that_are_refused_by_us_close_no_host() -> None:
    """A redirect elsewhere or a page too big says nothing against the next one."""
    answers, server = ask_in_turn(lambda _: answer(302, Location="https://www.example.org/"), paths(20))
    assert {one.kind for one in answers} == {"offsite_redirect"}
    assert len(server.pages) == 20


def test_a_host_that_cannot_be_connected_to_fails_fast_after_three_pages() -> None:
    async def vanished() -> list[Answer]:
        async with asking(lambda _: answer()) as (server, _):
            host, base = f"127.0.0.1:{server.port}", server.base
        known = Robots(host=host, text="", status=404, fetched_at=NOON)
        async with asking(lambda _: answer(), records=[known]) as (_, web):
            return [await web.get(base + path) for path in paths(20)]

    answers = asyncio.run(vanished())
    assert {(one.outcome, one.kind, one.status) for one in answers} == {("failed", "network", None)}
    assert [one.requests for one in answers] == [4, 4, 4] + [0] * 17
    assert "3 pages in a row came to nothing" in (answers[-1].error or "")
    assert (answers[0].error or "").endswith("could not be asked: connection refused")
