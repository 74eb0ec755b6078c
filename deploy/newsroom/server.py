"""The newsroom on a port of the loopback interface: HTTP/1.1 with connections that stay open, a thread for each.

Does not decide what is answered; `desk` does.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Any, Final, Self

from deploy.newsroom.answers import Reply, reply_to
from deploy.newsroom.desk import CONTROL, Desk
from deploy.newsroom.truth import Truth
from deploy.newsroom.visits import Counts, Visit, Visits

HOST: Final = "127.0.0.1"
_LONGEST_BODY: Final = 1 << 20  # nobody has a reason to send more


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the newsroom is to be served."""

    day: int = 1  # to begin with
    scale: int = 0  # so many made-up releases more
    seed: int = 1  # of the made-up releases
    port: int = 0  # 0 takes any that is free
    latency: float = 0.0  # seconds to wait before every answer
    log: Path | None = None


class Newsroom:
    """A newsroom that is being served; close it, or use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        """Start serving; raises LookupError for a day that there is not, OSError for a port or log it cannot have."""
        self._visits = Visits(settings.log)
        try:
            self._desk = Desk(day=settings.day, scale=settings.scale, seed=settings.seed, visits=self._visits)
            self._server = _Server(settings, self._desk, self._visits)
        except BaseException:
            self._visits.close()
            raise
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="newsroom", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The origin at which it answers, 'http://127.0.0.1:PORT'."""
        return self._server.url

    @property
    def day(self) -> int:
        """Number of the day that it shows."""
        return self._desk.day

    @property
    def now(self) -> datetime:
        """The moment, in the evening of the day that it shows, at which a reader looks."""
        return self._desk.now

    def set_day(self, day: int) -> None:
        """Show another day; raises LookupError for one that there is not."""
        self._desk.set_day(day)

    def truth(self) -> Truth:
        """Return what a monitor must have seen on each day."""
        return self._desk.truth()

    def stats(self) -> Counts:
        """Return how much was asked since the last reset."""
        return self._visits.counts()

    def reset(self) -> None:
        """Count requests from nothing again."""
        self._visits.reset()

    def close(self) -> None:
        """Stop serving and cut the connections that are open."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._visits.close()


def serve(day: int = 1, scale: int = 0, port: int = 0) -> Newsroom:
    """Serve the newsroom for the length of a with statement; raises what Newsroom raises."""
    return Newsroom(Settings(day=day, scale=scale, port=port))


class _Server(ThreadingMixIn, TCPServer):
    """The listening socket, and the connections that came from it."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings: Settings, desk: Desk, visits: Visits) -> None:
        self.desk, self.visits, self.latency = desk, visits, settings.latency
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((HOST, settings.port), _Handler)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.socket.getsockname()[1]}"

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        with self._lock:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        with self._lock:
            self._open.discard(request)
        super().close_request(request)

    def server_close(self) -> None:
        super().server_close()
        with self._lock:
            still_open = tuple(self._open)
        for connection in still_open:
            # Its thread wakes up, finds the end of the stream and closes the socket. It may have done so already.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Say nothing of a client that hung up; whatever else goes wrong is our own mistake, and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "newsroom", ""
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._respond()

    def do_HEAD(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Do nothing: `visits` keeps the log."""

    def _respond(self) -> None:
        at = datetime.now(UTC)
        self._read_body()
        if self.server.latency:
            time.sleep(self.server.latency)
        base = f"http://{self.headers.get('Host') or self.server.url.removeprefix('http://')}"
        method = "GET" if self.command == "HEAD" else self.command
        answer = self.server.desk.answer(method, self.path, base)
        reply = reply_to(answer, {name.lower(): value for name, value in self.headers.items()})
        if not self.path.startswith(CONTROL):
            self.server.visits.note(self._visit(at, reply))
        self._send(reply)

    def _read_body(self) -> None:
        """Step over what was sent with the request, so that the next one on the connection is found."""
        length = self.headers.get("Content-Length", "0")
        size = int(length) if length.isdigit() else _LONGEST_BODY + 1
        if size > _LONGEST_BODY:
            self.close_connection = True
        else:
            self.rfile.read(size)

    def _visit(self, at: datetime, reply: Reply) -> Visit:
        return Visit(
            at=at,
            method=self.command,
            path=self.path,
            status=reply.status,
            size=len(reply.body),
            user_agent=self.headers.get("User-Agent", ""),
        )

    def _send(self, reply: Reply) -> None:
        """Send head and body in one packet."""
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", f"Date: {self.date_time_string()}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        if self.close_connection:
            lines.append("Connection: close")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        self.wfile.write(head if self.command == "HEAD" else head + reply.body)
