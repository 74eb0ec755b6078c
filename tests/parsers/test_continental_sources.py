"""Sources of Germany, Austria, Poland, Denmark and Ukraine: what their listings give, and what is odd about pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.errors import PageError
from parsers.listings import Listing, read_listing
from parsers.records import Page, Release, Source
from parsers.releases import read_release, read_with_problems
from tests.golden import Golden, golden_pages
from tests.shipped import shipped_sources

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SOURCES = {one.name: one for one in shipped_sources()}
PAGES = {(one.source.name, one.file.name): one for one in golden_pages()}
RSS = '<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def _listed(source: str, feed: str, content: str) -> Listing:
    found = next(one for one in SOURCES[source].feeds if one.name == feed)
    url = found.url if found.url.startswith("http") else SOURCES[source].homepage + found.url
    page = Page(url=url, content=content.encode(), content_type="text/html; charset=utf-8", fetched_at=NOW)
    return read_listing(SOURCES[source], found, page)


def _changed(golden: Golden, old: str, new: str) -> Page:
    text = golden.file.read_text("utf-8")
    assert old in text
    return Page(url=golden.page.url, content=text.replace(old, new).encode(), content_type="text/html", fetched_at=NOW)


def _read(source: Source, page: Page) -> Release:
    reading = read_with_problems(source, page)
    assert reading.problems == ()
    return reading.release


def test_updates_of_one_police_note_are_one_release_with_the_newest_date() -> None:
    """The feed names each update with a fragment of its own; the page holds all of them."""
    link, times = "https://via.ritzau.dk/kort-meddelelse/15/brand", ("08:00:00", "09:30:00")
    items = [
        ITEM.format(title=f"Brand {n}", link=f"{link}#sm-{n}", date=f"Sun, 04 Oct 2026 {at} GMT")
        for n, at in enumerate(times)
    ]
    listing = _listed("dk/ritzau", "short-messages", RSS.format(items="".join(items)))
    assert [(one.url, one.updated) for one in listing.entries] == [(link, datetime(2026, 10, 4, 9, 30, tzinfo=UTC))]


def test_the_list_of_the_polish_ministry_gives_its_own_news() -> None:
    """Each with its day; what a list of the whole portal names beside it is not the ministry's."""
    item = '<li><a href="/web/{path}"><span class="date">04.10.2026</span><div class="title">{t}</div></a></li>'
    items = item.format(path="obrona-narodowa/nowe-boje", t="Nowe boje") + item.format(path="zdrowie/grypa", t="Grypa")
    listing = _listed("pl/mon", "aktualnosci", f'<div class="art-prev art-prev--near-menu"><ul>{items}</ul></div>')
    (entry,) = listing.entries
    assert (entry.url, entry.title) == ("https://www.gov.pl/web/obrona-narodowa/nowe-boje", "Nowe boje")
    assert entry.updated is not None
    assert listing.problems == ()


def test_the_cards_of_the_austrian_chancellery_give_news_with_their_days() -> None:
    """The year's archives beside them are no news."""
    base = "/bundeskanzleramt/nachrichten-der-bundesregierung"
    card = (
        '<a class="card-link" href="{}"><small class="card-date">{}</small><h2 class="card-title-heading">{}</h2></a>'
    )
    cards = card.format(f"{base}/2026/01/huetten.html", "3. Jänner 2026", "Hütten") + card.format(
        f"{base}.html", "", "x"
    )
    (entry,) = _listed("at/bundeskanzleramt", "nachrichten", cards).entries
    assert (entry.title, entry.url.endswith("/2026/01/huetten.html")) == ("Hütten", True)
    assert entry.updated == datetime(2026, 1, 2, 23, tzinfo=UTC)


