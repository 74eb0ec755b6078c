"""The newsroom over HTTP: validators, packing, redirects, and the control paths."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, Settings
from tests.newsroom.conftest import DELETED, MAIN_PIECE, MOVED, MOVED_TO, Client

FINDER = "/search/news-and-communications.atom"
PATHS = (MAIN_PIECE, f"/api/content{MAIN_PIECE}", FINDER, "/api/search.json")


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    by_tag = client.get(path, If_None_Match=f'"other", {first.headers["etag"]}')
    by_date = client.get(path, If_Modified_Since=first.headers["last-modified"])
    assert [(one.status, one.body) for one in (by_tag, by_date)] == [(304, b"")] * 2
    assert by_tag.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("path", PATHS)
def test_what_has_changed_is_sent_again(newsroom: Newsroom, client: Client, path: str) -> None:
    """Forwards and backwards: the validators belong to the text, not to the moment of asking."""
    first = client.get(path)
    newsroom.set_day(2)
    by_tag = client.get(path, If_None_Match=first.headers["etag"])
    by_date = client.get(path, If_Modified_Since=first.headers["last-modified"])
    newsroom.set_day(1)
    back = client.get(path, If_Modified_Since=by_date.headers["last-modified"])
    assert [one.status for one in (by_tag, by_date, back)] == [200] * 3
    assert by_tag.body != first.body == back.body


def test_a_tag_that_differs_outweighs_a_date_that_fits(client: Client) -> None:
    modified = client.get(MAIN_PIECE).headers["last-modified"]
    assert client.get(MAIN_PIECE, If_None_Match='"other"', If_Modified_Since=modified).status == 200


def test_last_modified_is_when_the_page_last_changed(newsroom: Newsroom, client: Client) -> None:
    assert client.get(MAIN_PIECE).headers["last-modified"] == "Mon, 02 Mar 2026 07:30:00 GMT"
    newsroom.set_day(3)
    assert client.get(MAIN_PIECE).headers["last-modified"] == "Tue, 03 Mar 2026 12:20:00 GMT"
    assert client.get(FINDER).headers["last-modified"] == "Wed, 04 Mar 2026 14:00:00 GMT"


@pytest.mark.parametrize(("accepted", "packed"), [("gzip, br", True), ("*", True), ("gzip;q=0, *", False), ("", False)])
def test_pages_are_packed_for_those_who_ask_for_it(client: Client, accepted: str, packed: bool) -> None:
    plain, answer = client.get(MAIN_PIECE), client.get(MAIN_PIECE, Accept_Encoding=accepted)
    assert ("content-encoding" in answer.headers) == packed
    assert (gzip.decompress(answer.body) if packed else answer.body) == plain.body


def test_a_deleted_release_is_gone(newsroom: Newsroom, client: Client) -> None:
    """The API says so with status 200, because the deletion came with an explanation."""
    newsroom.set_day(3)
    item = client.get(f"/api/content{DELETED}")
    assert client.get(DELETED).status == 410
    assert (item.status, item.json["schema_name"]) == (200, "gone")


def test_a_moved_release_is_found_at_its_new_address(newsroom: Newsroom, client: Client) -> None:
    newsroom.set_day(3)
    answer, item = client.get(MOVED), client.get(f"/api/content{MOVED}")
    assert (answer.status, answer.headers["location"]) == (301, MOVED_TO)
    assert item.json["redirects"] == [{"path": MOVED, "type": "exact", "destination": MOVED_TO}]
    assert client.get(MOVED_TO).status == 200


def test_what_never_was_is_not_found(client: Client) -> None:
    assert [client.get(path).status for path in ("/government/news/none", "/api/content/none")] == [404, 404]


def test_tomorrows_release_is_not_there_today(newsroom: Newsroom, client: Client) -> None:
    path = "/government/news/heat-pump-grants-to-be-paid-within-ten-days"
    assert client.get(path).status == 404
    newsroom.set_day(2)
    assert client.get(path).status == 200


def test_one_connection_serves_many_requests(client: Client) -> None:
    assert client.get(MAIN_PIECE).status == 200
    connection = client.connection.sock
    assert client.post("/_control/reset").status == 200
    assert client.get(MAIN_PIECE, "HEAD").body == b""
    assert client.get("/robots.txt").body.startswith(b"User-agent: *\n")
    assert client.connection.sock is connection


def test_a_page_comes_from_memory_in_under_a_millisecond(client: Client) -> None:
    client.get(MAIN_PIECE)
    waits = []
    for _ in range(50):
        start = time.perf_counter()
        client.get(MAIN_PIECE)
        waits.append(time.perf_counter() - start)
    assert min(waits) < 0.001


def test_control_paths_turn_the_day_and_count_requests(client: Client) -> None:
    turned = client.post("/_control/day/2").json
    client.get(f"{FINDER}?page=1")
    client.get(FINDER)
    counts = client.get("/_control/stats").json
    assert turned == {"day": 2, "now": "2026-03-03T18:00:00+00:00"}
    assert counts == {"requests": 2, "by_path": {FINDER: 2}, "by_status": {"200": 2}}
    assert client.post("/_control/reset").json["requests"] == 0


def test_the_truth_is_the_same_inside_and_outside(newsroom: Newsroom, client: Client) -> None:
    assert client.get("/_control/truth").json == newsroom.truth()
    assert newsroom.now == datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/_control/day/9", "there is no day 9; the days are 1, 2, 3"),
        ("/_control/day/x", "expected the number of a day, got 'x'"),
        ("/_control/explode", "POST /_control/explode: unknown; expected one of GET stats"),
    ],
)
def test_a_wrong_command_is_told_what_is_right(client: Client, path: str, complaint: str) -> None:
    answer = client.post(path)
    assert answer.status == 404
    assert complaint in answer.json["error"]


def test_a_post_to_a_page_is_refused(client: Client) -> None:
    assert client.post(MAIN_PIECE).status == 405


def test_the_log_holds_every_request_and_answers_can_be_slow(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with Newsroom(Settings(log=log, latency=0.02)) as newsroom:
        client = Client(newsroom.url)
        start = time.monotonic()
        client.get(f"{FINDER}?page=2", User_Agent="tester")
        waited = time.monotonic() - start
        client.connection.close()
    (row,) = map(json.loads, log.read_text("utf-8").splitlines())
    assert (row["method"], row["path"], row["status"]) == ("GET", f"{FINDER}?page=2", 200)
    assert row["user_agent"] == "tester"
    assert waited >= 0.02


def test_closing_cuts_the_connections_that_are_open() -> None:
    """Otherwise a client that keeps its connection would keep the newsroom from stopping."""
    with Newsroom(Settings()) as newsroom:
        client = Client(newsroom.url)
        client.get("/robots.txt")
        connection = client.connection.sock
    assert connection.recv(1) == b""
    client.connection.close()
