"""What broke a reader or held it up once, when it was made up by the fuzzer, and does no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import lxml.html
import pytest

from flows.errors import SettingsError
from flows.settings import read_settings
from parsers.dates import parse_date, parse_duration
from parsers.errors import ListingError, PageError, SourceError, WatchlistError
from parsers.feeds import read_feed
from parsers.generic_text import cut_out, read_text_blocks
from parsers.listings import read_listing
from parsers.markup import parse_markup
from parsers.selecting import parse_selector
from parsers.sources import read_source
from parsers.topics.watchlist import read_watchlist
from tests.parsers.samples import answer
from tests.parsers.unknown_pages import TITLE, read, unknown_page
from tests.shipped import shipped_sources

T = TypeVar("T")
SIZE = 200_000
DEEP = "a = " + "[" * 100_000
ITEM = "<item><title>a</title><link>/news/1</link>{}</item>"


def in_time(work: Callable[[], T]) -> T:
    """Return what the work gives; it may take a second of the processor."""
    began = time.thread_time()
    found = work()
    assert time.thread_time() - began < 1
    return found


@pytest.mark.parametrize("piece", [" ", "\n", "<?xml", "<?xml ", "<!DOCTYPE [", "]> "])
def test_a_feed_of_nothing_but_one_beginning_is_refused_at_once(piece: str) -> None:
    """Each was read again to its end for every place at which it stands."""
    assert in_time(lambda: parse_markup(piece * (SIZE // len(piece))))[0] is None


@pytest.mark.parametrize("text", ["\x00", "\x00<rss><channel/></rss>", "\x00" * 30 + "{}"])
def test_an_answer_that_begins_with_a_zero_byte_is_no_feed(text: str) -> None:
    for kind in ("feed", "atom", "rss", "sitemap"):
        with pytest.raises(ListingError, match="got nothing"):
            read_feed(text, kind)


@pytest.mark.parametrize("piece", [" ", "[", "1 ", "[]"])
def test_a_date_of_two_hundred_thousand_characters_is_none_at_once(piece: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        in_time(lambda: parse_date("2026" + piece * (SIZE // len(piece)) + "x", "Europe/London"))


def test_seconds_of_a_hundred_digits_leave_the_day_of_a_date() -> None:
    """Such a line is no longer one for machines, and is read as one for readers."""
    moment = parse_date(f"Mon, 05 Oct 2026 10:00:0{'7' * 100} GMT", "UTC")
    assert (moment.month, moment.day) == (10, 5)


@pytest.mark.parametrize("text", ["99999999999999999999d", "9" * 400 + "s"])
def test_a_duration_longer_than_all_time_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


@pytest.mark.parametrize("more", ["<media:content url='x'/>", "<a:b:c/>", "<:x/>", "<é:²/>", "<a:00/>"])
@pytest.mark.parametrize("texts", [False, True])
def test_a_feed_that_forgot_to_declare_a_prefix_keeps_its_entries(more: str, texts: bool) -> None:
    content = f"<description>{more}<p>x</p></description>"
    rows = read_feed(f"<rss><channel>{ITEM.format(more + content)}</channel></rss>", "rss", texts=texts).rows
    assert [(one["title"], one["url"]) for one in rows] == [("a", "/news/1")]


@pytest.mark.parametrize("minutes", ["²", "①", "60²"])
def test_a_pause_that_only_looks_like_a_number_is_none(minutes: str) -> None:
    found = read_feed(f"<rss><channel><ttl>{minutes}</ttl>{ITEM.format('')}</channel></rss>", "rss")
    assert (found.pause, len(found.rows)) == (None, 1)


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><rss/>", "<!-- --><?xml version='1.0' <a", "/news/1", "x.html"])
def test_an_html_listing_that_is_something_else_is_refused_without_a_warning(text: str) -> None:
    """A warning of a library would stand on the operator's screen; here it would be an error."""
    source, feed = next((one, feed) for one in shipped_sources() for feed in one.feeds if feed.kind == "html")
    with pytest.raises(ListingError):
        read_listing(source, feed, answer(text, url=f"{source.homepage}/news", content_type="text/html"))


def test_a_page_of_more_tags_than_any_release_has_is_doubted_at_once() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{'<p>a</p>' * 100_000}</body></html>"
    with pytest.raises(PageError, match="a page of 100,0") as caught:
        in_time(lambda: read(page))
    assert caught.value.kind == "doubtful_body"


@pytest.mark.parametrize("zone", ["+81:00", "+30:00", "-99:99"])
def test_a_page_whose_date_has_a_zone_of_days_is_a_release_without_that_date(zone: str) -> None:
    head = f'<meta property="article:published_time" content="2014-03-12T10:00:00{zone}">'
    assert read(unknown_page(head=head)).published_at is None


def test_a_selector_longer_than_any_site_needs_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="at most 2,000 characters"):
        in_time(lambda: parse_selector("h1" + "::re((" * 30_000))


@pytest.mark.parametrize("pattern", ["[[a]", "[a--b]", "("])
def test_a_pattern_of_a_selector_that_has_two_meanings_is_refused_as_one_that_has_none(pattern: str) -> None:
    """A warning of the library would stand on the operator's screen."""
    with pytest.raises(ValueError, match="not a pattern"):
        parse_selector(f"h1::re({pattern})")


def test_a_long_page_is_cut_down_to_its_text_at_once() -> None:
    """Every block was looked for among all that are kept."""
    tree = lxml.html.fromstring(f"<div>{'<p>a<p>b' * 8_000}</div>")
    every = read_text_blocks(tree)
    in_time(lambda: cut_out(tree, every[::2], every))
    assert tree.text_content() == "a" * 8_000


@pytest.mark.parametrize("text", [DEEP, f"every = {'9' * 5_000}"], ids=["brackets", "digits"])
def test_a_thousand_brackets_or_digits_are_told_with_the_file_that_they_stand_in(text: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^own\.toml: not TOML"):
        read_source(text, name="xx/own", file="own.toml")
    with pytest.raises(WatchlistError, match=r"^watchlist\.toml: not TOML"):
        read_watchlist(text, "watchlist.toml")
    (tmp_path / "presswatch.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"presswatch\.toml: not TOML"):
        read_settings(tmp_path, {})


def test_ten_thousand_mistakes_in_one_source_file_are_told_at_once() -> None:
    """Each was looked for among all layouts once more."""
    with pytest.raises(SourceError, match="unknown key"):
        in_time(lambda: read_source('[[layout]]\nname = "a"\nes = 1\n' * 1_000, name="xx/own", file="own.toml"))


def test_a_date_with_its_place_behind_it_is_still_read() -> None:
    assert parse_date("2026-10-04T12:00:00Z[UTC]", "Europe/London") == datetime(2026, 10, 4, 12, tzinfo=UTC)
