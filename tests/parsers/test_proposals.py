"""Selectors proposed from two pages: what finds the same on both, what is too common, and what is not there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from parsers.declaring import NewFeed, NewSource, source_text
from parsers.discovery import (
    declared_feeds,
    declared_sitemaps,
    mirrored_home,
    release_links,
    release_shape,
    usual_feeds,
)
from parsers.guesses import country_of, label_of, time_zone_of
from parsers.proposals import Proposal, propose
from parsers.records import Page
from parsers.releases import read_release
from parsers.sources import read_source
from parsers.specimens import Sample
from tests.flows.havenport import front_page, release_page
from tests.golden.inventing import INVENTED, invented_page

HOME = "https://www.havenport.example"
NEW = NewSource(
    day="2026-11-24",
    read_from=(f"{HOME}/news.rss", f"{HOME}/news/lifeboat", f"{HOME}/news/breakwater"),
    name='The "Authority"',
    country="no",
    language="en",
    languages=("en", "nb"),
    homepage=HOME,
    time_zone="Europe/Oslo",
    week=(0, 10),
    feed=NewFeed(kind="feed", url="/news.rss"),
    proposal=Proposal(reason="not looked for"),
)
SOURCE = read_source(source_text(NEW), name="no/havenport", file="proposed")


def _sample(slug: str, *pairs: tuple[str, str]) -> Sample:
    url = f"{HOME}/news/{slug}"
    text = release_page(slug, url=url)
    for old, new in pairs:
        text = text.replace(old, new)
    page = Page(url=url, content=text.encode(), content_type="text/html", fetched_at=datetime(2026, 11, 1, tzinfo=UTC))
    return Sample(page=page, release=read_release(SOURCE, page))


def _proposed(*pairs: tuple[str, str], others: tuple[str, ...] = ()) -> Proposal:
    return propose(SOURCE, (_sample("lifeboat", *pairs), _sample("breakwater", *pairs)), others)


def _selectors(proposal: Proposal) -> dict[str, str]:
    return {one.field: one.selector for one in proposal.fields}


def test_what_finds_the_same_on_both_pages_is_proposed() -> None:
    """Names of elements where there are any, what the page declares where it declares it."""
    proposal = _proposed(others=(front_page(),))
    assert _selectors(proposal) == {
        "title": "h1.release__heading",
        "body": ".release__text",
        "summary": ".release__lead",
        "published_at": 'meta[property="article:published_time"]::attr(content)',
        "language": "html::attr(lang)",
        "canonical": 'link[rel="canonical"]::attr(href)',
    }
    assert (proposal.sign, proposal.root) == ("h1.release__heading", "main")


def test_a_proposed_layout_reads_what_was_read_without_it() -> None:
    """The file that is written is one that can be used, whatever stands in the publisher's name."""
    proposal = _proposed()
    source = read_source(source_text(replace(NEW, proposal=proposal)), name="no/havenport", file="proposed")
    sample = _sample("pilots")
    read = read_release(source, sample.page)
    assert (read.title, read.body, read.layout) == (sample.release.title, sample.release.body, "today")
    assert source.title == 'The "Authority"'
    assert source.tongues == ("en", "nb")


def test_the_number_of_a_page_is_no_name() -> None:
    """What is called after one release is not called so on the next."""
    pairs = (('<div class="release__text">', '<div class="release__text" id="node-48151">'),)
    assert _selectors(_proposed(*pairs))["body"] == ".release__text"


def test_a_printed_day_is_proposed_where_nothing_is_declared() -> None:
    """As a day, which another field holds than an instant."""
    first = _sample(
        "lifeboat", ("article:published_time", "nothing"), ("<p class=", '<p class="day">4 October 2024</p><p class=')
    )
    second = _sample(
        "breakwater",
        ("article:published_time", "nothing"),
        ("<p class=", '<p class="day">27 September 2024</p><p class='),
    )
    assert _selectors(propose(SOURCE, (first, second)))["published_on"] == ".day"


