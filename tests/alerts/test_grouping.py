"""What a recipient is told: each release once, newest first, by topic, and no more than asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from flows.alerts.phrasing import summary
from tests.alerts.samples import HIGH_NORTH, HOME, IFU, JEF, NOW, VISIT, digest, due, many_dues, text


def test_a_release_with_three_topics_is_one_item() -> None:
    """It is told in full once, and named under its other topics."""
    both = due(topics=(JEF, HIGH_NORTH, IFU))
    made = digest(both)
    assert [item.release_id for item in made.items] == ["grey-heron"]
    assert [section.count for section in made.sections] == [1, 1, 1]
    assert [len(section.elsewhere) for section in made.sections] == [0, 1, 1]
    assert [reason.name for reason in made.items[0].reasons] == ["JEF", "High North", "Ukraine fund"]


def test_two_translations_are_one_item() -> None:
    """The one in the recipient's language leads, whichever was seen first."""
    welsh = due(
        "heron-cy",
        text("Ymarfer JEF", body="Dechreuodd yr ymarfer."),
        url=f"{HOME}/grey-heron.cy",
        language="cy",
        at=NOW - timedelta(hours=3),
    )
    made = digest(welsh, due())
    (item,) = made.items
    assert item.name == VISIT.title
    assert [(one.language, one.title) for one in item.translations] == [("cy", "Ymarfer JEF")]
    assert sorted(item.alerts) == ["alert-grey-heron", "alert-heron-cy"]


def test_what_only_a_translation_says_is_shown_in_its_words() -> None:
    """A topic whose words stand in one translation alone is shown from there."""
    english = due(topics=())
    swedish = due("heron-sv", text("Övning", body="Övningen leds av JEF."), url=f"{HOME}/grey-heron.sv", language="sv")
    (item,) = digest(replace(english, mentions=()), swedish).items
    assert [(passage.language, passage.topics) for passage in item.passages] == [("sv", ("jef",))]
    assert item.reasons[0].words == ("JEF",)


def test_the_newest_release_stands_first() -> None:
    """By the publisher's time; the order in which alerts are handed over does not matter."""
    old = due("old", published_at=NOW - timedelta(days=2))
    new = due("new", published_at=NOW - timedelta(minutes=1))
    assert [item.release_id for item in digest(old, new).items] == ["new", "old"]
    assert digest(old, new) == digest(new, old)


def test_what_happened_twice_is_one_item_with_both_events() -> None:
    """A release that was published and edited between two digests is new, and its edit is told."""
    first = due(at=NOW - timedelta(hours=5), published_at=NOW - timedelta(hours=5))
    later = replace(VISIT, body=VISIT.body.replace("31 ships", "29 ships"))
    second = due(text=later, alert_id="alert-2", kind="silent", revision=2, former=VISIT)
    (item,) = digest(second, first).items
    assert [event.kind for event in item.events] == ["new", "silent"]
    assert [piece.text for piece in item.edits[0].after if piece.mark == "new"] == ["29"]


def test_the_same_event_is_told_once() -> None:
    """Though two alerts may carry it."""
    (item,) = digest(due(), due(alert_id="alert-again")).items
    assert len(item.events) == 1
    assert item.alerts == ("alert-again", "alert-grey-heron")


def test_two_edits_are_told_against_what_the_recipient_knows() -> None:
    """The edition before the first of them, not the one in between."""
    editions = [text("Ships", body=f"The fleet has {number} ships.") for number in ("ten", "eleven", "twelve")]
    edits = [
        due("ships", new, kind="silent", former=old, revision=n, alert_id=f"alert-{n}", at=NOW + timedelta(minutes=n))
        for n, (old, new) in enumerate(pairwise(editions), start=2)
    ]
    (item,) = digest(*edits).items
    assert [piece.text for piece in item.edits[0].before if piece.mark == "old"] == ["ten"]
    assert [piece.text for piece in item.edits[0].after if piece.mark == "new"] == ["twelve"]


def test_a_limit_keeps_the_newest_and_counts_the_rest() -> None:
    """Nothing is left out in silence."""
    made = digest(*many_dues(12), max_items=5)
    assert [item.release_id for item in made.items] == [f"day-{n}" for n in range(5)]
    assert (made.matched, made.more) == (12, 7)
    assert [(section.count, section.more) for section in made.sections] == [(12, 7), (12, 7)]


def test_releases_without_a_topic_are_others() -> None:
    """They stand after the topics, by title, and count apart."""
    made = digest(due(), due("ferry", text("Ferry timetable"), topics=()))
    assert [item.name for item in made.others] == ["Ferry timetable"]
    assert made.matched == 1
    assert summary(made)[-1] == "1 other release."


def test_the_topic_with_most_releases_stands_first() -> None:
    """So that the digest begins with what moved."""
    made = digest(due("a", topics=(JEF,)), due("b", topics=(HIGH_NORTH,)), due("c", topics=(HIGH_NORTH,)))
    assert [section.name for section in made.sections] == ["High North", "JEF"]


def test_a_topic_whose_words_an_edit_took_away_says_so() -> None:
    """The release is still told, and nothing is marked that does not match."""
    gone = due(kind="update", text=text("Exercise begins"), former=VISIT, revision=2)
    (item,) = digest(gone).items
    assert item.reasons[0].words == ()
    assert not any(piece.mark == "match" for piece in item.title)


def test_a_morning_without_news_says_so_in_one_sentence() -> None:
    """Not an empty message."""
    assert summary(digest()) == ("Nothing new: no release matched your topics since the last digest.",)
