"""A real HTTP server on loopback for the tests of `flows`: a plain function is the publisher.

The function gets what was asked and returns the whole answer, or its pieces, as bytes of the wire, so that a test
can say anything that a server may say wrongly. Does not know HTTP beyond the head of a GET.
"""

from __future__ import annotations

import asyncio
import ssl
import struct
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET


class ResetByServer(Exception):  # noqa: N818 - an event, told as an exception
    """Raised by a publisher's pieces: the connection is torn down as a crash would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came; header names are in lower case, `at` is on the monotonic clock."""

    path: str
    headers: dict[str, str]
    at: float


Said = bytes | AsyncIterator[bytes]
Publisher = Callable[[Asked], Said]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """Return a well-formed answer; `Content_Type="text/html"` is the header Content-Type."""
    given = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


@dataclass(slots=True)
class Server:
    """A running publisher and what it has seen."""

    publisher: Publisher
    robots: Publisher
    port: int = 0
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    open_most: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def base(self) -> str:
        """The server's address, without a trailing slash."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def pages(self) -> list[Asked]:
        """What was asked besides robots.txt."""
        return [asked for asked in self.asked if asked.path != "/robots.txt"]

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a new connection until the client leaves."""
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def close(self) -> None:
        """End every connection."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_now += 1
        self.open_most = max(self.open_most, self.open_now)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while await self._answer(await _request(reader), writer):
                    pass
        finally:
            self.open_now -= 1
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Answer; tell whether the connection serves on, which it does not after an answer in pieces."""
        self.asked.append(asked)
        said = (self.robots if asked.path == "/robots.txt" else self.publisher)(asked)
        if isinstance(said, bytes):
            writer.write(said)
            await writer.drain()
            return True
        try:
            async for piece in said:
                writer.write(piece)
                await writer.drain()
        except ResetByServer:
            _reset(writer)
        return False


async def _request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Asked(path=head[0].split(" ")[1], headers=headers, at=time.monotonic())


def _reset(writer: asyncio.StreamWriter) -> None:
    """Drop the connection with RST, not FIN: closing without lingering does that."""
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def no_robots(asked: Asked) -> Said:
    """Answer that there is no robots.txt: everything may be asked."""
    del asked
    return answer(404)


def robots_txt(text: str) -> Publisher:
    """Return a publisher of this robots.txt."""
    return lambda _: answer(200, text.encode(), Content_Type="text/plain")


@asynccontextmanager
async def serving(
    publisher: Publisher, *, robots: Publisher = no_robots, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """Run the publisher on a free port of 127.0.0.1."""
    server = Server(publisher, robots, scheme="https" if tls else "http")
    listener = await asyncio.start_server(server.accept, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await server.close()
        await listener.wait_closed()
