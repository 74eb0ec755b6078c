"""What one get brings: pages, second tries, and refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import pairwise

import pytest

from flows.answers import Answer, Seen
from tests.flows.asking import NOON, ask, ask_all, asking
from tests.flows.servers import Asked, Publisher, Said, Server, answer

HTML = "text/html; charset=utf-8"
COPY = Seen(etag='"one"', last_modified="Mon, 23 Nov 2026 10:00:00 GMT")


def always(said: bytes) -> Publisher:
    """Return a publisher that answers everything so."""
    return lambda _: said


def in_order(*answers: bytes) -> Publisher:
    """Return a publisher that gives these answers one after the other, the last one for ever."""
    left: Iterator[bytes] = iter(answers)
    return lambda _: next(left, answers[-1])


def gaps(server: Server) -> list[float]:
    """Return the seconds between the pages that a server was asked for."""
    return [later.at - earlier.at for earlier, later in pairwise(server.pages)]


def test_a_page_comes_whole_with_its_validators() -> None:
    said = answer(
        200, b"<h1>Fishing</h1>", Content_Type=HTML, ETag='"one"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT"
    )
    got, server = ask(always(said), "/news#top")
    assert (got.outcome, got.status, got.content, got.content_type) == ("ok", 200, b"<h1>Fishing</h1>", HTML)
    assert (got.etag, got.last_modified) == (COPY.etag, COPY.last_modified)
    assert (got.requested_at, got.error, got.kind, got.requests) == (NOON, None, None, 1)
    assert [asked.path for asked in server.pages] == ["/news"]


def test_the_request_says_who_asks_and_whom_to_complain_to() -> None:
    _, server = ask(always(answer()))
    agents = {asked.headers["user-agent"] for asked in server.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("presswatch/")
    assert server.pages[0].headers["user-agent"].endswith("(+desk@example.org)")


def test_an_empty_page_is_handed_on_as_it_came() -> None:
    got, _ = ask(always(answer(200, b"")))
    assert (got.outcome, got.content) == ("ok", b"")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_no_longer_there_is_gone_and_no_problem(status: int) -> None:
    got, server = ask(always(answer(status, b"withdrawn on request")))
    assert (got.outcome, got.status, got.kind, got.error) == ("gone", status, None, None)
    assert got.content == b"withdrawn on request"
    assert len(server.pages) == 1


# Our own copy -------------------------------------------------------------------------------------------------------


def unless_seen(asked: Asked) -> Said:
    """Answer 304 to whoever names the right validators."""
    same = asked.headers.get("if-none-match") == COPY.etag and "if-modified-since" in asked.headers
    return answer(304) if same else answer(200, b"new", ETag='"two"')


def test_an_unchanged_page_is_not_sent_again_and_keeps_its_validators() -> None:
    got, _ = ask(unless_seen, seen=COPY)
    assert (got.outcome, got.status, got.content) == ("not_modified", 304, b"")
    assert (got.etag, got.last_modified) == (COPY.etag, COPY.last_modified)


def test_a_changed_page_is_sent_with_new_validators() -> None:
    got, _ = ask(unless_seen, seen=Seen(etag='"zero"', last_modified=None))
    assert (got.outcome, got.content, got.etag, got.last_modified) == ("ok", b"new", '"two"', None)


def test_a_validator_that_no_header_can_carry_is_left_out() -> None:
    _, server = ask(always(answer()), seen=Seen(etag='"a"\r\nCookie: b', last_modified="Montag, März"))
    assert not {"if-none-match", "if-modified-since", "cookie"} & server.pages[0].headers.keys()


def test_not_modified_without_our_asking_is_a_failure() -> None:
    got, _ = ask(always(answer(304)))
    assert (got.outcome, got.kind) == ("failed", "http_error")


# Second tries -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_page_that_fails_three_times_comes_at_the_fourth_try(status: int) -> None:
    got, server = ask(in_order(*[answer(status)] * 3, answer(200, b"here")))
    assert (got.outcome, got.content, got.requests, got.error) == ("ok", b"here", 4, None)
    assert len(server.pages) == 4


def test_the_pauses_between_tries_grow() -> None:
    _, server = ask(always(answer(500)), backoff_first=0.08)
    first, second, third = gaps(server)
    assert (first >= 0.04, second >= 0.08, third >= 0.16) == (
        True,
        True,
        True,
    )  # half of 0.08, 0.16 and 0.32 s at least


def test_a_page_that_always_fails_is_given_up_after_four_tries() -> None:
    got, server = ask(always(answer(500)))
    assert (got.outcome, got.kind, got.status, got.content) == ("failed", "server_error", 500, b"")
    assert got.error == f"{server.base}/page answered 500"
    assert len(server.pages) == 4


@pytest.mark.parametrize(("status", "outcome", "kind"), [(400, "failed", "http_error"), (403, "refused", "refused")])
def test_what_will_not_change_is_asked_once(status: int, outcome: str, kind: str) -> None:
    got, server = ask(always(answer(status)))
    assert (got.outcome, got.kind, len(server.pages)) == (outcome, kind, 1)


@pytest.mark.parametrize("status", [201, 204, 206])
def test_a_success_that_is_no_whole_page_is_a_failure(status: int) -> None:
    got, _ = ask(always(answer(status, b"" if status == 204 else b"half")))
    assert (got.outcome, got.kind, got.content) == ("failed", "http_error", b"")


def test_second_tries_end_with_the_time_that_a_page_may_take() -> None:
    got, server = ask(always(answer(500)), total_timeout=0.001, tries=1000)
    assert got.outcome == "failed"
    assert len(server.pages) < 20


# Too many requests --------------------------------------------------------------------------------------------------


def test_retry_after_in_seconds_is_waited_for_by_every_page_of_the_host() -> None:
    answers, server = ask_all(
        in_order(answer(429, Retry_After="1"), answer(200, b"here")), ["/a", "/b", "/c"], concurrency_per_host=1
    )
    assert [one.outcome for one in answers] == ["ok"] * 3
    assert gaps(server)[0] >= 1
    assert sorted(asked.path for asked in server.pages) == ["/a", "/a", "/b", "/c"]


def test_retry_after_as_a_date_is_counted_from_the_servers_own_clock() -> None:
    """A server whose clock is 25 years slow still means one second."""
    late = answer(429, Date="Sat, 24 Nov 2001 12:00:00 GMT", Retry_After="Sat, 24 Nov 2001 12:00:01 GMT")
    got, server = ask(in_order(late, answer(200, b"here")))
    assert got.outcome == "ok"
    assert 1 <= gaps(server)[0] < 2


def test_too_many_requests_without_a_time_are_given_up_after_growing_pauses() -> None:
    got, server = ask(always(answer(429)), backoff_first=0.05)
    assert (got.outcome, got.kind, got.status) == ("refused", "rate_limited", 429)
    assert len(server.pages) == 4
    assert gaps(server)[0] < gaps(server)[2]


def test_a_pause_of_zero_seconds_still_backs_off() -> None:
    _, server = ask(always(answer(429, Retry_After="0")), backoff_first=0.1)
    assert sum(gaps(server)) >= 0.35


def test_a_pause_longer_than_we_wait_ends_the_host_for_now() -> None:
    """Neither this page nor the others of the host are asked again."""

    async def both() -> tuple[Answer, Answer, int]:
        async with asking(always(answer(429, Retry_After="3600"))) as (server, web):
            first, second = await web.get(server.base + "/a"), await web.get(server.base + "/b")
            return first, second, len(server.pages)

    first, second, asked = asyncio.run(both())
    assert (first.kind, second.kind, asked) == ("rate_limited", "rate_limited", 1)
    assert (second.requests, second.status) == (0, None)
    assert "asked to be left alone for another 3,600 s" in (second.error or "")


def test_an_overload_that_names_a_long_pause_holds_for_the_whole_host() -> None:
    """503 with Retry-After beyond a moment speaks of the service, not of the page."""

    async def both() -> tuple[Answer, int]:
        async with asking(always(answer(503, Retry_After="3600"))) as (server, web):
            await web.get(server.base + "/a")
            return await web.get(server.base + "/b"), len(server.pages)

    second, asked = asyncio.run(both())
    assert (second.kind, asked) == ("rate_limited", 1)


def test_a_short_pause_of_one_page_does_not_hold_up_the_others() -> None:
    def first_page_fails(asked: Asked) -> Said:
        return answer(503, Retry_After="1") if asked.path == "/a" else answer(200)

    answers, server = ask_all(first_page_fails, ["/a", *(f"/{number}" for number in range(9))], tries=2)
    assert [one.outcome for one in answers] == ["failed"] + ["ok"] * 9
    assert [asked.path for asked in server.pages][-1] == "/a"
    assert gaps(server)[-1] > 0.8
