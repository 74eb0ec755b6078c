"""Quiet hours, limits, and recipients that hear of everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from tests.delivery.desks import Desk, files_of, told_by
from tests.delivery.installations import TOPICS

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve(day=1) as newsroom:
        yield newsroom


@pytest.fixture
def desk(newsroom: Newsroom, tmp_path: Path) -> Desk:
    return Desk(newsroom, tmp_path)


def _watches(desk: Desk, more: str) -> None:
    desk.watches(f'{TOPICS}[recipients.north]\ntopics = "all"\nsend_to = ["file:digests"]\nwhen = "instant"\n{more}')


def _texts(desk: Desk) -> str:
    return "".join(file.read_text("utf-8") for file in sorted(desk.settings.data_dir.glob("digests/*.txt")))


def test_nothing_is_sent_in_quiet_hours_and_everything_at_their_end(desk: Desk) -> None:
    _watches(desk, 'quiet = "17:30-06:00"\n')
    desk.collect()
    assert desk.deliver().handed == ()
    assert desk.deliver(timedelta(hours=11, minutes=50)).handed == ()
    (handed,) = desk.deliver(timedelta(hours=12)).handed
    assert (handed.state, handed.digest.matched > 5) == ("sent", True)


def test_quiet_hours_that_were_written_since_hold_too(desk: Desk) -> None:
    """What was due before they were written waits as well."""
    _watches(desk, "")
    desk.collect()
    shutil.rmtree(desk.settings.data_dir / "digests", ignore_errors=True)
    _watches(desk, 'quiet = "17:30-06:00"\n')
    assert desk.deliver(MINUTE).handed == ()
    assert len(desk.deliver(timedelta(hours=12)).handed) == 1


def test_a_limit_tells_the_newest_and_says_how_many_more_there_are(desk: Desk) -> None:
    _watches(desk, "max_items = 2\n")
    desk.collect()
    (handed,) = desk.deliver(MINUTE).handed
    assert len(handed.digest.items) == 2
    assert handed.digest.more == handed.digest.matched - 2 > 1
    assert "more releases" in _texts(desk)
    assert desk.deliver(2 * MINUTE).handed == (), "what was left out is not told later"


def test_who_hears_of_everything_gets_the_rest_by_title(desk: Desk, newsroom: Newsroom) -> None:
    _watches(desk, "others = true\n")
    desk.collect()
    desk.deliver(MINUTE)
    (digest,) = files_of(desk.settings.data_dir / "digests")
    told = {url for url, _ in told_by([digest])}
    assert told == set(newsroom.truth()["days"]["1"]["new"])
    about = {url for url, topics in newsroom.truth()["days"]["1"]["topics"].items() if topics}
    assert {one["url"] for one in digest["releases"]} == about
    assert all(not one["passages"] for one in digest["others"])
