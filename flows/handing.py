"""One digest to the channels of its recipient: each tried once a run, each attempt noted before and after.

Does not compose digests and does not know the database: attempts go into a journal, which the deliver run puts into
the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.alerts.records import Digest
from flows.alerts.retrying import next_try
from flows.analysts import falls_behind
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import ledger_name
from flows.jobs import Clock
from flows.settings import Settings
from parsers.topics.records import Recipient
from warehouse import outbox
from warehouse.clocks import is_ahead
from warehouse.outbox import Attempt, AttemptOutcome, OpenDigest

_CUT_OFF = "cut off in the middle; it may have arrived, and is not sent again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One channel of a recipient and the name that the ledger has for it."""

    name: str
    channel: Channel


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

    @property
    def is_well(self) -> bool:
        """True where every channel has it for certain."""
        return self.state == "sent" and all(one.outcome == "sent" for one in self.attempts)


def outlets_of(recipient: Recipient, channels: Sequence[Channel]) -> tuple[Outlet, ...]:
    """Return the channels of a recipient with their names; an address that is written twice is one."""
    named = {ledger_name(address): one for address, one in zip(recipient.send_to, channels, strict=True)}
    return tuple(Outlet(name=name, channel=channel) for name, channel in named.items())


def journal_of(settings: Settings) -> Path:
    """Return the journal of attempts that are not in the ledger yet."""
    return settings.spool / "attempts.jsonl"


def hand(digest: Digest, kept: OpenDigest, outlets: Sequence[Outlet], *, settings: Settings, clock: Clock) -> Handed:
    """Try every channel that does not have the digest and is not to be left alone for now; raises StorageError."""
    rounds = [_Round(kept, outlet, _before(kept, outlet, outlets), settings, clock) for outlet in outlets]
    for one in rounds:
        one.hand(digest)
    states = {one.state for one in rounds}
    state: outbox.AlertState = "failed" if "failed" in states else "dead" if "dead" in states else "sent"
    return Handed(digest=digest, attempts=tuple(attempt for one in rounds for attempt in one.made), state=state)


def _before(kept: OpenDigest, outlet: Outlet, outlets: Sequence[Outlet]) -> list[Attempt]:
    """Return what was tried on a channel; of one whose address was changed since, what went to the old address."""
    if own := [one for one in kept.attempts if one.channel == outlet.name]:
        return own
    kind, present = outlet.name.partition("-")[0], {one.name for one in outlets}
    former = [one for one in kept.attempts if one.channel not in present and one.channel.partition("-")[0] == kind]
    return [one for one in former if one.outcome in ("sent", "ambiguous", "begun")]


class _Round:
    """One digest on its way to one channel."""

    def __init__(
        self, kept: OpenDigest, outlet: Outlet, before: list[Attempt], settings: Settings, clock: Clock
    ) -> None:
        self.kept, self.outlet, self.before, self.settings, self.clock = kept, outlet, before, settings, clock
        self.made: list[Attempt] = []
        self.state: outbox.AlertState = "sent"

    def hand(self, digest: Digest) -> None:
        """Try once, unless the channel has the digest, may have it, refused it, or is to be left alone for now."""
        last = self.before[-1] if self.before else None
        if last is None:
            self.attempt(digest, 1)
        elif last.outcome == "refused":
            self.state = "dead"
        elif last.outcome == "begun" and not self.outlet.channel.repeatable:
            self.note(last.attempt, "ambiguous", _CUT_OFF)
        elif last.outcome in ("begun", "failed") and self.is_due():
            self.attempt(digest, last.attempt + 1)

    def is_due(self) -> bool:
        """True where it is time for another try; a channel that was tried long enough is dead."""
        now = self.clock()
        failed = [one for one in (*self.before, *self.made) if one.outcome == "failed"]
        wish = failed[-1].retry_after if failed else None
        tried = [one.tried_at for one in failed if not is_ahead(one.tried_at, now)]
        again = next_try(tried, min(self.kept.made_at, now), retry_after=wish)
        due = again is not None and again <= now
        self.state = "sent" if due else "failed" if again else "dead"
        return due

    def attempt(self, digest: Digest, number: int) -> None:
        """Send it, and note that before and after; whatever a channel raises is a failure of this digest alone."""
        self.note(number, "begun", "")
        try:
            detail = self.outlet.channel.send(digest, at=self.clock())
        except ChannelError as error:
            self.failed(number, error)
        except Exception as error:  # noqa: BLE001 - a mistake of ours with one digest must not hold up the others
            said = f"presswatch failed over this digest ({type(error).__name__}); please report it"
            self.failed(number, ChannelError(said, ambiguous=not self.outlet.channel.repeatable))
        else:
            self.note(number, "sent", detail)

    def failed(self, number: int, error: ChannelError) -> None:
        if error.ambiguous:
            self.note(number, "ambiguous", str(error))
        elif error.again:
            self.note(number, "failed", str(error), error.retry_after)
            self.is_due()
        else:
            self.note(number, "refused", str(error))
            self.state = "dead"

    def note(self, number: int, outcome: AttemptOutcome, detail: str, retry_after: float | None = None) -> None:
        """Note it; on the disk before the next step only where a second try could be a second message."""
        attempt = Attempt(
            digest_id=self.kept.digest_id,
            channel=self.outlet.name,
            attempt=number,
            tried_at=self.clock(),
            outcome=outcome,
            detail=detail,
            retry_after=retry_after,
        )
        falls_behind(self.settings, "deliver")
        outbox.note_attempt(journal_of(self.settings), attempt, forced=not self.outlet.channel.repeatable)
        if outcome != "begun":
            self.made.append(attempt)
