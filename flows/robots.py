"""What a robots.txt allows (RFC 9309), and for how long it may be gone by.

Reads text only; `web` fetches it, and decides what follows where it cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import httpx
from protego import Protego

from flows.manners import PRODUCT

ROBOTS_FRESH: Final = timedelta(hours=24)  # RFC 9309, 2.4: a copy serves for a day
ROBOTS_BYTES: Final = 1024 * 1024  # RFC 9309, 2.5 asks for 500 KiB at least


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRecord:
    """What a host's robots.txt said and when; worth keeping across runs."""

    host: str  # as in URLs: with its port where that is not the scheme's own
    text: str  # empty where the host has none
    status: int | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt asks of us."""

    record: RobotsRecord
    parsed: Protego
    delay: float  # seconds between requests, 0 where it names none

    def allow(self, url: httpx.URL) -> bool:
        """Tell whether we may ask for the URL."""
        return bool(self.parsed.can_fetch(str(url), PRODUCT))

    def fresh(self, now: datetime) -> bool:
        """Tell whether the record is young enough to go by; one from the future is not."""
        return timedelta(0) <= now - self.record.fetched_at < ROBOTS_FRESH


def read_rules(record: RobotsRecord) -> Rules:
    """Read the text of a robots.txt; a host without one allows everything (RFC 9309, 2.3.1.3)."""
    parsed = Protego.parse(record.text.removeprefix("\ufeff"))
    delay = parsed.crawl_delay(PRODUCT) or 0.0
    return Rules(record, parsed, delay if delay > 0 else 0.0)  # neither a negative one nor NaN is more than 0
