"""What is believed of a moment that was kept: not that it is still to come.

A machine whose clock once ran ahead leaves rows of next month; what waits for them would wait a month. Does not read a
clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

AHEAD: Final = timedelta(hours=1)  # clocks are set by so much in earnest


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Tell whether a moment of the past lies in the future, so that it says nothing."""
    return moment > now + AHEAD
