"""Who is told what."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from tests.warehouse.builders import (
    HOME,
    NOON,
    edited,
    everything,
    load,
    mentions,
    missing,
    release,
    rows,
    subscription,
    visit,
)
from warehouse.database import Connection
from warehouse.ledger import ReleaseEvent, alert_id, alerts_for
from warehouse.records import Visit

DESK = subscription("desk", "jef", "high-north")
OTHER = subscription("other", "high-north")
ARCHIVE = subscription("archive", everything=True)
ALL = (DESK, OTHER, ARCHIVE)
URL = f"{HOME}/grey-heron"
ALERTS = "SELECT recipient, kind, topics FROM alerts ORDER BY change_id, recipient"
JEF_LATER = edited(release(), 1, body=release().body + "\n\nMore ships of the JEF arrive.")
PLAIN_LATER = edited(release(), 1, body="Today. " + release().body)


def test_a_new_release_is_told_to_those_who_watch_one_of_its_topics(db: Connection) -> None:
    load(db, visit(release(), 0), told=(DESK, OTHER))
    assert rows(db, ALERTS) == [("desk", "new", ["jef"])]
    assert rows(db, "SELECT state, due_at, digest_id, revision FROM alerts") == [("pending", NOON, None, 1)]


def test_one_release_with_two_topics_is_one_alert(db: Connection) -> None:
    both = replace(
        visit(release(), 0), mentions=(*mentions(release(), "JEF"), *mentions(release(), "cables", "high-north"))
    )
    load(db, both, told=(DESK,))
    assert rows(db, ALERTS) == [("desk", "new", ["high-north", "jef"])]


def test_recipients_of_everything_hear_all_of_it_without_a_topic(db: Connection) -> None:
    load(db, visit(release("tern", body="Nothing watched."), 0), visit(release(), 1), told=(ARCHIVE,))
    load(db, visit(PLAIN_LATER, 2), visit(replace(PLAIN_LATER, url=f"{HOME}/m"), 3, url=URL), told=(ARCHIVE,))
    assert rows(db, ALERTS) == [("archive", kind, []) for kind in ("new", "new", "update", "moved")]


def test_an_update_is_told_where_the_match_lies_in_added_text(db: Connection) -> None:
    load(db, visit(release(), 0), visit(JEF_LATER, 2), told=(DESK, OTHER))
    assert rows(db, ALERTS) == [("desk", "new", ["jef"]), ("desk", "update", ["jef"])]


def test_an_update_elsewhere_in_the_text_is_not_told(db: Connection) -> None:
    load(db, visit(release(), 0), visit(PLAIN_LATER, 2), told=(DESK, OTHER))
    assert rows(db, ALERTS) == [("desk", "new", ["jef"])]


def test_a_silent_edit_that_brings_a_topic_is_told(db: Connection) -> None:
    plain = release(body="Ten nations meet.", notes="")
    load(db, visit(plain, 0), visit(replace(plain, body="Ten nations of the JEF meet."), 2), told=(DESK,))
    assert rows(db, ALERTS) == [("desk", "silent", ["jef"])]


def test_an_end_is_told_to_those_who_were_told_of_the_release(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), withdrawal="Superseded."), 1), told=(DESK, OTHER))
    assert rows(db, ALERTS) == [("desk", "new", ["jef"]), ("desk", "withdrawn", ["jef"])]


def test_gone_and_revived_are_told_to_those_who_were_told(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 1), missing(URL, 2), visit(release(), 3), told=(DESK, OTHER))
    assert rows(db, ALERTS) == [("desk", kind, ["jef"]) for kind in ("new", "gone", "revived")]


def test_the_end_of_a_release_nobody_was_told_of_is_told_to_nobody(db: Connection) -> None:
    load(db, visit(release(), 0))
    load(db, visit(replace(release(), withdrawal="Superseded."), 1), told=(DESK, OTHER))
    assert rows(db, ALERTS) == []


def test_a_move_is_told_to_nobody(db: Connection) -> None:
    load(db, visit(release(), 0), told=(DESK,))
    load(db, visit(replace(release(), url=f"{HOME}/moved"), 1, url=URL, outcome="moved"), told=(DESK,))
    assert rows(db, ALERTS) == [("desk", "new", ["jef"])]


def test_running_twice_makes_no_second_alert(db: Connection) -> None:
    story = (visit(release(), 0), visit(JEF_LATER, 2))
    load(db, *story, told=ALL)
    before = everything(db)["alerts"]
    load(db, *story, told=ALL)
    assert everything(db)["alerts"] == before


def test_a_run_without_subscriptions_tells_nobody(db: Connection) -> None:
    load(db, visit(release(), 0), visit(JEF_LATER, 2))
    assert rows(db, ALERTS) == []


def test_the_table_itself_refuses_to_tell_a_recipient_twice(db: Connection) -> None:
    load(db, visit(release(), 0), told=(DESK,))
    with pytest.raises(duckdb.ConstraintException):
        db.execute("INSERT INTO alerts SELECT 'another-id', * EXCLUDE (alert_id) FROM alerts")


def test_the_same_end_of_the_same_edition_is_told_once_however_often_it_comes_and_goes(db: Connection) -> None:
    """A page that flickers must not fill anybody's inbox."""
    withdrawn = replace(release(), withdrawal="Superseded.")
    flicker: list[Visit] = [visit(withdrawn if hour % 2 else release(), hour) for hour in range(8)]
    load(db, *flicker, told=(DESK,))
    assert rows(db, ALERTS) == [("desk", kind, ["jef"]) for kind in ("new", "withdrawn", "revived")]


def test_new_and_withdrawn_in_one_batch_are_both_told() -> None:
    events = [
        ReleaseEvent(kind="new", change_id=1, release_id="a", revision=1, topics=frozenset({"jef"})),
        ReleaseEvent(kind="withdrawn", change_id=2, release_id="a", revision=1, topics=frozenset()),
    ]
    assert [row["kind"] for row in alerts_for(events, [DESK], {})] == ["new", "withdrawn"]


def test_the_name_of_an_alert_is_stable() -> None:
    event = ReleaseEvent(kind="new", change_id=1, release_id="a", revision=1, topics=frozenset())
    assert alert_id("desk", event) == alert_id("desk", replace(event, change_id=9))
    assert alert_id("desk", event) != alert_id("desk", replace(event, revision=2))
