"""What a page that is read again means: an edition, a state, or nothing."""

from __future__ import annotations

from dataclasses import replace

from parsers.records import Change, Tag, Translation
from tests.warehouse.builders import HOME, NOON, SOURCE, at, edited, everything, load, one, release, rows, visit
from warehouse.database import Connection
from warehouse.editions import content_hash, record_hash, release_id
from warehouse.loading import load_visits

KINDS = "SELECT kind FROM revisions ORDER BY release_id, revision"
CHANGES = "SELECT kind FROM changes ORDER BY change_id"


def test_a_release_seen_for_the_first_time_is_its_first_edition(db: Connection) -> None:
    loaded = load(db, visit(release(), 0))
    assert rows(db, "SELECT revision, kind, title, words FROM revisions") == [(1, "new", release().title, 18)]
    assert rows(db, "SELECT status, revision, first_seen_at, last_seen_at FROM releases") == [("live", 1, NOON, NOON)]
    assert [(change.kind, change.revision) for change in loaded.changes] == [("new", 1)]
    assert loaded.lags == (600.0,)


def test_a_newer_date_makes_a_dated_edition(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), updated_at=at(2), body="Corrected."), 3))
    assert rows(db, KINDS) == [("new",), ("update",)]


def test_a_change_note_alone_makes_a_dated_edition_and_is_kept(db: Connection) -> None:
    noted = replace(release(), history=(Change(at=at(1), note="Added a photograph."),))
    loaded = load(db, visit(release(), 0), visit(noted, 3))
    assert rows(db, "SELECT kind, change_note FROM revisions WHERE revision = 2") == [("update", "Added a photograph.")]
    assert loaded.changes[0].detail == "Added a photograph."


def test_a_changed_text_without_date_or_note_is_a_silent_edit(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), title="Minister opens quiet exercise"), 3))
    assert rows(db, KINDS) == [("new",), ("silent",)]
    assert rows(db, "SELECT revision, seen_at FROM silent_edits") == [(2, at(3))]


def test_a_silent_edit_of_an_edition_that_had_a_note_is_silent(db: Connection) -> None:
    noted = edited(release(), 1)
    load(db, visit(release(), 0), visit(noted, 2), visit(replace(noted, summary="Two weeks."), 3))
    assert rows(db, KINDS) == [("new",), ("update",), ("silent",)]


def test_a_change_of_chrome_only_is_no_edition_but_the_page_was_seen(db: Connection) -> None:
    moved_menu = replace(release(), links=(), layout="html-2027", organisations=(Tag(name="Another Ministry"),))
    loaded = load(db, visit(release(), 0), visit(moved_menu, 5))
    assert loaded.changes == ()
    assert rows(db, "SELECT revision, last_seen_at FROM releases") == [(1, at(5))]
    assert one(db, "SELECT count(*) FROM revisions") == 1


def test_a_withdrawal_notice_changes_the_status_and_deletes_nothing(db: Connection) -> None:
    withdrawn = replace(release(), withdrawn_at=at(1), withdrawal="Superseded.")
    loaded = load(db, visit(release(), 0), visit(withdrawn, 2))
    assert rows(db, "SELECT status, withdrawn_at, withdrawal, revision FROM releases") == [
        ("withdrawn", at(1), "Superseded.", 1)
    ]
    assert [(change.kind, change.detail) for change in loaded.changes] == [("withdrawn", "Superseded.")]


def test_a_release_whose_notice_is_taken_away_is_live_again(db: Connection) -> None:
    withdrawn = replace(release(), withdrawn_at=at(1), withdrawal="Superseded.")
    load(db, visit(release(), 0), visit(withdrawn, 2), visit(release(), 3))
    assert rows(db, "SELECT status, withdrawn_at FROM releases") == [("live", None)]
    assert rows(db, CHANGES) == [("new",), ("withdrawn",), ("revived",)]


def test_a_release_that_is_withdrawn_when_first_seen_is_new_and_withdrawn(db: Connection) -> None:
    load(db, visit(replace(release(), withdrawn_at=at(-1)), 0))
    assert one(db, "SELECT status FROM releases") == "withdrawn"
    assert rows(db, CHANGES) == [("new",)]


def test_translations_share_the_publishers_id_and_are_releases_of_their_own(db: Connection) -> None:
    norse = f"{HOME}/grey-heron.nb"
    english = replace(release(), translations=(Translation(language="nb", url=norse),))
    load(db, visit(english, 0))
    assert one(db, "SELECT count(*) FROM pages WHERE url = ? AND visited_at IS NULL", norse) == 1
    load(db, visit(replace(release(), url=norse, language="nb", title="Ministeren åpner øvelse"), 1))
    assert rows(db, "SELECT external_id, language FROM releases ORDER BY language") == [
        ("id-grey-heron", "en"),
        ("id-grey-heron", "nb"),
    ]


def test_a_release_without_the_publishers_id_is_known_by_its_address(db: Connection) -> None:
    nameless = release(external_id=None)
    load(db, visit(nameless, 0), visit(edited(nameless, 1, summary="Two weeks."), 2))
    assert rows(db, "SELECT revision, external_id FROM releases") == [(2, None)]
    assert release_id(SOURCE, nameless) != release_id(SOURCE, release())


def test_a_publisher_that_begins_to_give_ids_does_not_double_its_releases(db: Connection) -> None:
    load(db, visit(release(external_id=None), 0), visit(release(), 2))
    assert rows(db, "SELECT revision, external_id FROM releases") == [(1, "id-grey-heron")]


def test_another_release_at_the_same_address_is_another_release(db: Connection) -> None:
    load(db, visit(release(), 0), visit(release(external_id="id-other", title="A storm warning"), 2))
    assert one(db, "SELECT count(*) FROM releases") == 2


def test_two_editions_in_one_batch_are_two_editions(db: Connection) -> None:
    load_visits(db, [visit(release(), 0), visit(edited(release(), 1, summary="Two weeks."), 2)])
    assert rows(db, KINDS) == [("new",), ("update",)]


def test_loading_the_same_visits_twice_changes_nothing(db: Connection) -> None:
    story = (visit(release(), 0), visit(edited(release(), 1, body="JEF and more JEF."), 2), visit(release("tern"), 3))
    load(db, *story)
    before = everything(db)
    assert load(db, *story).changes == ()
    assert everything(db) == before
    assert len(before["revisions"]) == 3


def test_everything_that_hangs_on_an_edition_is_kept_with_it(db: Connection) -> None:
    load(db, visit(release(), 0), visit(edited(release(), 1, organisations=(Tag(name="A"), Tag(name="B"))), 2))
    assert rows(db, "SELECT revision, position, name FROM organisations ORDER BY ALL") == [
        (1, 0, "Ministry of Coast and Border"),
        (2, 0, "A"),
        (2, 1, "B"),
    ]


def test_characters_that_no_text_should_hold_do_not_stop_a_batch(db: Connection) -> None:
    odd = release(title="Half a pair \ud83d", summary="line\u2028separator", body="nul \x00 and bell \x07")
    load(db, visit(odd, 0))
    assert rows(db, "SELECT title, summary FROM revisions") == [("Half a pair ?", "line\u2028separator")]
    assert load(db, visit(odd, 1)).changes == ()


def test_the_hash_of_the_text_ignores_what_no_reader_reads() -> None:
    assert content_hash(release()) == content_hash(release(layout="html", url="https://elsewhere.example/"))
    assert content_hash(release()) != content_hash(release(summary="Two weeks."))
    assert record_hash(release()) != record_hash(release(layout="html"))
