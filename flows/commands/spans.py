"""Spans of time for the eye, in one unit: '3 h ago'."""

from __future__ import annotations

from datetime import datetime


def ago(moment: datetime | None, now: datetime) -> str:
    """Return how long ago something was: '3 h ago'."""
    return "never" if moment is None else f"{brief(moment, now)} ago"


def brief(moment: datetime | None, now: datetime) -> str:
    """Return the same for a narrow column: '3 h'."""
    return "never" if moment is None else span(max(0.0, (now - moment).total_seconds()))


def span(seconds: float | None) -> str:
    """Return a number of seconds in one unit; nothing for None."""
    if seconds is None:
        return ""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if abs(seconds) >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
