"""Feeds that hold the text themselves: what each format says of a release, and what is not taken for a text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from parsers.entry_documents import CONTENT_TYPE
from parsers.errors import PageError
from parsers.listings import read_listing
from parsers.records import Entry, Feed, FeedKind, FeedText, Page, Release, Source
from parsers.releases import Reading, read_with_problems
from parsers.sources import shipped_source

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://press.example.org/lamps"
TWO = "Forty lamps stand on the mole.\n\nThey cost £3 million."
HTML = "<p>Forty lamps stand on the <b>mole</b>.</p><p>They cost £3 million.</p>"
ESCAPED = HTML.replace("<", "&lt;")
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
RSS = """<rss version="2.0" {spaces}><channel><language>en-GB</language><item><title>Lamps &amp;amp; buoys</title>
<link>{url}</link><pubDate>Mon, 05 Oct 2026 10:00:00 +0100</pubDate>{inside}</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" {spaces} xml:lang="en"><entry>
<title type="html">Lamps &amp;amp; buoys</title><link href="{url}"/><published>2026-10-05T09:00:00Z</published>
<updated>2026-10-06T08:30:00Z</updated>{inside}</entry></feed>"""
MEDIA = '<media:content url="a.png"><media:title>A lamp</media:title></media:content>'
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "language": "en"}
ITEM = {
    "id": "1",
    "url": URL,
    "title": "Lamps & buoys",
    "date_published": "2026-10-05T09:00:00Z",
    "date_modified": "2026-10-06T08:30:00Z",
    "tags": ["Speech"],
    "authors": [{"name": "Harbour office"}],
}


def _source(text: FeedText = "feed", kind: FeedKind = "feed", **feed: object) -> Source:
    anywhere = shipped_source("any/feed")
    declared = replace(anywhere.feeds[0], kind=kind, text=text, url="https://press.example.org/feed", **feed)  # type: ignore[arg-type]
    return replace(anywhere, feeds=(declared,), document_types=("press_release", "speech"))


def _entries(source: Source, text: str) -> tuple[Entry, ...]:
    feed: Feed = source.feeds[0]
    page = Page(url=feed.url, content=text.encode(), content_type="application/xml; charset=utf-8", fetched_at=NOW)
    return read_listing(source, feed, page).entries


def _reading(source: Source, document: str) -> Reading:
    page = Page(url=URL, content=document.encode(), content_type=CONTENT_TYPE, fetched_at=NOW)
    return read_with_problems(source, page)


def _release(text: str, source: Source | None = None) -> Release:
    source = source or _source()
    (entry,) = _entries(source, text)
    return _reading(source, entry.document).release


def _rss(inside: str) -> str:
    return RSS.format(url=URL, inside=inside, spaces=SPACES)


def _atom(inside: str) -> str:
    return ATOM.format(url=URL, inside=inside, spaces=SPACES)


def _json(**item: object) -> str:
    return json.dumps({**JSON_FEED, "items": [{**ITEM, **item}]})


@pytest.mark.parametrize(
    "text",
    [
        _rss(f"<content:encoded><![CDATA[{HTML}]]></content:encoded><media:description>A lamp</media:description>"),
        _rss(f"<content:encoded>{ESCAPED}</content:encoded>{MEDIA}"),
        _atom(f'<content type="html">{ESCAPED}</content>'),
        _atom(f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>'),
        _atom(f'<h:x xmlns:h="urn:x"/><content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
              f'{HTML.replace("<", "<h:").replace("<h:/", "</h:")}</h:div></content>'),
        _atom(f"<content>{TWO}</content>"),
        _atom(f'{MEDIA}<content type="text">{TWO}</content>'),
        _json(content_html=HTML),
        _json(content_text=TWO),
    ],
)  # fmt: skip
def test_every_format_gives_the_same_text(text: str) -> None:
    """Whether HTML is escaped, quoted, inside or not there at all; captions of pictures are no text."""
    release = _release(text)
    assert (release.title, release.body) == ("Lamps & buoys", TWO)
    assert (release.url, release.language, release.summary, release.layout) == (URL, "en", "", "feed")
    assert release.published_at == datetime(2026, 10, 5, 9, tzinfo=UTC)
    assert [one.text for one in release.amounts] == ["£3 million"]


def test_atom_and_json_say_when_a_release_was_changed() -> None:
    """An RSS item has one date."""
    changed = datetime(2026, 10, 6, 8, 30, tzinfo=UTC)
    assert _release(_atom(f"<content>{TWO}</content>")).updated_at == changed
    assert _release(_json(content_text=TWO)).updated_at == changed
    assert _release(_rss(f"<content:encoded>{ESCAPED}</content:encoded>")).updated_at is None


def test_the_document_keeps_what_the_release_has_no_place_for() -> None:
    (entry,) = _entries(_source(), _json(content_text=TWO))
    kept = json.loads(entry.document)
    assert (kept["authors"], kept["categories"]) == (["Harbour office"], ["Speech"])
    assert _reading(_source(), entry.document).release.document_type == "speech"


def test_the_same_entry_is_the_same_document_and_one_without_a_text_of_its_own_has_none() -> None:
    text = _rss(f"<content:encoded>{ESCAPED}</content:encoded>")
    assert _entries(_source(), text) == _entries(_source(), text.replace("</title>", "</title>\n\n"))
    assert _entries(_source("page"), text)[0].document == ""


def test_signs_that_are_no_markup_stay_in_plain_text() -> None:
    assert _release(_json(content_text="Fewer than <5 lamps & no <b>buoy</b>.")).body == (
        "Fewer than <5 lamps & no <b>buoy</b>."
    )


@pytest.mark.parametrize(
    "summary", ["Forty lamps stand on the […]", "Forty lamps stand on the mole.", "Lamps &amp;amp; buoys"]
)
def test_a_summary_that_says_nothing_more_is_none(summary: str) -> None:
    release = _release(_rss(f"<description>{summary}</description><content:encoded>{ESCAPED}</content:encoded>"))
    assert release.summary == ""


def test_a_summary_of_its_own_is_the_summary() -> None:
    inside = f"<description>What the winter costs.</description><content:encoded>{ESCAPED}</content:encoded>"
    assert _release(_rss(inside)).summary == "What the winter costs."


@pytest.mark.parametrize(
    ("inside", "got"),
    [
        ("<description>Forty lamps.</description>", "only a summary"),
        ("<content:encoded>&lt;p>Forty lamps stand on [&amp;hellip;]&lt;/p></content:encoded>", "the beginning of one"),
        ("<content:encoded>&lt;img src='lamp.png'></content:encoded>", "none"),
        ("", "none"),
    ],
)
def test_what_is_no_whole_text_is_a_problem_and_no_release(inside: str, got: str) -> None:
    with pytest.raises(PageError, match=f"expected the text of a release in the feed's entry, got {got}") as caught:
        _release(_rss(inside))
    assert caught.value.kind == "no_body"


@pytest.mark.parametrize("text", ["standfirst", "page-or-standfirst"])
def test_a_summary_is_the_body_where_the_source_file_says_so(text: FeedText) -> None:
    release = _release(_rss("<description>Forty lamps stand.</description>"), _source(text))
    assert (release.body, release.summary) == ("Forty lamps stand.", "")


def test_where_it_was_published_is_no_part_of_the_text() -> None:
    """WordPress adds a paragraph with two links to every entry; two links alone make no such paragraph."""
    trailer = f'<p>The post <a href="{URL}">Lamps &amp; buoys</a> appeared first on <a href="/">Harbour</a>.</p>'
    assert _release(_json(content_html=HTML + trailer)).body == TWO
    links = '<p>See <a href="/a">the map</a> and <a href="/b">the plan</a>.</p>'
    assert _release(_json(content_html=HTML + links)).body.endswith("See the map and the plan.")


def test_links_lead_from_the_page_and_documents_are_attachments() -> None:
    release = _release(_json(content_html=HTML + '<p><a href="map">Map</a> <a href="/plan.pdf">Plan</a></p>'))
    assert [one.url for one in release.links] == ["https://press.example.org/map"]
    assert [one.url for one in release.attachments] == ["https://press.example.org/plan.pdf"]


@pytest.mark.parametrize("date", ["in autumn", "2027-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_date_that_cannot_be_is_a_problem_of_a_release_that_is_kept(date: str) -> None:
    source = _source()
    reading = _reading(source, json.dumps({"title": "Lamps", "content": HTML, "published": date}))
    assert [(one.kind, date in one.detail) for one in reading.problems] == [("bad_date", True)]
    assert reading.release.published_at is None


@pytest.mark.parametrize("document", ["", "{", "[]", '{"title": 3, "content": ["x"]}', "[" * 100_000])
def test_a_document_that_says_nothing_is_a_problem(document: str) -> None:
    with pytest.raises(PageError) as caught:
        _reading(_source(), document)
    assert caught.value.kind in ("no_title", "no_body")


def test_a_listing_that_a_source_file_describes_may_hold_texts_too() -> None:
    """An API that answers with its texts needs no second request either."""
    ways = {
        "url": ("link",),
        "title": ("name",),
        "published": ("day",),
        "content": ("text.html",),
        "category": ("kind",),
    }
    source = _source(kind="json", items="rows", entry=tuple(ways.items()))
    row = {"link": URL, "name": "Lamps & buoys", "day": "2026-10-05", "text": {"html": HTML}, "kind": "Speech"}
    release = _release(json.dumps({"rows": [row]}), source)
    assert (release.title, release.body, release.document_type) == ("Lamps & buoys", TWO, "speech")
    assert release.published_at == datetime(2026, 10, 5, tzinfo=UTC)


def test_an_entry_that_declares_no_language_is_in_the_sources_language_that_it_is_written_in() -> None:
    """Feeds of two languages often say of neither which it is."""
    source = replace(_source(), language="fi", languages=("fi", "sv", "en"))
    undeclared = _rss(f"<description>{ESCAPED}</description>").replace("<language>en-GB</language>", "")
    whole = undeclared.replace("description>", "content:encoded>")
    assert _release(whole, source).language == "en"
    assert _release(whole.replace("Forty lamps stand on the", "Lamput ovat"), source).language == "fi"
