"""What a recipient muted, when its digest goes again; and what the ledger says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.builders import BODY, HOME, JEF, NOON, at, load, one, release, rows, source, subscription, visit
from warehouse import outbox
from warehouse.alerts import mute, resend
from warehouse.database import Connection
from warehouse.outbox import Attempt
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

LEDGER = "SELECT parse_path(url)[-1], state, delivered_at, attempts FROM alert_ledger ORDER BY url"


@pytest.fixture
def waiting(db: Connection) -> Connection:
    """Two releases in a digest that is on its way; its reader muted one of them an hour after it was made."""
    keep_sources(db, [source()], active=())
    keep_versions(db, versions(db, [JEF]), NOON)
    load(db, visit(release("heron"), 0), visit(release("tern"), 0), told=[subscription("desk", "jef")])
    outbox.take(db, NOON)
    mute(db, "desk", one(db, "SELECT release_id FROM releases WHERE ends_with(url, 'tern')"), at(1))
    return db


def _sent(db: Connection, folder: Path, hours: int) -> str:
    digest = str(one(db, "SELECT digest_id FROM digests"))
    outbox.note_attempt(
        folder / "a.jsonl",
        Attempt(digest_id=digest, channel="smtp", attempt=hours + 1, tried_at=at(hours), outcome="sent"),
    )
    outbox.keep_attempts(db, folder / "a.jsonl")
    outbox.set_state(db, [digest], "sent")
    return digest


def test_a_muted_release_is_not_told_when_its_digest_is_sent_again(waiting: Connection, tmp_path: Path) -> None:
    digest = _sent(waiting, tmp_path, 2)
    assert resend(waiting, digest, at(3)) == 1
    outbox.take(waiting, at(3))
    ((due,),) = outbox.dues(waiting, [outbox.open_digests(waiting)[0].digest_id]).values()
    assert due.url == f"{HOME}/heron"


def test_an_alert_of_a_muted_release_is_not_told_again_either(waiting: Connection) -> None:
    alert = str(one(waiting, "SELECT alert_id FROM alert_ledger WHERE ends_with(url, 'tern')"))
    assert resend(waiting, alert, at(3)) == 0


def test_a_release_that_one_recipient_muted_is_sent_again_to_another(waiting: Connection) -> None:
    load(waiting, visit(release("tern", body=f"{BODY}\n\nMore of the JEF."), 2), told=[subscription("later", "jef")])
    alert = str(one(waiting, "SELECT alert_id FROM alerts WHERE recipient = 'later'"))
    assert resend(waiting, alert, at(3)) == 1


def test_what_was_muted_on_its_way_did_not_arrive_with_the_rest(waiting: Connection, tmp_path: Path) -> None:
    _sent(waiting, tmp_path, 2)
    assert rows(waiting, LEDGER) == [("heron", "sent", at(2), 1), ("tern", "dead", None, 0)]


def test_what_was_muted_after_it_had_reached_a_channel_did_arrive_there(waiting: Connection, tmp_path: Path) -> None:
    _sent(waiting, tmp_path, 0)
    assert rows(waiting, LEDGER) == [("heron", "sent", NOON, 1), ("tern", "dead", NOON, 1)]
