"""Prefect fails, or somebody stops a run in its pages: what was begun is done, and nothing is told twice.

One server for everything, that of `presswatch up`: a run is cancelled, the server is killed in the middle of the next,
and days later presswatch runs again. Takes half a minute.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.flows.terminals import Commands, Said, Terminal
from tests.flows.ups import PATIENCE, Gate, asked, place, started_up, until
from warehouse.locks import idle

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened, in its order."""

    cancelled: str  # the state of the run that was cancelled
    middle: Said  # of a run whose server was killed in its middle
    told_then: list[tuple[str, str]]
    up: tuple[int, str]  # what `up` ended with and said, whose server was killed
    start: Said  # of a deliver that never met a server
    late: Said  # of a run days later
    told_late: list[tuple[str, str]]
    new: set[str]  # what was published in the days without a run, and is still there


@pytest.fixture(scope="module")
def story(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Let it happen."""
    with place(process, tmp_path_factory.mktemp("gone")) as here:
        terminal, api = here.terminal, here.api
        gate = Gate(here.host)
        with started_up(terminal, here.port) as up:
            gate.reached.wait(PATIENCE)
            cancelled = cancel(api)
            gate.opened.set()
            until(lambda: is_at_rest(terminal))
            middle = run_and_lose(terminal, Gate(here.host), up, api)
            told = terminal.told()
            code, said = up.wait(PATIENCE), (terminal.folder / "up.err").read_text("utf-8")
        start = terminal.run("deliver", environment={"PREFECT_API_URL": api})
        here.newsroom.set_day(3)
        late = terminal.run("run", "--revisit", "all")
        new = set(here.newsroom.truth()["days"]["3"]["new"])
        yield Story(
            cancelled=cancelled,
            middle=middle,
            told_then=told,
            up=(code, said),
            start=start,
            late=late,
            told_late=terminal.told(),
            new=new,
        )


def cancel(api: str) -> str:
    """Press the button of Prefect's page on the run that is at work, and return what became of it."""

    def running() -> Any:
        return [one for one in asked(api, "flow_runs") if one["state"]["type"] == "RUNNING"]

    (run,) = until(running)
    httpx.post(
        f"{api}/flow_runs/{run['id']}/set_state", json={"state": {"type": "CANCELLING"}}, trust_env=False
    ).raise_for_status()

    def over() -> Any:
        state = httpx.get(f"{api}/flow_runs/{run['id']}", trust_env=False).json()["state"]["type"]
        return state if state != "CANCELLING" else None

    return str(until(over))


def is_at_rest(terminal: Terminal) -> bool:
    """Tell whether no collect is at work: one that is cancelled gets some time to end."""
    with idle(terminal.data / "collect.lock") as nobody:
        return nobody


def run_and_lose(terminal: Terminal, gate: Gate, up: subprocess.Popen[bytes], api: str) -> Said:
    """Run by hand through the server, and kill that as soon as the first page is asked for."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(terminal.run, "run", environment={"PREFECT_API_URL": api})
        try:
            assert gate.reached.wait(PATIENCE)
            os.kill(server_of(up), signal.SIGKILL)
        finally:
            gate.opened.set()
        return running.result()


def server_of(up: subprocess.Popen[bytes]) -> int:
    """Return the process of the server that `up` started."""
    children = Path(f"/proc/{up.pid}/task/{up.pid}/children").read_text().split()
    (server,) = [int(one) for one in children if b"server" in Path(f"/proc/{one}/cmdline").read_bytes()]
    return server


def test_a_run_that_is_cancelled_in_the_pages_ends(story: Story) -> None:
    assert story.cancelled == "CANCELLED"


def test_a_run_whose_server_dies_in_its_middle_is_done_and_says_so(story: Story) -> None:
    """Everything is collected and delivered, and the exit code is that of the work."""
    assert (story.middle.code, story.middle.err.count("does not answer any more")) == (0, 1)
    assert "Traceback" not in story.middle.err
    assert "desk: " in story.middle.out
    assert len(story.told_then) == 14


def test_up_does_not_outlive_its_server(story: Story) -> None:
    """No schedule would run any more, and nobody would know."""
    code, said = story.up
    assert code == 1
    assert "the Prefect server ended by itself (exit -9)" in said
    assert "start this again" in said


def test_where_no_server_answers_from_the_beginning_nothing_is_done(story: Story) -> None:
    assert story.start.code == 1
    assert story.start.err.startswith("presswatch: the Prefect server at http://127.0.0.1:")
    assert story.start.err.endswith("nothing was done\n")
    assert story.start.err.count("\n") == 1


def test_after_days_without_a_run_the_next_one_catches_up_and_tells_nothing_twice(story: Story) -> None:
    told = Counter(story.told_late)
    assert story.late.code == 0
    assert set(story.told_then) < set(told)
    assert {url for url, kind in told if kind == "new"} >= story.new
    assert [one for one, times in told.items() if times > 1] == []
