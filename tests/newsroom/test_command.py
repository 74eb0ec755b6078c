"""`python -m deploy.newsroom` as somebody types it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from deploy.newsroom import serve
from tests.newsroom.conftest import Client

COMMAND = (sys.executable, "-m", "deploy.newsroom")


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the newsroom; gives the process and the URL at which it says it is ready."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *arguments], stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().removeprefix("READY ").strip()
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_stops_when_it_is_told(number: signal.Signals) -> None:
    with started("--day", "2", "--scale", "5") as (process, url):
        client = Client(url)
        total = client.get("/api/search.json").json["total"]
        process.send_signal(number)
        said = process.communicate(timeout=10)
        client.connection.close()
    assert total == 21
    assert (process.returncode, said) == (0, ("", ""))


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with serve() as newsroom:
        port = newsroom.url.rsplit(":", 1)[1]
        done = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, timeout=10, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Address already in use; try --port 0" in done.stderr


def test_a_day_that_there_is_not_is_one_clear_line() -> None:
    done = subprocess.run([*COMMAND, "--day", "7"], capture_output=True, text=True, timeout=10, check=False)
    assert (done.returncode, done.stderr) == (1, "newsroom: there is no day 7; the days are 1, 2, 3\n")
