"""What presswatch reads off the newsroom: the page and the Content API of a release say the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deploy.newsroom.content import Content
from deploy.newsroom.content_api import item_of
from deploy.newsroom.days import state_of
from deploy.newsroom.pages import page_of
from deploy.newsroom.records import WEBSITE, Release
from parsers import records
from parsers.releases import read_release
from tests.newsroom.conftest import CASE_STUDY, CORRECTED, MAIN_PIECE, SPEECH, WELSH, WITHDRAWN
from tests.shipped import shipped_sources

FETCHED = datetime(2026, 3, 4, 18, tzinfo=UTC)
GOVUK = next(source for source in shipped_sources() if source.name == "uk/govuk")


def read(content: str, content_type: str, url: str) -> records.Release:
    page = records.Page(url=url, content=content.encode(), content_type=content_type, fetched_at=FETCHED)
    return read_release(GOVUK, page)


def from_page(release: Release) -> records.Release:
    return read(page_of(release), "text/html; charset=utf-8", release.url)


def from_api(release: Release) -> records.Release:
    return read(json.dumps(item_of(release)), "application/json; charset=utf-8", f"{WEBSITE}/api/content{release.path}")


def on_day(content: Content, day: int, path: str) -> records.Release:
    return from_page(state_of(content, day).releases[path])


@pytest.mark.parametrize("day", [1, 2, 3])
def test_page_and_api_of_a_release_give_the_same_record(content: Content, day: int) -> None:
    for release in state_of(content, day).releases.values():
        assert from_page(release) == replace(from_api(release), layout="2026")


@pytest.mark.parametrize("day", [1, 2, 3])
def test_a_record_says_what_the_content_says(content: Content, day: int) -> None:
    for release in state_of(content, day).releases.values():
        record = from_page(release)
        assert (record.url, record.title, record.summary) == (release.url, release.title, release.summary)
        assert (record.published_at, record.updated_at) == (release.published, release.updated)
        assert (record.external_id, record.document_type) == (release.content_id, release.document_type)
        assert [one.name for one in record.organisations] == [one.title for one in release.organisations]
        assert [one.name for one in record.people] == [one.title for one in release.people]
        assert [one.name for one in record.places] == [one.title for one in release.places]


def test_nothing_around_a_release_is_in_its_body(content: Content) -> None:
    """The sidebar of a page mentions watched topics that the release does not."""
    fatality = "/government/fatalities/corporal-thomas-arkwell-dies-in-norway"
    release = state_of(content, 1).releases[fatality]
    body = from_page(release).body
    assert "(JEF)" in page_of(release)
    assert body.startswith("Corporal Thomas Arkwell, 29, was driving")
    assert body.endswith("Our thoughts are with his family.")
    assert "JEF" not in body


def test_the_caption_of_the_lead_image_is_not_in_the_body(content: Content) -> None:
    body = on_day(content, 1, MAIN_PIECE).body
    assert body.startswith("Patrols from April to October")
    assert "Frigates in company" not in body


def test_a_withdrawn_release_keeps_its_text_and_says_why(content: Content) -> None:
    record = on_day(content, 3, WITHDRAWN)
    assert record.withdrawn_at == datetime(2026, 3, 4, 9, 45, tzinfo=UTC)
    assert record.withdrawal.startswith("This news story was withdrawn because")
    assert record.body == on_day(content, 2, WITHDRAWN).body


def test_a_correction_leaves_a_note_in_the_history(content: Content) -> None:
    assert on_day(content, 1, CORRECTED).history == ()
    notes = [line.note for line in on_day(content, 2, CORRECTED).history]
    assert notes == ["Corrected the number of ports and added Lerwick.", "First published."]


def test_a_welsh_page_and_its_english_twin_link_each_other(content: Content) -> None:
    welsh, english = on_day(content, 1, WELSH), on_day(content, 1, WELSH.removesuffix(".cy"))
    assert (welsh.language, english.language) == ("cy", "en")
    assert welsh.external_id == english.external_id
    assert [(one.language, one.url) for one in english.translations] == [("cy", WEBSITE + WELSH)]
    assert [(one.language, one.url) for one in welsh.translations] == [("en", english.url)]


def test_attachments_are_found_as_documents(content: Content) -> None:
    urls = [one.url.rsplit("/", 1)[1] for one in on_day(content, 1, CORRECTED).attachments]
    assert urls == ["clean-ports-fund-successful-bids.pdf", "clean-ports-fund-terms.pdf"]


def test_speeches_and_case_studies_are_read_like_news(content: Content) -> None:
    speech, study = on_day(content, 1, SPEECH), on_day(content, 1, CASE_STUDY)
    assert speech.body.startswith("Good evening, and thank you for waiting")
    assert [one.name for one in speech.people] == ["The Rt Hon Daniel Oyelaran MP"]
    assert study.body.startswith("Background")