def test_a_feed_in_the_place_of_a_page_of_links_is_read_as_one() -> None:
    """The settings can name another listing for a source, and cannot say of which kind it is; XHTML stays a page."""
    link = "https://www.bundeskanzleramt.gv.at/bundeskanzleramt/nachrichten-der-bundesregierung/2026/01/huetten.html"
    item = ITEM.format(title="Hütten", link=link, date="Sun, 04 Oct 2026 08:00:00 GMT")
    listings = [
        f'<?xml version="1.0"?>\n<!-- made daily -->\n{RSS.format(items=item)}',
        f'<?xml version="1.0"?><a class="card-link" href="{link}"><b class="card-title-heading">Hütten</b></a>',
    ]
    read = [_listed("at/bundeskanzleramt", "nachrichten", one) for one in listings]
    assert [[(one.url, one.title) for one in listing.entries] for listing in read] == [[(link, "Hütten")]] * 2
    assert [listing.problems for listing in read] == [(), ()]


def test_german_events_and_ukrainian_decrees_are_not_fetched() -> None:
    """Their feeds hold both, and the address says which."""
    bsi, kmu = "https://www.bsi.bund.de/DE/Service-Navi", "https://www.kmu.gov.ua"
    links = {
        ("de/bsi", "presse"): (
            f"{bsi}/Presse/Pressemitteilungen/Presse2026/261005_x.html",
            f"{bsi}/Veranstaltungen/x.html",
        ),
        ("ua/kmu", "rss"): (f"{kmu}/news/uriad-vydilyv", f"{kmu}/npas/rozporiadzhennia"),
    }
    for (source, feed), (release, other) in links.items():
        date = "Sun, 04 Oct 2026 08:00:00 GMT"
        items = "".join(ITEM.format(title="x", link=link, date=date) for link in (release, other))
        assert [one.url for one in _listed(source, feed, RSS.format(items=items)).entries] == [release]


def test_travel_advice_is_passed_over_and_no_fault() -> None:
    """It has the template of the foreign office's releases, and begins with 'Stand'."""
    golden = PAGES["de/auswaertiges-amt", "2021-pressemitteilung.html"]
    page = _changed(
        golden, "12.11.2021 - Pressemitteilung", "Stand - 12.11.2021<br>(Unverändert gültig seit: 05.11.2021)"
    )
    with pytest.raises(PageError) as caught:
        read_release(golden.source, page)
    assert caught.value.kind == "other_type"


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Rede", "speech"), ("Artikel", "news_story"), ("Namensbeitrag", "press_release"), ("Interview", "interview")],
)
def test_the_foreign_office_names_the_type_behind_the_day(said: str, kind: str) -> None:
    """A word that is not known is no reason to lose a release."""
    golden = PAGES["de/auswaertiges-amt", "2021-pressemitteilung.html"]
    release = _read(golden.source, _changed(golden, "- Pressemitteilung", f"- {said}"))
    assert release.document_type == kind
    assert release.published_at == datetime(2021, 11, 12, tzinfo=UTC)


def test_a_visit_s_number_and_a_page_s_base_do_not_get_into_addresses() -> None:
    """The Government Site Builder numbers each visit in every link, and links begin at the site's root."""
    golden = PAGES["de/bundespraesident", "2020-rede.html"]
    (link,) = _read(golden.source, golden.page).links
    assert link.url == "https://www.bundespraesident.de/DE/Leuchten/leuchten-node.html"
    broken = _changed(golden, 'href="DE/Leuchten/leuchten-node.html;jsessionid=6E16.2_cid387"', 'href="//["')
    assert _read(golden.source, broken).links == ()


def test_a_wire_s_release_is_from_its_sender() -> None:
    """And not from the wire; its imprint is not part of the text."""
    release = _read(SOURCES["de/presseportal"], PAGES["de/presseportal", "2020-meldung.html"].page)
    assert [(one.name, one.url) for one in release.organisations] == [
        ("Polizei Fernhafen", "https://www.presseportal.de/blaulicht/nr/99001")
    ]
    assert release.body.startswith("Fernhafen (ots)\n\n")
    assert "Original-Content" not in release.body


def test_a_day_east_of_greenwich_is_that_day_in_utc_too() -> None:
    """Midnight in Vienna is the day before in UTC, by which analysts count and exports are dated."""
    golden = PAGES["at/bundeskanzleramt", "2022-nachricht.html"]
    assert _read(golden.source, golden.page).published_at == datetime(2022, 2, 1, tzinfo=UTC)
