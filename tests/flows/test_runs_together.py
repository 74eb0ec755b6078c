"""Two runs at once: the second waits its turn, or says who works and ends; who died holds nobody up."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from tests.flows.terminals import Commands, Terminal, commands
from warehouse.locks import exclusive
from warehouse.machines import Machine

_HOLD = """
import sys
from datetime import timedelta
from pathlib import Path
from warehouse.locks import exclusive
with exclusive(Path(sys.argv[1]), purpose="collect run-7", wait=timedelta(0)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


@pytest.fixture
def terminal(newsroom: Newsroom, process: Commands, tmp_path: Path) -> Terminal:
    return Terminal(process, tmp_path, url=newsroom.url)


@contextmanager
def holder(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until it is killed at the end of the block."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_whatever_two_do_at_once_agrees_in_the_end(newsroom: Newsroom, process: Commands, tmp_path: Path) -> None:
    patient = {"PRESSWATCH_DATA_DIR": str(tmp_path / "data"), "PRESSWATCH_LOCK_WAIT": "100s"}
    pairs = (("run", "run"), ("replay", "collect"), ("compact", "deliver"), ("compact", "collect"))
    with commands() as other, ThreadPoolExecutor() as both:
        one, two = (
            Terminal(each, folder, url=newsroom.url, environment=patient)
            for each, folder in ((process, tmp_path), (other, tmp_path / "other"))
        )
        for mine, yours in pairs:
            asked = both.submit(one.run, mine), both.submit(two.run, yours)
            said = [each.result() for each in asked]
            assert [each.code for each in said] == [0, 0], (mine, yours)
            assert sum("14 new" in each.out for each in said) == (mine == "run")  # the second run finds nothing new
        assert one.run("verify").out == "Everything agrees.\n"
    assert len(one.told()) == len(set(one.told())) == 14
    runs = "SELECT count(*), count(DISTINCT run_id), bool_and(outcome = 'done') FROM runs WHERE flow <> 'deliver'"
    assert one.rows(runs) == [(5, 5, True)]


def test_a_collect_that_has_no_time_to_wait_for_a_compaction_says_so_or_both_are_done(
    newsroom: Newsroom, process: Commands, tmp_path: Path
) -> None:
    impatient = {
        "PRESSWATCH_DATA_DIR": str(tmp_path / "data"),
        "PRESSWATCH_LOCK_WAIT": "0s",
        "PRESSWATCH_RETENTION__CAPTURES": "0s",
    }
    with commands() as other, ThreadPoolExecutor() as both:
        one, two = (
            Terminal(each, folder, url=newsroom.url, environment=impatient)
            for each, folder in ((process, tmp_path), (other, tmp_path / "other"))
        )
        assert one.run("run").code == 0
        for _ in range(3):
            asked = both.submit(one.run, "compact"), both.submit(two.run, "collect", "--revisit", "all")
            for said in (each.result() for each in asked):
                is_refused = said.code == 1 and "held by co" in said.err and said.err.count("\n") == 1
                assert said.code == 0 or is_refused, said
        assert one.run("verify").out == "Everything agrees.\n"
        assert one.run("collect", "--revisit", "all").code == 0
    assert one.rows("SELECT count(*) FROM releases") == [(14,)]
    assert len(one.told()) == len(set(one.told())) == 14


@pytest.mark.parametrize(("command", "lock"), [("collect", "collect"), ("replay", "collect"), ("deliver", "deliver")])
def test_who_waited_long_enough_is_told_who_works(terminal: Terminal, command: str, lock: str) -> None:
    assert terminal.run("collect").code == 0
    with exclusive(terminal.data / f"{lock}.lock", purpose="collect run-7", wait=timedelta(0)):
        said = terminal.run(command, environment={"PRESSWATCH_LOCK_WAIT": "0s"})
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    for part in ("held by collect run-7, process", "waited 0 s", f"{lock}.lock"):
        assert part in said.err


def test_a_data_folder_on_which_another_machine_works_is_refused_in_one_line(terminal: Terminal) -> None:
    elsewhere = Machine(host="news-2", boot="0123456789ab", mark="ba9876543210")
    terminal.data.mkdir()
    lock = terminal.data / "collect.lock"
    lock.write_text(f"collect run-7, process 12, since 2026-11-24 12:00:00 UTC\n{elsewhere.line()}")
    said = terminal.run("collect", environment={"PRESSWATCH_LOCK_WAIT": "0s"})
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert f"{lock}: held by another machine, news-2 (collect run-7" in said.err.replace(
        "data/", f"{terminal.data}/", 1
    )
    assert not (terminal.data / "warehouse.duckdb").exists()


def test_a_lock_that_is_freed_in_time_is_no_obstacle(terminal: Terminal) -> None:
    with holder(terminal.data / "collect.lock") as process:
        threading.Timer(0.5, process.kill).start()
        assert terminal.run("collect").code == 0


def test_the_lock_of_a_process_that_was_killed_is_no_obstacle(terminal: Terminal) -> None:
    with holder(terminal.data / "collect.lock"):
        pass
    assert "collect run-7" in (terminal.data / "collect.lock").read_text()  # its signature is still there
    assert terminal.run("collect", environment={"PRESSWATCH_LOCK_WAIT": "0s"}).code == 0


def test_questions_are_answered_while_a_run_works(terminal: Terminal) -> None:
    assert terminal.run("collect").code == 0
    impatient = {"PRESSWATCH_LOCK_WAIT": "0s"}
    with exclusive(terminal.data / "collect.lock", purpose="collect run-7", wait=timedelta(0)):
        assert terminal.run("sql", "FROM releases", "--format", "jsonl", environment=impatient).out.count("\n") == 14
        assert terminal.run("health", environment=impatient).code == 0
        assert terminal.run("deliver", environment=impatient).code == 0
