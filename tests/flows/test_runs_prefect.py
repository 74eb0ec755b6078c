"""`presswatch up` and the flows on a Prefect server: what an operator sees in its pages. Takes half a minute."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.newsroom import serve
from tests.flows.rooms import WATCHLIST
from tests.flows.terminals import ROOT, Commands, Terminal
from tests.flows.ups import asked, free_port

HIDDEN = "T0ken-that-opens-the-hook"
PATIENCE = 90.0  # seconds for a server to start and to end its first run; twenty are usual
TO_NOBODY = """
[recipients.programs]
topics = "all"
send_to = ["webhook:env:HOOK"]
when = "instant"
"""
SIGNED = '\n[webhook]\nsecrets = ["env:HOOK_SECRET"]\n'
DELIVER = """
from flows.orchestration import deliver_flow
print(deliver_flow(recipient="desk"))
try:
    deliver_flow()
except Exception as error:
    print(type(error).__name__, error)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What Prefect's pages show."""

    runs: dict[str, list[str]]  # what became of the runs of each flow
    tasks: tuple[tuple[str, str], ...]  # name and state
    deployments: dict[str, int]  # how many schedules each has
    artifacts: dict[str, list[dict[str, Any]]]
    events: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Up:
    """What an installation came to that had a Prefect server of its own for half a minute."""

    seen: Seen
    delivered: tuple[str, ...]  # what two deliver runs said: to a channel that works, and to one that does not
    kept: bytes  # every file of the data folder, Prefect's among them
    code: int
    out: str
    err: str


def ended(api: str) -> dict[str, list[str]]:
    """Return what became of the runs that are over, by flow, the first one first."""
    flows = {one["id"]: one["name"] for one in asked(api, "flows")}
    states = defaultdict(list)
    for run in asked(api, "flow_runs", sort="START_TIME_ASC"):
        if run["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
            states[flows[run["flow_id"]]].append(run["state"]["type"])
    return dict(states)


def wait_for_first_run(server: subprocess.Popen[str], api: str) -> None:
    """Wait until the schedules have run one flow."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            if ended(api):
                return
        except httpx.HTTPError:  # it does not answer yet
            pass
        time.sleep(0.2)
    pytest.fail(f"no run ended; the server's exit code is {server.poll()}")


def tables(api: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the newest table artifact of each name."""
    found = asked(api, "artifacts", sort="UPDATED_DESC")
    return {one["key"]: json.loads(one["data"]) for one in reversed(found) if one["type"] == "table"}


def matches(api: str) -> tuple[dict[str, Any], ...]:
    """Return the events of new matches."""
    when = {"since": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"}
    return tuple(asked(api, "events", filter={"event": {"name": ["presswatch.match"]}, "occurred": when})["events"])


@pytest.fixture(scope="module")
def up(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Up:
    """Start everything as an operator does, let it collect, deliver twice, look at all of it, and press Ctrl-C."""
    folder, port = tmp_path_factory.mktemp("up"), free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOOK_SECRET": HIDDEN,
        "HOOK": f"http://127.0.0.1:{free_port()}/{HIDDEN}",
        "PREFECT_HOME": str(folder / "home"),
    }
    with serve(day=1) as newsroom:
        terminal = Terminal(process, folder, url=newsroom.url, watchlist=WATCHLIST + TO_NOBODY)
        settings = (folder / "presswatch.toml").read_text("utf-8")
        terminal.write("presswatch.toml", settings.replace('prefect = "never"', "") + SIGNED)
        command = [sys.executable, "-c", "from flows.cli import main; main()", "up", "--port", str(port)]
        with subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as server:
            try:
                wait_for_first_run(server, api)
                delivered = deliver_twice(folder, {**environment, "PREFECT_API_URL": api})
                seen = what_is_seen(api)
                server.send_signal(signal.SIGINT)
                out, err = server.communicate(timeout=30)
            finally:
                server.kill()
    kept = b"".join(one.read_bytes() for one in (folder / "data").rglob("*") if one.is_file())
    return Up(seen=seen, delivered=delivered, kept=kept, code=server.returncode, out=out, err=err)


def what_is_seen(api: str) -> Seen:
    """Ask the server for everything that its pages show."""
    return Seen(
        runs=ended(api),
        tasks=tuple((one["name"], one["state"]["type"]) for one in asked(api, "task_runs")),
        deployments={one["name"]: len(one["schedules"]) for one in asked(api, "deployments")},
        artifacts=tables(api),
        events=matches(api),
    )


def deliver_twice(folder: Path, environment: dict[str, str]) -> tuple[str, ...]:
    """Run the deliver flow in a process of its own and return what it said."""
    said = subprocess.run(
        [sys.executable, "-c", DELIVER],
        cwd=folder,
        env={**environment, "PREFECT_LOGGING_LEVEL": "CRITICAL"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return tuple(said.stdout.splitlines())


def test_every_deployment_is_served(up: Up) -> None:
    assert up.seen.deployments == {"every-15-minutes": 1, "digests": 2, "every-hour": 1}


def test_the_first_collect_runs_at_once_and_ends_well(up: Up) -> None:
    assert up.seen.runs["collect"] == ["COMPLETED"]


def test_a_run_has_a_task_for_each_source_and_stage_and_none_for_a_release(up: Up) -> None:
    stages = [name.rpartition("-")[0] for name, _ in up.seen.tasks]
    assert set(stages) == {"list uk/govuk", "visit uk/govuk", "load uk/govuk"}
    assert len(stages) < 10
    assert {state for _, state in up.seen.tasks} == {"COMPLETED"}


def test_a_collect_leaves_a_table_of_what_it_found(up: Up) -> None:
    (row,) = up.seen.artifacts["collect"]
    assert (row["source"], row["seen"], row["new"], row["revised"], row["problems"]) == ("uk/govuk", 14, 14, 0, 0)
    assert row["lag"].endswith(" s")


def test_each_new_match_is_an_event_that_automations_can_act_on(up: Up) -> None:
    named = sorted((one["payload"]["topic"], one["payload"]["title"]) for one in up.seen.events)
    assert len(named) == len(set(named)) == 8
    assert ("jef", "UK and JEF partners to step up patrols in the High North") in named
    assert {one["resource"]["presswatch.source"] for one in up.seen.events} == {"uk/govuk"}


def test_a_deliver_that_cannot_reach_a_channel_is_a_failed_run(up: Up) -> None:
    assert up.delivered[0] == "{'sent': 1, 'waiting': 0}"
    assert up.delivered[1].startswith("UndeliveredError 1 of 1 digests did not reach every channel")
    assert up.seen.runs["deliver"] == ["COMPLETED", "FAILED"]
    assert [(one["recipient"], one["state"]) for one in up.seen.artifacts["deliver"]] == [("programs", "failed")]


def test_no_secret_is_in_prefect_s_own_memory(up: Up) -> None:
    """Nor in its log, or anywhere else in the data folder, though a delivery failed."""
    assert b"UndeliveredError" in up.kept
    assert HIDDEN.encode() not in up.kept
    assert HIDDEN not in up.out + up.err + "".join(up.delivered)


def test_ctrl_c_ends_all_of_it_without_a_traceback(up: Up) -> None:
    assert up.code == 0
    assert "Prefect: http://127.0.0.1:" in up.out
    assert "Traceback" not in up.out + up.err


def test_a_port_that_is_taken_is_one_clear_line(process: Commands, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = Terminal(process, tmp_path).run("up", "--port", str(port))
    assert said.code == 1
    assert (
        said.err
        == f"presswatch: 127.0.0.1:{port} cannot be used (Address already in use); choose another with --port\n"
    )
