"""Source files: what they may say, and how a mistake is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import parsers
from parsers.errors import SourceError
from parsers.records import Layout, Source
from parsers.sources import read_source
from tests.parsers.samples import changed
from tests.shipped import shipped_sources

FILE = "sources/xx/examples.toml"
OWN = """
name = "Ministry of Examples"
country = "xx"
language = "en"
homepage = "https://ministry.example/"
time_zone = "Europe/Oslo"
verified = "2026-11-01 by hand"
document_types = ["press_release", "speech"]
api = "/api{path}.json"
expect = { releases_per_week = { min = 2, max = 60 }, filled = ["title", "body"] }

[[feed]]
name = "news"
kind = "atom"
url = "/news.atom?lang=en"
every = "90s"
page_size = 20

[[feed]]
name = "history"
kind = "json"
url = "/search.json?count=100"
page_size = 100
paging = "start={offset}"
items = "results"
entry = { url = "link", title = ["headline", "title"] }
polled = false
document_types = ["speech"]
filters = { organisations = "org" }

[[layout]]
name = "2026"
sign = "main.release"
title = "h1"
body = ["main .text", "main article"]
document_type = 'meta[name="type"]::attr(content)'
published_at = "jsonld::datePublished"

[[layout]]
name = "2020"
until = 2025-06-30
sign = "div#content"
root = "div"
title = "h1"
body = ".body"
document_type = ".kind"
type_names = { News = "press_release" }

[[layout]]
name = "api"
kind = "content-api"
"""


def _read(*pairs: tuple[str, str]) -> Source:
    return read_source(changed(OWN, *pairs), name="xx/examples", file=FILE)


def _complaint(*pairs: tuple[str, str]) -> SourceError:
    with pytest.raises(SourceError) as caught:
        _read(*pairs)
    assert str(caught.value).startswith(FILE)
    return caught.value


def test_a_source_file_declares_feeds_layouts_and_expectations() -> None:
    """What is left out has a default."""
    source = _read()
    news, history = source.feeds
    assert (source.title, source.homepage, source.api) == (
        "Ministry of Examples",
        "https://ministry.example",
        "/api{path}.json",
    )
    assert (news.every, news.pages, news.polled, news.document_types) == (timedelta(seconds=90), 1, True, ())
    assert (history.every, history.polled, history.filters) == (
        timedelta(minutes=15),
        False,
        (("organisations", "org"),),
    )
    assert [(layout.name, layout.until) for layout in source.layouts] == [
        ("2026", None),
        ("2020", date(2025, 6, 30)),
        ("api", None),
    ]
    assert (history.items, history.ways("title"), history.ways("category")) == ("results", ("headline", "title"), ())
    assert source.layouts[0].alternatives("body") == ("main .text", "main article")
    assert source.layouts[0].alternatives("people") == ()
    assert (source.expect.releases_per_week_min, source.expect.filled) == (2, ("title", "body"))


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        # keys
        ('country = "xx"', 'contry = "xx"', "contry", "did you mean 'country'?"),
        ('kind = "atom"', 'kinds = "atom"', "feed.news.kinds", "did you mean 'kind'?"),
        ('title = "h1"\nbody = ["main', 'titel = "h1"\nbody = ["main', "layout.2026.titel", "did you mean 'title'?"),
        ('sign = "div#content"', 'sing = "div#content"', "layout.2020.sing", "did you mean 'sign'?"),
        ('language = "en"', 'zzz = "en"', "zzz", "known: api, country"),
        ('language = "en"\n', "", "language", "missing"),
        ('url = "/search.json?count=100"\n', "", "feed.history.url", "missing"),
        ('title = "h1"\nbody = ".body"', 'body = ".body"', "layout.2020.title", "missing"),
        ('document_type = ".kind"\n', "", "layout.2020.document_type", "missing"),
        ('sign = "main.release"\n', "", "layout.2026.sign", "missing"),
        ("min = 2, max", "least = 2, max", "expect.releases_per_week.min", "missing"),
        # values
        ('country = "xx"', 'country = "uk"', "country", "such as 'gb', got 'uk'"),
        ('country = "xx"', 'country = "Norway"', "country", "got 'Norway'"),
        ('language = "en"', 'language = "English"', "language", "got 'English'"),
        ('"https://ministry.example/"', '"ministry.example"', "homepage", "got 'ministry.example'"),
        ('"https://ministry.example/"', '"https://ministry.example/news"', "homepage", "scheme and host only"),
        ("Europe/Oslo", "Europe/Bergen", "time_zone", "got 'Europe/Bergen'"),
        ("2026-11-01 by hand", "looked fine", "verified", "got 'looked fine'"),
        ('"/api{path}.json"', '"/api/news"', "api", "'{path}' once"),
        ('["press_release", "speech"]', "[]", "document_types", "at least 1"),
        ('["press_release", "speech"]', '["speech", "speech"]', "document_types", "'speech' again"),
        ('"90s"', '"often"', "feed.news.every", "not a duration: 'often'"),
        ('"90s"', "90", "feed.news.every", "such as '15m', got 90"),
        ('"90s"', '"0s"', "feed.news.every", "more than nothing"),
        ('kind = "atom"', 'kind = "gopher"', "feed.news.kind", "got 'gopher'"),
        ('"/news.atom?lang=en"', '"ftp://other.example/news"', "feed.news.url", "a path below the homepage"),
        ('"/news.atom?lang=en"', '"/news.atom"\nitems = "li"', "feed.news.items", "describes itself"),
        ('"start={offset}"', '"start={number}"', "feed.history.paging", "'start={offset}'"),
        ('url = "link", ', "", "feed.history.entry.url", "where an entry has its link"),
        ("page_size = 20", 'page_size = 20\ninclude = "("', "feed.news.include", "not a pattern: '('"),
        (
            "page_size = 20",
            'page_size = 20\ninclude = "[[]"',
            "feed.news.include",
            "not a pattern: '[[]' (Possible nested",
        ),
        ('"/news.atom?lang=en"', '"//other.example/news"', "feed.news.url", "a path below the homepage"),
        ("page_size = 20", "page_size = -1", "feed.news.page_size", "got -1"),
        ("page_size = 20", 'page_size = "20"', "feed.news.page_size", "got '20'"),
        ("polled = false", 'polled = "no"', "feed.history.polled", "got 'no'"),
        ('organisations = "org"', 'ministries = "org"', "feed.history.filters.ministries", "organisations"),
        ('= "h1"\nbody = ["main', '= "h1 >"\nbody = ["main', "layout.2026.title", "not a CSS selector: 'h1 >'"),
        ('"div#content"', '"div##"', "layout.2020.sign", "not a CSS selector"),
        ('body = ".body"', "body = 3", "layout.2020.body", "text or a list of texts, got 3"),
        ('body = ".body"', 'body = ".body::attr(x y)"', "layout.2020.body", "'::re(pattern)' at the end"),
        ('body = ".body"', 'body = ".body"\nchrome = "div > p"', "layout.2020.chrome", "'.class'"),
        ('root = "div"', 'root = "div.x"', "layout.2020.root", "got 'div.x'"),
        ("2025-06-30", '"June"', "layout.2020.until", "got 'June'"),
        ('filled = ["title", "body"]', 'filled = ["title", "bodies"]', "expect.filled", "got 'bodies'"),
        # what must agree
        ('kind = "atom"', 'kind = "atom"\ntext = "entry"', "feed.news.text", "got 'entry'"),
        ('kind = "atom"', 'kind = "sitemap"\ntext = "feed"', "feed.news.text", "a sitemap holds no texts"),
        ("polled = false", 'polled = false\ntext = "feed"', "feed.history.entry.content", "an entry holds it"),
        ('name = "history"', 'name = "news"', "feed", "'news' again"),
        ('name = "2020"', 'name = "2026"', "layout", "'2026' again"),
        ('["speech"]', '["guidance"]', "feed.history.document_types", "got 'guidance'"),
        ('"press_release" }', '"news" }', "layout.2020.type_names", "got 'news'"),
        ('name = "2026"', 'name = "2026"\nuntil = 2030-01-01', "layout.2026.until", "expected no date"),
        ("min = 2, max = 60", "min = 70, max = 60", "expect.releases_per_week.min", "at most max = 60"),
    ],
)
def test_a_mistake_is_told_with_its_file_its_key_and_what_was_expected(
    old: str, new: str, key: str, message: str
) -> None:
    """Rows of feeds and layouts are called by their names."""
    complaint = _complaint((old, new))
    assert complaint.key == key
    assert message in str(complaint)


def test_layouts_stand_newest_first() -> None:
    """Or nobody would see at a glance which one is today's."""
    older = (
        '\n[[layout]]\nname = "2022"\nuntil = 2026-01-01\nsign = "p"\ntitle = "h1"\nbody = "p"\ndocument_type = "b"\n'
    )
    complaint = _complaint(('\n[[layout]]\nname = "api"', older + '\n[[layout]]\nname = "api"'))
    assert complaint.key == "layout.2022.until"
    assert "newest first" in str(complaint)


