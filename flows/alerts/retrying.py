"""When a digest that could not be handed over is tried again, and when that is given up.

Pure; knows neither channels nor the clock. The pauses grow from a minute to half a day: a restart costs minutes, a
weekend's outage nothing but time, and nobody is called upon hundreds of times.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))  # the last one goes on
GIVE_UP = timedelta(days=3)  # after that a summary is history


def next_try(
    attempts: Sequence[datetime], first: datetime, *, retry_after: float | None = None, give_up: timedelta = GIVE_UP
) -> datetime | None:
    """Return when to try next, or None where it is to be given up.

    `attempts` are the tries that failed, `first` is when the digest was first to be sent, `retry_after` the seconds
    for which the other side asked to be left alone; a longer wish of theirs goes before our own pause.
    """
    if not attempts:
        return first
    pause = max(PAUSES[min(len(attempts), len(PAUSES)) - 1], timedelta(seconds=_bounded(retry_after, give_up)))
    moment = max(attempts) + pause
    return moment if moment <= first + give_up else None


def _bounded(seconds: float | None, most: timedelta) -> float:
    """Return the wish in seconds; one beyond all reason still has to be a number that dates can bear."""
    return min(max(seconds or 0.0, 0.0), most.total_seconds() + 1)
