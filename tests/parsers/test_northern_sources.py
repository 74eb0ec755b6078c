"""Shipped sources of the Nordic and Baltic states and the Netherlands: their listings, languages and types.

Their pages are golden pages; here is what a page alone cannot show.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.errors import PageError
from parsers.listings import Listing, read_listing
from parsers.records import Feed, Page, Release, Source
from parsers.releases import read_release
from parsers.requests import Selection, listing_request
from tests.golden import golden_pages
from tests.shipped import shipped_sources

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
UPDATE_LIST = """
<li class="item col-12"><a href="/da/nyheder/2026/ny-aftale/"><span class="date">24. februar, 2026 - Kl. 15.00</span>
<span class="category">Forsvarsministeriet</span><h2 class="title">Ny aftale</h2>
<div class="description">Om is.</div></a></li>
<li class="item col-12"><a href="/da/nyheder/2025/gammel-nyhed/"><span class="date">3. maj, 2025 - Kl. 08.05</span>
<h2 class="title">Gammel nyhed</h2></a></li>
<li class="item col-12"><a href="/da/kontakt/"><h2 class="title">Kontakt</h2></a></li>
"""
SORTCOMPACT = """
<div class="sortcompact"><a href="/pressmeddelanden/2026/10/ny-hamn/">Ny hamn</a><p>Om hamnen.</p>
<p><time datetime="2026-10-05">05 oktober 2026</time> · <a href="/tx/1334">Pressmeddelande</a> från
<a href="/tx/1286">Försvarsdepartementet</a></p></div>
"""
RSS = """<rss version="2.0"><channel><title>News</title><item><title>Harbour</title><link>{link}</link>
<pubDate>Tue, 06 Oct 2026 09:00:00 GMT</pubDate></item><item><title>Other</title><link>{other}</link>
<pubDate>Tue, 06 Oct 2026 09:00:00 GMT</pubDate></item></channel></rss>"""


def _source(name: str) -> Source:
    return next(one for one in shipped_sources() if one.name == name)


def _feed(source: Source, name: str) -> Feed:
    return next(one for one in source.feeds if one.name == name)


def _listed(name: str, feed: str, text: str) -> Listing:
    source = _source(name)
    url = listing_request(source, _feed(source, feed), Selection()).url
    kind = "application/rss+xml" if text.startswith("<rss") else "text/html; charset=utf-8"
    return read_listing(
        source, _feed(source, feed), Page(url=url, content=text.encode(), content_type=kind, fetched_at=NOW)
    )


def _golden(name: str) -> dict[str, Release]:
    """The releases of a source's golden pages, by the address that each gives as its own."""
    found = (read_release(one.source, one.page) for one in golden_pages() if one.source.name == name)
    return {release.url: release for release in found}


def test_the_danish_fragment_gives_releases_with_their_times() -> None:
    """The ministry's page loads its list as a piece of HTML, with Danish dates to the minute."""
    listing = _listed("dk/fmn", "nyheder", UPDATE_LIST)
    assert [(entry.url, entry.title, entry.updated) for entry in listing.entries] == [
        ("https://www.fmn.dk/da/nyheder/2026/ny-aftale/", "Ny aftale", datetime(2026, 2, 24, 14, 0, tzinfo=UTC)),
        ("https://www.fmn.dk/da/nyheder/2025/gammel-nyhed/", "Gammel nyhed", datetime(2025, 5, 3, 6, 5, tzinfo=UTC)),
    ]
    assert listing.problems == ()


def test_the_swedish_listing_gives_the_release_and_not_its_ministry() -> None:
    """Of the links of an entry the first is the release; the others lead to types and senders."""
    (entry,) = _listed("se/regeringen", "pressmeddelanden", SORTCOMPACT).entries
    assert (entry.url, entry.title) == ("https://www.regeringen.se/pressmeddelanden/2026/10/ny-hamn/", "Ny hamn")


