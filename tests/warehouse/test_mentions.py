"""Which mentions of an edition stand in text that is new."""

from __future__ import annotations

from dataclasses import replace

from parsers.records import Mention, Release, Tag
from tests.warehouse.builders import edited, load, mentions, quote, release, rows, visit
from warehouse.database import Connection
from warehouse.records import Visit

ADDED = "SELECT field, added FROM mentions WHERE revision = 2 ORDER BY field, start"
PLEDGE = "We stand with the JEF at sea."
QUOTED = f"Ten nations meet.\n\n“{PLEDGE}” said Marit Lindqvist."


def test_every_mention_of_a_first_edition_is_new(db: Connection) -> None:
    loaded = load(db, visit(release(), 0))
    assert rows(db, "SELECT field, start, stop, text, added FROM mentions") == [("body", 34, 37, "JEF", True)]
    assert [(topic, title) for topic, _, title in loaded.new_mentions] == [("jef", release().title)]


def test_a_mention_in_old_text_is_not_new_when_something_else_changed(db: Connection) -> None:
    loaded = load(db, visit(release(), 0), visit(edited(release(), 1, body=f"Today. {release().body}"), 2))
    assert rows(db, ADDED) == [("body", False)]
    assert loaded.new_mentions == ()


def test_a_mention_in_a_paragraph_that_was_added_is_new(db: Connection) -> None:
    later = edited(release(), 1, body=release().body + "\n\nMore ships of the JEF arrive.")
    load(db, visit(release(), 0), visit(later, 2))
    assert rows(db, ADDED) == [("body", False), ("body", True)]


def test_a_mention_whose_paragraph_moved_is_not_new(db: Connection) -> None:
    turned = "\n\n".join(reversed(release().body.split("\n\n")))
    load(db, visit(release(), 0), visit(edited(release(), 1, body=turned, notes=""), 2))
    assert rows(db, ADDED) == [("body", False)]


def test_a_mention_in_a_new_title_is_new(db: Connection) -> None:
    load(db, visit(release(), 0), visit(edited(release(), 1, title="Minister opens JEF exercise"), 2))
    assert rows(db, ADDED) == [("body", False), ("title", True)]


def test_a_mention_in_notes_is_new_only_where_the_notes_are(db: Connection) -> None:
    old = release(notes="Notes to editors: the JEF.", body="Ten nations.\n\nNotes to editors: the JEF.")
    new = edited(old, 1, notes="Notes to editors: the JEF. It is a JEF.", body=old.body + " It is a JEF.")
    load(db, _in_notes(old, 0), _in_notes(new, 2))
    assert rows(db, ADDED) == [("notes", False), ("notes", True)]


def _in_notes(edition: Release, hours: float) -> Visit:
    found = mentions(replace(edition, title=edition.notes, summary="", body=""), "JEF")
    return replace(visit(edition, hours), mentions=tuple(replace(one, field="notes") for one in found))


def test_a_mention_in_a_quote_that_was_there_before_is_not_new(db: Connection) -> None:
    old = release(body=QUOTED, notes="", quotes=(quote(PLEDGE),))
    load(db, visit(old, 0), visit(edited(old, 1, body=f"{QUOTED}\n\nIt was raining.", summary="Two weeks."), 2))
    assert rows(db, ADDED) == [("body", False), ("quote", False)]


def test_a_mention_in_a_quote_of_which_another_word_was_corrected_is_not_new(db: Connection) -> None:
    old = release(body=QUOTED, notes="", quotes=(quote(PLEDGE),))
    corrected = PLEDGE.replace("at sea", "ashore")
    new = edited(old, 1, body=QUOTED.replace(PLEDGE, corrected), quotes=(quote(corrected),))
    load(db, visit(old, 0), visit(new, 2))
    assert rows(db, ADDED) == [("body", False), ("quote", False)]


def test_a_mention_in_a_quote_that_was_added_is_new(db: Connection) -> None:
    old = release(body="Ten nations meet.", notes="")
    load(db, visit(old, 0), visit(edited(old, 1, body=QUOTED, quotes=(quote(PLEDGE),)), 2))
    assert rows(db, ADDED) == [("body", True), ("quote", True)]


def test_a_quote_put_together_from_two_pieces_is_not_new_while_both_are_old(db: Connection) -> None:
    body = "“The JEF sails,” said Marit Lindqvist, “and it stays.”"
    old = release(body=body, notes="", quotes=(quote("The JEF sails, and it stays."),))
    load(db, visit(old, 0), visit(edited(old, 1, summary="Two weeks."), 2))
    assert rows(db, ADDED) == [("body", False), ("quote", False)]


def _tagged(edition: Release, hours: float, field: str, text: str) -> Visit:
    found = Mention(topic="jef", version=1, field=field, start=0, stop=len(text), text=text, position=0)  # type: ignore[arg-type]
    return replace(visit(edition, hours), mentions=(found,))


def test_a_tag_that_the_release_always_had_is_not_new_in_each_edition(db: Connection) -> None:
    old = release(organisations=(Tag(name="Joint Expeditionary Force"),))
    load(
        db,
        _tagged(old, 0, "organisation", "Joint"),
        _tagged(edited(old, 1, summary="Two."), 2, "organisation", "Joint"),
    )
    assert rows(db, ADDED) == [("organisation", False)]


def test_a_tag_that_came_with_an_edition_is_new(db: Connection) -> None:
    tagged = edited(release(), 1, places=(Tag(name="Skarvik"),))
    load(db, visit(release(), 0), _tagged(tagged, 2, "place", "Skarvik"))
    assert rows(db, ADDED) == [("place", True)]


def test_a_speaker_who_was_heard_before_is_not_new(db: Connection) -> None:
    old = release(body=QUOTED, notes="", quotes=(quote(PLEDGE),))
    later = edited(old, 1, summary="Two weeks.")
    load(db, _tagged(old, 0, "speaker", "Lindqvist"), _tagged(later, 2, "speaker", "Lindqvist"))
    assert rows(db, ADDED) == [("speaker", False)]
