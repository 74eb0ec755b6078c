"""Two editions of a text word by word: what went, what came, and what is read between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.alerts.comparison import compare
from flows.alerts.phrasing import comparison, details
from tests.alerts.samples import digest, sample_dues, text
from warehouse.records import Text

SIGNS = {"": ("", ""), "match": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}


def signed(old: str, new: str) -> list[str]:
    """Return what differs between two bodies, a text a paragraph."""
    found = compare(text("Title", body=old), text("Title", body=new))
    return ["".join(f"{SIGNS[one.mark][0]}{one.text}{SIGNS[one.mark][1]}" for one in part.pieces) for part in found]


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
    assert signed(old, new) == [shown]


def test_paragraphs_that_are_equal_are_left_out() -> None:
    assert signed("First.\n\nSecond one.\n\nThird.", "First.\n\nSecond two.\n\nThird.") == ["Second [-one.-] {+two.+}"]


def test_a_paragraph_that_came_and_one_that_went_are_whole() -> None:
    assert signed("First.\n\nGone for good.", "Wholly new words here.\n\nFirst.") == [
        "{+Wholly new words here.+}",
        "[-Gone for good.-]",
    ]


def test_a_paragraph_that_has_nothing_to_do_with_the_old_one_replaces_it() -> None:
    assert signed("The sea was calm.", "Drones patrol harbours") == ["[-The sea was calm.-] {+Drones patrol harbours+}"]


def test_editions_that_are_the_same_differ_in_nothing() -> None:
    assert signed("The sea was calm.", "The sea was calm.") == []


WORDS = st.lists(st.sampled_from(["sea", "ship", "calm", "JEF", "north"]), max_size=12).map(" ".join)


@given(st.lists(WORDS, max_size=4).map("\n\n".join), st.lists(WORDS, max_size=4).map("\n\n".join))
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new_one(old: str, new: str) -> None:
    """Of changed paragraphs: every word that is in one edition only is marked so."""
    found = compare(Text(title="", summary="", body=old, notes=""), Text(title="", summary="", body=new, notes=""))
    pieces = [piece for part in found for piece in part.pieces]
    came = sorted(" ".join(one.text for one in pieces if one.mark == "new").split())
    went = sorted(" ".join(one.text for one in pieces if one.mark == "old").split())
    assert sorted(old.split() + came) == sorted(new.split() + went)


def test_an_edited_item_names_its_edition_and_how_to_compare_it() -> None:
    told = digest(*sample_dues())
    (edited,) = [item for item in told.items if item.edits]
    lines = dict(details(told, edited))
    assert lines["Edition"] == "2; edition 1 was seen on Fri 13 Nov, 08:00"
    assert comparison(edited) == "presswatch diff patrol-ships 1 2"


def test_an_item_without_an_edit_names_no_edition() -> None:
    told = digest(*sample_dues())
    assert {comparison(item) for item in told.items if not item.edits} == {""}
