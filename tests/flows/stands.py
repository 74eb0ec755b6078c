"""A publisher that says by path what a test tells it to say, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.flows.servers import Asked, Said, answer, serving


@dataclass
class Stand:
    """The host as it is now; `says` may be changed between runs, and a path that is not in it is a 404."""

    url: str = ""
    says: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # paths, in order; robots.txt is not among them

    def publisher(self, asked: Asked) -> Said:
        """Answer as the test says."""
        self.asked.append(asked.path)
        return self.says.get(asked.path) or answer(404)


@contextmanager
def stand() -> Iterator[Stand]:
    """Serve in a thread of its own."""
    host, ready, loop = Stand(), threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with serving(host.publisher) as server:
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
