"""Feeds and search answers: what they hold, how they are asked for, and what may be wrong with them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from parsers.errors import ListingError
from parsers.listings import Listing, Selection, listing_url, read_listing, wanted_types
from parsers.records import Entry, Page
from tests.parsers.samples import ATOM, GOVUK, HTML, JSON, NOW, answer

FINDER, CASES, HISTORY = GOVUK.feeds
FEED_URL = "https://www.gov.uk/search/news-and-communications.atom"
MIRROR = "http://127.0.0.1:8099/search/news-and-communications.atom"
ENTRY = """<entry><id>tag:www.gov.uk,2005:{link}</id><updated>{updated}</updated>
<link rel="alternate" type="text/html" href="{link}"/><title>{title}</title>{more}</entry>"""
GOOD = "https://www.gov.uk/government/news/lights"


def _entry(
    link: str = GOOD, *, title: str = "Lights", updated: str = "2026-10-30T09:00:00+00:00", more: str = ""
) -> str:
    return ENTRY.format(link=link, title=title, updated=updated, more=more)


def _feed(*entries: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    head = '<feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
    return "\n".join((prolog, head, *entries, "</feed>"))


def _read(content: str | bytes, *, url: str = FEED_URL, content_type: str = ATOM) -> Listing:
    return read_listing(GOVUK, FINDER, answer(content, url=url, content_type=content_type))


def _search(results: object) -> Page:
    return answer(
        json.dumps({"results": results, "total": 1}), url="https://www.gov.uk/api/search.json", content_type=JSON
    )


def _kinds(listing: Listing) -> list[str]:
    return [problem.kind for problem in listing.problems]


def _refused(content: str | bytes, content_type: str = ATOM) -> ListingError:
    with pytest.raises(ListingError) as caught:
        _read(content, content_type=content_type)
    assert FEED_URL in str(caught.value)
    return caught.value


# What listings hold


def test_an_entry_of_the_finder_is_a_page_a_title_and_a_date() -> None:
    """The finder says no type."""
    listing = _read(_feed(_entry()))
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
    entry = _read(_feed(_entry(title=f"{label}: Speech: the sea", more=more))).entries[0]
    assert (entry.title, entry.category) == ("Speech: the sea", kind)


def test_the_same_release_has_one_url_in_every_feed() -> None:
    """Ids and titles differ between feeds, and a fragment says only when it was updated."""
    finder, activity = _read(_feed(_entry())), _read(_feed(_entry(f"{GOOD}#2026-10-30T09:00:00Z")))
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
    listing = _read(_feed(_entry("http://127.0.0.1:8099/government/news/lights")), url=MIRROR)
    assert listing.entries[0].url == GOOD


def test_an_entry_that_comes_several_times_counts_once_with_its_newest_date() -> None:
    """In the place where it stood first."""
    older, newer = "2026-10-29T09:00:00Z", "2026-10-30T10:00:00Z"
    listing = _read(_feed(_entry(updated=older), _entry("/b"), _entry(updated=newer), _entry(updated="")))
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
    listing = _read(_feed(_entry(link, title="Bad"), _entry()), url=url)
    assert [entry.url for entry in listing.entries] == [GOOD]
    assert _kinds(listing) == [kind]
    assert "'Bad'" in listing.problems[0].detail
    assert listing.complete


def test_many_bad_entries_are_one_problem_that_counts_them() -> None:
    """Twenty lines that say the same help nobody."""
    listing = _read(_feed(_entry(), *(_entry(f"//evil.example/{n}") for n in range(20))))
    assert len(listing.problems) == 1
    assert listing.problems[0].detail.endswith("; and 17 more")


def test_a_date_in_the_future_is_not_believed() -> None:
    """Or the entry would be the newest for ever."""
    listing = _read(_feed(_entry(updated="2099-01-26T09:00:00Z")))
    assert listing.entries[0].updated is None
    assert _kinds(listing) == ["future_date"]


def test_a_publishers_clock_may_be_a_day_ahead() -> None:
    """Embargoes and time zones are no mistakes."""
    listing = _read(_feed(_entry(updated="2026-11-02T11:59:00Z")))
    assert listing.entries[0].updated is not None
    assert _kinds(listing) == []


@pytest.mark.parametrize("text", ["2099-02-29T00:00:00Z", "yesterday"])
def test_a_date_that_cannot_be_read_is_a_problem_and_the_entry_is_kept(text: str) -> None:
    """Its page says more."""
    listing = _read(_feed(_entry(updated=text)))
    assert [(entry.url, entry.updated) for entry in listing.entries] == [(GOOD, None)]
    assert _kinds(listing) == ["bad_date"]


def test_an_entry_without_a_date_is_no_problem() -> None:
    """Not every listing gives one."""
    assert _read(_feed(_entry(updated=""))).problems == ()


@pytest.mark.parametrize("result", [3, None, [], {}, {"link": 3}, {"link": "/a", "title": [1], "public_timestamp": {}}])
def test_a_result_that_is_something_else_does_not_stop_the_others(result: object) -> None:
    """Whatever stands in the list."""
    listing = read_listing(GOVUK, CASES, _search([result, {"link": "/government/news/lights"}]))
    assert listing.entries[-1].url == GOOD


# What may be wrong with the whole


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
        (_feed(), ATOM, "empty_listing"),
    ],
)
def test_an_answer_without_entries_is_never_a_success(content: str, content_type: str, kind: str) -> None:
    """The word says what came instead."""
    assert _refused(content, content_type).kind == kind


@pytest.mark.parametrize("content", ["", "[]", "3", "{", '{"results": {}}', '{"error": "x"}', "[" * 100_000])
def test_an_answer_that_is_no_search_result_is_refused(content: str) -> None:
    """Errors of the API come as JSON too."""
    with pytest.raises(ListingError) as caught:
        read_listing(GOVUK, CASES, answer(content, url="https://www.gov.uk/api/search.json", content_type=JSON))
    assert caught.value.kind in {"not_a_feed", "empty_page"}


def test_a_feed_that_has_ended_says_where_to_go() -> None:
    """The finder answers with one entry when it has moved."""
    ended = ENTRY.replace("{link}</id>", "/search/old/feed-ended</id>")
    text = _feed(
        ended.format(link="https://www.gov.uk/search/new.atom", title="This feed has ended", updated="", more="")
    )
    error = _refused(text)
    assert error.kind == "feed_ended"
    assert "https://www.gov.uk/search/new.atom" in str(error)


def test_a_feed_that_is_cut_off_gives_what_came_whole() -> None:
    """Wherever it is cut: an entry in which it ends may lack half of its link."""
    text = _feed(*(_entry(f"/government/news/{number}-and-more") for number in range(4)))
    whole = [entry.url for entry in _read(text).entries]
    for stop in range(text.index("</entry>") + len("</entry>"), text.rindex("</feed>"), 7):
        listing = _read(text[:stop])
        assert [entry.url for entry in listing.entries] == whole[: text[:stop].count("</entry>")]
        assert (_kinds(listing), listing.complete) == (["cut_feed"], False)


def test_a_feed_with_a_mistake_in_the_middle_is_read_and_reported() -> None:
    """What follows the mistake may be lost, so the listing is not complete."""
    listing = _read(_feed(_entry(title="Lamps & lights &nbsp;"), _entry("/b")))
    assert len(listing.entries) == 2
    assert (_kinds(listing), listing.complete) == (["broken_feed"], False)


def test_a_billion_laughs_are_not_laughed() -> None:
    """Entities of a feed's own are cut out, not expanded."""
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    listing = _read(_feed(_entry(title="&a9;Lights"), prolog=f"<!DOCTYPE feed [{entities}]>"))
    assert [entry.title for entry in listing.entries] == ["Lights"]
    assert _kinds(listing) == ["feed_entities"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://169.254.169.254/latest/"])
def test_external_entities_are_never_loaded(target: str) -> None:
    """Nothing of this machine and nothing of its network gets into a title."""
    prolog = f'<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY secret SYSTEM "{target}">]>'
    listing = _read(_feed(_entry(title="&secret;Lights"), prolog=prolog))
    assert [entry.title for entry in listing.entries] == ["Lights"]
    assert _kinds(listing) == ["feed_entities"]


def test_a_hundred_thousand_open_tags_are_a_problem() -> None:
    """No crash; the entries before them count."""
    listing = _read(_feed(_entry(), "<x>" * 100_000))
    assert [entry.url for entry in listing.entries] == [GOOD]
    assert not listing.complete


def test_a_feed_in_another_charset_than_its_header_says_is_read_and_reported() -> None:
    """As pages are."""
    listing = _read(_feed(_entry(title="Łódź’s lights")), content_type="application/atom+xml; charset=iso-8859-1")
    assert listing.entries[0].title == "Łódź’s lights"
    assert _kinds(listing) == ["charset_conflict"]


def test_broken_bytes_in_a_feed_lose_no_entry() -> None:
    """They are reported; the feed is complete."""
    content = _feed(_entry(title="Lights X"), _entry("/b")).encode().replace(b"Lights X", b"Lights \xff\xc3(")
    listing = _read(content)
    assert [entry.title for entry in listing.entries] == ["Lights \ufffd\ufffd(", "Lights"]
    assert (_kinds(listing), listing.complete) == (["invalid_bytes"], True)


# How listings are asked for


def test_the_finder_is_asked_page_by_page() -> None:
    """From 1, and the first without a number."""
    assert listing_url(GOVUK, FINDER, Selection()) == FEED_URL
    assert listing_url(GOVUK, FINDER, Selection(), 2) == f"{FEED_URL}?page=3"


def test_a_feed_is_narrowed_to_what_an_operator_wants() -> None:
    """By its own names for it."""
    selection = Selection(organisations=("ministry-of-defence",), document_types=("press_release", "speech"))
    assert listing_url(GOVUK, FINDER, selection) == (
        f"{FEED_URL}?organisations%5B%5D=ministry-of-defence&content_store_document_type%5B%5D=press_release"
        "&content_store_document_type%5B%5D=speech"
    )


def test_the_search_is_asked_for_releases_only_and_since_a_day() -> None:
    """It holds everything else that GOV.UK publishes too."""
    url = listing_url(GOVUK, HISTORY, Selection(since=date(2026, 1, 31)), 1)
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
    assert listing_url(GOVUK, plain, Selection(organisations=("x",), document_types=("speech",))) == FEED_URL


def test_the_time_of_fetching_is_the_measure_of_the_future() -> None:
    """Not the clock of the machine that replays an archive years later."""
    page = replace(answer(_feed(_entry()), url=FEED_URL, content_type=ATOM), fetched_at=NOW.replace(year=2020))
    assert _kinds(read_listing(GOVUK, FINDER, page)) == ["future_date"]
