"""The dead man's switch: who looks after the sources hears once that no run succeeds, and once that one does again."""

from __future__ import annotations

import fcntl
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.alerts.records import Digest
from flows.channels.contract import ChannelError
from flows.checkup import checkup
from flows.deliver import Errand
from flows.handing import Outlet
from flows.heartbeat import Memory, beat, last_beat, remember, remembered
from flows.settings import Settings
from flows.stopped import Stopped, watch_runs
from parsers.topics.watchlist import read_watchlist
from tests.flows.rooms import WATCHLIST

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WATCHED = read_watchlist(
    WATCHLIST + '[recipients.keeper]\nhealth = true\nsend_to = ["file:notices"]\nwhen = "instant"\n', file="w"
)
KEEPER = WATCHED.recipients[-1]


class Post:
    """A channel that is there or not; what it took is kept."""

    kind, repeatable = "post", False

    def __init__(self) -> None:
        self.taken: list[Digest] = []
        self.is_there = True

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Take a digest."""
        if not self.is_there:
            raise ChannelError(f"nobody there at {at:%H:%M}")
        self.taken.append(digest)
        return "taken"

    @property
    def said(self) -> list[str]:
        """The titles of what was told."""
        return [item.name for digest in self.taken for item in digest.others]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings().model_copy(update={"data_dir": tmp_path / "data", "lock_wait": timedelta(0)})


@pytest.fixture
def post() -> Post:
    return Post()


def look(settings: Settings, post: Post, hours: float) -> Stopped:
    """Look after the runs so many hours after noon."""
    outlets = {"keeper": [Outlet(name="post-1", channel=post)]}
    return watch_runs(settings, [KEEPER], outlets, NOON + timedelta(hours=hours))


STOPPED, AGAIN = "presswatch: no run succeeds any more", "presswatch collects again"


def test_silence_is_told_once_and_its_end_once(settings: Settings, post: Post) -> None:
    beat(settings, NOON)
    assert last_beat(settings, NOON) == NOON
    assert look(settings, post, 5.9).since is None
    assert [look(settings, post, hours).since for hours in (6.1, 7, 30)] == [NOON] * 3
    assert post.said == [STOPPED]
    assert "12:00 UTC" in post.taken[0].others[0].last.detail
    beat(settings, NOON + timedelta(hours=31))
    assert [look(settings, post, hours).since for hours in (31.5, 32)] == [None, None]
    assert post.said == [STOPPED, AGAIN]
    look(settings, post, 40)
    assert post.said == [STOPPED, AGAIN, STOPPED]


def test_where_no_run_ever_succeeded_the_first_checkup_begins_to_count(settings: Settings, post: Post) -> None:
    look(settings, post, 0)
    look(settings, post, 5)
    assert post.said == []
    look(settings, post, 7)
    assert post.said == [STOPPED]


def test_a_channel_that_fails_is_tried_again(settings: Settings, post: Post) -> None:
    beat(settings, NOON)
    post.is_there = False
    (told,) = look(settings, post, 7).told
    assert not told.is_well
    post.is_there = True
    look(settings, post, 8)
    look(settings, post, 9)
    assert post.said == [STOPPED]


def test_a_checkup_that_was_killed_while_it_told_does_not_tell_twice(settings: Settings, post: Post) -> None:
    """What cannot be repeated may have arrived."""
    beat(settings, NOON)

    class Fatal(Post):
        def send(self, digest: Digest, *, at: datetime) -> str:
            raise KeyboardInterrupt(digest.digest_id, at)

    with pytest.raises(KeyboardInterrupt):
        look(settings, Fatal(), 7)
    look(settings, post, 8)
    assert post.said == []


def test_a_folder_that_cannot_be_written_is_named_as_the_reason(settings: Settings, post: Post) -> None:
    beat(settings, NOON)
    (settings.data_dir / "collect.lock").mkdir()  # as hard to write as a file of somebody else's
    look(settings, post, 7)
    assert post.said == [STOPPED]
    assert "cannot be written" in post.taken[0].others[0].last.detail


def test_a_mistake_of_ours_with_one_channel_does_not_silence_the_others(settings: Settings, post: Post) -> None:
    beat(settings, NOON)

    class Confused(Post):
        def send(self, digest: Digest, *, at: datetime) -> str:
            raise ZeroDivisionError(digest.digest_id, at)

    outlets = {"keeper": [Outlet(name="post-0", channel=Confused()), Outlet(name="post-1", channel=post)]}
    told = watch_runs(settings, [KEEPER], outlets, NOON + timedelta(hours=7)).told
    assert [one.is_well for one in told] == [False, True]
    assert "please report it" in told[0].outcome
    assert post.said == [STOPPED]


def test_what_is_remembered_may_become_shorter(settings: Settings) -> None:
    remember(settings, Memory(watched_since=NOON, begun=tuple(f"broken desk-{n} file-3fa1c2" for n in range(300))))
    remember(settings, Memory(watched_since=NOON))
    assert remembered(settings, NOON + timedelta(days=1)) == Memory(watched_since=NOON)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond what the memory of a checkup has already."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_and_locks_that_are_held_for_ever_do_not_silence_it(settings: Settings, post: Post) -> None:
    """The reason is named; the checkup says that it could not judge the sources, and tells all the same."""
    beat(settings, NOON)
    errand = Errand(
        settings=settings,
        watchlist=WATCHED,
        clock=lambda: NOON + timedelta(hours=7),
        channels=lambda one: [post for _ in one.send_to],
    )
    with (
        (settings.data_dir / "collect.lock").open("w") as run,
        (settings.data_dir / "warehouse.lock").open("w") as held,
    ):
        run.write("collect 1a2b3c")
        run.flush()
        for one in (run, held):
            fcntl.flock(one, fcntl.LOCK_EX)
        with full_disk():
            first, second = checkup(errand, ()), checkup(errand, ())
    assert post.said == [STOPPED]
    assert "held by collect 1a2b3c" in post.taken[0].others[0].last.detail
    assert "warehouse.lock" in first.unreachable
    assert not second.is_well
