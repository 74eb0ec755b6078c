"""`presswatch up` as tests have it: an installation with a Prefect server, and a publisher who can be held up.

Does not test anything.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from deploy.newsroom import Newsroom, serve
from tests.flows.fronts import Front, front
from tests.flows.servers import Asked
from tests.flows.terminals import ROOT, Commands, Terminal

PATIENCE: Final = 150.0  # seconds, on a machine that has much else to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An installation whose Prefect server will listen on a port of its own."""

    newsroom: Newsroom
    host: Front  # the publisher's
    terminal: Terminal
    port: int

    @property
    def api(self) -> str:
        """The address of the server's API."""
        return f"http://127.0.0.1:{self.port}/api"


@contextmanager
def place(process: Commands, folder: Path) -> Iterator[Place]:
    """Make an installation in a folder, whose runs go through Prefect where a server is named."""
    with serve(day=1) as newsroom, front(newsroom) as host:
        terminal = Terminal(process, folder, url=host.url)
        terminal.environment = {"PREFECT_HOME": str(folder / "home")}
        settings = (folder / "presswatch.toml").read_text("utf-8")
        terminal.write("presswatch.toml", settings.replace('prefect = "never"', ""))
        yield Place(newsroom=newsroom, host=host, terminal=terminal, port=free_port())


class Gate:
    """Holds the first page that a run asks for behind the listing, until it is opened; a dead run may still ask too."""

    def __init__(self, host: Front) -> None:
        self.reached, self.opened, self.listed = threading.Event(), threading.Event(), False
        host.instead = self.hold

    def hold(self, asked: Asked) -> None:
        """Wait before a page of a release is answered, and say nothing else than the newsroom does."""
        self.listed = self.listed or asked.path.endswith(".atom")
        if self.listed and asked.path.startswith("/government/"):
            self.reached.set()
            self.opened.wait(PATIENCE)


def until(what: Callable[[], Any]) -> Any:
    """Wait for something that is true, and return it; a server that does not answer yet says nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if found := what():
                return found
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    pytest.fail("it never came to be")


@contextmanager
def started_up(terminal: Terminal, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start `presswatch up` of this very code, as an operator does."""
    call = "from flows.cli import main; main()"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **terminal.environment}
    with (terminal.folder / "up.out").open("wb") as out, (terminal.folder / "up.err").open("wb") as err:
        up = subprocess.Popen(
            [sys.executable, "-c", call, "up", "--port", str(port)],
            cwd=terminal.folder,
            env=environment,
            stdout=out,
            stderr=err,
        )
        try:
            yield up
        finally:
            up.kill()
            up.wait()


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(api: str, what: str, **question: Any) -> Any:
    """Ask the server's API."""
    answer = httpx.post(f"{api}/{what}/filter", json=question, trust_env=False, timeout=10)
    return answer.raise_for_status().json()
