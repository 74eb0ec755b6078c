"""One holder at a time, named while it holds."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from warehouse.errors import LockedError, StorageError
from warehouse.locks import FRESH, exclusive, idle
from warehouse.machines import Machine, read_machine, this_machine

NO_WAIT = timedelta(0)
HERE = this_machine()
ELSEWHERE = Machine(host="news-2", boot="0123456789ab", mark="ba9876543210")


def test_a_lock_says_who_holds_it_and_since_when(tmp_path: Path) -> None:
    with exclusive(tmp_path / "a.lock", purpose="collect run-7", wait=NO_WAIT):
        assert (tmp_path / "a.lock").read_text().startswith("collect run-7, process ")
    assert (tmp_path / "a.lock").read_text() == ""


def test_a_second_holder_waits_no_longer_than_it_was_told_to(tmp_path: Path) -> None:
    began = time.monotonic()
    with (
        exclusive(tmp_path / "a.lock", purpose="first", wait=NO_WAIT),
        pytest.raises(LockedError, match="held by first"),
        exclusive(tmp_path / "a.lock", purpose="second", wait=timedelta(seconds=0.3)),
    ):
        pass
    assert 0.3 <= time.monotonic() - began < 5


def test_two_locks_do_not_meet(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path / "a.lock", purpose="first", wait=NO_WAIT),
        exclusive(tmp_path / "b.lock", purpose="second", wait=NO_WAIT),
    ):
        assert (tmp_path / "b.lock").read_text().startswith("second")


def test_a_lock_is_free_after_an_error_in_its_block(tmp_path: Path) -> None:
    with pytest.raises(KeyError), exclusive(tmp_path / "a.lock", purpose="first", wait=NO_WAIT):
        raise KeyError
    with exclusive(tmp_path / "a.lock", purpose="second", wait=NO_WAIT):
        assert (tmp_path / "a.lock").exists()


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    with exclusive(tmp_path / "data" / "a.lock", purpose="first", wait=NO_WAIT):
        assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with (
        pytest.raises(StorageError, match="cannot be written"),
        exclusive(tmp_path / "data" / "a.lock", purpose="first", wait=NO_WAIT),
    ):
        pass


def _signed(lock: Path, machine: Machine, *, ago: timedelta = NO_WAIT) -> Path:
    """A lock file as the process of some machine leaves it while it holds it, last touched some time ago."""
    lock.write_text(f"collect run-7, process 12, since 2026-11-24 12:00:00 UTC\n{machine.line()}")
    touched = time.time() - ago.total_seconds()
    os.utime(lock, (touched, touched))
    return lock


def test_a_lock_that_another_machine_holds_is_refused_by_its_name_and_with_a_way_out(tmp_path: Path) -> None:
    lock = _signed(tmp_path / "a.lock", ELSEWHERE)
    with pytest.raises(LockedError) as said, exclusive(lock, purpose="ours", wait=NO_WAIT):
        pass
    for part in (
        "another machine, news-2 (collect run-7, process 12",
        "stop presswatch on that one",
        "5 minutes",
        "delete",
    ):
        assert part in str(said.value)
    assert "collect run-7" in lock.read_text()  # of a holder who is still at work nothing is taken
    with idle(lock) as free:
        assert not free
    lock.unlink()
    with exclusive(lock, purpose="ours", wait=NO_WAIT):
        assert lock.read_text().startswith("ours")


@pytest.mark.parametrize(
    ("holder", "ago"),
    [
        (ELSEWHERE, FRESH + timedelta(seconds=1)),  # killed there
        (replace(ELSEWHERE, boot=HERE.boot), NO_WAIT),  # another container of this machine: the kernel knows
        (replace(HERE, boot="0123456789ab"), NO_WAIT),  # this machine before it was started anew
    ],
    ids=["dead elsewhere", "a container", "before a restart"],
)
def test_a_lock_that_nobody_holds_any_more_is_no_obstacle(tmp_path: Path, holder: Machine, ago: timedelta) -> None:
    lock = _signed(tmp_path / "a.lock", holder, ago=ago)
    with exclusive(lock, purpose="ours", wait=NO_WAIT):
        assert read_machine(lock.read_text().splitlines()[1]) == HERE


def test_a_machine_is_read_as_it_was_written() -> None:
    nameless = Machine(host="", boot="", mark="")
    assert [read_machine(one.line()) for one in (HERE, ELSEWHERE, nameless)] == [HERE, ELSEWHERE, nameless]
    assert read_machine("anything else") is None
