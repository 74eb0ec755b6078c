"""What a watch list holds: recipients, when they are told, and the topics that they follow.

Does not read files and does not know the time; `flows` works out when a schedule is next due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from parsers.records import Topic

ScheduleKind = Literal["instant", "daily", "weekly", "cron"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a recipient is told; times are those of the clocks in `zone`."""

    kind: ScheduleKind
    time: time | None = None  # of 'daily' and 'weekly'
    weekday: int | None = None  # of 'weekly': 0 is Monday, as in datetime
    cron: str | None = None  # five fields: minute hour day month weekday
    zone: str = "UTC"  # IANA name; of 'instant' only for the times that a message shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nothing is sent, on the clocks of `zone`; `start` after `stop` is a night."""

    start: time
    stop: time
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who is told about topics."""

    name: str  # 'northern-desk'
    topics: tuple[str, ...]  # names; 'all' is written out
    send_to: tuple[str, ...]  # 'file:digests', 'smtp:desk@example.org', 'https://…', an Apprise URL
    when: Schedule
    quiet: Quiet | None = None
    language: str = "en"
    max_items: int = 50
    pictures: bool = False  # of the seven days before, in the forms that can show them
    others: bool = False  # also list, by title, releases that match no topic
    health: bool = False  # also told when a source does not do what it promised, and when it does again


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """The topics and recipients of one file."""

    topics: tuple[Topic, ...]
    recipients: tuple[Recipient, ...]
