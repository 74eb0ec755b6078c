"""Where redirects may lead, and what a page that came by one is called."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from flows.answers import Answer, Seen
from tests.flows.asking import ask, asking
from tests.flows.servers import Asked, Publisher, Said, Server, answer, robots_txt


def leads(steps: Mapping[str, tuple[int, str]]) -> Publisher:
    """Return a publisher that redirects these paths and answers all others with a page."""

    def publisher(asked: Asked) -> Said:
        if asked.path not in steps:
            return answer(200, asked.path.encode(), ETag='"there"')
        status, location = steps[asked.path]
        return answer(status, Location=location)

    return publisher


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_at_a_new_address_for_ever_has_moved(status: int) -> None:
    got, server = ask(leads({"/page": (status, "/new")}))
    assert (got.outcome, got.content, got.status, got.kind) == ("moved", b"/new", 200, None)
    assert (got.url, got.final_url) == (f"{server.base}/page", f"{server.base}/new")
    assert (got.redirects, got.requests) == ((f"{server.base}/new",), 2)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_is_elsewhere_for_now_keeps_its_address(status: int) -> None:
    got, server = ask(leads({"/page": (status, "/new")}))
    assert (got.outcome, got.content, got.final_url) == ("ok", b"/new", f"{server.base}/new")


def test_one_temporary_step_makes_the_whole_way_temporary() -> None:
    got, server = ask(leads({"/page": (301, "/a"), "/a": (302, "/b")}))
    assert (got.outcome, got.content) == ("ok", b"/b")
    assert got.redirects == (f"{server.base}/a", f"{server.base}/b")


def test_a_page_moved_to_one_that_is_gone_is_gone() -> None:
    got, _ = ask(lambda asked: answer(301, Location="/new") if asked.path == "/page" else answer(410))
    assert (got.outcome, got.status) == ("gone", 410)


def test_a_redirect_is_asked_without_the_validators_of_the_old_page() -> None:
    got, server = ask(leads({"/page": (301, "/new")}), seen=Seen(etag='"here"', last_modified=None))
    assert [asked.headers.get("if-none-match") for asked in server.pages] == ['"here"', None]
    assert (got.outcome, got.etag) == ("moved", '"there"')


def test_robots_txt_counts_for_the_page_that_a_redirect_leads_to() -> None:
    robots = robots_txt("User-agent: *\nDisallow: /info\n")
    got, server = ask(leads({"/page": (302, "/info/a")}), robots=robots)
    assert (got.kind, [asked.path for asked in server.pages]) == ("robots_refused", ["/page"])


def test_a_redirect_that_says_not_where_to_is_a_failure() -> None:
    got, _ = ask(lambda _: answer(302))
    assert (got.outcome, got.kind, got.status) == ("failed", "http_error", 302)


@pytest.mark.parametrize("status", [301, 302])
def test_a_loop_of_redirects_ends_after_a_few(status: int) -> None:
    got, server = ask(leads({"/page": (status, "/a"), "/a": (status, "/page")}), max_redirects=5)
    assert (got.outcome, got.kind) == ("refused", "too_many_redirects")
    assert len(server.pages) == 6


@pytest.mark.parametrize(
    ("location", "kind", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "private_address", "a link-local address"),
        ("http://[fe80::1]/", "private_address", "a link-local address"),
        ("http://127.0.0.1:22/", "private_address", "a loopback address"),
        ("http://[::ffff:127.0.0.1]:22/", "private_address", "a loopback address"),
        ("http://10.0.0.1/", "private_address", "a private address"),
        ("http://localhost:22/", "offsite_redirect", "another host"),
        ("file:///etc/passwd", "bad_scheme", "not an http or https address"),
        ("javascript:alert(1)", "bad_scheme", "not an http or https address"),
        ("http://desk:secret@127.0.0.1/", "bad_url", "holds a user name or password"),
        ("https:///", "bad_url", "names no host"),
        ("http://[::1", "bad_url", "cannot be read as an address"),
        ("https://www.example.org/", "offsite_redirect", "another host"),
    ],
)
def test_a_redirect_to_where_we_may_not_go_is_refused(location: str, kind: str, reason: str) -> None:
    """Though private addresses are allowed: that is for what was asked, not for what a server sends us to."""
    got, server = ask(leads({"/page": (302, location)}))
    assert (got.outcome, got.kind, got.content) == ("refused", kind, b"")
    assert (got.error or "").startswith(f"{server.base}/page redirects to ")
    assert reason in (got.error or "")
    assert len(server.pages) == 1


def test_a_redirect_to_another_port_is_refused_even_for_a_host_that_is_allowed_by_name() -> None:
    async def from_allowed() -> Answer:
        async with asking(leads({"/page": (302, "http://127.0.0.1:22/")})) as (server, _):
            pairs = frozenset({("127.0.0.1", server.port)})
            async with asking(leads({}), allow_private=pairs, allow_private_addresses=False) as (_, web):
                return await web.get(server.base + "/page", stay_on=["127.0.0.1:22"])

    assert asyncio.run(from_allowed()).kind == "private_address"


def test_a_name_on_loopback_is_refused_to_redirects_when_it_connects() -> None:
    """The name is among those that redirects may lead to; its address still is not."""
    publisher = leads({"/page": (302, "http://localhost:22/")})
    got, _ = ask(publisher, stay_on=["localhost:22"])
    assert (got.outcome, got.kind) == ("refused", "private_address")
    assert "localhost:22 is at" in (got.error or "")


async def two_servers(*, stay: bool, allowed: bool) -> tuple[Answer, Server]:
    """Ask one server that redirects to another."""
    steps: dict[str, tuple[int, str]] = {}
    async with asking(leads({})) as (other, _), asking(leads(steps)) as (first, _):
        steps["/page"] = (301, f"{other.base}/there")
        pairs = [first.port, *([other.port] if allowed else [])]
        trusted = frozenset(("127.0.0.1", port) for port in pairs)
        async with asking(leads({}), allow_private=trusted, allow_private_addresses=False) as (_, web):
            stay_on = [f"127.0.0.1:{other.port}"] if stay else []
            return await web.get(first.base + "/page", stay_on=stay_on), other


def test_a_redirect_to_a_known_host_is_followed_by_that_hosts_own_rules() -> None:
    got, other = asyncio.run(two_servers(stay=True, allowed=True))
    assert (got.outcome, got.final_url) == ("moved", f"{other.base}/there")
    assert [asked.path for asked in other.asked] == ["/robots.txt", "/there"]


@pytest.mark.parametrize(("allowed", "kind"), [(True, "offsite_redirect"), (False, "private_address")])
def test_a_redirect_to_another_host_asks_it_nothing(allowed: bool, kind: str) -> None:
    got, other = asyncio.run(two_servers(stay=False, allowed=allowed))
    assert (got.kind, other.asked) == (kind, [])
