"""Pages that are no releases for a while, and releases that come back: problems that close, and no edition of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from deploy.newsroom import Newsroom, serve
from flows.settings import SourceSettings
from tests.flows.fronts import CHALLENGE, SUSPENDED, Front, front
from tests.flows.rooms import Room
from tests.flows.servers import answer

HOMEPAGE, NEWS = "https://www.gov.uk", "/government/news/"
PAGE = NEWS + "hms-tamarisk-sails-home-from-the-baltic"
FEED = "/search/news-and-communications.atom"
CUT = NEWS + "uk-and-norway-agree-three-summers-of-arctic-research"
# A page, what its host says instead of it, and what that is to be called.
REFUSALS = {
    PAGE: (CHALLENGE, "challenge_page"),
    NEWS + "smaller-ports-to-plug-ships-into-the-grid": (SUSPENDED, "suspended_page"),
    NEWS + "reservists-swap-the-office-for-the-estonian-winter": (
        answer(200, b"", Content_Type="text/html"),
        "empty_page",
    ),
    NEWS + "seagrass-to-return-to-40-miles-of-english-coast": (
        answer(200, b"<html><h1>Welcome</h1></html>", Content_Type="text/html"),
        "unknown_layout",
    ),
    NEWS + "bronze-figure-by-jef-roosendaal-at-risk-of-leaving-the-uk": (answer(500, b"no"), "server_error"),
}


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with serve(day=1) as newsroom:
        yield newsroom


@pytest.fixture
def host(newsroom: Newsroom) -> Iterator[Front]:
    with front(newsroom) as host:
        yield host


@pytest.fixture
def room(host: Front, tmp_path: Path) -> Room:
    """An installation that reads through the front."""
    return Room(host.newsroom, tmp_path, changed={"sources": {"uk/govuk": SourceSettings(base_url=host.url)}})


def open_problems(room: Room) -> list[tuple[str, str]]:
    """Return kind and address of everything that is wrong."""
    return room.ask("SELECT kind, url FROM problems WHERE resolved_at IS NULL ORDER BY ALL")


def test_pages_that_are_no_releases_are_problems_and_never_editions(room: Room, host: Front) -> None:
    assert room.collect().problems == 0
    before = room.ask("FROM revisions ORDER BY ALL")
    whole = httpx.get(host.url + CUT, trust_env=False).content
    cut = answer(200, whole[: whole.index(b"gem-c-published-dates")], Content_Type="text/html")
    refusals = {**REFUSALS, CUT: (cut, "cut_page")}
    host.says.update({page: said for page, (said, _) in refusals.items()})
    report = room.collect()
    assert (report.problems, report.sources[0].changes) == (len(refusals), ())
    assert open_problems(room) == sorted((kind, HOMEPAGE + page) for page, (_, kind) in refusals.items())
    assert room.ask("FROM revisions ORDER BY ALL") == before
    assert room.ask("SELECT DISTINCT status FROM releases") == [("live",)]
    host.says.clear()
    assert room.collect().problems == 0
    assert open_problems(room) == []


def test_a_page_that_was_a_challenge_at_first_is_new_when_it_is_right(room: Room, host: Front) -> None:
    host.says[PAGE] = CHALLENGE
    assert room.collect().problems == 1
    assert (HOMEPAGE + PAGE,) not in room.ask("SELECT url FROM releases")
    host.says.clear()
    report = room.collect(mode="none")  # it is still to be read
    assert [(one.kind, one.url) for one in report.sources[0].changes] == [("new", HOMEPAGE + PAGE)]


def test_a_listing_that_is_a_challenge_is_a_problem_and_the_other_listing_is_read(room: Room, host: Front) -> None:
    host.says[FEED] = CHALLENGE
    report = room.collect()
    assert report.problems == 1
    assert open_problems(room) == [("challenge_page", HOMEPAGE + FEED)]
    assert room.ask("SELECT DISTINCT document_type FROM releases") == [("case_study",)]
    host.says.clear()
    assert room.collect().problems == 0
    assert open_problems(room) == []


def test_releases_that_come_back_are_revived(newsroom: Newsroom, tmp_path: Path) -> None:
    room = Room(newsroom, tmp_path)
    for day in (1, 2, 3):
        newsroom.set_day(day)
        room.collect()
    newsroom.set_day(2)
    report = room.collect(clock=lambda: room.clock() + timedelta(days=2))
    back = {one.url for one in report.sources[0].changes if one.kind == "revived"}
    truth = newsroom.truth()["days"]["3"]
    assert back == {*truth["withdrawn"], *truth["gone"]}
    assert room.ask("SELECT DISTINCT status FROM releases") == [("live",)]
