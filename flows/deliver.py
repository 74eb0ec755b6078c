"""The deliver run: due alerts into one digest a recipient, each digest to every channel, each attempt noted.

Does not decide who is told what (the ledger did, when the release was loaded), and does not render. A digest is
composed again from its alerts at every try, so that nothing is kept that could be sent twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.alerts.grouping import compose
from flows.alerts.phrasing import subject
from flows.alerts.records import Digest
from flows.alerts.retrying import next_try
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import ledger_name
from flows.errors import SettingsError
from flows.jobs import Clock, new_run_id
from flows.settings import Settings
from parsers.records import Problem
from parsers.topics.records import Recipient, Watchlist
from warehouse import outbox
from warehouse.database import writing
from warehouse.locks import exclusive
from warehouse.outbox import Attempt, AttemptOutcome, OpenDigest, Waiting
from warehouse.problems import keep_problems
from warehouse.records import Due, Run
from warehouse.runs import keep_run
from warehouse.snapshot import publish

SOURCE = "deliver"  # what problems of deliveries are filed under
_CHUNK = 50  # digests held in memory at once
Open = Callable[[Recipient], Sequence[Channel]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a deliver run is asked to do."""

    settings: Settings
    watchlist: Watchlist
    clock: Clock
    channels: Open
    only: str | None = None  # one recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What became of one digest in this run."""

    digest: Digest
    attempts: tuple[Attempt, ...]  # made now
    state: outbox.AlertState

    @property
    def places(self) -> tuple[str, ...]:
        """Where it went."""
        return tuple(one.detail for one in self.attempts if one.outcome == "sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came of one deliver run."""

    run_id: str
    handed: tuple[Handed, ...]  # tried now, or given up now; one that waits for its next try is not told of again
    waiting: tuple[Waiting, ...]  # not due yet

    @property
    def failed(self) -> tuple[Handed, ...]:
        """The digests that did not reach every channel."""
        return tuple(one for one in self.handed if one.state != "sent")


def deliver(errand: Errand) -> Delivered:
    """Send what is due and what an earlier run could not send; raises LockedError while another run delivers."""
    check_channels(errand)
    settings, started = errand.settings, errand.clock()
    run_id = new_run_id("deliver", started)
    with exclusive(settings.data_dir / "deliver.lock", purpose=f"deliver {run_id}", wait=settings.lock_wait):
        found, waiting = _take(errand, started)
        tried = [one for chunk in _chunks(found) for one in _hand_chunk(errand, chunk, run_id)]
        handed = tuple(one for one in tried if one.attempts or one.state == "dead")
        if handed:
            _note_run(errand, run_id, started, handed)
    return Delivered(run_id=run_id, handed=handed, waiting=tuple(waiting))


def check_channels(errand: Errand) -> None:
    """Open every channel once, so that what is wrong with one is known before anything runs.

    Raises ChannelConfigurationError naming the recipient, and SettingsError for a recipient that nobody declared.
    """
    known = [one.name for one in errand.watchlist.recipients]
    if errand.only and errand.only not in known:
        raise SettingsError(f"no recipient {errand.only!r} in the watch list; known: {', '.join(known) or 'none'}")
    for recipient in errand.watchlist.recipients:
        errand.channels(recipient)


def preview(errand: Errand) -> tuple[Digest, ...]:
    """Return the digests that a run would send now, and change nothing."""
    now, settings = errand.clock(), errand.settings
    with writing(settings.database, purpose="preview", wait=settings.lock_wait) as connection:
        found = outbox.preview(connection, now, only=errand.only)
    return tuple(_digest(errand.watchlist, one, alerts) for one, alerts in found)


def _take(errand: Errand, now: datetime) -> tuple[list[OpenDigest], list[Waiting]]:
    settings = errand.settings
    with writing(settings.database, purpose="deliver", wait=settings.lock_wait) as connection:
        outbox.keep_attempts(connection, _journal(settings))
        outbox.take(connection, now, only=errand.only)
        found = outbox.open_digests(connection)
        waiting = outbox.waiting(connection, now)
    return [one for one in found if errand.only in (None, one.recipient)], waiting


def _journal(settings: Settings) -> Path:
    return settings.spool / "attempts.jsonl"


def _chunks(found: Sequence[OpenDigest]) -> Iterator[Sequence[OpenDigest]]:
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def _hand_chunk(errand: Errand, chunk: Sequence[OpenDigest], run_id: str) -> list[Handed]:
    settings = errand.settings
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        alerts = outbox.dues(connection, [one.digest_id for one in chunk])
    handed = [_hand(errand, one, alerts[one.digest_id]) for one in chunk]
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        outbox.keep_attempts(connection, _journal(settings))
        for state in ("sent", "failed", "dead"):
            outbox.set_state(connection, [one.digest.digest_id for one in handed if one.state == state], state)
        named = [
            (kept, subject(one.digest), len(alerts[kept.digest_id])) for one, kept in zip(handed, chunk, strict=True)
        ]
        outbox.name_digests(connection, named)
        found = [problem for one in handed if (problem := _problem(one))]
        reached = [one.digest.recipient for one in handed if one.state == "sent"]
        keep_problems(connection, SOURCE, found, solved=reached, at=errand.clock(), run_id=run_id)
    return handed


def _problem(handed: Handed) -> Problem | None:
    """A recipient that cannot be reached is a problem until it is reached again, or until it is given up."""
    wrong = [one for one in handed.attempts if one.outcome in ("failed", "ambiguous")]
    if not wrong and handed.state != "dead":
        return None
    what = f"{wrong[-1].channel}: {wrong[-1].detail}" if wrong else "tried for days, and given up"
    kind = "undeliverable" if handed.state == "dead" else "undelivered"
    return Problem(
        source=SOURCE, url=handed.digest.recipient, kind=kind, detail=f"{what} (digest {handed.digest.digest_id})"
    )


def _hand(errand: Errand, digest: OpenDigest, alerts: Sequence[Due]) -> Handed:
    composed = _digest(errand.watchlist, digest, alerts)
    recipient = recipient_of(errand.watchlist, digest.recipient)
    if recipient is None:  # no longer in the watch list: nobody is there to be told
        return Handed(digest=composed, attempts=(), state="dead")
    channels = zip(recipient.send_to, errand.channels(recipient), strict=True)
    rounds = [_Round(errand, digest, channel, ledger_name(address)) for address, channel in channels]
    for one in rounds:
        one.hand(composed)
    states = {one.state for one in rounds}
    state: outbox.AlertState = "failed" if "failed" in states else "dead" if "dead" in states else "sent"
    return Handed(digest=composed, attempts=tuple(a for one in rounds for a in one.made), state=state)


def _digest(watchlist: Watchlist, digest: OpenDigest, alerts: Sequence[Due]) -> Digest:
    recipient = recipient_of(watchlist, digest.recipient)
    return compose(
        alerts,
        recipient=digest.recipient,
        digest_id=digest.digest_id,
        made_at=digest.made_at,
        zone=recipient.when.zone if recipient else "UTC",
        max_items=recipient.max_items if recipient else len(alerts),
        language=recipient.language if recipient else "en",
    )


def recipient_of(watchlist: Watchlist, name: str) -> Recipient | None:
    """Return the recipient of that name; None where the watch list has none."""
    return next((one for one in watchlist.recipients if one.name == name), None)


class _Round:
    """One digest on its way to one channel."""

    def __init__(self, errand: Errand, digest: OpenDigest, channel: Channel, name: str) -> None:
        self.errand, self.digest, self.channel, self.name = errand, digest, channel, name
        self.before = [one for one in digest.attempts if one.channel == name]
        self.made: list[Attempt] = []
        self.state: outbox.AlertState = "sent"

    def hand(self, digest: Digest) -> None:
        """Try once, unless the channel has the digest, may have it, or is to be left alone for now."""
        last = self.before[-1] if self.before else None
        if last and last.outcome in ("sent", "ambiguous"):
            return
        if last and last.outcome == "begun" and not self.channel.repeatable:
            self.note(last.attempt, "ambiguous", "cut off in the middle; it may have arrived, and is not sent again")
            return
        if last and not self.is_due():
            return
        self.attempt(digest, last.attempt + 1 if last else 1)

    def is_due(self) -> bool:
        """True where it is time for another try; a channel that was tried long enough is dead."""
        failed = [one.tried_at for one in self.before if one.outcome == "failed"]
        again = next_try(failed, self.digest.made_at, retry_after=self.before[-1].retry_after)
        due = again is not None and again <= self.errand.clock()
        self.state = "sent" if due else "failed" if again else "dead"
        return due

    def attempt(self, digest: Digest, number: int) -> None:
        self.note(number, "begun", "")
        try:
            detail = self.channel.send(digest, at=self.errand.clock())
        except ChannelError as error:
            self.note(number, "ambiguous" if error.ambiguous else "failed", str(error), error.retry_after)
            self.state = "sent" if error.ambiguous else "failed" if error.again else "dead"
        else:
            self.note(number, "sent", detail)

    def note(self, number: int, outcome: AttemptOutcome, detail: str, retry_after: float | None = None) -> None:
        attempt = Attempt(
            digest_id=self.digest.digest_id,
            channel=self.name,
            attempt=number,
            tried_at=self.errand.clock(),
            outcome=outcome,
            detail=detail,
            retry_after=retry_after,
        )
        outbox.note_attempt(_journal(self.errand.settings), attempt)
        if outcome != "begun":
            self.made.append(attempt)


def _note_run(errand: Errand, run_id: str, started: datetime, handed: Sequence[Handed]) -> None:
    settings = errand.settings
    states = Counter[str](one.state for one in handed)
    run = Run(
        run_id=run_id,
        flow="deliver",
        started_at=started,
        finished_at=errand.clock(),
        outcome="done" if set(states) == {"sent"} else "problems",
        counts={"digests": len(handed), **states},
    )
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        keep_run(connection, run)
    publish(settings.database, settings.snapshot, wait=settings.lock_wait)
