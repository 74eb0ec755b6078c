"""Feeds and search answers: what they hold, how they are asked for, and what may be wrong with them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from parsers.listings import read_listing
from parsers.records import Entry, Page
from parsers.requests import Selection, listing_request, wanted_types
from tests.parsers.samples import ATOM, FEED_URL, GOOD, GOVUK, JSON, NOW, answer, entry, feed, kinds_of, read_feed

FINDER, CASES, HISTORY = GOVUK.feeds
MIRROR = "http://127.0.0.1:8099/search/news-and-communications.atom"


def _search(results: object) -> Page:
    return answer(
        json.dumps({"results": results, "total": 1}), url="https://www.gov.uk/api/search.json", content_type=JSON
    )


# What listings hold


def test_an_entry_of_the_finder_is_a_page_a_title_and_a_date() -> None:
    """The finder says no type."""
    listing = read_feed(feed(entry()))
    assert listing.entries == (Entry(url=GOOD, title="Lights", updated=datetime(2026, 10, 30, 9, tzinfo=UTC)),)
    assert (listing.problems, listing.complete) == ((), True)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Press release", "press_release"),
        ("Oral statement to Parliament", "oral_statement"),
        ("World news story", "world_news_story"),
        ("Guidance", "Guidance"),
    ],
)
def test_the_type_before_the_title_of_an_activity_feed_is_taken_off(label: str, kind: str) -> None:
    """It is the entry's type, not part of the title."""
    more = f'<category label="{label}" term="{label}"/>'
    found = read_feed(feed(entry(title=f"{label}: Speech: the sea", more=more))).entries[0]
    assert (found.title, found.category) == ("Speech: the sea", kind)


def test_the_same_release_has_one_url_in_every_feed() -> None:
    """Ids and titles differ between feeds, and a fragment says only when it was updated."""
    finder, activity = read_feed(feed(entry())), read_feed(feed(entry(f"{GOOD}#2026-10-30T09:00:00Z")))
    assert finder.entries[0].url == activity.entries[0].url


def test_a_search_answer_gives_the_same_entries() -> None:
    """Its links are paths."""
    result = {
        "link": "/government/news/lights",
        "title": "Lights",
        "public_timestamp": "2026-10-30T09:00:00Z",
        "content_store_document_type": "case_study",
    }
    listing = read_listing(GOVUK, CASES, _search([result]))
    expected = Entry(url=GOOD, title="Lights", updated=datetime(2026, 10, 30, 9, tzinfo=UTC), category="case_study")
    assert listing.entries == (expected,)


def test_a_feed_asked_at_a_mirror_lists_the_pages_of_the_real_host() -> None:
    """The host that was asked counts as the source's own."""
    listing = read_feed(feed(entry("http://127.0.0.1:8099/government/news/lights")), url=MIRROR)
    assert listing.entries[0].url == GOOD


def test_an_entry_that_comes_several_times_counts_once_with_its_newest_date() -> None:
    """In the place where it stood first."""
    older, newer = "2026-10-29T09:00:00Z", "2026-10-30T10:00:00Z"
    listing = read_feed(feed(entry(updated=older), entry("/b"), entry(updated=newer), entry(updated="")))
    assert [entry.url for entry in listing.entries] == [GOOD, "https://www.gov.uk/b"]
    assert listing.entries[0].updated == datetime(2026, 10, 30, 10, tzinfo=UTC)


# What may be wrong with entries


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("javascript:alert(1)", "bad_link"),
        ("data:text/html,x", "bad_link"),
        ("file:///etc/passwd", "bad_link"),
        ("mailto:press@example.org", "bad_link"),
        ("", "bad_link"),
        ("http://[::1", "bad_link"),
        ("http://127.0.0.1:22/", "foreign_link"),
        ("http://169.254.169.254/latest/", "foreign_link"),
        ("//evil.example/x", "foreign_link"),
        ("https://www.gov.uk.evil.example/", "foreign_link"),
    ],
)
@pytest.mark.parametrize("url", [FEED_URL, MIRROR])
def test_a_bad_link_is_a_problem_and_the_good_entries_are_read(link: str, kind: str, url: str) -> None:
    """Nothing outside the source's own host is ever asked for."""
    listing = read_feed(feed(entry(link, title="Bad"), entry()), url=url)
    assert [entry.url for entry in listing.entries] == [GOOD]
    assert kinds_of(listing) == [kind]
    assert "'Bad'" in listing.problems[0].detail
    assert listing.complete


def test_many_bad_entries_are_one_problem_that_counts_them() -> None:
    """Twenty lines that say the same help nobody."""
    listing = read_feed(feed(entry(), *(entry(f"//evil.example/{n}") for n in range(20))))
    assert len(listing.problems) == 1
    assert listing.problems[0].detail.endswith("; and 17 more")


