"""The Search API, and what it refuses."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from deploy.newsroom import Newsroom
from tests.newsroom.conftest import CASE_STUDY, SPEECH, WELSH, WITHDRAWN, Client, Response

SEARCH = "/api/search.json"


def links(answer: Response) -> list[str]:
    return [result["link"] for result in answer.json["results"]]


def test_search_lists_everything_english_case_studies_included(client: Client) -> None:
    answer = client.get(f"{SEARCH}?count=1500")
    assert answer.json["total"] == 13
    assert CASE_STUDY in links(answer)
    assert WELSH not in links(answer)


def test_a_withdrawn_release_leaves_search(newsroom: Newsroom, client: Client) -> None:
    newsroom.set_day(3)
    assert WITHDRAWN not in links(client.get(f"{SEARCH}?count=1500"))


def test_results_come_in_pages_of_ten_unless_asked_otherwise(client: Client) -> None:
    first, rest = client.get(SEARCH), client.get(f"{SEARCH}?start=10&count=100")
    assert (len(links(first)), len(links(rest))) == (10, 3)
    assert links(first) + links(rest) == links(client.get(f"{SEARCH}?count=1500"))


def test_only_the_fields_that_were_asked_for_are_given(client: Client) -> None:
    (result,) = client.get(f"{SEARCH}?count=1&fields=title,public_timestamp").json["results"]
    assert {"title", "public_timestamp"} <= result.keys()
    assert "link" not in result


def test_search_can_be_turned_around(client: Client) -> None:
    newest, oldest = (links(client.get(f"{SEARCH}?count=50&order={sign}public_timestamp")) for sign in ("-", ""))
    assert oldest == newest[::-1]


def test_filters_of_one_kind_add_up_and_filters_of_two_kinds_cut_down(client: Client) -> None:
    types = "filter_content_store_document_type=speech&filter_content_store_document_type=case_study"
    office = "filter_organisations=foreign-commonwealth-development-office"
    assert set(links(client.get(f"{SEARCH}?{types}"))) == {SPEECH, CASE_STUDY}
    assert links(client.get(f"{SEARCH}?{types}&{office}")) == [SPEECH]


@pytest.mark.parametrize(
    ("between", "total"),
    [
        ("from:2026-03-02", 3),
        ("to:2026-02-25", 1),
        ("from:2026-02-26,to:2026-02-26", 2),
        ("from:2026-02-26T00:01:00Z,to:2026-02-26T00:01:00Z", 1),
    ],
)
def test_a_span_of_days_holds_its_first_and_its_last(client: Client, between: str, total: int) -> None:
    answer = client.get(f"{SEARCH}?filter_public_timestamp={quote(between)}")
    assert answer.json["total"] == total


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("colour=red", "Unexpected parameters: colour"),
        ("count=1501", 'Maximum result set size (as specified in "count") is 1500'),
        ("count=-1", 'Invalid value "-1" for parameter "count"'),
        ("count=1&count=2", 'Too many values (2) for parameter "count"'),
        ("order=loudness", '"loudness" is not a valid sort field'),
        ("fields=colour", "not valid return fields: ['colour']"),
        ("filter_public_timestamp=from:yesterday", 'Invalid "yesterday" for date filter'),
        ("filter_public_timestamp=after:2026-01-01", 'Invalid value "after:2026-01-01"'),
    ],
)
def test_a_wrong_query_is_refused_and_told_why(client: Client, query: str, complaint: str) -> None:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status == 422
    assert complaint in answer.json["error"]