@pytest.mark.parametrize(
    ("source", "feed", "href", "other", "url"),
    [
        ("nl/defensie", "nieuws", "/actueel/nieuws/2026/10/05/ijs", "/actueel/nieuws", "https://www.defensie.nl"),
        ("nl/defensie", "english", "/latest/news/2026/10/05/ice", "/latest/news", "https://english.defensie.nl"),
        ("lv/sargs", "jaunumi", "/lv/nato/2026-10-05/ledus", "/lv/podkasti/2026-10-05/a", "https://www.sargs.lv"),
        ("is/stjornarradid", "english", "/news/article/2026/10/05/Ice/", "/news/", "https://www.government.is"),
    ],
)
def test_a_listing_without_dates_takes_them_from_the_addresses(
    source: str, feed: str, href: str, other: str, url: str
) -> None:
    """Links to anything but releases are left out, and nothing is complained of."""
    listing = _listed(source, feed, f'<main><a href="{href}">Title</a><a href="{other}">More</a></main>')
    assert [(entry.url, entry.title) for entry in listing.entries] == [(url + href, "Title")]
    midnight = listing.entries[0].updated
    assert midnight is not None
    assert datetime(2026, 10, 4, 20, tzinfo=UTC) <= midnight <= datetime(2026, 10, 5, tzinfo=UTC)
    assert listing.problems == ()


def test_an_english_site_of_its_own_stays_the_home_of_its_releases() -> None:
    """government.se is part of the Swedish source, and its addresses are not moved to regeringen.se."""
    link = "https://www.government.se/press-releases/2026/10/harbour/"
    listing = _listed("se/regeringen", "english", RSS.format(link=link, other="https://www.government.se/contact/"))
    assert [entry.url for entry in listing.entries] == [link]
    assert listing.problems == ()


def test_norwegian_documents_of_types_that_are_no_releases_are_not_fetched_where_the_address_says_so() -> None:
    """The feed holds everything that the government publishes."""
    home = "https://www.regjeringen.no/no"
    listing = _listed(
        "no/regjeringen",
        "norsk",
        RSS.format(link=f"{home}/aktuelt/hamn/id3/", other=f"{home}/dokumenter/nou-2026-8/id4/"),
    )
    assert [entry.url for entry in listing.entries] == [f"{home}/aktuelt/hamn/id3/"]


def test_a_norwegian_report_is_of_another_type() -> None:
    """What only the page can say is passed over there, and does not pass for a press release."""
    golden = next(one for one in golden_pages() if one.file.stem == "2026-pressemelding")
    text = golden.file.read_text("utf-8").replace("Pressemelding\n", "Rapport\n")
    page = Page(url=golden.page.url, content=text.encode(), content_type="text/html", fetched_at=NOW)
    with pytest.raises(PageError, match="'Rapport' is not a type of release") as caught:
        read_release(golden.source, page)
    assert caught.value.kind == "other_type"


@pytest.mark.parametrize(
    ("source", "languages"),
    [("dk/fmn", {"da", "en"}), ("no/regjeringen", {"nb", "en"}), ("is/stjornarradid", {"is", "en"})],
)
def test_a_release_and_its_translation_name_each_other(source: str, languages: set[str]) -> None:
    """So that both can be known as one; a page that lists itself is not its own translation, nor is a default."""
    releases = _golden(source)
    pairs = [one for one in releases.values() if one.translations]
    assert {one.language for one in pairs} == languages
    for one in pairs:
        (other,) = one.translations
        assert releases[other.url].language == other.language
        assert releases[other.url].translations[0].url == one.url


def test_a_language_of_a_release_is_a_part_of_its_name() -> None:
    """On regjeringen.no both languages of a page have one number."""
    releases = [one for one in _golden("no/regjeringen").values() if one.external_id == "id3190001"]
    assert {one.language for one in releases} == {"nb", "en"}