def test_a_date_in_the_future_is_not_believed() -> None:
    """Or the entry would be the newest for ever."""
    listing = read_feed(feed(entry(updated="2099-01-26T09:00:00Z")))
    assert listing.entries[0].updated is None
    assert kinds_of(listing) == ["future_date"]


@pytest.mark.parametrize("text", ["1970-01-01T00:00:00Z", "1970-11-24T09:00:00Z", "1601-01-01T00:00:00Z"])
def test_a_date_of_a_clock_that_was_never_set_is_not_believed(text: str) -> None:
    """Or a poll would take the entry for an old one."""
    listing = read_feed(feed(entry(updated=text)))
    assert listing.entries[0].updated is None
    assert kinds_of(listing) == ["bad_date"]


def test_news_of_former_centuries_is_news() -> None:
    """GOV.UK lists "Sir George Pomeroy Colley killed in Boer War", of 1881."""
    listing = read_feed(feed(entry(updated="1881-02-27T15:45:44+00:00")))
    assert listing.entries[0].updated is not None
    assert kinds_of(listing) == []


def test_a_publishers_clock_may_be_a_day_ahead() -> None:
    """Embargoes and time zones are no mistakes."""
    listing = read_feed(feed(entry(updated="2026-11-02T11:59:00Z")))
    assert listing.entries[0].updated is not None
    assert kinds_of(listing) == []


@pytest.mark.parametrize("text", ["2099-02-29T00:00:00Z", "yesterday"])
def test_a_date_that_cannot_be_read_is_a_problem_and_the_entry_is_kept(text: str) -> None:
    """Its page says more."""
    listing = read_feed(feed(entry(updated=text)))
    assert [(entry.url, entry.updated) for entry in listing.entries] == [(GOOD, None)]
    assert kinds_of(listing) == ["bad_date"]


def test_an_entry_without_a_date_is_no_problem() -> None:
    """Not every listing gives one."""
    assert read_feed(feed(entry(updated=""))).problems == ()


@pytest.mark.parametrize("result", [3, None, [], {}, {"link": 3}, {"link": "/a", "title": [1], "public_timestamp": {}}])
def test_a_result_that_is_something_else_does_not_stop_the_others(result: object) -> None:
    """Whatever stands in the list."""
    listing = read_listing(GOVUK, CASES, _search([result, {"link": "/government/news/lights"}]))
    assert listing.entries[-1].url == GOOD


# How listings are asked for


def test_the_finder_is_asked_page_by_page() -> None:
    """From 1, and the first without a number."""
    assert listing_request(GOVUK, FINDER, Selection()).url == FEED_URL
    assert listing_request(GOVUK, FINDER, Selection(), 2).url == f"{FEED_URL}?page=3"


def test_a_feed_is_narrowed_to_what_an_operator_wants() -> None:
    """By its own names for it."""
    selection = Selection(organisations=("ministry-of-defence",), document_types=("press_release", "speech"))
    assert listing_request(GOVUK, FINDER, selection).url == (
        f"{FEED_URL}?organisations%5B%5D=ministry-of-defence&content_store_document_type%5B%5D=press_release"
        "&content_store_document_type%5B%5D=speech"
    )


def test_the_search_is_asked_for_releases_only_and_since_a_day() -> None:
    """It holds everything else that GOV.UK publishes too."""
    url = listing_request(GOVUK, HISTORY, Selection(since=date(2026, 1, 31)), 1).url
    assert "&start=1000" in url
    assert "&count=1000" in url
    assert "filter_public_timestamp=from%3A2026-01-31" in url
    assert url.count("filter_content_store_document_type=") == len(GOVUK.document_types)


def test_a_feed_that_holds_nothing_of_a_selection_has_no_wanted_types() -> None:
    """So that it need not be asked."""
    assert wanted_types(GOVUK, CASES, Selection(document_types=("speech",))) == ()
    assert wanted_types(GOVUK, CASES, Selection()) == ("case_study",)


def test_a_feed_without_a_filter_is_asked_for_everything() -> None:
    """What it cannot narrow is narrowed later."""
    plain = replace(FINDER, filters=())
    assert listing_request(GOVUK, plain, Selection(organisations=("x",), document_types=("speech",))).url == FEED_URL


def test_the_time_of_fetching_is_the_measure_of_the_future() -> None:
    """Not the clock of the machine that replays an archive years later."""
    page = replace(answer(feed(entry()), url=FEED_URL, content_type=ATOM), fetched_at=NOW.replace(year=2020))
    assert kinds_of(read_listing(GOVUK, FINDER, page)) == ["future_date"]
