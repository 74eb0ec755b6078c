"""The dead man's switch: tells who looks after the sources that no run succeeds any more, and when one does again.

Sends by itself and not through the ledger, for the ledger may be what cannot be reached. Does not judge sources.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flows.alerts.grouping import compose
from flows.alerts.records import Digest
from flows.alerts.schedule import is_quiet
from flows.channels.contract import ChannelError
from flows.handing import Outlet
from flows.heartbeat import Memory, last_beat, remember, remembered
from flows.settings import Settings
from parsers.records import ChangeKind
from parsers.topics.records import Recipient
from warehouse.errors import WarehouseError
from warehouse.locks import exclusive
from warehouse.records import Due, Text

_LITTLE = 50_000_000  # bytes: a disk with less is likely the reason
_LOCKS = ("collect.lock", "warehouse.lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of telling one recipient by one channel."""

    recipient: str
    channel: str
    outcome: str  # where it went, or what went wrong
    is_well: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Whether runs succeed, and who was told now that they do not, or do again."""

    since: datetime | None  # the last success before the silence; None: they succeed
    told: tuple[Told, ...]


def watch_runs(
    settings: Settings, recipients: Sequence[Recipient], outlets: Mapping[str, Sequence[Outlet]], now: datetime
) -> Stopped:
    """Look for the last sign of life, and tell once where it is too old, and once when there is a new one."""
    memory = remembered(settings, now)
    beat = last_beat(settings, now) or min(memory.watched_since, now)
    silent = now - beat > settings.checkup.silence
    if memory.stopped_at is None and not silent:
        remember(settings, memory)
        return Stopped(since=None, told=())
    if silent and memory.stopped_at != beat:  # a short recovery that nobody was told of is the same story
        memory = replace(memory, stopped_at=beat, begun=(), told=())
    speaker = _Speaker(settings, memory, now, "broken" if silent else "mended", beat)
    told = tuple(speaker.tell(recipients, outlets))
    if not silent and speaker.is_done:
        remember(settings, Memory(watched_since=memory.watched_since))
    return Stopped(since=beat if silent else None, told=told)


class _Speaker:
    """One story being told, by every channel once."""

    def __init__(self, settings: Settings, memory: Memory, now: datetime, kind: ChangeKind, beat: datetime) -> None:
        self.settings, self.memory, self.now, self.kind, self.beat = settings, memory, now, kind, beat
        self.is_done = True

    def tell(self, recipients: Sequence[Recipient], outlets: Mapping[str, Sequence[Outlet]]) -> Iterator[Told]:
        for one in recipients:
            for outlet in outlets[one.name]:
                if self.is_owed(one, outlet):
                    yield self.hand(one, outlet)

    def is_owed(self, recipient: Recipient, outlet: Outlet) -> bool:
        """Not where it arrived or may have, and not at night; the end only to those who heard of it."""
        name = f"{recipient.name} {outlet.name}"
        heard = {one.partition(" ")[2] for one in (*self.memory.told, *self.memory.begun)}
        if self.kind == "mended" and name not in heard:
            return False
        key = f"{self.kind} {name}"
        if key in self.memory.told or (key in self.memory.begun and not outlet.channel.repeatable):
            return False
        if is_quiet(recipient.quiet, self.now):
            self.is_done = False
            return False
        return True

    def hand(self, recipient: Recipient, outlet: Outlet) -> Told:
        """Hand it over, or say why not; a mistake of ours with one channel must not silence the others."""
        key, digest = f"{self.kind} {recipient.name} {outlet.name}", self.digest(recipient)
        self.note(begun=(*self.memory.begun, key))
        try:
            place = outlet.channel.send(digest, at=self.now)
        except ChannelError as error:
            self.is_done = self.is_done and not error.again
            if error.again:
                self.note(begun=tuple(one for one in self.memory.begun if one != key))
            return Told(recipient=recipient.name, channel=outlet.name, outcome=str(error), is_well=False)
        except Exception as error:  # noqa: BLE001 - as above
            said = f"presswatch failed over this notice ({type(error).__name__}); please report it"
            return Told(recipient=recipient.name, channel=outlet.name, outcome=said, is_well=False)
        self.note(told=(*self.memory.told, key))
        return Told(recipient=recipient.name, channel=outlet.name, outcome=place, is_well=True)

    def note(self, *, begun: tuple[str, ...] | None = None, told: tuple[str, ...] | None = None) -> None:
        """Before and after each try, so that a crash between the two is seen."""
        self.memory = replace(
            self.memory,
            begun=self.memory.begun if begun is None else tuple(dict.fromkeys(begun)),
            told=self.memory.told if told is None else told,
        )
        remember(self.settings, self.memory)

    def digest(self, recipient: Recipient) -> Digest:
        name = f"{self.memory.stopped_at}\n{self.kind}\n{recipient.name}"
        return compose(
            [self.due(recipient.name)],
            recipient=recipient.name,
            digest_id=hashlib.sha256(name.encode()).hexdigest()[:16],
            made_at=self.now,
            zone=recipient.when.zone,
            max_items=recipient.max_items,
            language=recipient.language,
        )

    def due(self, recipient: str) -> Due:
        title = "presswatch collects again" if self.kind == "mended" else "presswatch: no run succeeds any more"
        return Due(
            alert_id="",
            recipient=recipient,
            kind=self.kind,
            at=self.now,
            due_at=self.now,
            detail=self.detail(),
            release_id="runs",
            revision=1,
            source="presswatch",
            external_id="runs",
            publisher="presswatch",
            url="",
            document_type="",
            language="en",
            published_at=None,
            updated_at=None,
            text=Text(title=title, summary="", body="", notes=""),
            former=None,
            organisations=(),
            quotes=(),
            amounts=(),
            topics=(),
            mentions=(),
            added=(),
        )

    def detail(self) -> str:
        if self.kind == "mended":
            return f"a run succeeded at {self.beat:%Y-%m-%d %H:%M} UTC"
        hours = self.settings.checkup.silence.total_seconds() / 3600
        said = f"the last success was at {self.beat:%Y-%m-%d %H:%M} UTC; expected one every {hours:.3g} hours"
        return "; ".join((said, *_reasons(self.settings.data_dir)))


def _reasons(folder: Path) -> Iterator[str]:
    """Yield what may be the reason, as far as it can be seen from here."""
    for name in _LOCKS:
        try:
            with exclusive(folder / name, purpose="checkup", wait=timedelta(0)):
                pass
        except WarehouseError as error:  # held by somebody, or nobody may write there
            yield str(error)
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        yield f"{folder}: {error.strerror}"
    else:
        if free < _LITTLE:
            yield f"the disk of {folder} has {free / 1e6:.0f} MB left"
