"""One holder at a time, named while it holds."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from warehouse.errors import LockedError, StorageError
from warehouse.locks import exclusive

NO_WAIT = timedelta(0)


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
