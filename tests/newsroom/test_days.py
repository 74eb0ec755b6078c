"""What happens on the newsroom's three days, and what its answer key says of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from deploy.newsroom import Newsroom
from deploy.newsroom.content import Content
from deploy.newsroom.content_api import item_of
from deploy.newsroom.days import State, state_of
from deploy.newsroom.records import WEBSITE, ContentError, Release
from deploy.newsroom.truth import truth_of
from tests.newsroom.conftest import (
    CORRECTED,
    DELETED,
    MAIN_PIECE,
    MOVED,
    MOVED_TO,
    RETITLED,
    WITHDRAWN,
    Client,
)

WATCHED = {
    "jef": re.compile(r"\bJEF\b|Joint Expeditionary Force"),
    "high-north": re.compile(r"\bHigh North\b"),
    "ifu": re.compile(r"\bIFU\b.*Ukraine|Fund for Ukraine", re.DOTALL),
}
KINDS = ("new", "update", "silent", "withdrawn", "gone", "moved", "unchanged")


def urls(*paths: str) -> list[str]:
    return [WEBSITE + path for path in paths]


def happened(before: State, after: State, path: str) -> str:
    """Tell what a reader of the API sees has happened to a release between two evenings."""
    if path in after.gone or path in after.moved:
        return "gone" if path in after.gone else "moved"
    if path not in before.releases:
        return "new"
    old, new = item_of(before.releases[path]), item_of(after.releases[path])
    if new["withdrawn_notice"] != old["withdrawn_notice"]:
        return "withdrawn"
    if new["public_updated_at"] != old["public_updated_at"]:
        return "update"
    seen = [(item["title"], item["description"], item["details"]["body"]) for item in (old, new)]
    return "silent" if seen[0] != seen[1] else "unchanged"


@pytest.mark.parametrize("day", [2, 3])
def test_the_truth_of_a_day_is_what_can_be_seen_of_it(content: Content, day: int) -> None:
    before, after = state_of(content, day - 1), state_of(content, day)
    truth = truth_of(content)["days"][str(day)]
    said = {url.removeprefix(WEBSITE): kind for kind in KINDS for url in truth[kind]}  # type: ignore[literal-required]
    arrived = {one.to for one in after.moved.values()} - {one.to for one in before.moved.values()}
    paths = (before.releases.keys() | after.releases.keys()) - arrived
    assert said == {path: happened(before, after, path) for path in paths}


def test_each_day_brings_what_the_demo_tells(content: Content) -> None:
    days = truth_of(content)["days"]
    assert len(days["1"]["new"]) == 14
    assert (days["2"]["update"], days["2"]["silent"]) == (urls(CORRECTED), urls(MAIN_PIECE))
    assert (days["3"]["withdrawn"], days["3"]["gone"]) == (urls(WITHDRAWN), urls(DELETED))
    assert (days["3"]["moved"], days["3"]["silent"]) == (urls(MOVED), urls(RETITLED))
    assert truth_of(content)["moved_to"] == {WEBSITE + MOVED: WEBSITE + MOVED_TO}


@pytest.mark.parametrize("day", [1, 2, 3])
def test_the_topics_of_a_release_are_those_that_its_text_names(content: Content, day: int) -> None:
    state, truth = state_of(content, day), truth_of(content)["days"][str(day)]
    for release in state.releases.values():
        assert truth["topics"][release.url] == named_in(release), release.path


def named_in(release: Release) -> list[str]:
    text = " ".join(f"{release.title} {release.summary} {release.text}".replace("&nbsp;", " ").split())
    return sorted(topic for topic, words in WATCHED.items() if words.search(text))


def test_a_correction_can_bring_in_a_topic(content: Content) -> None:
    days = truth_of(content)["days"]
    assert days["1"]["topics"][WEBSITE + CORRECTED] == []
    assert days["2"]["topics"][WEBSITE + CORRECTED] == ["high-north"]


def test_a_moved_release_keeps_its_id(content: Content) -> None:
    before, after = state_of(content, 2), state_of(content, 3)
    assert after.releases[MOVED_TO].content_id == before.releases[MOVED].content_id


def test_a_day_can_be_turned_back(newsroom: Newsroom, client: Client) -> None:
    first = client.get(MAIN_PIECE).body
    newsroom.set_day(2)
    second = client.get(MAIN_PIECE).body
    newsroom.set_day(1)
    assert b"\xc2\xa3245 million over three years" in first
    assert b"\xc2\xa3254 million over three years" in second
    assert client.get(MAIN_PIECE).body == first


def test_only_chrome_changes_leave_the_text_alone(content: Content) -> None:
    """Bytes of the page change, words of the release do not."""
    path = "/government/news/bronze-figure-by-jef-roosendaal-at-risk-of-leaving-the-uk"
    before, after = (state_of(content, day).releases[path] for day in (1, 2))
    assert before.related != after.related
    assert before == replace(after, related=before.related, modified=before.modified)


def test_a_day_that_there_is_not_names_those_there_are(newsroom: Newsroom) -> None:
    with pytest.raises(LookupError, match="no day 4; the days are 1, 2, 3"):
        newsroom.set_day(4)
    assert newsroom.day == 1


def test_a_change_that_finds_nothing_to_change_is_refused(content: Content) -> None:
    """A misspelled passage must not pass for a day without news."""
    broken = replace(content.changes[1], replace=(("no such words", "others"),))
    with pytest.raises(ContentError, match=r"expected 'no such words' once in the release, found it 0 times"):
        state_of(replace(content, changes=(broken,)), 2)
