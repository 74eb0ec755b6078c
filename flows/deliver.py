"""The deliver run: due alerts into one digest a recipient, each digest to every channel, each attempt noted.

Does not decide who is told what (the ledger did, when the release was loaded), and does not render. A digest is
composed again from its alerts at every try, so that nothing is kept that could be sent twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.alerts.grouping import compose
from flows.alerts.phrasing import subject
from flows.alerts.records import Digest
from flows.alerts.retrying import GIVE_UP
from flows.alerts.schedule import is_quiet
from flows.analysts import bring_up, falls_behind
from flows.channels.contract import Channel
from flows.gallery import WEEK, Gallery, span_of
from flows.handing import Handed, Outlet, hand, journal_of, outlets_of
from flows.jobs import Clock, new_run_id
from flows.settings import Settings
from flows.subscriptions import recipient_of
from parsers.records import Problem
from parsers.topics.records import Recipient, Watchlist
from warehouse import outbox
from warehouse.database import Connection, writing
from warehouse.figures import Span
from warehouse.locks import exclusive
from warehouse.outbox import OpenDigest, Waiting
from warehouse.problems import keep_problems, settle_others
from warehouse.records import Due, Run
from warehouse.runs import keep_run
from warehouse.scratch import trying

SOURCE = "deliver"  # what problems of deliveries are filed under
_CHUNK = 50  # digests held in memory at once
_SHOWING = frozenset(("smtp", "file"))  # channels whose digests may hold pictures
Open = Callable[[Recipient], Sequence[Channel]]
Outlets = Mapping[str, tuple[Outlet, ...]]  # by recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a deliver run is asked to do."""

    settings: Settings
    watchlist: Watchlist
    clock: Clock
    channels: Open
    only: str | None = None  # one recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came of one deliver run."""

    run_id: str
    handed: tuple[Handed, ...]  # tried now; one that waits for its next try is not told of again
    waiting: tuple[Waiting, ...]  # not due yet

    @property
    def failed(self) -> tuple[Handed, ...]:
        """The digests that were tried and did not reach every channel, or perhaps did not."""
        return tuple(one for one in self.handed if not one.is_well)


def deliver(errand: Errand) -> Delivered:
    """Send what is due and what an earlier run could not send; raises LockedError while another run delivers."""
    outlets = open_outlets(errand)
    settings, started = errand.settings, errand.clock()
    run_id = new_run_id("deliver", started)
    with exclusive(settings.data_dir / "deliver.lock", purpose=f"deliver {run_id}", wait=settings.lock_wait):
        found, waiting = _take(errand, started)
        gallery = Gallery()
        tried = [one for chunk in _chunks(found) for one in _hand_chunk(errand, outlets, chunk, run_id, gallery)]
        handed = tuple(one for one in tried if one.attempts)
        if handed:
            _note_run(errand, run_id, started, handed)
        bring_up(settings, "deliver")
    return Delivered(run_id=run_id, handed=handed, waiting=tuple(waiting))


def open_outlets(errand: Errand) -> Outlets:
    """Open every channel of every recipient, so that what is wrong with one is known before anything runs.

    Raises ChannelConfigurationError naming the recipient, and SettingsError for a recipient that nobody declared.
    """
    if errand.only:
        recipient_of(errand.watchlist, errand.only)
    return {one.name: outlets_of(one, errand.channels(one)) for one in errand.watchlist.recipients}


def preview(errand: Errand) -> tuple[Digest, ...]:
    """Return the digests that a run would send now, and change nothing."""
    now, settings = errand.clock(), errand.settings
    with trying(settings.database, purpose="preview", wait=settings.lock_wait) as connection:
        found = outbox.preview(connection, now, only=[*_awake(errand, now)])
    return tuple(_digest(recipient_of(errand.watchlist, one.recipient), one, alerts) for one, alerts in found)


def _awake(errand: Errand, now: datetime) -> Iterator[str]:
    """Yield the recipients that may be told now: those that are known, are meant, and have no quiet hours."""
    for one in errand.watchlist.recipients:
        if errand.only in (None, one.name) and not is_quiet(one.quiet, now):
            yield one.name


