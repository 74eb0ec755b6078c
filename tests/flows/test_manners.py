"""The decisions: limits, statuses, pauses, addresses, redirects and robots.txt."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from flows.manners import (
    FetchError,
    Manners,
    backoff,
    check_url,
    follow,
    host_at,
    host_of,
    http_date,
    is_permanent,
    is_redirect,
    judge,
    retry_after,
    user_agent,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
USUAL = Manners(contact=None)
CHANCE = random.Random(7)  # noqa: S311 - spreads second tries


# Limits -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "limit",
    [
        {"connect_timeout": 0},
        {"read_timeout": -1},
        {"total_timeout": math.nan},
        {"max_bytes": 0},
        {"concurrency_per_host": 0},
        {"tries": 0},
        {"requests_per_second": -1},
        {"requests_per_second": math.inf},
        {"max_redirects": -1},
        {"backoff_first": math.nan},
        {"retry_after_most": math.inf},
    ],
)
def test_a_limit_that_makes_no_sense_is_named(limit: dict[str, Any]) -> None:
    ((name, value),) = limit.items()
    with pytest.raises(ValueError, match=f"{name}: expected .* or more|{name}: expected more than 0, got {value}"):
        Manners(contact=None, **limit)


@pytest.mark.parametrize("contact", ["desk@exämple.org", "a\r\nCookie: b"])
def test_a_contact_that_no_header_can_carry_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="contact: expected plain ASCII"):
        Manners(contact=contact)


@pytest.mark.parametrize(("rate", "interval"), [(10, 0.1), (0.5, 2), (0, 0)])
def test_the_pace_gives_the_seconds_between_two_requests(rate: float, interval: float) -> None:
    assert Manners(contact=None, requests_per_second=rate).interval == interval


def test_the_user_agent_names_the_program_and_its_contact() -> None:
    assert user_agent("1.2", "desk@example.org") == "presswatch/1.2 (+desk@example.org)"
    assert user_agent("1.2", None) == "presswatch/1.2"


# Statuses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome", "kind", "again"),
    [
        (200, "ok", None, False),
        (203, "ok", None, False),
        (204, "failed", "http_error", False),
        (206, "failed", "http_error", False),
        (304, "failed", "http_error", False),
        (400, "failed", "http_error", False),
        (401, "refused", "refused", False),
        (403, "refused", "refused", False),
        (404, "gone", None, False),
        (408, "failed", "server_error", True),
        (410, "gone", None, False),
        (429, "refused", "rate_limited", True),
        (451, "refused", "refused", False),
        (500, "failed", "server_error", True),
        (503, "failed", "server_error", True),
        (599, "failed", "server_error", True),
    ],
)
def test_every_status_means_one_outcome(status: int, outcome: str, kind: str | None, again: bool) -> None:
    verdict = judge(status)
    assert (verdict.outcome, verdict.kind, verdict.again) == (outcome, kind, again)


def test_not_modified_counts_only_where_validators_were_sent() -> None:
    assert judge(304, conditional=True).outcome == "not_modified"


def test_300_and_304_are_no_redirects_and_two_of_the_others_are_for_ever() -> None:
    assert [status for status in range(300, 400) if is_redirect(status)] == [301, 302, 303, 307, 308]
    assert [status for status in range(300, 400) if is_permanent(status)] == [301, 308]


# Pauses -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2", 2),
        (" 120 ", 120),
        ("0", 0),
        ("9" * 400, 999_999_999_999),
        ("Tue, 24 Nov 2026 12:00:03 GMT", 3),
        ("Tuesday, 24-Nov-26 12:00:03 GMT", 3),
        ("Tue Nov 24 12:00:03 2026", 3),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


def test_a_date_that_is_none_is_no_date() -> None:
    assert http_date("Tue, 99 Nov 2026 12:00:03 GMT") is None
    assert http_date(None) is None


def test_pauses_double_up_to_a_cap_and_half_of_each_is_left_to_chance() -> None:
    manners = replace(USUAL, backoff_first=0.5, backoff_most=3)
    for attempt, most in [(1, 0.5), (2, 1), (3, 2), (4, 3), (5, 3), (10_000, 3)]:
        pauses = [backoff(attempt, manners, CHANCE) for _ in range(200)]
        assert most / 2 <= min(pauses) < max(pauses) <= most
        assert max(pauses) - min(pauses) > most / 4


# Addresses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://example.org/", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"),
        ("/news", "bad_scheme"),
        ("", "bad_scheme"),
        ("http://", "bad_url"),
        ("http://desk:secret@example.org/", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://example.org:99999/", "bad_url"),
        ("http://example.org:0/", "bad_url"),
        ("http://example.org/\x00", "bad_url"),
        ("https://xn--.example/", "bad_url"),
        ("http://example.org/\ud800", "bad_url"),
        ("http://" + "a" * 70_000, "bad_url"),
        ("http://127.0.0.1/", "private_address"),
        ("http://[::1]:8080/", "private_address"),
        ("http://[::ffff:10.0.0.1]/", "private_address"),
        ("http://169.254.169.254/", "private_address"),
    ],
)
def test_an_address_that_may_not_be_asked_says_why(url: str, kind: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_url(url, USUAL)
    assert (caught.value.kind, caught.value.outcome, caught.value.again) == (kind, "refused", False)
    assert len(str(caught.value)) < 400


def test_a_fragment_is_not_part_of_what_is_asked() -> None:
    assert str(check_url("https://example.org/news?page=2#top", USUAL)) == "https://example.org/news?page=2"


def test_a_refused_address_says_which_setting_allows_it() -> None:
    with pytest.raises(
        FetchError, match=r"127\.0\.0\.1:8099 is a loopback address.* unless allow_private_addresses is true"
    ):
        check_url("http://127.0.0.1:8099/", USUAL)


ANY = replace(USUAL, allow_private_addresses=True)
ONE = replace(USUAL, allow_private=frozenset({("127.0.0.1", 8099)}))


@pytest.mark.parametrize("manners", [ANY, ONE])
def test_a_loopback_address_may_be_allowed(manners: Manners) -> None:
    assert check_url("http://127.0.0.1:8099/news", manners).port == 8099


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://127.0.0.1:8098/", "http://127.0.0.2:8099/"])
def test_allowing_one_port_allows_no_other(url: str) -> None:
    with pytest.raises(FetchError, match="loopback"):
        check_url(url, ONE)


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "http://[fe80::1]/", "http://0.0.0.0/", "http://224.0.0.1/"]
)
def test_some_addresses_are_never_allowed(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_url(url, ANY)
    assert caught.value.kind == "private_address"
    assert "unless" not in str(caught.value)


def test_hosts_are_named_with_their_port_where_it_is_not_the_schemes_own() -> None:
    urls = ["https://WWW.Example.org:443/a", "http://example.org:8099/", "http://example.org:80/"]
    assert [host_of(httpx.URL(url)) for url in urls] == ["www.example.org", "example.org:8099", "example.org"]


# Redirects ----------------------------------------------------------------------------------------------------------


def led(location: str, *, start: str = "https://example.org/a/b", stay_on: Any = (), manners: Manners = USUAL) -> str:
    """Follow one redirect from the page that was asked."""
    source = httpx.URL(start)
    return str(follow(source, location, source, stay_on, manners))


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/c", "https://example.org/c"),
        ("c?d=1#e", "https://example.org/a/c?d=1"),
        ("//EXAMPLE.org/c", "https://example.org/c"),
        ("https://example.org:443/c", "https://example.org/c"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, target: str) -> None:
    assert led(location) == target


def test_a_redirect_may_lead_to_a_known_host_and_to_no_other() -> None:
    assert led("https://www.example.org/c", stay_on=["WWW.example.org"]) == "https://www.example.org/c"
    with pytest.raises(FetchError, match=r"redirects to another host: https://evil\.example/"):
        led("https://evil.example/", stay_on=["www.example.org"])


def test_a_redirect_of_robots_txt_may_lead_to_any_public_host() -> None:
    assert led("https://other.example/robots.txt", stay_on=None) == "https://other.example/robots.txt"
    with pytest.raises(FetchError, match="a private address"):
        led("https://10.0.0.1/robots.txt", stay_on=None)


def test_a_step_down_from_https_is_refused_and_up_is_not() -> None:
    assert led("https://example.org/b", start="http://example.org/a") == "https://example.org/b"
    with pytest.raises(FetchError, match="from https to http") as caught:
        led("http://example.org/b")
    assert caught.value.kind == "bad_scheme"


@pytest.mark.parametrize("stay_on", [(), None, ["127.0.0.1:22"]])
def test_private_addresses_allowed_to_us_are_not_allowed_to_redirects(stay_on: Any) -> None:
    start = "http://127.0.0.1:8099/page"
    assert led("/b", start=start, manners=ANY) == "http://127.0.0.1:8099/b"
    with pytest.raises(FetchError, match=r"127\.0\.0\.1:22 is a loopback address"):
        led("http://127.0.0.1:22/", start=start, stay_on=stay_on, manners=ANY)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:443/a", "example.org"),
        ("http://127.0.0.1:8099/", "127.0.0.1:8099"),
        ("https://xn--.example/", "xn--.example"),
        ("http://[::1", ""),
    ],
)
def test_a_host_has_one_name_however_it_is_written(url: str, host: str) -> None:
    assert host_at(url) == host
