"""The sentences of the frame: what a reader learns before opening the message."""

from __future__ import annotations

from typing import get_args

import pytest

from flows.alerts.phrasing import subject, summary
from flows.alerts.wording import direction, wording
from parsers.records import ChangeKind, FieldName
from tests.alerts.samples import HIGH_NORTH, JEF, digest, due, sample_dues, text
from warehouse.records import Watched


def test_a_subject_says_topics_numbers_and_the_newest_title() -> None:
    """Counts first, for a phone shows forty characters."""
    made = digest(due("a", topics=(JEF, HIGH_NORTH)), due("b", text("JEF meets in Holmsund")))
    assert subject(made) == "JEF ×2, High North ×1: JEF meets in Holmsund"


def test_a_withdrawal_or_a_silent_edit_is_said_in_the_subject() -> None:
    """These are what a desk must know first."""
    assert "(1 withdrawn, 1 edited without notice)" in subject(digest(*sample_dues()))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("update", "Updated"),
        ("silent", "Edited without notice"),
        ("withdrawn", "Withdrawn"),
        ("revived", "Back online"),
        ("gone", "Gone from the site"),
        ("moved", "Moved"),
    ],
)
def test_what_happened_is_said_in_words(kind: ChangeKind, words: str) -> None:
    """A release that is not new is never told as if it were."""
    assert f"{words}: JEF meets" in subject(digest(due(text=text("JEF meets"), kind=kind)))


def test_many_topics_are_counted_in_the_subject() -> None:
    """Three are named."""
    topics = [Watched(topic=f"t{n}", version=1, name=f"Topic {n}", query="x") for n in range(7)]
    made = digest(*(due(f"r{n}", text("News"), topics=(one,)) for n, one in enumerate(topics)))
    assert subject(made) == "Topic 0 ×1, Topic 1 ×1, Topic 2 ×1, 4 more topics: News"


def test_a_digest_of_others_alone_says_how_many() -> None:
    """For recipients who asked for everything."""
    made = digest(due("a", text("Ferry"), topics=()), due("b", text("Harbour"), topics=()))
    assert subject(made).startswith("2 other releases: ")
    assert summary(made) == ("2 other releases.",)


def test_an_empty_digest_has_a_subject() -> None:
    """It says that there is nothing."""
    assert subject(digest()) == "Nothing new on your topics"


def test_the_summary_counts_what_happened() -> None:
    """Releases, topics, events, others."""
    assert summary(digest(*sample_dues())) == (
        "6 releases on your topics: JEF ×4, High North ×3, Ukraine fund ×1.",
        "3 new, 1 edited without notice, 1 withdrawn, 1 moved.",
        "2 other releases.",
    )


def test_every_event_and_every_part_of_a_release_has_a_name() -> None:
    """A new word of the records needs one here."""
    words = wording("en")
    assert set(words.kinds) == set(words.counted) == set(get_args(ChangeKind))
    assert set(words.fields) == set(get_args(FieldName))


def test_a_language_without_words_is_told_in_english() -> None:
    """Better than not at all."""
    assert wording("xx-YY") is wording("en-GB")


@pytest.mark.parametrize(
    ("language", "way"),
    [("ar", "rtl"), ("ur-PK", "rtl"), ("pa-Arab", "rtl"), ("cy", "ltr"), ("uk", "ltr"), ("", "ltr")],
)
def test_the_direction_follows_the_language(language: str, way: str) -> None:
    """Script first, where the language names one."""
    assert direction(language) == way
