"""Feeds that are broken, ended, empty, hostile or something else: never a success that is none."""

from __future__ import annotations

import pytest

from parsers.errors import ListingError
from parsers.listings import read_listing
from tests.parsers.samples import (
    ATOM,
    ENTRY,
    FEED_URL,
    GOOD,
    GOVUK,
    HTML,
    JSON,
    answer,
    entry,
    feed,
    kinds_of,
    read_feed,
)


def _refused(content: str | bytes, content_type: str = ATOM) -> ListingError:
    with pytest.raises(ListingError) as caught:
        read_feed(content, content_type=content_type)
    assert FEED_URL in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        ("", ATOM, "empty_page"),
        (
            "<!DOCTYPE html><html><head><title>News</title></head><body><p>Our feeds have moved.<br></body></html>",
            HTML,
            "not_a_feed",
        ),
        ("<html><head><title>Just a moment...</title></head></html>", HTML, "challenge_page"),
        ("<html><head><title>Account Suspended</title></head></html>", HTML, "suspended_page"),
        ('<rss version="2.0"><channel></channel></rss>', ATOM, "not_a_feed"),
        ("not xml", ATOM, "not_a_feed"),
        ("<", ATOM, "not_a_feed"),
        (feed(), ATOM, "empty_listing"),
    ],
)
def test_an_answer_without_entries_is_never_a_success(content: str, content_type: str, kind: str) -> None:
    """The word says what came instead."""
    assert _refused(content, content_type).kind == kind


@pytest.mark.parametrize("content", ["", "[]", "3", "{", '{"results": {}}', '{"error": "x"}', "[" * 100_000])
def test_an_answer_that_is_no_search_result_is_refused(content: str) -> None:
    """Errors of the API come as JSON too."""
    with pytest.raises(ListingError) as caught:
        read_listing(
            GOVUK, GOVUK.feeds[1], answer(content, url="https://www.gov.uk/api/search.json", content_type=JSON)
        )
    assert caught.value.kind in {"not_a_feed", "empty_page"}


def test_a_feed_that_has_ended_says_where_to_go() -> None:
    """The finder answers with one entry when it has moved."""
    ended = ENTRY.replace("{link}</id>", "/search/old/feed-ended</id>")
    text = feed(
        ended.format(link="https://www.gov.uk/search/new.atom", title="This feed has ended", updated="", more="")
    )
    error = _refused(text)
    assert error.kind == "feed_ended"
    assert "https://www.gov.uk/search/new.atom" in str(error)


def test_a_feed_that_is_cut_off_gives_what_came_whole() -> None:
    """Wherever it is cut: an entry in which it ends may lack half of its link."""
    text = feed(*(entry(f"/government/news/{number}-and-more") for number in range(4)))
    whole = [entry.url for entry in read_feed(text).entries]
    for stop in range(text.index("</entry>") + len("</entry>"), text.rindex("</feed>"), 7):
        listing = read_feed(text[:stop])
        assert [entry.url for entry in listing.entries] == whole[: text[:stop].count("</entry>")]
        assert (kinds_of(listing), listing.complete) == (["cut_feed"], False)


def test_a_feed_with_a_mistake_in_the_middle_is_read_and_reported() -> None:
    """What follows the mistake may be lost, so the listing is not complete."""
    listing = read_feed(feed(entry(title="Lamps & lights &nbsp;"), entry("/b")))
    assert len(listing.entries) == 2
    assert (kinds_of(listing), listing.complete) == (["broken_feed"], False)


def test_a_billion_laughs_are_not_laughed() -> None:
    """Entities of a feed's own are cut out, not expanded."""
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    listing = read_feed(feed(entry(title="&a9;Lights"), prolog=f"<!DOCTYPE feed [{entities}]>"))
    assert [entry.title for entry in listing.entries] == ["Lights"]
    assert kinds_of(listing) == ["feed_entities"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://169.254.169.254/latest/"])
def test_external_entities_are_never_loaded(target: str) -> None:
    """Nothing of this machine and nothing of its network gets into a title."""
    prolog = f'<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY secret SYSTEM "{target}">]>'
    listing = read_feed(feed(entry(title="&secret;Lights"), prolog=prolog))
    assert [entry.title for entry in listing.entries] == ["Lights"]
    assert kinds_of(listing) == ["feed_entities"]


def test_a_hundred_thousand_open_tags_are_a_problem() -> None:
    """No crash; the entries before them count."""
    listing = read_feed(feed(entry(), "<x>" * 100_000))
    assert [entry.url for entry in listing.entries] == [GOOD]
    assert not listing.complete


def test_a_feed_in_another_charset_than_its_header_says_is_read_and_reported() -> None:
    """As pages are."""
    listing = read_feed(feed(entry(title="Łódź’s lights")), content_type="application/atom+xml; charset=iso-8859-1")
    assert listing.entries[0].title == "Łódź’s lights"
    assert kinds_of(listing) == ["charset_conflict"]


def test_broken_bytes_in_a_feed_lose_no_entry() -> None:
    """They are reported; the feed is complete."""
    content = feed(entry(title="Lights X"), entry("/b")).encode().replace(b"Lights X", b"Lights \xff\xc3(")
    listing = read_feed(content)
    assert [entry.title for entry in listing.entries] == ["Lights \ufffd\ufffd(", "Lights"]
    assert (kinds_of(listing), listing.complete) == (["invalid_bytes"], True)
