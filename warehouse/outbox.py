"""What is to be sent: due alerts into digests, attempts, and what became of them.

    pending --take--> sending --every channel has it--> sent
                         |  ^
                         v  | the next try
                      failed --given up--> dead

Each step is a transaction of its own, so that after a crash the rows say what was tried. Does not send.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from parsers.records import Amount, Mention, Quote
from warehouse.clocks import AHEAD
from warehouse.database import Connection, transaction
from warehouse.journal import append_lines, read_lines
from warehouse.notices import due_notice
from warehouse.records import Due, Text, Watched
from warehouse.staging import ask, load_rows, run
from warehouse.voices import with_stories

AttemptOutcome = Literal["begun", "sent", "failed", "refused", "ambiguous"]  # failed: worth another try; refused: not
AlertState = Literal["pending", "sending", "sent", "failed", "dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What one recipient has coming."""

    recipient: str
    due: int
    waiting: int  # not due yet
    next_at: datetime | None  # when the first of these is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand a digest to one channel, as it was kept."""

    digest_id: str
    channel: str  # 'file-3fa1c2': kind and a few digits of its address's hash, never the address
    attempt: int
    tried_at: datetime
    outcome: AttemptOutcome
    detail: str = ""  # never an address or a secret
    retry_after: float | None = None  # seconds for which the other side asked to be left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDigest:
    """A digest that is not with every channel of its recipient yet."""

    digest_id: str
    recipient: str
    made_at: datetime
    attempts: tuple[Attempt, ...]


def waiting(connection: Connection, now: datetime) -> list[Waiting]:
    """Return what each recipient has coming that no digest holds yet."""
    return [Waiting(**row) for row in ask(connection, "recipients_due", now=now, ahead=now + AHEAD)]


def take(connection: Connection, now: datetime, *, only: Sequence[str] | None = None) -> None:
    """Put everything that is due into one new digest a recipient: of all of them, or of those that `only` names."""
    with transaction(connection):
        _take(connection, now, only)


def preview(
    connection: Connection, now: datetime, *, only: Sequence[str] | None = None
) -> list[tuple[OpenDigest, tuple[Due, ...]]]:
    """Return the digests that `take` would make, with their alerts, and change nothing."""
    before = {one.digest_id for one in open_digests(connection)}
    connection.begin()
    try:
        _take(connection, now, only)
        made = [one for one in open_digests(connection) if one.digest_id not in before]
        alerts = dues(connection, [one.digest_id for one in made])
    finally:
        connection.rollback()
    return [(one, alerts[one.digest_id]) for one in made]


def _take(connection: Connection, now: datetime, only: Sequence[str] | None) -> None:
    run(connection, "change/take_alerts", now=now, ahead=now + AHEAD, only=None if only is None else list(only))
    run(connection, "change/file_taken", now=now)
    run(connection, "change/mark_taken", now=now, ahead=now + AHEAD)


def dues(connection: Connection, digests: Sequence[str]) -> dict[str, tuple[Due, ...]]:
    """Return the alerts of some digests, by digest, in the order in which they happened."""
    run(connection, "change/mine_of_digests", digests=list(digests))
    found: dict[str, list[Due]] = {digest: [] for digest in digests}
    for digest, due in _stored(connection):
        found[digest].append(due)
    for row in ask(connection, "notices"):
        found[row["digest_id"]].append(due_notice(row))
    return {digest: tuple(alerts) for digest, alerts in found.items()}


def on_topics(connection: Connection, topics: Sequence[str], *, since: datetime | None) -> tuple[Due, ...]:
    """Return every release with one of some topics as if it were due: for a digest that nobody waits for."""
    run(connection, "change/mine_of_topics", topics=list(topics), since=since)
    return tuple(due for _, due in _stored(connection))


def _stored(connection: Connection) -> list[tuple[str, Due]]:
    """Return what the temporary table `mine` holds, each with its digest."""
    return with_stories(connection, [(row.pop("digest_id"), _due(row)) for row in ask(connection, "dues")])


def open_digests(connection: Connection) -> list[OpenDigest]:
    """Return the digests that are still to be sent, or to be tried again, oldest first."""
    return [
        OpenDigest(**{**row, "attempts": tuple(Attempt(**one) for one in row["attempts"])})
        for row in ask(connection, "open_digests")
    ]


def name_digests(connection: Connection, named: Sequence[tuple[OpenDigest, str, int]]) -> None:
    """Keep what digests were called and how many alerts each holds: (digest, subject, alerts)."""
    rows = [
        {
            "digest_id": digest.digest_id,
            "recipient": digest.recipient,
            "made_at": digest.made_at,
            "subject": subject,
            "items": items,
        }
        for digest, subject, items in named
    ]
    load_rows(connection, "digests", rows)


def bury(connection: Connection, known: Sequence[str], before: datetime) -> None:
    """Give up what was due `before` then to recipients that nobody knows any more."""
    run(connection, "change/bury_strangers", known=list(known), before=before)


def set_state(connection: Connection, digests: Sequence[str], state: AlertState) -> None:
    """Keep what became of the alerts of some digests."""
    if digests:
        run(connection, "change/set_state", digests=list(digests), state=state)


def note_attempt(journal: Path, attempt: Attempt, *, forced: bool = True) -> None:
    """Add one line to the journal of attempts, by `forced` also against a power cut; raises StorageError.

    An attempt is noted as begun before it is made and once more when it has ended, so that a crash between the two is
    seen. The journal is a file, for the database cannot be held open while a slow mail server thinks.
    """
    append_lines(journal, [asdict(attempt)], forced=forced)


def keep_attempts(connection: Connection, journal: Path) -> None:
    """Put the journal of attempts into the ledger, the last line of each attempt, and remove it."""
    if not journal.exists():
        return
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for row in read_lines(journal):  # a line cut short is an attempt that was not made yet
        row["at"] = row.pop("tried_at")
        rows[row["digest_id"], row["channel"], row["attempt"]] = row
    load_rows(connection, "deliveries", list(rows.values()))
    journal.unlink()


def _due(row: dict[str, Any]) -> Due:
    found: Sequence[dict[str, Any]] = row["mentions"]
    values = {
        **row,
        "text": Text(**row["text"]),
        "former": Text(**row["former"]) if row["former"] else None,
        "organisations": tuple(row["organisations"]),
        "quotes": tuple(Quote(**one) for one in row["quotes"]),
        "amounts": tuple(Amount(**one) for one in row["amounts"]),
        "topics": tuple(Watched(**one) for one in row["topics"]),
        "mentions": tuple(Mention(**{k: v for k, v in one.items() if k != "added"}) for one in found),
        "added": tuple(one["added"] for one in found),
    }
    return Due(**values)
