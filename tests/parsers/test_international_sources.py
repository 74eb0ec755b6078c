"""Shipped sources of international bodies: what their listings name, and which of them stand by for pages.

Their pages are golden pages; here is what a page alone cannot show.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.entry_documents import CONTENT_TYPE
from parsers.listings import Listing, read_listing
from parsers.records import Page
from parsers.releases import read_release
from parsers.requests import Selection, listing_request
from parsers.sources import shipped_source
from tests.parsers.sites import SHARED, WHY_SKIPPED

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NATO = """<table><tr><td><a href="news_230001.htm?selectedLocale=en">Allies rehearse</a></td></tr>
<tr><td><a href="/cps/en/natohq/topics_12.htm">Topics</a></td></tr></table>"""
PRESS_CORNER = """<rss version="2.0"><channel>{items}</channel></rss>"""
ITEM = """<item><title>{name}</title><link>https://ec.europa.eu/commission/presscorner/detail/en/{name}</link>
<description>What it says of {name}.</description><pubDate>Mon, 05 Oct 2026 10:15:00 +0200</pubDate></item>"""
PARLIAMENT = """<article class="ep_gridcolumn ep-m_product"><a href="/news/en/press-room/20261001IPR90001/ferries">
<h3>Ferries</h3></a><time datetime="2026-10-08T13:12:00">08-10-2026</time></article>
<article class="ep_gridcolumn ep-m_product"><a href="/news/en/agenda/briefing/2026-10-05"><h3>Agenda</h3></a>
<time datetime="2026-10-02T09:00:00">02-10-2026</time></article>"""
SCOTLAND = SHARED / "corpus/news.gov.scot/feeds/rssv2-with-content.ts"


def _listed(name: str, text: str, feed: int = 0) -> Listing:
    source = shipped_source(name)
    url = listing_request(source, source.feeds[feed], Selection()).url
    page = Page(url=url, content=text.encode(), content_type="text/html; charset=utf-8", fetched_at=NOW)
    return read_listing(source, source.feeds[feed], page)


def test_the_listing_of_nato_gives_its_news_and_not_its_pages() -> None:
    listing = _listed("int/nato", NATO)
    urls = [entry.url for entry in listing.entries]
    assert urls == ["https://www.nato.int/cps/en/natohq/news_230001.htm?selectedLocale=en"]
    assert listing.problems == ()


def test_the_press_corner_gives_releases_with_their_standfirsts_and_no_speeches() -> None:
    """Nobody asks for its pages, which are a program; what kind they are stands in their addresses."""
    names = ("ip_26_9001", "speech_26_9002", "statement_26_9003", "QANDA_26_9004", "IP_26_9005")
    listing = _listed("eu/commission", PRESS_CORNER.format(items="".join(ITEM.format(name=name) for name in names)))
    assert [entry.title for entry in listing.entries] == ["ip_26_9001", "statement_26_9003", "IP_26_9005"]
    release = read_release(shipped_source("eu/commission"), _page(listing, 0))
    assert (release.body, release.published_at) == (
        "What it says of ip_26_9001.",
        datetime(2026, 10, 5, 8, 15, tzinfo=UTC),
    )


def _page(listing: Listing, number: int) -> Page:
    entry = listing.entries[number]
    return Page(url=entry.url, content=entry.document.encode(), content_type=CONTENT_TYPE, fetched_at=NOW)


def test_the_listing_of_the_parliament_gives_dated_releases() -> None:
    listing = _listed("eu/parliament", PARLIAMENT, feed=1)
    assert [(entry.title, entry.updated) for entry in listing.entries] == [
        ("Ferries", datetime(2026, 10, 8, 11, 12, tzinfo=UTC))
    ]
    assert listing.problems == ()


@pytest.mark.parametrize("name", ["eu/council", "eu/eeas", "uk/scotland", "any/feed"])
def test_where_pages_may_be_refused_the_feed_stands_by(name: str) -> None:
    source = shipped_source(name)
    assert all(feed.stands_by for feed in source.feeds)
    assert [layout.kind for layout in source.layouts] == ["generic", "entry"]


def test_a_source_of_pages_anywhere_takes_links_to_every_host() -> None:
    source = shipped_source("any/feed")
    links = ("https://one.example.org/a", "http://two.example.com/b?x=1", "/c")
    text = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    page = Page(
        url="https://feeds.example.net/all.xml",
        content=f'<rss version="2.0"><channel>{text}</channel></rss>'.encode(),
        content_type="application/xml",
        fetched_at=NOW,
    )
    urls = [entry.url for entry in read_listing(source, source.feeds[0], page).entries]
    assert urls == [*links[:2], "https://feeds.example.net/c"]


@pytest.mark.skipif(not SCOTLAND.exists(), reason=WHY_SKIPPED)
def test_the_real_feed_of_scotland_holds_texts_and_standfirsts() -> None:
    """Of 2017: one entry with a text beside its summary, one with a summary alone, which is then the body."""
    text = SCOTLAND.read_text("utf-8").partition("`")[2].rpartition("`")[0]
    listing = _listed("uk/scotland", text.strip())
    whole, brief = (read_release(shipped_source("uk/scotland"), _page(listing, number)) for number in (0, 1))
    assert listing.problems == ()
    assert (whole.body, whole.summary[:28]) == (
        "We don't need a referendum to leave the EU, we can just leave.",
        "First Minister Nicola Sturge",
    )
    assert brief.published_at == datetime(2017, 6, 27, 11, 27, tzinfo=UTC)
    assert brief.body.endswith("Advice at the right time can help people focus on recovery.")
    assert [one.text for one in brief.amounts] == ["£4.8 million"]
