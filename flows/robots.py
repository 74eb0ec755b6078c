"""What a robots.txt allows (RFC 9309), and for how long it may be gone by.

Reads text only; `web` fetches it, and decides what follows where it cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import httpx
from protego import Protego

from flows.answers import Answer
from flows.manners import PRODUCT, FetchError
from warehouse.records import Robots

ROBOTS_FRESH: Final = timedelta(hours=24)  # RFC 9309, 2.4: a copy serves for a day
ROBOTS_BYTES: Final = 1024 * 1024  # RFC 9309, 2.5 asks for 500 KiB at least


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt asks of us."""

    record: Robots
    parsed: Protego
    delay: float  # seconds between requests, 0 where it names none

    def allow(self, url: httpx.URL) -> bool:
        """Tell whether we may ask for the URL."""
        return bool(self.parsed.can_fetch(str(url), PRODUCT))

    def fresh(self, now: datetime) -> bool:
        """Tell whether the record is young enough to go by; one from the future is not."""
        return timedelta(0) <= now - self.record.fetched_at < ROBOTS_FRESH


def read_rules(record: Robots) -> Rules:
    """Read the text of a robots.txt; a host without one allows everything (RFC 9309, 2.3.1.3)."""
    parsed = Protego.parse(record.text.removeprefix("\ufeff"))
    delay = parsed.crawl_delay(PRODUCT) or 0.0
    return Rules(record, parsed, delay if delay > 0 else 0.0)  # neither a negative one nor NaN is more than 0


def settles(answer: Answer) -> bool:
    """Tell whether the host says what it allows: by a text, or by having none (RFC 9309, 2.3.1.3).

    429 and 408 are no such answer: they say that we ask at a bad time.
    """
    if answer.kind in ("rate_limited", "server_error"):
        return False
    return answer.outcome in ("ok", "moved") or 400 <= (answer.status or 0) < 500


def unreadable(answer: Answer, seconds: float) -> FetchError:
    """Say that robots.txt cannot be read; where its host itself is forbidden, that is the reason."""
    if answer.kind == "private_address" and answer.status is None and not answer.redirects:
        return FetchError("private_address", answer.error or "")
    message = f"{answer.url} cannot be read, so nothing is asked of this host for {seconds:.0f} s: {answer.error}"
    return FetchError("robots_unreachable", message)