@pytest.mark.parametrize(
    ("pairs", "others", "reason"),
    [
        (
            (('<div class="release__text">', "<div>"), ('<article class="release">', "<div>"), ("<main>", "<div>")),
            (),
            "no element with a lasting name holds the text",
        ),
        (
            (),
            ('<body><div class="release__text release__lead"></div><h1 class="release__heading"></h1></body>',),
            "other pages",
        ),
    ],
)
def test_why_there_are_no_selectors_is_told(
    pairs: tuple[tuple[str, str], ...], others: tuple[str, ...], reason: str
) -> None:
    """And then pages are read without."""
    proposal = _proposed(*pairs, others=others)
    assert not proposal.is_layout
    assert reason in proposal.reason
    assert 'kind = "generic"' in source_text(replace(NEW, proposal=proposal))


def test_a_golden_page_made_of_a_saved_one_holds_none_of_its_words() -> None:
    """But what its layout finds is still there, and the same words are the same."""
    page = release_page("lifeboat", url=f"{HOME}/news/lifeboat")
    other = invented_page(page, name="2026-release")
    said, kept = (
        set(re.findall(r"[a-z]{6,}", " ".join(re.findall(r">([^<]+)<", one.lower())))) for one in (page, other)
    )
    assert (said - set(INVENTED)) & kept == set()
    proposal = _proposed()
    source = read_source(source_text(replace(NEW, proposal=proposal)), name="no/havenport", file="proposed")
    read = read_release(source, replace(_sample("lifeboat").page, content=other.encode()))
    assert (read.url, read.published_at) == (f"{HOME}/2026-release", _sample("lifeboat").release.published_at)
    assert f"<title>{read.title} | " in other
    assert read.body.count("\n\n") == 2


def test_a_site_says_where_its_listings_are() -> None:
    """Feeds of comments last, sitemaps of news first, those of other hosts not at all."""
    head = "".join(
        f'<link rel="alternate" type="application/{kind}" href="{href}">'
        for kind, href in (("rss+xml", "/comments/feed"), ("atom+xml", "/news.atom"), ("json", "/api"))
    )
    assert declared_feeds(f"<head>{head}</head>", f"{HOME}/") == (f"{HOME}/news.atom", f"{HOME}/comments/feed")
    robots = f"Sitemap: {HOME}/a.xml\nSITEMAP: {HOME}/news.xml\nSitemap: https://other.example/b.xml"
    assert declared_sitemaps(robots, f"{HOME}/") == (f"{HOME}/news.xml", f"{HOME}/a.xml")
    assert usual_feeds(f"{HOME}/en")[0] == f"{HOME}/en/feed"
    found = release_links(front_page(), f"{HOME}/")
    assert found
    assert (found.selector, found.links) == ('a[href*="/news/"]', 3)
    assert release_shape([f"{HOME}/about/a", f"{HOME}/news/2026/a", f"{HOME}/about/b"]) == "/news/"
    assert mirrored_home("http://127.0.0.1:1/_sites/x/news/a", f"{HOME}/news/a") == (
        HOME,
        "http://127.0.0.1:1/_sites/x",
    )
    assert mirrored_home(f"{HOME}/news/a", f"{HOME}/news/a") is None


@pytest.mark.parametrize(
    ("url", "country", "label", "zone"),
    [
        ("https://www.fmn.dk/da/", "dk", "fmn", "Europe/Copenhagen"),
        ("https://www.energy.gov/", "us", "energy", "America/New_York"),
        ("https://news.gov.scot/", "gb", "news", "Europe/London"),
        ("https://www.mod.gov.ua/", "ua", "mod", "Europe/Kyiv"),
        ("https://ec.europa.eu/", "eu", "europa", "Europe/Brussels"),
        ("http://127.0.0.1:80/", "zz", "site", "UTC"),
    ],
)
def test_an_address_suggests_country_name_and_time_zone(url: str, country: str, label: str, zone: str) -> None:
    """To be checked by a person; the language's region helps where the host's ending says nothing."""
    assert (country_of(url), label_of(url), time_zone_of(country_of(url))) == (country, label, zone)
    assert country_of("https://example.org/", "pt-BR") == "br"
