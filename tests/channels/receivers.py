"""A real HTTP receiver on loopback: keeps what is posted to it and answers what a test tells it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One request as it came; header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class Receiver:
    """A running receiver; `status` None leaves the request without an answer."""

    status: int | None = 200
    headers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    scheme: str = "http"
    posted: list[Posted] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        """Its address, without a trailing slash."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def only(self) -> Posted:
        """The only request."""
        (posted,) = self.posted
        return posted


class _Listener(ThreadingHTTPServer):
    receiver: Receiver

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up, which tests make them do."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener

    def do_POST(self) -> None:
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.posted.append(Posted(method="POST", path=self.path, headers=headers, body=body))
        if receiver.status is None:
            receiver.ended.wait(10)
            return
        self.send_response(receiver.status)
        for name, value in {"Content-Length": "0", **receiver.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def do_GET(self) -> None:
        """Note a redirect that was followed."""
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is the library's
        """Keep the terminal clean."""


@contextmanager
def receiving(
    status: int | None = 200, headers: Mapping[str, str] | None = None, *, tls: ssl.SSLContext | None = None
) -> Iterator[Receiver]:
    """Run a receiver on a free port of 127.0.0.1; `headers` are those of its answers."""
    listener = _Listener(("127.0.0.1", 0), _Handler)
    if tls:
        listener.socket = tls.wrap_socket(listener.socket, server_side=True)
    receiver = Receiver(
        status=status, headers=dict(headers or {}), port=listener.server_address[1], scheme="https" if tls else "http"
    )
    listener.receiver = receiver
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.ended.set()
        listener.shutdown()
        listener.server_close()
        thread.join(5)
