"""Every release of the invented newsroom reads the same from its page and from the API behind it."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest

from deploy.newsroom import Newsroom, serve
from parsers.listings import read_listing
from parsers.records import Feed, Page
from parsers.releases import read_with_problems
from parsers.requests import Selection, listing_request
from tests.parsers.samples import GOVUK, NOW


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve(day=3) as room:
        yield room


def _get(newsroom: Newsroom, url: str) -> Page:
    asked = url.replace(GOVUK.homepage, newsroom.url)
    with urllib.request.urlopen(asked) as reply:
        kind = reply.headers["Content-Type"]
        return Page(url=asked, content=reply.read(), content_type=kind, fetched_at=NOW.replace(year=2030))


def test_the_page_and_the_api_agree_on_every_release(newsroom: Newsroom) -> None:
    """On every field but the layout, and with nothing to complain about."""
    history = GOVUK.feeds[-1]
    listing = read_listing(GOVUK, history, _get(newsroom, listing_request(GOVUK, history, Selection()).url))
    assert len(listing.entries) >= 10
    for entry in listing.entries:
        path = entry.url.removeprefix(GOVUK.homepage)
        page = read_with_problems(GOVUK, _get(newsroom, entry.url))
        item = read_with_problems(GOVUK, _get(newsroom, f"{GOVUK.homepage}/api/content{path}"))
        assert replace(item.release, layout=page.release.layout) == page.release
        assert (page.problems, item.problems) == ((), ())


@pytest.mark.parametrize("feed", GOVUK.feeds, ids=lambda feed: feed.name)
def test_every_feed_lists_pages_that_can_be_read(newsroom: Newsroom, feed: Feed) -> None:
    """Under the title and the address that the page has."""
    listing = read_listing(GOVUK, feed, _get(newsroom, listing_request(GOVUK, feed, Selection()).url))
    assert listing.problems == ()
    for entry in listing.entries:
        release = read_with_problems(GOVUK, _get(newsroom, entry.url)).release
        assert (release.url, release.title) == (entry.url, entry.title)
