"""An invented newsroom that answers like GOV.UK: for the demo, the tests and the benchmarks.

    with serve(day=1) as newsroom:
        ...                     # point a monitor at newsroom.url
        newsroom.set_day(2)     # a day passes: releases appear, change, are withdrawn, move
        newsroom.truth()        # what the monitor must have seen

Institutions are real; people, sums, ships and events are invented. Uses the standard library only, and nothing of
presswatch: what it serves was not written by what reads it.
"""

from __future__ import annotations

from deploy.newsroom.server import Newsroom, Settings, serve

__all__ = ["Newsroom", "Settings", "serve"]
