"""One story, many voices: told once, with who else says it; and what was told before is not told in full again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from json import loads
from typing import Any

import pytest
from rich.console import Console

from flows.alerts.digest import render_html, render_json, render_markdown, render_text
from flows.alerts.phrasing import subject, summary
from flows.alerts.records import Digest
from flows.alerts.terminal import DigestView
from flows.channels.chat_text import chat_text
from flows.channels.entries import entries_of
from tests.alerts.samples import HIGH_NORTH, HOME, JEF, NOW, VISIT, digest, due, text
from warehouse.records import Due, Heard

HEARD = Heard(
    publisher="Coast Ministry",
    title=VISIT.title,
    url=f"{HOME}/grey-heron",
    told_at=NOW - timedelta(days=1),
    topics=frozenset({"jef"}),
)
NAVY: dict[str, Any] = {
    "source": "vm/navy",
    "publisher": "Vestmark Navy",
    "url": "https://navy.example/<heron>",
    "story_id": "s",
}
DANISH = text("Ministeren åbner JEF-øvelse", body="Øvelsen ledes af JEF.")


def _terminal(shown: Digest) -> str:
    console = Console(file=StringIO(), width=100)
    console.print(DigestView(shown))
    return str(console.file.getvalue())  # type: ignore[attr-defined]  # a StringIO


FORMS: list[Callable[[Digest], str]] = [render_html, render_text, render_markdown, _terminal]


def _story() -> tuple[Due, ...]:
    """The ministry's release, a later copy by the navy, and the navy's Danish one, which was the first of all."""
    copy = due("navy", topics=(JEF, HIGH_NORTH), published_at=NOW - timedelta(minutes=10), **NAVY)
    danish = due("navy-da", DANISH, language="da", published_at=NOW - timedelta(hours=1), **NAVY)
    return copy, danish, due(story_id="s")


def test_a_story_is_told_once_by_the_earliest_that_the_recipient_can_read() -> None:
    made = digest(*_story())
    (item,) = made.items
    assert (item.release_id, made.matched) == ("grey-heron", 1)
    assert [(one.publisher, one.language) for one in item.voices] == [("Vestmark Navy", "en"), ("Vestmark Navy", "da")]
    assert sorted(item.alerts) == ["alert-grey-heron", "alert-navy", "alert-navy-da"]
    assert {reason.topic for reason in item.reasons} == {"jef", "high-north"}


@pytest.mark.parametrize("render", FORMS)
def test_every_form_says_who_else_says_it_and_in_which_language(render: Callable[[Digest], str]) -> None:
    shown = " ".join(render(digest(*_story())).split())
    assert "Also published by Vestmark Navy" in shown
    assert "Also in Danish by Vestmark Navy" in shown
    assert "<heron>" not in shown


def test_a_translation_of_the_same_publisher_is_named_without_it() -> None:
    welsh = due("heron-cy", text("Ymarfer JEF"), url=f"{HOME}/grey-heron.cy", language="cy", story_id="s")
    assert "Also in Welsh: Ymarfer JEF" in render_text(digest(welsh, due(story_id="s")))


def test_translations_that_are_one_item_stay_one_whatever_stories_they_are_in() -> None:
    """An address that only ends in another language was never linked, so that it is a story of its own."""
    welsh = due("heron-cy", text("Ymarfer JEF"), url=f"{HOME}/grey-heron.cy", language="cy", story_id="a")
    (item,) = digest(welsh, *_story()).items
    assert {one.language for one in item.voices} == {"en", "da", "cy"}


def test_what_happens_to_one_voice_later_is_told_of_it_alone() -> None:
    """The copy was edited: its edit is an item of its own, beside the story."""
    copy = due("navy", replace(VISIT, title="Navy: JEF begins"), kind="update", revision=2, former=VISIT, **NAVY)
    titles = {item.name: item.last.kind for item in digest(copy, due(story_id="s")).items}
    assert titles == {VISIT.title: "new", "Navy: JEF begins": "update"}


def _echo(**changes: Any) -> Due:
    return replace(due("navy", heard=HEARD, **NAVY), **changes)


@pytest.mark.parametrize("render", FORMS)
def test_a_later_copy_of_what_was_told_is_one_line(render: Callable[[Digest], str]) -> None:
    shown = " ".join(render(digest(_echo())).split())
    assert "Also now elsewhere" in shown
    assert "Vestmark Navy" in shown
    assert "told Mon 23 Nov, 08:00, from Coast Ministry" in shown
    assert "Exercise Grey Heron began" not in shown
    assert "Why JEF" not in shown


def test_a_message_of_nothing_but_a_later_copy_says_so_in_its_subject() -> None:
    """That is what somebody gets who is told at once."""
    made = digest(_echo())
    assert subject(made) == f"1 known story, now elsewhere too: {VISIT.title}"
    assert summary(made) == ("1 known story, now elsewhere too.",)
    assert "told Mon 23 Nov" in chat_text(made, markdown=True)


def test_programs_read_it_as_an_echo_and_its_alert_is_answered() -> None:
    document = loads(render_json(digest(_echo())))
    assert (document["releases"], document["matched"]) == ([], 0)
    (echo,) = document["echoes"]
    assert echo["alerts"] == ["alert-navy"]
    assert echo["earlier"]["url"] == f"{HOME}/grey-heron"


def test_a_feed_of_a_topic_is_not_told_what_only_one_reader_knows() -> None:
    (entry,) = entries_of(digest(_echo()), "news.example.org")
    assert entry.topics == ()
    assert "told Mon 23 Nov" in entry.content


def test_a_later_copy_that_matches_another_topic_is_told_in_full() -> None:
    """The recipient has not heard it under that topic."""
    both = due("navy", topics=(JEF, HIGH_NORTH), heard=HEARD, **NAVY)
    made = digest(both)
    assert ([item.release_id for item in made.items], made.echoes) == (["navy"], ())


def test_an_edit_of_a_later_copy_is_told() -> None:
    """What was told of the other one does not hold for it."""
    made = digest(_echo(kind="silent", revision=2, former=replace(VISIT, body="Nothing yet.")))
    assert ([item.release_id for item in made.items], made.echoes) == (["navy"], ())


def test_more_later_copies_than_asked_for_are_counted() -> None:
    many = [_echo(release_id=f"n{n}", alert_id=f"a{n}", source=f"vm/{n}", story_id=f"s{n}") for n in range(3)]
    made = digest(*many, max_items=2)
    assert (len(made.echoes), made.more_echoes) == (2, 1)
    assert "and 1 more release" in render_text(made)
