"""Two editions of a text word by word: what went, what came, and what is read between them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.alerts.comparison import Paragraph, compare, grouped, remark, tally
from flows.alerts.phrasing import comparison, details
from flows.commands.comparing import signed
from tests.alerts.samples import digest, sample_dues, text

PARAGRAPHS = (
    "Some 2,400 sailors of ten nations take part in it.",
    "The exercise tests how quickly a damaged cable can be found.",
    "Fishing boats are asked to keep clear of the buoys until Friday.",
    "Photographs are free to use.",
)


def compared(old: str, new: str) -> tuple[Paragraph, ...]:
    """Return every paragraph of two bodies."""
    return compare(text("Title", body=old), text("Title", body=new))


def signs(old: str, new: str) -> list[str]:
    """Return what differs between two bodies, a text a paragraph."""
    return [signed(one) for one in compared(old, new) if one.kind != "same"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Two ships sail on Monday.", "Three ships sail on Monday.", "[-Two-] {+Three+} ships sail on Monday."),
        ("Two ships sail.", "Two grey ships sail.", "Two {+grey+} ships sail."),
        ("Two grey ships sail.", "Two ships sail.", "Two [-grey-] ships sail."),
        ("Two ships sail north", "Two ships sail", "Two ships sail [-north-]"),
        ("Two ships sail", "Two ships sail north", "Two ships sail {+north+}"),
        ("Now two ships sail", "two ships sail", "[-Now-] two ships sail"),
        ("a b c d", "a x c y", "a [-b-] {+x+} c [-d-] {+y+}"),
    ],
)
def test_words_that_went_stand_before_those_that_came(old: str, new: str, shown: str) -> None:
    assert signs(old, new) == [shown]


def test_paragraphs_that_are_equal_are_left_out() -> None:
    assert signs("First.\n\nSecond one.\n\nThird.", "First.\n\nSecond two.\n\nThird.") == ["Second [-one.-] {+two.+}"]


def test_a_paragraph_that_came_and_one_that_went_are_whole() -> None:
    assert signs("First.\n\nGone for good.", "Wholly new words here.\n\nFirst.") == [
        "{+Wholly new words here.+}",
        "[-Gone for good.-]",
    ]


def test_a_paragraph_that_has_nothing_to_do_with_the_old_one_replaces_it() -> None:
    assert signs("The sea was calm.", "Drones patrol harbours") == ["[-The sea was calm.-] {+Drones patrol harbours+}"]


def test_editions_that_are_the_same_differ_in_nothing() -> None:
    assert signs("The sea was calm.", "The sea was calm.") == []


def joined(*numbers: int, **edits: str) -> str:
    """Return a body of some of the paragraphs, by number, each word of `edits` replaced."""
    body = "\n\n".join(PARAGRAPHS[number] for number in numbers)
    for word, other in edits.items():
        body = body.replace(word, other)
    return body


def test_a_paragraph_that_only_moved_is_neither_gone_nor_new() -> None:
    found = compared(joined(0, 1, 2, 3), joined(0, 2, 3, 1))
    (moved,) = [one for one in found if one.kind != "same"]
    assert (moved.kind, moved.before, moved.after, signed(moved)) == ("moved", 2, 4, PARAGRAPHS[1])
    assert remark([moved]) == f"moved here: was paragraph 2, behind “{PARAGRAPHS[0]}”"


def test_a_paragraph_that_was_edited_on_its_way_shows_where_it_was_and_what_changed() -> None:
    (moved,) = [one for one in compared(joined(1, 0, 2), joined(0, 2, 1, quickly="fast")) if one.kind != "same"]
    assert signed(moved) == "The exercise tests how [-quickly-] {+fast+} a damaged cable can be found."
    assert remark([moved]) == "moved here and edited: was paragraph 1, at the beginning"


def test_of_two_that_changed_places_the_longer_stayed() -> None:
    moved = [signed(one) for one in compared(joined(3, 2), joined(2, 3)) if one.kind == "moved"]
    assert moved == [PARAGRAPHS[3]]


def test_a_heading_is_no_earlier_form_of_a_paragraph_that_has_its_words() -> None:
    long = " ".join(PARAGRAPHS)
    assert signs("Sailors take part", long) == [f"[-Sailors take part-] {{+{long}+}}"]


def test_a_reader_is_told_how_much_is_left_out() -> None:
    found = compared(joined(0, 1, 2, 3), joined(0, 1, 3, Photographs="Pictures"))
    assert [remark(group) for group in grouped(found)] == ["2 paragraphs unchanged", "", ""]
    assert tally(found) == "1 edited, 1 removed, 2 unchanged"


WORDS = st.lists(st.sampled_from(["sea", "ship", "calm", "JEF", "north", "海", "the"]), max_size=12).map(" ".join)
TEXTS = st.lists(WORDS, max_size=6).map("\n\n".join)


def read_back(found: Iterable[Paragraph], edition: Literal["before", "after"]) -> list[str]:
    """Return the paragraphs of one edition: in its order, without the pieces that are in the other one only."""
    other = "new" if edition == "before" else "old"
    there = sorted((number, one) for one in found if (number := getattr(one, edition)))
    assert [number for number, _ in there] == list(range(1, len(there) + 1))
    return ["".join(piece.text for piece in one.pieces if piece.mark != other) for _, one in there]


@given(TEXTS, TEXTS)
def test_without_what_came_it_is_the_old_edition_and_without_what_went_the_new_one(old: str, new: str) -> None:
    """To the letter, wherever paragraphs moved."""
    found = compared(old, new) if old != new else ()
    if found:
        assert read_back(found, "before") == [line for line in old.split("\n") if line]
        assert read_back(found, "after") == [line for line in new.split("\n") if line]


@given(st.permutations(range(12)), st.integers(0, 11))
def test_paragraphs_in_another_order_lose_and_gain_not_one_word(order: list[int], edited: int) -> None:
    """One of them may have been edited meanwhile."""
    before = [f"Ship {n} of the fleet sails to harbour {n * n} on day {n + 7}." for n in range(12)]
    after = [before[n].replace("sails", "steams") if n == edited else before[n] for n in order]
    marks = [piece for one in compared("\n\n".join(before), "\n\n".join(after)) for piece in one.pieces if piece.mark]
    assert [piece.text for piece in marks] == ["sails", "steams"]


def test_a_thousand_paragraphs_in_another_order_each_edited_take_less_than_a_second() -> None:
    chance = Random(1)  # noqa: S311 - no secret
    before = [" ".join(f"w{chance.randrange(2000)}" for _ in range(50)) for _ in range(1000)]
    after = [" ".join(f"x{n}" if n == 25 else word for n, word in enumerate(one.split())) for one in before]
    chance.shuffle(after)
    began = time.process_time()
    found = compared("\n\n".join(before), "\n\n".join(after))
    assert time.process_time() - began < 1
    assert {one.kind for one in found} == {"edited", "moved"}


def test_an_edited_item_names_its_edition_and_how_to_compare_it() -> None:
    told = digest(*sample_dues())
    (edited,) = [item for item in told.items if item.edits]
    lines = dict(details(told, edited))
    assert lines["Edition"] == "2; edition 1 was seen on Fri 13 Nov, 08:00"
    assert comparison(edited) == "presswatch diff patrol-ships 1 2"


def test_an_item_without_an_edit_names_no_edition() -> None:
    told = digest(*sample_dues())
    assert {comparison(item) for item in told.items if not item.edits} == {""}