@pytest.mark.parametrize("text", ["name = ", "\x00", "[[feed]\n", 'name = "a"\nname = "b"'])
def test_what_is_no_toml_is_told(text: str) -> None:
    """With the place that the TOML reader names."""
    with pytest.raises(SourceError, match="not TOML") as caught:
        read_source(text, name="xx/examples", file=FILE)
    assert caught.value.file == FILE


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    """Unknown keys, wrong values and what does not agree: each with its key, and each key once."""
    complaint = _complaint(
        ('country = "xx"', 'contry = "xx"'),
        ('"90s"', '"often"'),
        ('kind = "atom"', 'kind = "atm"'),
        ('["speech"]', '["speach"]'),
        ('title = "h1"\nbody = ".body"', 'titel = "h1"'),
        ("2025-06-30", '"June"'),
        ('filled = ["title", "body"]', 'filled = ["titel", "body"]'),
    )
    told = {one.key: one.message for one in complaint.mistakes}
    assert list(told) == [
        "contry",
        "layout.2020.titel",
        "feed.news.kind",
        "feed.news.every",
        "layout.2020.until",
        "expect.filled",
        "feed.history.document_types",
        "layout.2020.body",
    ]
    hints = {key for key, message in told.items() if "did you mean" in message}
    assert hints == {"contry", "layout.2020.titel", "feed.news.kind", "expect.filled", "feed.history.document_types"}
    assert str(complaint).count(FILE) == len(told)


def _selectors(layout: Layout) -> list[str]:
    return [selector for _, alternatives in layout.fields for selector in alternatives]


@pytest.mark.parametrize("source", shipped_sources(), ids=lambda source: source.name)
def test_every_shipped_source_is_fit_for_use(source: Source) -> None:
    """It has something to poll, a layout of today, and says since when it is known to work."""
    assert any(feed.polled for feed in source.feeds)
    assert source.layouts[0].until is None
    assert all(_selectors(layout) for layout in source.layouts if layout.kind == "html")


@pytest.mark.parametrize(
    "file", sorted((Path(parsers.__file__).parent / "publishers").rglob("*.toml")), ids=lambda file: file.stem
)
def test_every_source_file_opens_with_its_history(file: Path) -> None:
    """When which layout was read from what."""
    assert file.read_text("utf-8").startswith("# History: 20")
