"""What was asked of the newsroom: counts for tests, and a log for whoever watches a monitor at work.

Does not keep requests to the control paths.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request and what came of it."""

    at: datetime
    method: str
    path: str  # with the query
    status: int
    size: int  # of the body as sent, in bytes
    user_agent: str


class Counts(TypedDict):
    """How much was asked; paths are without their query."""

    requests: int
    by_path: Mapping[str, int]
    by_status: Mapping[str, int]


class Visits:
    """The requests since the last reset; every thread of the server notes its own."""

    def __init__(self, log: Path | None = None) -> None:
        """Open the log, one JSON object a line, where one is wanted; raises OSError where it cannot be written."""
        self._lock = threading.Lock()
        self._log = log.open("a", encoding="utf-8", buffering=1) if log else None
        self._paths: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()

    def note(self, visit: Visit) -> None:
        """Count a request, and log it."""
        with self._lock:
            self._paths[visit.path.partition("?")[0]] += 1
            self._statuses[str(visit.status)] += 1
            if self._log:
                self._log.write(_line(visit))

    def counts(self) -> Counts:
        """Return how much was asked since the last reset."""
        with self._lock:
            return Counts(requests=self._paths.total(), by_path=dict(self._paths), by_status=dict(self._statuses))

    def reset(self) -> None:
        """Count from nothing again; the log goes on."""
        with self._lock:
            self._paths.clear()
            self._statuses.clear()

    def close(self) -> None:
        """Close the log."""
        with self._lock:
            if self._log:
                self._log.close()
                self._log = None


def _line(visit: Visit) -> str:
    row = {
        "at": visit.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "method": visit.method,
        "path": visit.path,
        "status": visit.status,
        "bytes": visit.size,
        "user_agent": visit.user_agent,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
