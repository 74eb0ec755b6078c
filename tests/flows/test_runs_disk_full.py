"""Runs on a disk that takes no more: one message, exit code 1, and nothing lost once there is space again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.evenings import COLLECT, Evening
from tests.flows.terminals import Said, Terminal, lasting

# Bytes that a file may have: too few for a page in the archive, for the database's log, for the analysts' copy.
LIMITS = (3_000, 40_000, 1_000_000)


def is_refusal(said: Said) -> None:
    """Check that a run ended because the disk refused, and said so in one message."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.startswith("presswatch: ")
    assert "free some space" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("limit", LIMITS)
def test_a_collect_that_may_not_write_on_is_made_good_when_it_may_again(
    evening: Evening, limit: int, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    is_refusal(terminal.run(*COLLECT, file_size=limit))
    assert terminal.run("sql", "SELECT count(*) AS n FROM releases", "--format", "csv").out == "n\n14\n"
    assert terminal.run(*COLLECT).code == 0
    assert lasting(terminal) == lasting(Terminal(evening.commands, evening.after))


@pytest.mark.parametrize("limit", [3_000, 1_000_000])
def test_a_delivery_that_may_not_write_on_tells_everything_once_it_may(
    evening: Evening, limit: int, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.after, tmp_path)
    said = terminal.run("deliver", file_size=limit)
    assert said.code == 1
    assert "Traceback" not in said.err
    pending = terminal.rows("SELECT count(*) FROM alerts WHERE state <> 'sent'")
    told_before = terminal.told()
    terminal.run("deliver")
    if pending == [(0,)]:
        assert terminal.told() == told_before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 12 MB."""
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can make a small file system")
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], capture_output=True, check=False
    ).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_first_run_on_a_full_disk_is_made_good_on_a_larger_one(
    evening: Evening, small_disk: Path, tmp_path: Path
) -> None:
    terminal = Terminal(evening.commands, tmp_path / "desk", url=evening.newsroom.url)
    is_refusal(terminal.run("run", environment={"PRESSWATCH_DATA_DIR": str(small_disk / "data")}))
    shutil.copytree(small_disk / "data", terminal.data)
    assert terminal.run("run").code == 0
    assert terminal.rows("SELECT count(*) FROM releases") == [(17,)]
    assert len(terminal.told()) == 18
