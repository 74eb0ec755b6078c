"""Due alerts into digests, attempts, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from parsers.records import Amount, Topic
from tests.warehouse.builders import (
    HOME,
    JEF,
    NOON,
    at,
    edited,
    everything,
    load,
    mentions,
    missing,
    quote,
    release,
    rows,
    source,
    subscription,
    visit,
)
from warehouse import outbox
from warehouse.database import Connection
from warehouse.history import match_history
from warehouse.outbox import Attempt, AttemptOutcome
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

DESK, LATER = subscription("desk", "jef"), replace(subscription("later", "jef"), due_at=at(18))
STATES = "SELECT recipient, state FROM alerts ORDER BY recipient, kind"


@pytest.fixture
def told(db: Connection) -> Connection:
    """A release that two recipients are to be told of: one at once, one in the evening."""
    keep_sources(db, [source()], active=())
    keep_versions(db, versions(db, [JEF]), NOON)
    load(db, visit(release(), 0), told=(DESK, LATER))
    return db


def _attempt(digest: str, outcome: AttemptOutcome, number: int = 1, detail: str = "", channel: str = "smtp") -> Attempt:
    return Attempt(
        digest_id=digest, channel=channel, attempt=number, tried_at=at(number), outcome=outcome, detail=detail
    )


def _digest(db: Connection) -> str:
    outbox.take(db, NOON)
    return outbox.open_digests(db)[0].digest_id


def test_what_each_recipient_has_coming(told: Connection) -> None:
    found = [(one.recipient, one.due, one.waiting, one.next_at) for one in outbox.waiting(told, NOON)]
    assert found == [("desk", 1, 0, None), ("later", 0, 1, at(18))]


def test_due_alerts_become_one_digest_a_recipient(told: Connection) -> None:
    load(told, visit(release("tern"), 1), told=(DESK,))
    outbox.take(told, NOON)
    (digest,) = outbox.open_digests(told)
    assert (digest.recipient, digest.made_at, digest.attempts) == ("desk", NOON, ())
    assert rows(told, STATES) == [("desk", "sending"), ("desk", "sending"), ("later", "pending")]
    assert rows(told, "SELECT items FROM digests") == [(2,)]


def test_what_is_not_due_waits_for_its_hour(told: Connection) -> None:
    outbox.take(told, at(18))
    assert [one.recipient for one in outbox.open_digests(told)] == ["desk", "later"]


def test_only_one_recipient_is_taken_where_one_is_named(told: Connection) -> None:
    outbox.take(told, at(18), only=["later"])
    assert [one.recipient for one in outbox.open_digests(told)] == ["later"]
    assert rows(told, STATES) == [("desk", "pending"), ("later", "sending")]


def test_taking_twice_makes_no_second_digest(told: Connection) -> None:
    outbox.take(told, NOON)
    before = everything(told)
    outbox.take(told, at(1))
    assert everything(told) == before


def test_a_preview_shows_what_would_be_sent_and_changes_nothing(told: Connection) -> None:
    before = everything(told)
    ((digest, alerts),) = outbox.preview(told, NOON)
    assert (digest.recipient, [alert.kind for alert in alerts]) == ("desk", ["new"])
    after = everything(told)
    assert {table: after[table] for table in before} == before
    assert outbox.open_digests(told) == []


def test_a_preview_does_not_show_digests_that_are_on_their_way(told: Connection) -> None:
    _digest(told)
    assert outbox.preview(told, NOON) == []


def test_a_due_alert_says_all_that_a_message_needs(db: Connection) -> None:
    keep_sources(db, [source()], active=())
    keep_versions(db, versions(db, [JEF]), NOON)
    sums = (Amount(text="£4 million", value=Decimal(4_000_000), currency="GBP", field="body"),)
    first = release(body="“The JEF is here,” he said.", notes="", quotes=(quote("The JEF is here,"),), amounts=sums)
    later = edited(first, 1, body=f"{first.body}\n\nMore of the JEF.")
    load(db, visit(first, 0), visit(later, 2), told=(DESK,))
    _, update = outbox.dues(db, [_digest(db)])[_digest(db)]
    assert (update.kind, update.revision, update.publisher, update.detail) == (
        "update",
        2,
        "Coast Ministry",
        "Corrected a figure.",
    )
    assert update.text.body == later.body
    assert update.former is not None
    assert update.former.body == first.body
    assert (update.organisations, update.quotes[0].text) == (("Ministry of Coast and Border",), "The JEF is here,")
    assert [(one.text, one.value) for one in update.amounts] == [("£4 million", Decimal(4_000_000))]
    assert [(one.topic, one.name) for one in update.topics] == [("jef", "JEF")]
    assert [(one.field, one.text) for one in update.mentions] == [("body", "JEF"), ("body", "JEF"), ("quote", "JEF")]
    assert update.added == (False, True, False)


def test_a_first_edition_has_no_former_text(told: Connection) -> None:
    digest = _digest(told)
    ((due,),) = outbox.dues(told, [digest]).values()
    assert (due.former, due.at, due.url) == (None, NOON, f"{HOME}/grey-heron")


def test_a_topic_whose_query_was_changed_since_is_told_with_its_newest_matches(told: Connection) -> None:
    changed = Topic(topic="jef", name="JEF", query="cables")
    keep_versions(told, versions(told, [changed]), at(1))
    newer = [replace(one, version=2) for one in mentions(release(), "cables")]
    match_history(told, lambda _: newer)
    ((due,),) = outbox.dues(told, [_digest(told)]).values()
    assert [(one.version, one.query) for one in due.topics] == [(2, "cables")]
    assert [one.text for one in due.mentions] == ["cables"]


def test_alerts_of_a_digest_come_in_the_order_in_which_things_happened(db: Connection) -> None:
    load(db, *(visit(release(name), hour) for hour, name in enumerate(("tern", "gull", "auk"))), told=(DESK,))
    (alerts,) = outbox.dues(db, [_digest(db)]).values()
    assert [alert.url.rpartition("/")[2] for alert in alerts] == ["tern", "gull", "auk"]


@pytest.mark.parametrize(("state", "still_open"), [("sent", 0), ("dead", 0), ("failed", 1), ("sending", 1)])
def test_a_digest_is_open_until_it_is_sent_or_given_up(
    told: Connection, state: outbox.AlertState, still_open: int
) -> None:
    outbox.set_state(told, [_digest(told)], state)
    assert len(outbox.open_digests(told)) == still_open
    assert ("desk", state) in rows(told, STATES)


def test_no_digests_are_no_change_of_state(told: Connection) -> None:
    before = everything(told)
    outbox.set_state(told, [], "sent")
    assert everything(told) == before


def test_a_digest_keeps_its_subject(told: Connection) -> None:
    digest = _digest(told)
    outbox.name_digests(told, [(outbox.open_digests(told)[0], "JEF: one release", 1)])
    assert rows(told, "SELECT digest_id, subject, items FROM digests") == [(digest, "JEF: one release", 1)]
    assert rows(told, "SELECT recipient, subject FROM alert_ledger WHERE subject IS NOT NULL") == [
        ("desk", "JEF: one release")
    ]


def test_the_last_word_on_each_attempt_goes_into_the_ledger(told: Connection, tmp_path: Path) -> None:
    digest, journal = _digest(told), tmp_path / "spool" / "attempts.jsonl"
    for attempt in (
        _attempt(digest, "begun"),
        _attempt(digest, "failed", detail="421 try later"),
        _attempt(digest, "begun", 2),
        _attempt(digest, "sent", 2),
    ):
        outbox.note_attempt(journal, attempt)
    outbox.keep_attempts(told, journal)
    (kept,) = outbox.open_digests(told)
    assert [(one.attempt, one.outcome, one.detail) for one in kept.attempts] == [
        (1, "failed", "421 try later"),
        (2, "sent", ""),
    ]
    assert not journal.exists()


def test_an_attempt_that_was_cut_off_in_the_middle_is_seen_as_begun(told: Connection, tmp_path: Path) -> None:
    outbox.note_attempt(tmp_path / "a.jsonl", _attempt(_digest(told), "begun"))
    outbox.keep_attempts(told, tmp_path / "a.jsonl")
    assert rows(told, "SELECT outcome FROM deliveries") == [("begun",)]


def test_a_line_cut_short_is_an_attempt_that_was_not_made(told: Connection, tmp_path: Path) -> None:
    journal = tmp_path / "a.jsonl"
    outbox.note_attempt(journal, _attempt(_digest(told), "sent"))
    with journal.open("a") as file:
        file.write('{"digest_id": "abc", "chan')
    outbox.keep_attempts(told, journal)
    assert rows(told, "SELECT attempt, outcome FROM deliveries") == [(1, "sent")]


def test_a_journal_that_is_read_twice_counts_once(told: Connection, tmp_path: Path) -> None:
    journal = tmp_path / "a.jsonl"
    outbox.note_attempt(journal, _attempt(_digest(told), "sent"))
    kept = journal.read_bytes()
    outbox.keep_attempts(told, journal)
    journal.write_bytes(kept)
    outbox.keep_attempts(told, journal)
    assert rows(told, "SELECT count(*) FROM deliveries") == [(1,)]


def test_what_a_mail_server_says_may_hold_any_character(told: Connection, tmp_path: Path) -> None:
    said = "550 no\u2028such\u0085user\x1c\n“Åse” \ud800"
    outbox.note_attempt(tmp_path / "a.jsonl", _attempt(_digest(told), "failed", detail=said))
    outbox.keep_attempts(told, tmp_path / "a.jsonl")
    assert rows(told, "SELECT detail FROM deliveries") == [(said.replace("\ud800", "?"),)]


def test_no_journal_is_no_attempt(told: Connection, tmp_path: Path) -> None:
    outbox.keep_attempts(told, tmp_path / "none.jsonl")
    assert rows(told, "FROM deliveries") == []


def test_the_ledger_says_when_a_message_arrived_and_how_often_it_was_tried(told: Connection, tmp_path: Path) -> None:
    journal, digest = tmp_path / "a.jsonl", _digest(told)
    outbox.note_attempt(journal, _attempt(digest, "failed", 1))
    outbox.note_attempt(journal, _attempt(digest, "sent", 2))
    outbox.keep_attempts(told, journal)
    found = rows(told, "SELECT delivered_at, attempts FROM alert_ledger WHERE recipient = 'desk'")
    assert found == [(NOON + timedelta(hours=2), 2)]


def test_what_was_given_up_unheard_was_not_told(told: Connection) -> None:
    """Nobody is told of the end of something of which they never heard."""
    outbox.set_state(told, [_digest(told)], "dead")
    outbox.bury(told, ["desk"], at(48))
    load(told, missing(f"{HOME}/grey-heron", 1), missing(f"{HOME}/grey-heron", 2), told=(DESK, LATER))
    assert rows(told, "SELECT recipient, kind FROM alerts WHERE kind = 'gone'") == []


def test_what_reached_one_channel_was_told(told: Connection, tmp_path: Path) -> None:
    digest = _digest(told)
    outbox.note_attempt(tmp_path / "a.jsonl", _attempt(digest, "sent"))
    outbox.keep_attempts(told, tmp_path / "a.jsonl")
    outbox.set_state(told, [digest], "dead")
    load(told, missing(f"{HOME}/grey-heron", 1), missing(f"{HOME}/grey-heron", 2), told=(DESK,))
    assert rows(told, "SELECT recipient, kind FROM alerts WHERE kind = 'gone'") == [("desk", "gone")]


def test_what_strangers_have_coming_is_kept_for_a_while(told: Connection) -> None:
    outbox.bury(told, ["desk"], at(17))
    assert rows(told, STATES) == [("desk", "pending"), ("later", "pending")]
    outbox.bury(told, ["desk"], at(19))
    assert rows(told, STATES) == [("desk", "pending"), ("later", "dead")]
