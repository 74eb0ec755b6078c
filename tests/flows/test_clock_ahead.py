"""A machine whose clock once ran a month ahead: the runs after that go on as if it had not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deploy.newsroom import serve
from flows.heartbeat import beat
from flows.stopped import watch_runs
from parsers.topics.watchlist import read_watchlist
from tests.flows.rooms import WATCHLIST, Room

MONTH = timedelta(days=30)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with serve(day=1) as newsroom:
        yield Room(newsroom, tmp_path)


def at(room: Room, later: timedelta) -> Callable[[], datetime]:
    """Return a clock that is so much ahead of the room's."""
    return lambda: room.clock() + later


def test_listings_and_pages_are_asked_again(room: Room) -> None:
    room.collect(clock=at(room, MONTH))
    room.newsroom.set_day(3)
    report = room.collect(clock=room.clock, mode="due", paced=True)
    kinds = {change.kind for one in report.sources for change in one.changes}
    assert report.counts["requests"] > 10
    assert {"new", "update", "silent"} <= kinds


def test_what_was_seen_then_is_told_now(room: Room) -> None:
    mornings = WATCHLIST.replace('when = "instant"', 'when = "daily 07:00 Europe/London"')
    room.watchlist = read_watchlist(mornings, file="watchlist.toml")
    room.collect(clock=at(room, MONTH))
    assert len(room.deliver().handed) == 1


def test_a_sign_of_life_from_the_future_hides_no_silence(room: Room) -> None:
    now = room.clock()
    watch_runs(room.settings, (), {}, now)
    beat(room.settings, now + MONTH)
    assert watch_runs(room.settings, (), {}, now + timedelta(hours=7)).since == now
