"""GOV.UK's Content API gives the release that the page gives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from parsers.errors import PageError, PageGone
from parsers.records import Release, Tag
from parsers.releases import read_release, read_with_problems, redirect_target
from tests.parsers.samples import GOVUK, JSON, URL, answer, golden, html_page, item_page, press_item, press_release

WITHDRAWN = {
    "withdrawn_at": "2026-02-10T14:00:00Z",
    "explanation": "<div class=\"govspeak\"><p>See the <a href='/x'>other</a>.</p></div>",
}


def _read(item: object) -> Release:
    return read_release(GOVUK, item_page(item))


def _details(**changes: Any) -> dict[str, Any]:
    return {**press_item()["details"], **changes}


def _links(**changes: Any) -> dict[str, Any]:
    return {**press_item()["links"], **changes}


def test_the_page_and_the_item_give_the_same_release() -> None:
    """Only the layout tells them apart."""
    page, item = read_release(GOVUK, html_page(press_release())), _read(press_item())
    assert replace(item, layout=page.layout) == page


def test_an_item_that_is_gone_says_so_although_it_comes_with_status_200() -> None:
    """With an explanation it does."""
    with pytest.raises(PageGone):
        _read({"schema_name": "gone", "base_path": "/x", "details": {"explanation": "<p>Published in error.</p>"}})


def test_an_item_that_has_moved_says_where() -> None:
    """Of several redirects the one of its own path."""
    item = {
        "schema_name": "redirect",
        "base_path": "/a",
        "redirects": [{"path": "/a/b", "destination": "/no"}, {"path": "/a", "destination": "/government/news/new"}],
    }
    assert redirect_target(GOVUK, item_page(item)) == "https://www.gov.uk/government/news/new"
    with pytest.raises(PageError) as caught:
        _read(item)
    assert caught.value.kind == "moved_item"


@pytest.mark.parametrize(
    "content",
    ["", "null", "[]", '{"schema_name": "redirect"}', '{"schema_name": "redirect", "redirects": [3]}', "<html>"],
)
def test_an_answer_that_is_no_redirect_leads_nowhere(content: str) -> None:
    """Whatever it is."""
    assert redirect_target(GOVUK, answer(content, url=URL, content_type=JSON)) is None
    assert redirect_target(GOVUK, html_page(content)) is None


def test_a_withdrawn_item_has_its_day_and_its_reason() -> None:
    """The reason is one line without markup."""
    release = _read(press_item(withdrawn_notice=WITHDRAWN))
    assert release.withdrawn_at == datetime(2026, 2, 10, 14, tzinfo=UTC)
    assert release.withdrawal == "See the other."


def test_an_item_never_updated_has_no_history() -> None:
    """As on its page; 'First published.' is no change."""
    release = _read(press_item(public_updated_at="2026-03-02T09:30:00+00:00"))
    assert (release.history, release.change_note) == ((), None)


def test_changes_come_newest_first() -> None:
    """The API lists them the other way round."""
    assert [change.note for change in _read(press_item()).history] == [
        "Added the rules of the fund & a table.",
        "First published.",
    ]


@pytest.mark.parametrize("note", ["A & B", "5 < 6 <draft>", "R&amp;D"])
def test_a_change_note_is_plain_text(note: str) -> None:
    """The page shows it letter by letter."""
    changes = [{"note": f" {note}\n", "public_timestamp": "2026-03-05T11:15:00Z"}]
    assert _read(press_item(details=_details(change_history=changes))).change_note == note


def test_emphasised_organisations_come_first_then_by_title_then_those_abroad() -> None:
    """The page's order."""
    links = _links(organisations=[{"title": name, "content_id": name} for name in ("C", "B", "A")])
    release = _read(press_item(links=links, details=_details(emphasised_organisations=["C"])))
    assert [tag.name for tag in release.organisations] == ["C", "A", "B", "British Embassy Ruritania"]


def test_a_speaker_without_a_profile_is_a_person() -> None:
    """After those who have one, and once."""
    links = _links(people=[], speaker=[{"title": "Ada", "base_path": "/government/people/ada"}])
    release = _read(press_item(links=links, details=_details(speaker_without_profile="Dr Olu Fenn")))
    assert release.people == (Tag(name="Ada", url="https://www.gov.uk/government/people/ada"), Tag(name="Dr Olu Fenn"))


def test_the_day_shown_stands_in_for_a_missing_date_of_publication() -> None:
    """Some old items have only that."""
    release = _read(press_item(first_published_at=None, details=_details(first_public_at="2013-03-21T13:20:50+00:00")))
    assert release.published_at == datetime(2013, 3, 21, 13, 20, 50, tzinfo=UTC)