def _take(errand: Errand, now: datetime) -> tuple[list[OpenDigest], list[Waiting]]:
    settings, awake = errand.settings, [*_awake(errand, now)]
    with writing(settings.database, purpose="deliver", wait=settings.lock_wait) as connection:
        outbox.keep_attempts(connection, journal_of(settings))
        _forget_strangers(errand, connection, now)
        outbox.take(connection, now, only=awake)
        found = outbox.open_digests(connection)
        waiting = outbox.waiting(connection, now)
    return [one for one in found if one.recipient in awake], waiting


def _forget_strangers(errand: Errand, connection: Connection, now: datetime) -> None:
    """Nobody is left to be told; but a watch list that was named by mistake must not lose what others have coming."""
    known = [one.name for one in errand.watchlist.recipients]
    outbox.bury(connection, known, now - GIVE_UP)
    settle_others(connection, SOURCE, known, now)


def _chunks(found: Sequence[OpenDigest]) -> Iterator[Sequence[OpenDigest]]:
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def _hand_chunk(
    errand: Errand, outlets: Outlets, chunk: Sequence[OpenDigest], run_id: str, gallery: Gallery
) -> list[Handed]:
    settings = errand.settings
    spans = {one.digest_id: _span(errand, one, outlets[one.recipient]) for one in chunk}
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        alerts = outbox.dues(connection, [one.digest_id for one in chunk])
        gallery.count(connection, [span for span in spans.values() if span])
    handed = []
    for one in chunk:
        digest = _digest(recipient_of(errand.watchlist, one.recipient), one, alerts[one.digest_id])
        if span := spans[one.digest_id]:
            digest = replace(digest, pictures=gallery.pictures(span, digest.language))
        handed.append(hand(digest, one, outlets[one.recipient], settings=settings, clock=errand.clock))
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        outbox.keep_attempts(connection, journal_of(settings))
        for state in ("sent", "failed", "dead"):
            outbox.set_state(connection, [one.digest.digest_id for one in handed if one.state == state], state)
        named = [
            (kept, subject(one.digest), len(alerts[kept.digest_id])) for one, kept in zip(handed, chunk, strict=True)
        ]
        outbox.name_digests(connection, named)
        # One that is given up is no longer one that is tried again: its problem has another name from now on.
        settled = [one.digest.recipient for one in handed if one.state in ("sent", "dead")]
        found = [problem for one in handed if (problem := _problem(one))]
        keep_problems(connection, SOURCE, found, solved=settled, at=errand.clock(), run_id=run_id)
    return handed


def _span(errand: Errand, kept: OpenDigest, outlets: Sequence[Outlet]) -> Span | None:
    """What the pictures of a digest are of; None where nobody would see any."""
    recipient = recipient_of(errand.watchlist, kept.recipient)
    if not recipient.pictures or _SHOWING.isdisjoint(one.channel.kind for one in outlets):
        return None
    return span_of(recipient.topics, since=kept.made_at - WEEK, until=kept.made_at, zone=recipient.when.zone)


def _digest(recipient: Recipient, kept: OpenDigest, alerts: Sequence[Due]) -> Digest:
    return compose(
        alerts,
        recipient=recipient.name,
        digest_id=kept.digest_id,
        made_at=kept.made_at,
        zone=recipient.when.zone,
        max_items=recipient.max_items,
        language=recipient.language,
    )


def _problem(handed: Handed) -> Problem | None:
    """A recipient that cannot be reached is a problem until it is reached again; for good, until it is given up."""
    wrong = [one for one in handed.attempts if one.outcome != "sent"]
    if not wrong and handed.state != "dead":
        return None
    what = f"{wrong[-1].channel}: {wrong[-1].detail}" if wrong else "tried for days, and given up"
    kind = "undeliverable" if handed.state == "dead" else "undelivered"
    return Problem(
        source=SOURCE, url=handed.digest.recipient, kind=kind, detail=f"{what} (digest {handed.digest.digest_id})"
    )


def _note_run(errand: Errand, run_id: str, started: datetime, handed: Sequence[Handed]) -> None:
    settings = errand.settings
    falls_behind(settings, "deliver")
    states = Counter[str](one.state for one in handed)
    run = Run(
        run_id=run_id,
        flow="deliver",
        started_at=started,
        finished_at=errand.clock(),
        outcome="done" if all(one.is_well for one in handed) else "problems",
        counts={"digests": len(handed), **states},
    )
    with writing(settings.database, purpose=run_id, wait=settings.lock_wait) as connection:
        keep_run(connection, run)
