"""Which words of an edition are new."""

from __future__ import annotations

import time

import pytest

from tests.warehouse.builders import edited, load, release, rows, visit
from warehouse.database import Connection
from warehouse.passages import added_spans, overlaps

OLD = "Ten nations meet in Skarvik.\n\nThe exercise lasts three weeks and ends with a parade in the old harbour."


def _added(old: str, new: str) -> list[str]:
    return [new[start:stop] for start, stop in added_spans(old, new)]


@pytest.mark.parametrize(
    ("new", "added"),
    [
        pytest.param(OLD, [], id="nothing"),
        pytest.param(OLD.replace("three", "two"), ["two"], id="a word"),
        pytest.param(OLD + "\n\nThe JEF joins.", ["The JEF joins."], id="a paragraph"),
        pytest.param("The JEF joins.\n\n" + OLD, ["The JEF joins."], id="a paragraph in front"),
        pytest.param(OLD.replace("meet", "and the JEF meet"), ["and the JEF"], id="words within a paragraph"),
        pytest.param(OLD.replace(" and ends with a parade", ""), [], id="words that went"),
        pytest.param("\n\n".join(reversed(OLD.split("\n\n"))), [], id="paragraphs that changed places"),
        pytest.param(
            "Ten nations meet in Skarvik.\n\nIt ends with a parade in the old harbour. The exercise lasts three weeks.",
            ["It", "The exercise lasts three weeks."],
            id="a few words that may be used once more as well as moved",
        ),
        pytest.param(OLD.replace("Skarvik.\n\nThe", "Skarvik. The"), [], id="two paragraphs that became one"),
        pytest.param(
            OLD.replace("weeks and ends with", "weeks.\n\nIt ends with"), ["weeks.", "It"], id="one that became two"
        ),
        pytest.param("", [], id="everything went"),
    ],
)
def test_only_what_was_not_there_before_is_new(new: str, added: list[str]) -> None:
    assert _added(OLD, new) == added


def test_every_word_of_a_text_that_was_empty_is_new() -> None:
    assert _added("", OLD) == OLD.split("\n\n")


def test_a_sentence_that_moved_to_another_changed_paragraph_is_not_new() -> None:
    sentence = "Some 2,400 sailors of ten nations take part in it."
    old = f"The exercise began. {sentence}\nIt ends in May."
    new = f"The exercise began today.\nIt ends in June. {sentence}"
    assert not any("sailors" in words for words in _added(old, new))
    assert any("June" in words for words in _added(old, new))


def test_a_long_sentence_that_moved_within_its_paragraph_is_not_new() -> None:
    sentence = "Some 2,400 sailors of ten nations take part in it."
    assert (
        _added(
            f"{sentence} The exercise began and ends in May or in June.",
            f"The exercise began and ends in May or in June. {sentence}",
        )
        == []
    )


def test_spans_overlap_when_they_share_a_character() -> None:
    assert overlaps([(5, 8)], 7, 9)
    assert not overlaps([(5, 8)], 8, 9)
    assert not overlaps([(5, 8)], 3, 5)


def test_a_book_in_which_every_line_changed_costs_no_more_than_a_moment() -> None:
    """Twenty thousand words, each paragraph touched: told coarsely rather than compared for minutes."""
    old = "\n\n".join(f"Paragraph {n} of the report on the state of the coast and of the border." for n in range(1400))
    began = time.process_time()
    assert _added(old, old.replace("Paragraph", "Section"))
    assert time.process_time() - began < 5


def test_an_edition_keeps_what_it_added_and_what_it_took_away(db: Connection) -> None:
    old = release(body=OLD, notes="")
    load(db, visit(old, 0), visit(edited(old, 1, body=OLD.replace("three", "two"), title="Coastal exercise"), 2))
    found = rows(db, "SELECT field, kind, text FROM revision_diffs ORDER BY ALL")
    assert found == [
        ("body", "added", "two"),
        ("body", "removed", "three"),
        ("title", "added", "Coastal"),
        ("title", "removed", "Minister opens coastal"),
    ]


def test_offsets_of_passages_point_into_the_text_that_holds_them(db: Connection) -> None:
    old, new = OLD, OLD.replace("three", "two") + "\n\nThe JEF joins."
    load(db, visit(release(body=old, notes=""), 0), visit(edited(release(), 1, body=new, notes=""), 2))
    for kind, start, text in rows(db, "SELECT kind, start, text FROM passages WHERE field = 'body'"):
        held = {"added": new, "removed": old}[kind]
        assert held[start : start + len(text)] == text


def test_a_paragraph_that_moved_is_neither_added_nor_removed_however_it_was_edited(db: Connection) -> None:
    first, second = OLD.split("\n\n")
    told = "The harbour master asks fishing boats to keep clear of the red buoys."
    old = release(body="\n\n".join((first, second, told)))
    load(db, visit(old, 0), visit(edited(old, 1, body="\n\n".join((told.replace("red", "green"), first, second))), 2))
    assert rows(db, "SELECT kind, text FROM revision_diffs ORDER BY ALL") == [("added", "green"), ("removed", "red")]


def test_a_silent_edit_is_told_with_what_came_and_what_went(db: Connection) -> None:
    load(db, visit(release(body=OLD), 0), visit(release(body=OLD.replace("three", "two")), 2))
    assert rows(db, "SELECT added, removed FROM silent_edits") == [(["two"], ["three"])]
