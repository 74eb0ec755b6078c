"""The harness of `make kills` itself: it sees every change of the disk, and kills, tears and refuses where it says."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kills.__main__ import tell, too_few
from tests.kills.forcing import unforced
from tests.kills.killing import Killed, Outcome
from tests.kills.selecting import kind_of, selected
from tests.kills.syscalls import can_refuse, known_machine
from tests.kills.tracing import Fate, Step, follow, submit

pytestmark = pytest.mark.thorough

TEXT = b"a page of the ministry, and its end"
DONE = [("openat", "a"), ("write", "a"), ("fsync", "a"), ("rename", "b"), ("mkdir", "c"), ("unlink", "b")]


def _change(folder: Path) -> None:
    """Six changes, the last of them made by a thread."""
    with (folder / "a").open("wb") as file:
        file.write(TEXT)
        file.flush()
        os.fsync(file.fileno())
    (folder / "a").rename(folder / "b")
    (folder / "c").mkdir()
    (folder / "nothing").unlink(missing_ok=True)
    thread = threading.Thread(target=(folder / "b").unlink)
    thread.start()
    thread.join()


def _watched(folder: Path, at: int | None = None, fate: Fate = "kill") -> tuple[int, list[Step]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12: this process has threads, none of ours
        child = os.fork()
    if not child:
        try:
            submit()
            _change(folder)
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 1)
    return follow(child, folder, at=at, fate=fate)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if not known_machine():
        pytest.skip("runs can be watched on Linux alone, on x86_64 and aarch64")
    return tmp_path.resolve()


def test_every_change_is_a_step_and_nothing_else_is(folder: Path) -> None:
    code, steps = _watched(folder)
    assert (code, [(one.call.removesuffix("at2"), one.path) for one in steps]) == (0, DONE)


@pytest.mark.parametrize("at", range(len(DONE)))
def test_what_is_killed_at_a_step_has_made_those_before_it_and_no_other(folder: Path, at: int) -> None:
    code, steps = _watched(folder, at)
    assert (code, len(steps)) == (-signal.SIGKILL, at)
    names = {one.name: one.stat().st_size if one.is_file() else 0 for one in folder.iterdir()}
    left: tuple[dict[str, int], ...]
    left = ({}, {"a": 0}, {"a": len(TEXT)}, {"a": len(TEXT)}, {"b": len(TEXT)}, {"b": len(TEXT), "c": 0})
    assert names == left[at]


def test_a_write_that_is_torn_leaves_its_first_half(folder: Path) -> None:
    assert _watched(folder, 1, "tear")[0] == -signal.SIGKILL
    assert (folder / "a").read_bytes() == TEXT[: len(TEXT) // 2]


def test_a_disk_that_is_full_says_so_to_the_program(folder: Path) -> None:
    if not can_refuse():
        pytest.skip("calls can be refused on x86_64 alone")
    code, _ = _watched(folder, 1, "full")
    assert os.strerror(code) == "No space left on device"
    assert (folder / "a").read_bytes() == b""


def test_every_kind_of_step_is_taken_before_any_is_taken_twice() -> None:
    steps = [Step(call="write", path=f"warc/2026-11-2{one}/run-{one}.warc.gz") for one in range(9)]
    steps += [Step(call="rename", path="analyst.duckdb"), Step(call="unlink", path="spool/run-1.jsonl")]
    first = selected(steps, 3, seed=1)
    assert len({kind_of(steps[one]) for one in first}) == 3
    assert sorted(selected(steps, 99, seed=1)) == list(range(11))


def test_kills_of_all_flows_that_were_too_few_are_no_success() -> None:
    step = Step(call="write", path="d/a")
    one = Killed(step=step, number=1, fate="kill", met=True, wrong=(), folder=Path("a"))
    missed, full = replace(one, met=False), replace(one, fate="full")
    flow = Outcome(name="run", steps=(step,), killed=(*[one] * 99, missed, full), unforced=())
    assert too_few([flow, flow]) == "expected at least 200 kills, met 198; ask for more --rounds"
    assert too_few([flow, flow, flow]) == ""


def test_the_last_row_of_the_table_is_the_sum_of_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    step = Step(call="write", path="d/a")
    killed = (Killed(step=step, number=1, fate="tear", met=True, wrong=("a row",), folder=Path("a")),)
    flows = [Outcome(name=name, steps=(step,) * 3, killed=killed, unforced=()) for name in ("run", "compact")]
    assert tell(flows, 7.0)
    assert capsys.readouterr().out.replace("│", "").splitlines()[-2].split() == ["all", "6", "2", "2", "2", "0", "2"]


def test_what_a_power_cut_could_take_is_told() -> None:
    half = [Step(call="openat", path="d/.a", fresh=True), Step(call="write", path="d/.a")]
    renamed = Step(call="rename", path="d/a", former="d/.a", fresh=True)
    forced, named = Step(call="fsync", path="d/.a"), Step(call="fsync", path="d")
    assert unforced([*half, forced, renamed, named]) == []
    assert unforced([*half, renamed, named]) == ["d/a: gets its name before d/.a is forced"]
    assert unforced([*half, forced, renamed]) == ["d/a: its name is not forced"]
    assert unforced([Step(call="write", path="d/a")]) == ["d/a: its content is not forced"]
