"""robots.txt: read once, obeyed, and where it cannot be read, nothing is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from flows.answers import Answer
from flows.robots import ROBOTS_BYTES
from flows.web import Web
from tests.flows.asking import NOON, QUICK, ask, ask_all, ask_in_turn, asking
from tests.flows.servers import Asked, ResetByServer, Said, answer, robots_txt
from warehouse.records import Robots


def page(asked: Asked) -> Said:
    """Answer with the path that was asked."""
    return answer(200, asked.path.encode())


def robots_asked(asked: list[Asked]) -> int:
    """Count the requests for robots.txt."""
    return sum(one.path == "/robots.txt" for one in asked)


def test_a_page_that_robots_txt_forbids_is_never_asked_for() -> None:
    got, server = ask(page, "/info/a", robots=robots_txt("User-agent: *\nDisallow: /info/*\n"))
    assert (got.outcome, got.kind, got.requests) == ("refused", "robots_refused", 0)
    assert got.error == f"the robots.txt of 127.0.0.1:{server.port} forbids {server.base}/info/a"
    assert server.pages == []


def test_a_rule_for_presswatch_counts_before_the_one_for_everybody() -> None:
    robots = robots_txt("User-agent: *\nDisallow: /\n\nUser-agent: PressWatch\nAllow: /news\nDisallow: /\n")
    (news, other), _ = ask_in_turn(page, ["/news", "/other"], robots=robots)
    assert (news.outcome, other.kind) == ("ok", "robots_refused")


def test_robots_txt_is_read_once_however_many_ask_at_the_same_time() -> None:
    answers, server = ask_all(page, [f"/{number}" for number in range(30)], robots=robots_txt("User-agent: *\n"))
    assert {one.outcome for one in answers} == {"ok"}
    assert robots_asked(server.asked) == 1
    assert len(server.pages) == 30


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_allows_everything(status: int) -> None:
    got, _ = ask(page, robots=lambda _: answer(status))
    assert got.outcome == "ok"


def test_robots_txt_may_lie_behind_a_redirect() -> None:
    def elsewhere(asked: Asked) -> Said:
        return answer(200, b"User-agent: *\nDisallow: /page") if asked.path == "/rules" else page(asked)

    got, _ = ask(elsewhere, robots=lambda _: answer(301, Location="/rules"))
    assert got.kind == "robots_refused"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    got, _ = ask(page, robots=robots_txt("\ufeffUser-agent: *\r\nDisallow: /page\r\n"))
    assert got.kind == "robots_refused"


async def torn(_: Asked) -> AsyncIterator[bytes]:
    """Begin an answer and drop the connection."""
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *"
    raise ResetByServer


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_txt_cannot_be_read_nothing_is_asked(status: int) -> None:
    answers, server = ask_in_turn(page, ["/a", "/b"], robots=lambda _: answer(status))
    assert [one.kind for one in answers] == ["robots_unreachable"] * 2
    assert [one.outcome for one in answers] == ["failed"] * 2
    assert server.pages == []
    assert robots_asked(server.asked) == 4  # the tries of one reading; the second page does not start another
    assert f"answered {status}" in (answers[1].error or "")


def test_a_robots_txt_that_breaks_off_is_not_half_obeyed() -> None:
    got, server = ask(page, robots=torn)
    assert (got.kind, server.pages) == ("robots_unreachable", [])


def test_a_robots_txt_without_end_is_not_read_to_its_end() -> None:
    got, server = ask(page, robots=lambda _: answer(200, b"#" * (ROBOTS_BYTES + 1)))
    assert (got.kind, server.pages) == ("robots_unreachable", [])


def test_a_host_that_cannot_be_reached_is_not_asked_for_every_page() -> None:
    async def vanished() -> tuple[list[Answer], int]:
        async with asking(page) as (server, _):
            base = server.base
        async with asking(page) as (_, web):
            return [await web.get(f"{base}/{number}") for number in range(20)], web.requests

    answers, requests = asyncio.run(vanished())
    assert {one.kind for one in answers} == {"robots_unreachable"}
    assert requests == 4


# Crawl-delay --------------------------------------------------------------------------------------------------------


def test_a_crawl_delay_is_kept_from_the_first_page_on() -> None:
    robots = robots_txt("User-agent: *\nCrawl-delay: 0.3\n")
    _, server = ask_all(page, ["/a", "/b", "/c"], robots=robots)
    assert all(later.at - earlier.at >= 0.29 for earlier, later in pairwise(server.asked))


def test_a_crawl_delay_shorter_than_our_own_pace_changes_nothing() -> None:
    robots = robots_txt("User-agent: *\nCrawl-delay: 0.01\n")
    _, server = ask_all(page, ["/a", "/b"], robots=robots, requests_per_second=5)
    assert all(later.at - earlier.at >= 0.15 for earlier, later in pairwise(server.asked))


def test_a_crawl_delay_longer_than_we_wait_counts_as_a_refusal() -> None:
    got, server = ask(page, robots=robots_txt("User-agent: *\nCrawl-delay: 86400\n"))
    assert (got.kind, server.pages) == ("robots_refused", [])
    assert "asks for 86,400 s between requests; a run waits 3 s at most" in (got.error or "")


# Records of earlier runs --------------------------------------------------------------------------------------------


async def with_record(age: timedelta) -> tuple[Answer, int, Web]:
    """Ask for a page that the record forbids and today's robots.txt allows."""
    async with asking(page, robots=robots_txt("")) as (server, _):
        host = f"127.0.0.1:{server.port}"
        record = Robots(host=host, text="User-agent: *\nDisallow: /", status=200, fetched_at=NOON - age)
        async with Web(QUICK, clock=lambda: NOON, robots=[record]) as web:
            return await web.get(server.base + "/page"), robots_asked(server.asked), web


def test_a_record_of_yesterday_evening_serves_today() -> None:
    got, asked, web = asyncio.run(with_record(timedelta(hours=23)))
    assert (got.kind, asked, web.robots_learnt) == ("robots_refused", 0, ())


@pytest.mark.parametrize("age", [timedelta(hours=25), timedelta(hours=-1)])
def test_a_record_too_old_or_from_the_future_is_read_anew(age: timedelta) -> None:
    got, asked, web = asyncio.run(with_record(age))
    assert (got.outcome, asked) == ("ok", 1)
    assert [record.fetched_at for record in web.robots_learnt] == [NOON]


def test_what_one_run_learns_the_next_one_goes_by() -> None:
    async def two_runs() -> int:
        async with asking(page, robots=robots_txt("User-agent: *\nDisallow: /info\n")) as (server, web):
            await web.get(server.base + "/page")
            (record,) = web.robots_learnt
            later = replace(record, fetched_at=NOON - timedelta(hours=1))
            async with Web(QUICK, clock=lambda: NOON, robots=[later]) as second:
                assert (await second.get(server.base + "/info")).kind == "robots_refused"
            return robots_asked(server.asked)

    assert asyncio.run(two_runs()) == 1
