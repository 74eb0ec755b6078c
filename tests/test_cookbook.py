"""Every question of the cookbook is one that the warehouse answers, asked of the invented newsroom's three days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.newsroom import serve
from tests.flows.rooms import Room
from tests.manuals import chapter, fenced, page
from warehouse.schema import Relation, relations

COOKBOOK = page("docs/COOKBOOK.md")
QUESTIONS = re.findall(r"^## (\d+\. .+\?)$", COOKBOOK, re.MULTILINE)
VALUES = {"topic": "jef", "since": "2026-02-01", "speaker": "calloway", "hours": "60"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """An installation that collected and delivered on each of the three evenings."""
    with serve(day=1) as newsroom:
        room = Room(newsroom, tmp_path_factory.mktemp("cookbook"))
        for day in (1, 2, 3):
            newsroom.set_day(day)
            room.collect()
            room.deliver()
        yield room


def answer(room: Room, number: int) -> list[tuple[Any, ...]]:
    """Return the rows of one question."""
    (sql,) = fenced(chapter(COOKBOOK, QUESTIONS[number - 1]), "sql")
    return room.ask(sql, **VALUES)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_an_answer_or_says_why_it_may_have_none(room: Room, question: str) -> None:
    told = chapter(COOKBOOK, question)
    (sql,) = fenced(told, "sql")
    rows = room.ask(sql, **VALUES)
    assert rows or "May be empty" in told


def test_the_questions_are_numbered_and_more_than_twenty() -> None:
    numbers = [int(one.partition(".")[0]) for one in QUESTIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20


def test_money_beside_ukraine_is_counted_once_and_by_currency(room: Room) -> None:
    """The missiles' £120 million stand twice in their release; the two currencies stay apart."""
    totals = {currency: int(total) for _, currency, total, _ in answer(room, 2)}
    missiles = {"GBP": 120_000_000 + 52_000_000, "EUR": 45_000_000}
    patrols = {"GBP": 254_000_000 + 38_000_000 + 1_600_000_000, "NOK": 1_200_000_000}
    assert totals["NOK"] == patrols["NOK"]
    assert totals["EUR"] == missiles["EUR"]
    assert totals["GBP"] >= missiles["GBP"] + patrols["GBP"]


def test_what_was_withdrawn_or_taken_away_comes_with_its_reason(room: Room) -> None:
    reasons = {kind: reason for _, kind, _, reason, _ in answer(room, 12)}
    assert reasons["gone"] == "HTTP 410"
    assert "was withdrawn because" in reasons["withdrawn"]


def test_a_silent_edit_shows_both_words(room: Room) -> None:
    assert [(removed, added) for _, _, removed, added, _ in answer(room, 3)] == [
        (["£245"], ["£254"]),
        (["three"], ["two"]),
    ]


def test_pairs_of_topics_stand_once(room: Room) -> None:
    pairs = [(one, other) for one, other, *_ in answer(room, 5)]
    assert len(pairs) == len({frozenset(pair) for pair in pairs}) == 3


def test_all_translations_that_are_linked_are_held(room: Room) -> None:
    assert answer(room, 14) == []


def test_a_copy_agrees_with_the_checksum_of_its_last_run(room: Room) -> None:
    assert [whole for _, _, whole in answer(room, 25)] == [True]


def test_words_that_vanished_are_those_that_no_longer_stand_in_the_edition(room: Room) -> None:
    gone = {word for word, *_ in answer(room, 27)}
    assert {"£245", "three", "seventeen"} <= gone
    assert not {"£254", "two", "eighteen"} & gone


def test_a_sum_that_an_edit_changed_stands_beside_what_it_was(room: Room) -> None:
    ((_, kind, _, gone, come),) = answer(room, 31)
    assert (kind, gone, come) == ("silent", ["GBP 245000000.00"], ["GBP 254000000.00"])


def test_what_was_withdrawn_or_is_gone_can_still_be_read(room: Room) -> None:
    assert {status for status, *_ in answer(room, 32)} == {"withdrawn", "gone"}
    assert all(text for *_, text in answer(room, 32))


def test_shares_of_voice_add_up(room: Room) -> None:
    months: dict[object, float] = {}
    for month, _, _, share in answer(room, 38):
        months[month] = months.get(month, 0) + share
    assert months
    assert all(abs(total - 1) < 0.1 for total in months.values())


@pytest.mark.parametrize("view", [one for one in relations() if one.kind == "view"], ids=lambda one: one.name)
def test_every_view_comes_with_a_query_that_runs(room: Room, view: Relation) -> None:
    assert view.example.startswith("-- ")
    assert f"FROM {view.name}" in view.example
    room.ask(view.example)