def test_translations_are_the_other_languages_english_first() -> None:
    """The item's own language is not among them."""
    listed = [{"locale": one, "base_path": f"/x.{one}"} for one in ("fr", "cy", "en", "ar")]
    release = _read(press_item(locale="cy", links=_links(available_translations=listed)))
    assert [one.language for one in release.translations] == ["en", "ar", "fr"]


def test_the_zero_of_a_clock_is_no_date() -> None:
    reading = read_with_problems(GOVUK, item_page(press_item(public_updated_at="1970-01-01T01:00:00+01:00")))
    assert reading.release.updated_at is None
    assert {one.kind for one in reading.problems} == {"bad_date"}


def test_a_date_in_an_unknown_form_is_a_problem_and_loses_no_release() -> None:
    """It is named with its field."""
    reading = read_with_problems(GOVUK, item_page(press_item(public_updated_at="soon")))
    assert reading.release.updated_at is None
    assert reading.problems[0].kind == "bad_date"
    assert reading.problems[0].detail.startswith("updated_at: not a date: 'soon'")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty_page"),
        ("<html><title>Just a moment...</title></html>", "challenge_page"),
        ("<html><title>Account Suspended</title></html>", "suspended_page"),
        ("<html>", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[]", "not_json"),
        ("3", "not_json"),
        ('{"title": "no schema"}', "not_json"),
        ('{"schema_name": "guide", "document_type": "guide", "title": "Not news"}', "other_type"),
        ('{"schema_name": "news_article"}', "no_document_type"),
    ],
)
def test_an_answer_that_is_no_release_is_refused_by_a_stable_word(content: str, kind: str) -> None:
    """And names the address."""
    with pytest.raises(PageError) as caught:
        read_release(GOVUK, answer(content, url=URL, content_type=JSON))
    assert caught.value.kind == kind
    assert "gov.uk" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"details": {"body": " "}}, "no_body"),
        ({"details": {"body": [1]}}, "no_body"),
        ({"details": {"body": "<br>"}}, "no_body"),
        ({"details": None}, "no_body"),
        ({"title": " "}, "no_title"),
        ({"details": {"body": "<div>" * 100_000}}, "too_deep"),
    ],
)
def test_an_item_without_a_readable_text_is_refused(changes: dict[str, Any], kind: str) -> None:
    """Nothing empty, and no half of a text, becomes an edition."""
    with pytest.raises(PageError) as caught:
        _read(press_item(**changes))
    assert caught.value.kind == kind


@pytest.mark.parametrize("value", [None, 3, "text", [], [3], {}, [{"title": 3}], {"en": [None]}])
@pytest.mark.parametrize(
    "key",
    [
        "links",
        "withdrawn_notice",
        "content_id",
        "locale",
        "description",
        "base_path",
        "first_published_at",
        "public_updated_at",
    ],
)
def test_a_value_of_another_type_counts_as_missing(key: str, value: object) -> None:
    """Nothing that stands in an item stops the run."""
    assert _read(press_item(**{key: value})).title == "Harbour lights fund opens for £12.5 million of bids"


@pytest.mark.parametrize(
    "value", [None, 3, "text", [3], [{"title": 3, "base_path": 4, "locale": 5, "public_timestamp": 6}]]
)
def test_a_list_of_something_else_counts_as_empty(value: object) -> None:
    """Inside links and details too."""
    links = dict.fromkeys(press_item()["links"], value)
    details = {**dict.fromkeys(press_item()["details"], value), "body": "<p>Text.</p>"}
    release = _read(press_item(links=links, details=details))
    assert (release.organisations, release.people, release.history, release.body) == ((), (), (), "Text.")


def test_half_a_character_does_not_reach_the_files() -> None:
    """JSON can write one half of a surrogate pair, and no file can store it."""
    broken = golden("2026-press-release.json").replace("Harbour lights fund opens", "\\ud83d Harbour", 1)
    broken = broken.replace("Harbour lights fund opens", "\\ud83d Harbour")
    assert read_release(GOVUK, answer(broken, url=URL, content_type=JSON)).title.startswith("? Harbour")


def test_broken_bytes_spoil_one_word_and_are_reported() -> None:
    """The rest of the item is read."""
    content = json.dumps(press_item(), ensure_ascii=False).encode().replace(b"lanterns", b"lan\xfferns", 1)
    reading = read_with_problems(GOVUK, answer(content, url=URL, content_type=JSON))
    assert "lan\ufffderns" in reading.release.body + reading.release.summary
    assert [problem.kind for problem in reading.problems] == ["invalid_bytes"]


def test_markup_in_a_description_is_taken_out() -> None:
    """A title is plain text and keeps its signs."""
    release = _read(press_item(title="A < B & C", description="<p>Tides &amp; <em>lights</em></p>"))
    assert (release.title, release.summary) == ("A < B & C", "Tides & lights")
