"""What a recipient has heard of a story before, when another release of it is due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.records import Release
from tests.parsers.test_likeness import GRANT
from tests.warehouse.builders import JEF, NOON, at, edited, load, source, subscription, visit
from tests.warehouse.test_stories import COAST, PORT, said
from warehouse import outbox
from warehouse.database import Connection
from warehouse.outbox import AlertState
from warehouse.records import Due
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

DESK, OTHER = subscription("desk", "jef"), replace(subscription("other", "jef"), due_at=at(99))
BOTH = (replace(COAST, title="JEF: exercise begins"), replace(PORT, title="JEF in Holmsund"))


@pytest.fixture
def told(db: Connection) -> Connection:
    """The desk was told of the coast ministry's release; another recipient is still to be told of it."""
    keep_sources(db, [source("no/coast", "Coast Ministry")], active=())
    keep_versions(db, versions(db, [JEF]), NOON)
    _come(db, BOTH[0], 3)
    _take(db, 4, "sent")
    return db


def _come(db: Connection, one: Release, hours: float) -> None:
    load(db, visit(one, hours, source=one.source), told=(DESK, OTHER))


def _take(db: Connection, hours: float, state: AlertState) -> list[Due]:
    """What the digest of that hour holds, and what becomes of it."""
    outbox.take(db, at(hours))
    names = [one.digest_id for one in outbox.open_digests(db) if one.made_at == at(hours)]
    found = [due for dues in outbox.dues(db, names).values() for due in dues]
    outbox.set_state(db, names, state)
    return found


def test_a_copy_that_comes_later_knows_what_was_told_and_when(told: Connection) -> None:
    _come(told, BOTH[1], 5)
    (copy,) = _take(told, 6, "sent")
    assert copy.is_echo
    assert copy.heard is not None
    assert (copy.heard.publisher, copy.heard.title, copy.heard.told_at) == ("Coast Ministry", BOTH[0].title, at(4))


def test_somebody_who_was_told_of_neither_is_told_of_both_at_once(told: Connection) -> None:
    """As one story, and not as an echo of itself."""
    _come(told, BOTH[1], 5)
    _take(told, 6, "sent")
    waiting = _take(told, 99, "sent")
    assert [(one.recipient, one.heard) for one in waiting] == [("other", None), ("other", None)]
    assert len({one.story_id for one in waiting}) == 1


def test_a_digest_that_is_tried_again_is_the_same_whatever_was_sent_meanwhile(told: Connection) -> None:
    """The copy's digest failed; what is told after it does not change it."""
    _come(told, BOTH[1], 5)
    first = _take(told, 6, "failed")
    _come(told, said("no/navy", hours=2, title="JEF at sea"), 7)
    _take(told, 8, "sent")
    (failed,) = [one for one in outbox.open_digests(told) if one.made_at == at(6)]
    assert list(outbox.dues(told, [failed.digest_id])[failed.digest_id]) == first


def test_what_was_given_up_unheard_was_not_told(told: Connection) -> None:
    told.execute("UPDATE alerts SET state = 'dead' WHERE recipient = 'desk'")
    _come(told, BOTH[1], 5)
    (copy,) = _take(told, 6, "sent")
    assert (copy.heard, copy.is_echo) == (None, False)


def test_an_edit_of_a_copy_and_other_news_are_no_echo(told: Connection) -> None:
    _come(told, BOTH[1], 5)
    _come(told, said("no/port", "grant", body=GRANT, title="JEF grant"), 5.5)
    _come(told, edited(BOTH[1], 6, body=BOTH[1].body + "\n\nThe JEF stays until Friday."), 6)
    assert [(one.kind, one.is_echo) for one in _take(told, 7, "sent")] == [
        ("new", True),
        ("new", False),
        ("update", False),
    ]
