"""What the stages of a run are given: plain values, so that a stage can run here or as a task of Prefect.

Does not act.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows.manners import LONGEST_WAIT, Manners
from flows.network import Network
from flows.settings import Settings, SourceSettings
from flows.web import Web
from parsers.locations import mirrored, unmirrored
from parsers.records import Source
from parsers.requests import Selection
from parsers.topics.records import Watchlist
from warehouse.records import Ladder, Revisit, Robots

Clock = Callable[[], datetime]
_WAITS = 4  # that fit into a source's time: after robots.txt, for two listings and a page
Advance = Callable[[int, int], None]  # how far a stage has come: (done, of how many)


def silent(done: int, total: int) -> None:
    """Show nobody how far a stage has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One source's share of one run."""

    run_id: str
    started: datetime
    source: Source
    settings: Settings
    watchlist: Watchlist
    mode: Revisit = "due"
    since: date | None = None  # of a backfill: how far back; None: poll what is new
    clock: Clock
    advance: Advance = silent
    paced: bool = False  # only listings whose time has come are asked
    network: Network  # shared with the run's other sources
    seconds: float = math.inf  # for which a stage may ask

    @property
    def wanted(self) -> SourceSettings:
        """What the operator wants of the source."""
        return self.settings.of(self.source.name)

    @property
    def slug(self) -> str:
        """The source's name as a part of file names: 'uk-govuk'."""
        return self.source.name.replace("/", "-")

    @property
    def place(self) -> str:
        """The address that stands for the source where a problem is nobody else's."""
        return self.source.homepage or self.source.name

    @property
    def spool(self) -> Path:
        """The folder of this source's journals."""
        return self.settings.spool / self.slug

    @property
    def selection(self) -> Selection:
        """Which releases are asked for."""
        wanted = self.wanted
        return Selection(organisations=wanted.organisations, document_types=wanted.document_types, since=self.since)

    @property
    def ladder(self) -> Ladder:
        """When known pages are visited again."""
        return Ladder(steps=self.settings.revisit)

    def asked(self, url: str) -> str:
        """Return where to ask for a URL of the publisher: at its own host, or at the one that the settings name."""
        return mirrored(url, self.source.mirror)

    def published(self, url: str) -> str:
        """Return the publisher's own URL for one that was asked for."""
        return unmirrored(url, self.source.mirror, self.source.homepage)

    def twin(self, url: str) -> str:
        """Return the URL to fetch for a page: the page itself, or its structured twin."""
        if self.wanted.read == "html" or not self.source.api:
            return url
        return self.source.homepage + self.source.api.format(path=urlsplit(url).path)

    def web(self, robots: Iterable[Robots]) -> Web:
        """Return a client that keeps what is known of the run's hosts, and the robots.txt of earlier runs."""
        return Web(self.manners, clock=self.clock, robots=robots, hosts=self.network.hosts, seconds=self.seconds)

    @property
    def manners(self) -> Manners:
        """How hosts are asked in this run."""
        return manners_of(self.settings)


def manners_of(settings: Settings) -> Manners:
    """Return the manners that the settings ask for."""
    return Manners(
        contact=settings.contact,
        retry_after_most=_longest_wait(settings.fetch.source_seconds),
        allow_private_addresses=settings.allow_private_addresses,
        **settings.fetch.model_dump(exclude={"source_seconds"}),
    )


def _longest_wait(source_seconds: float) -> float:
    """Return the longest wait between two requests: with longer ones a run would end before its first page."""
    return min(LONGEST_WAIT, source_seconds / _WAITS) if source_seconds else LONGEST_WAIT


def new_run_id(flow: str, started: datetime) -> str:
    """Return a name for a run that sorts by time: '20261124T161500Z-collect-1a2b3c'."""
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{flow}-{secrets.token_hex(3)}"
