"""Real pages of every shipped publisher, as far as they lie beside this repository: what is read is what is true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.listings import read_listing
from parsers.records import Feed, Page, Source
from tests.parsers.sites import CRITERIA, SHARED, WHY_SKIPPED, Sighting, has_shared_pages, sightings
from tests.shipped import shipped_sources

pytestmark = pytest.mark.skipif(not has_shared_pages(), reason=WHY_SKIPPED)


@pytest.fixture(scope="module")
def seen() -> list[Sighting]:
    """Every page, read once."""
    return list(sightings())


def _source(name: str) -> Source:
    return next(source for source in shipped_sources() if source.name == name)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_real_pages_give_what_is_true_of_them(seen: list[Sighting], criterion: str) -> None:
    """Title and day, the first and last words of the text, what must be in it, and nothing of the page around it."""
    measured = [one for one in seen if criterion in one.metrics]
    assert len(measured) >= 55
    assert [(one.url, one.layout) for one in measured if one.metrics[criterion] < 1] == []


def test_publishers_with_selectors_are_read_by_them(seen: list[Sighting]) -> None:
    """The generic reader stands behind the layouts; where it is the one that reads, a layout has come apart."""
    described = [one for one in seen if any(layout.kind == "html" for layout in one.source.layouts)]
    assert described
    assert [(one.url, one.layout) for one in described if one.layout.startswith("generic")] == []


def test_the_documents_of_the_white_house_are_told_apart(seen: list[Sighting]) -> None:
    """An analyst asks for executive orders, and gets no remarks."""
    kinds = {one.url.rpartition("/")[2]: one.document_type for one in seen if one.source.name == "us/whitehouse"}
    assert kinds["presidential-executive-order-imposing-additional-sanctions-respect-north"] == "executive_order"
    assert kinds["presidential-proclamation-honoring-victims-tragedy-las-vegas-nevada"] == "proclamation"
    assert kinds["presidential-memorandum-administrative-flexibility"] == "memorandum"
    assert kinds["remarks-vice-president-tax-reform"] == "speech"
    assert kinds["press-gaggle-president-trump"] == "transcript"
    assert kinds["obama-administration-digital-transition-moving-forward"] == "blog_post"
    assert kinds["readout-president-donald-j-trumps-call-president-emmanuel-macron-france"] == "press_release"


def test_the_real_listing_of_india_names_every_release_once() -> None:
    """A day of August 2026: each with its number in the address and its whole title."""
    source = _source("in/pib")
    listing = read_listing(source, source.feeds[0], _listing_page("pib.gov.in/html/listing_page.html", source))
    assert len(listing.entries) == listing.named == 23
    assert listing.problems == ()
    assert all("PRID=" in one.url and one.title for one in listing.entries)


def test_the_real_feed_of_a_member_of_congress_is_dated() -> None:
    """Its dates are written out: 'Monday, April 15, 2013 - 2:23pm'."""
    source = _source("us/ruiz")
    listing = read_listing(source, source.feeds[0], _listing_page("ruiz.house.gov/feeds/ruiz_rss.xml", source))
    assert len(listing.entries) == 10
    assert listing.problems == ()
    assert listing.entries[0].updated == datetime(2013, 4, 15, 18, 23, tzinfo=UTC)


def _listing_page(file: str, source: Source) -> Page:
    feed: Feed = source.feeds[0]
    content, kind = (SHARED / "corpus" / file).read_bytes(), "application/xml" if feed.kind == "rss" else "text/html"
    return Page(
        url=source.homepage + feed.url, content=content, content_type=kind, fetched_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
