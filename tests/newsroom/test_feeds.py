"""The feeds, as presswatch reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from deploy.newsroom import Newsroom, serve
from parsers.listings import read_listing
from parsers.records import Entry, Page
from tests.newsroom.conftest import CASE_STUDY, CORRECTED, DELETED, MOVED, MOVED_TO, WELSH, WITHDRAWN, Client
from tests.shipped import shipped_sources

FINDER = "/search/news-and-communications.atom"
GOVUK = next(source for source in shipped_sources() if source.name == "uk/govuk")


@pytest.fixture(scope="module")
def crowded() -> Iterator[Newsroom]:
    with serve(scale=40) as served:
        yield served


def entries(newsroom: Newsroom, path: str) -> tuple[Entry, ...]:
    client = Client(newsroom.url)
    answer = client.get(path)
    client.connection.close()
    url = newsroom.url + path
    page = Page(
        url=url,
        content=answer.body,
        content_type=answer.headers["content-type"],
        fetched_at=newsroom.now,
    )
    listing = read_listing(GOVUK, GOVUK.feeds[0], page)
    assert (listing.complete, listing.problems) == (True, ())
    return listing.entries


def paths(newsroom: Newsroom, path: str) -> list[str]:
    return [entry.url.removeprefix("https://www.gov.uk") for entry in entries(newsroom, path)]


def test_the_finder_gives_twenty_a_page_newest_first(crowded: Newsroom) -> None:
    """Its pages do not overlap, and together they hold everything that it lists."""
    pages = [entries(crowded, f"{FINDER}?page={number}") for number in (1, 2, 3)]
    found = [entry for page in pages for entry in page]
    moments = [entry.updated for entry in found if entry.updated]
    assert [len(page) for page in pages] == [20, 20, 12]
    assert len({entry.url for entry in found}) == 52
    assert moments == sorted(moments, reverse=True)


def test_the_page_after_the_last_is_empty(client: Client) -> None:
    answer = client.get(f"{FINDER}?page=2")
    assert (answer.status, answer.body.count(b"<entry>")) == (200, 0)


def test_links_lead_back_to_whatever_host_was_asked(client: Client) -> None:
    answer = client.get(FINDER, Host="newsroom.example:8099")
    assert b'href="http://newsroom.example:8099/government/news/' in answer.body
    assert b"127.0.0.1" not in answer.body


def test_case_studies_and_translations_are_not_in_the_finder(newsroom: Newsroom) -> None:
    found = paths(newsroom, FINDER)
    assert CORRECTED in found
    assert CASE_STUDY not in found
    assert WELSH not in found


def test_what_is_withdrawn_deleted_or_moved_leaves_the_finder(newsroom: Newsroom) -> None:
    before = paths(newsroom, FINDER)
    newsroom.set_day(3)
    after = paths(newsroom, FINDER)
    assert {WITHDRAWN, DELETED, MOVED} <= set(before)
    assert not {WITHDRAWN, DELETED, MOVED} & set(after)
    assert MOVED_TO in after


def test_a_corrected_release_comes_up_again(newsroom: Newsroom) -> None:
    newsroom.set_day(2)
    entry = next(one for one in entries(newsroom, FINDER) if one.url.endswith(CORRECTED))
    assert entry.updated == datetime(2026, 3, 3, 11, 15, tzinfo=UTC)


def test_the_finder_can_be_narrowed(newsroom: Newsroom) -> None:
    """Several values of one filter mean any of them; several filters mean all of them."""
    navy = "organisations[]=royal-navy"
    speeches = "content_store_document_type[]=speech"
    everyone = f"{navy}&organisations[]=foreign-commonwealth-development-office"
    assert len(paths(newsroom, f"{FINDER}?{navy}")) == 1
    assert len(paths(newsroom, f"{FINDER}?{everyone}")) == 3
    assert [path.split("/")[2] for path in paths(newsroom, f"{FINDER}?{everyone}&{speeches}")] == ["speeches"]


def test_the_feed_of_everything_names_the_type_of_each_release(newsroom: Newsroom) -> None:
    study = next(one for one in entries(newsroom, "/government/feed") if one.url.endswith(CASE_STUDY))
    assert study.title == "Orkney knitwear firm finds customers in Japan"
    assert study.category == "case_study"


def test_an_organisation_has_a_feed_of_its_own(newsroom: Newsroom, client: Client) -> None:
    assert len(paths(newsroom, "/government/organisations/royal-navy.atom")) == 1
    assert client.get("/government/organisations/ministry-of-magic.atom").status == 404
