"""A Prefect server of our own on this machine: started, waited for, and stopped again.

Its words go to a log file: they are for developers, and its tracebacks at exit mean nothing. Does not import Prefect.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.errors import ServerError
from warehouse.copies import make_folder

START_SECONDS = 90.0  # a first start makes its database and took 13 s on two busy cores
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only what an operator asks for is listened on
_PR_SET_PDEATHSIG = 1  # of Linux: which signal a process gets when the one that started it dies


@contextmanager
def prefect_server(
    folder: Path, *, host: str = LOOPBACK, port: int = 0, lost: Callable[[str], None] | None = None
) -> Iterator[str]:
    """Run a Prefect server whose data is in `folder`, and yield its API's URL; port 0 takes a free one.

    Raises ServerError where the port is taken or the server does not answer in time. `lost` is called, in a thread of
    its own, with what happened to a server that ends by itself.
    """
    number = _checked(host, port)
    make_folder(folder)
    log, url = folder / "server.log", f"http://{LOOPBACK if host == EVERYWHERE else host}:{number}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(number), "--no-ui"]
    if port:
        command.remove("--no-ui")
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
            command,
            env=_environment(folder),
            stdout=sink,
            stderr=sink,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_us if sys.platform == "linux" else None,  # noqa: PLW1509 - no thread holds a lock yet
        )
        wanted = threading.Event()  # its end
        try:
            _wait(process, url, log)
            if lost:
                threading.Thread(target=_watch, args=(process, wanted, lost, log), name="server", daemon=True).start()
            yield url
        finally:
            wanted.set()
            _stop(process)


def _end_with_us() -> None:
    """Have the kernel end the server when we die, however that is: it would keep its port from the next start."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(process: subprocess.Popen[bytes], wanted: threading.Event, lost: Callable[[str], None], log: Path) -> None:
    code = process.wait()
    if not wanted.is_set():
        lost(f"the Prefect server ended by itself (exit {code}); its words: {log}")


def _environment(folder: Path) -> Mapping[str, str]:
    ours = {
        "PREFECT_HOME": str(folder.resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_API_URL": "/api",  # the pages ask the server that they came from, on whatever port
    }
    theirs = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    return {**theirs, **ours}


def _checked(host: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServerError(f"{host}:{port} cannot be used ({error.strerror}); choose another with --port") from error
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended at its start (exit {process.returncode}); its words: {log}")
        try:
            if httpx.get(f"{url}/health", timeout=2, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise ServerError(f"the Prefect server did not answer within {START_SECONDS:.0f} s; its words: {log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
