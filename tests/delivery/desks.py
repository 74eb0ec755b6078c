"""An installation whose recipients have real channels: a mail server, a receiver of webhooks, folders; and a clock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flows.channels.atom import Entry, read_entries
from flows.channels.options import SmtpOptions, WebhookOptions
from flows.deliver import Delivered, Errand, deliver
from flows.outlets import channels_of
from parsers.topics.watchlist import read_watchlist
from tests.channels.mail_servers import MailServer
from tests.channels.receivers import Receiver
from tests.flows.rooms import Room

ENVIRONMENT = {"HOOK_SECRET": "a-long-word-of-the-tests"}
Told = list[tuple[str, str]]  # (address of a release, what happened to it)


@dataclass
class Desk(Room):
    """A room whose deliver runs may be later than the newsroom's evening."""

    later: timedelta = timedelta()

    def clock(self) -> Any:
        """Tell the time."""
        return super().clock() + self.later

    def watches(self, text: str) -> None:
        """Change the watch list."""
        self.watchlist = read_watchlist(text, file="watchlist.toml")

    def reach(self, mail: MailServer | None = None, **changed: Any) -> None:
        """Say which mail server there is; webhooks are signed."""
        self.changed["webhook"] = WebhookOptions(secrets=("env:HOOK_SECRET",))
        if mail:
            self.changed["smtp"] = smtp_at(mail.port, **changed)

    def deliver(self, after: timedelta | None = None) -> Delivered:
        """Deliver what is due, `after` the evening where that is said."""
        self.later = self.later if after is None else after
        errand = Errand(
            settings=self.settings,
            watchlist=self.watchlist,
            clock=self.clock,
            channels=channels_of(self.settings, ENVIRONMENT),
        )
        return deliver(errand)

    def problems(self) -> list[tuple[Any, ...]]:
        """Return the problems of deliveries that are open: recipient, kind, how often."""
        return self.ask_live(
            "SELECT url, kind, times FROM problems WHERE source = 'deliver' AND resolved_at IS NULL ORDER BY ALL"
        )

    def attempts(self) -> list[tuple[Any, ...]]:
        """Return what was tried: kind of channel, number, outcome."""
        return self.ask_live(
            "SELECT split_part(channel, '-', 1), attempt, outcome FROM deliveries ORDER BY \"at\", channel, attempt"
        )


def smtp_at(port: int, **changed: Any) -> SmtpOptions:
    """Return the settings of a mail server of the tests."""
    given = {"host": "127.0.0.1", "sender": "Press desk <desk@press.example>", "security": "none", **changed}
    return SmtpOptions(port=port, **given)


def digests_of(receiver: Receiver) -> list[dict[str, Any]]:
    """Return the digests that a receiver keeps: it knows a repeated one by its key."""
    known = {one.headers["idempotency-key"]: json.loads(one.body)["digest"] for one in receiver.posted}
    return list(known.values())


def files_of(folder: Path) -> list[dict[str, Any]]:
    """Return the digests in a folder, in order of time."""
    found = [json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")]
    return sorted(found, key=lambda one: str(one["made_at"]))


def entries_of(feed: Path) -> tuple[Entry, ...]:
    """Return the entries of a feed; none where it was never written."""
    return read_entries(feed.read_bytes()) if feed.exists() else ()


def told_by(digests: Sequence[dict[str, Any]]) -> Told:
    """Return everything that digests tell, in order of the addresses."""
    return sorted(one for digest in digests for item in (*digest["releases"], *digest["others"]) for one in _told(item))


def _told(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((item["url"], event["kind"]) for event in item["events"])
    yield from ((one["url"], "new") for one in item["translations"])


@dataclass
class Expected:
    """What the rules say that recipients are told, worked out from the newsroom's answer key alone."""

    follows: dict[str, frozenset[str]]
    known: dict[str, list[str]] = field(default_factory=dict)  # topics of each release until yesterday
    heard: dict[str, set[str]] = field(default_factory=dict)  # by recipient: the releases that it was told of

    def day(self, truth: dict[str, Any]) -> dict[str, Told]:
        """Return what each recipient is told of a day."""
        told = {name: sorted(self._told(name, topics, truth)) for name, topics in self.follows.items()}
        self.known = truth["topics"]
        return told

    def _told(self, name: str, topics: frozenset[str], truth: dict[str, Any]) -> Iterator[tuple[str, str]]:
        heard = self.heard.setdefault(name, set())
        for kind in ("new", "update", "silent"):
            for url in truth[kind]:
                fresh = set(truth["topics"].get(url, ())) - set(self.known.get(url, ()))
                if topics & fresh:
                    heard.add(url)
                    yield url, kind
        yield from ((url, kind) for kind in ("withdrawn", "gone") for url in truth[kind] if url in heard)
