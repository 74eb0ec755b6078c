"""The network as the sources of one run share it: one event loop, one state for every host, turns at reading, one end.

Sources are collected in threads of their own, and all their requests are made in one loop, so that whoever asks the
same host keeps one pace with the others, rests when it rests, and shares its robots.txt and its day's budget. Does not
ask for anything.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from flows.errors import StoppedError
from flows.hosts import Hosts, Past
from flows.manners import Manners

T = TypeVar("T")


class Network:
    """Use it as a context.

    `past` is what earlier runs know of each host.
    """

    def __init__(self, manners: Manners, past: Mapping[str, Past] | None = None) -> None:
        self.hosts = Hosts(manners, past)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._reading = threading.Lock()
        self._is_stopped = False

    def __enter__(self) -> Self:
        """Start the loop."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the loop, and whatever is still asked for in it."""
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, asking: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the loop and return what it returns; raises StoppedError where the run ends before."""
        try:
            return asyncio.run_coroutine_threadsafe(self._unless_stopped(asking), self._loop).result()
        except CancelledError as error:
            raise StoppedError from error

    async def _unless_stopped(self, asking: Coroutine[Any, Any, T]) -> T:
        """Look in the loop itself, where `stop` cannot come in between."""
        if self._is_stopped:
            asking.close()
            raise StoppedError
        return await asking

    @contextmanager
    def reading_turn(self) -> Iterator[None]:
        """Let one source at a time read pages, which bounds what is held in memory; raises StoppedError."""
        with self._reading:
            self.check()
            yield

    def check(self) -> None:
        """Raise StoppedError where the run ends."""
        if self._is_stopped:
            raise StoppedError

    def stop(self) -> None:
        """Give up what is being asked for, and ask for nothing more."""
        self._is_stopped = True
        asyncio.run_coroutine_threadsafe(_give_up(), self._loop).result()


async def _give_up() -> None:
    """Cancel every other task of the loop, and wait until each has closed what it holds."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
