"""A power cut: `presswatch up`, its server and the run that is at work are killed at once, and `up` starts again.

Takes half a minute.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.server import prefect_server
from tests.flows.terminals import Commands
from tests.flows.ups import PATIENCE, Gate, asked, place, started_up, until

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What Prefect's pages say of each collect, and what was kept in the end."""

    second: dict[str, Any]  # the state of a collect that was begun while the first was at work
    killed: dict[str, Any]  # the state of the first, after the second start
    next: dict[str, Any]
    releases: int


@pytest.fixture(scope="module")
def cut(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cut]:
    """Let it happen."""
    with place(process, tmp_path_factory.mktemp("cut")) as here:
        api, gate = here.api, Gate(here.host)
        with started_up(here.terminal, here.port) as up:
            assert gate.reached.wait(PATIENCE)
            first, second = the_runs(api)[0]["id"], another(api)
            refused = until(lambda: ended(api, second))
            kill_all(up)
            gate.opened.set()
        with started_up(here.terminal, here.port):
            later = until(lambda: [one for one in the_runs(api) if one["id"] not in (first, second)])[0]["id"]
            done = until(lambda: ended(api, later))
            yield Cut(
                second=refused,
                killed=until(lambda: ended(api, first)),
                next=done,
                releases=len(here.terminal.rows("FROM releases")),
            )


def the_runs(api: str) -> list[dict[str, Any]]:
    """Return the collect runs that have begun."""
    begun = [one for one in asked(api, "flow_runs") if one["start_time"]]
    return [one for one in begun if "paced" in one["parameters"]]


def another(api: str) -> str:
    """Press the button that runs a deployment now, and return the run's name for programs."""
    (collect,) = [one for one in asked(api, "deployments") if one["name"] == "every-15-minutes"]
    answer = httpx.post(f"{api}/deployments/{collect['id']}/create_flow_run", json={}, trust_env=False)
    return str(answer.raise_for_status().json()["id"])


def ended(api: str, run: str) -> dict[str, Any] | None:
    """Return the last state of a run; None while it has none."""
    state: dict[str, Any] = httpx.get(f"{api}/flow_runs/{run}", trust_env=False).json()["state"]
    return state if state["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def kill_all(up: subprocess.Popen[bytes]) -> None:
    """Kill it and all that it started, without a moment for a word."""
    lines = [up.pid]
    for one in lines:
        lines += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    for one in lines:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    up.wait()


def test_a_server_answers_at_the_address_that_it_listens_on(tmp_path: Path) -> None:
    with prefect_server(tmp_path, host="127.0.0.2") as url:
        assert url.startswith("http://127.0.0.2:")
        assert httpx.get(f"{url}/health", trust_env=False).json() is True


def test_a_second_collect_is_not_needed_while_one_is_at_work(cut: Cut) -> None:
    assert cut.second["type"] == "CANCELLED"
    assert cut.second["message"].startswith("not needed: collect ")


def test_a_run_that_died_with_its_server_is_called_crashed_at_the_next_start(cut: Cut) -> None:
    assert (cut.killed["type"], cut.killed["message"]) == ("CRASHED", "its process ended without a word")


def test_the_dead_stand_in_nobody_s_way(cut: Cut) -> None:
    """Prefect's own limit counted them as at work for ever, and every later collect was cancelled."""
    assert cut.next["type"] == "COMPLETED"
    assert cut.releases > 0
