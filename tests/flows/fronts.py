"""A host in front of the newsroom: passes everything on, and says something else where a test wants it to."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

from deploy.newsroom import Newsroom
from tests.flows.servers import Asked, Said, answer, serving

CHALLENGE = answer(
    200, b"<html><head><title>Just a moment...</title></head><body></body></html>", Content_Type="text/html"
)
SUSPENDED = answer(200, b"<html><head><title>Account Suspended</title></head></html>", Content_Type="text/html")
_NOT_OF_SPOILT = frozenset(("if-none-match", "if-modified-since", "accept-encoding"))
_VALIDATORS = frozenset(("etag", "last-modified"))
_NOT_PASSED_ON = frozenset(("connection", "content-length", "transfer-encoding"))


@dataclass
class Front:
    """The host as it is now; `says` may be changed between runs."""

    newsroom: Newsroom
    url: str = ""
    says: dict[str, bytes] = field(default_factory=dict)  # by path; others are passed on
    instead: Callable[[Asked], Said | None] = lambda _: None  # what is said instead; None: what the newsroom says
    spoils: Callable[[bytes], bytes] | None = None  # what becomes of every page of a release, which is never a 304 then

    def publisher(self, asked: Asked) -> Said:
        """Answer as the newsroom would, but for what is said otherwise."""
        return self.says.get(asked.path) or self.instead(asked) or self._passed_on(asked)

    def fetched(self, path: str) -> bytes:
        """Return what the newsroom itself has at a path, for whoever asked this host for it."""
        connection = HTTPConnection(urlsplit(self.newsroom.url).netloc)
        try:
            connection.request("GET", path, headers={"Host": urlsplit(self.url).netloc})
            return connection.getresponse().read()
        finally:
            connection.close()

    def _passed_on(self, asked: Asked) -> bytes:
        connection = HTTPConnection(urlsplit(self.newsroom.url).netloc)
        try:
            spoils = self.spoils if asked.path.startswith("/government/") else None
            asking = {name: value for name, value in asked.headers.items() if not (spoils and name in _NOT_OF_SPOILT)}
            connection.request("GET", asked.path, headers=asking)
            got = connection.getresponse()
            body = got.read()
            kept_back = _NOT_PASSED_ON | (_VALIDATORS if spoils else frozenset())
            headers = {
                name.replace("-", "_"): value for name, value in got.getheaders() if name.lower() not in kept_back
            }
            return answer(got.status, spoils(body) if spoils else body, **headers)
        finally:
            connection.close()


@contextmanager
def front(newsroom: Newsroom, *, tls: ssl.SSLContext | None = None) -> Iterator[Front]:
    """Serve in a thread of its own."""
    host, ready, loop = Front(newsroom), threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with serving(host.publisher, robots=host.publisher, tls=tls) as server:
            host.url = server.base
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield host
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
