"""Work that Prefect is told of, and that is done whether Prefect hears of it or not.

A run that has begun is worth more than its row on a page: where the server goes away in the middle, or somebody calls
the run cancelled there, the work goes on to its end, what came of it is returned, and a word on standard error says
what the pages will not show. Errors of the work itself are raised as they are. Does not start or end anything.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Generic, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
from prefect.events.worker import EventsWorker
from prefect.exceptions import Abort, PrefectSignal

from flows.errors import ServerError
from flows.terminals import Screen

T = TypeVar("T")


class _Kept(Generic[T]):
    """Work that remembers what came of it, for whoever calls it may lose that."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.begun = False
        self.values: list[T] = []
        self.error: BaseException | None = None

    def __call__(self) -> T:
        self.begun = True
        try:
            self.values.append(self._work())
        except BaseException as error:
            self.error = error
            raise
        return self.values[0]


def done_despite(report: Callable[[Callable[[], T]], T], work: Callable[[], T], *, needed: bool) -> T:
    """Have the work done by `report`, and return what came of it whatever goes wrong with reporting.

    Raises the work's own errors, and ServerError for a server that did not answer before the work began where it is
    `needed`; otherwise such work is done without it.
    """
    kept = _Kept(work)
    try:
        return report(kept)
    except (Exception, PrefectSignal) as error:  # noqa: BLE001 - the server's, the network's or the library's
        if kept.error is not None:
            raise kept.error from None  # what the server made of it, or could not make, is another story
        if needed and not kept.begun:
            _refuse(error)
        _go_on_without(error)
    return kept.values[0] if kept.values else work()


@contextmanager
def told_if_heard() -> Iterator[None]:
    """Tell the server something that the run does not depend on."""
    try:
        yield
    except (Exception, PrefectSignal) as error:  # noqa: BLE001 - as above
        _go_on_without(error)


def server_address() -> str:
    """Return where the server is, without a name and a password that its address may hold."""
    parts = urlsplit(os.environ.get("PREFECT_API_URL", ""))
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@cache
def remark(text: str) -> None:
    """Say something on standard error, once a process."""
    Screen(stderr=True, soft_wrap=True).print(text, style="yellow")


def _refuse(error: BaseException) -> NoReturn:
    """Put what Prefect says of a server that does not answer into our words; any other error is raised as it is."""
    if not isinstance(error, httpx.TransportError) and "Failed to reach API" not in str(error):
        raise error
    where = f"the Prefect server at {server_address()} does not answer"
    advice = 'start it, or set prefect = "never" to run without one; nothing was done'
    raise ServerError(f"{where}; {advice}") from error


def _go_on_without(error: BaseException) -> None:
    remark(_lost(error))
    if not isinstance(error, PrefectSignal):
        _drop_events()


def _drop_events() -> None:
    """Forget the events that nobody takes: the process would not end before it has tried each for a minute.

    The library has no public way to say so; where a version calls its queues otherwise, the end only comes later.
    """
    for service in tuple(getattr(EventsWorker, "_instances", {}).values()):
        with suppress(AttributeError, queue.Empty):
            while True:
                service._queue.get_nowait()
                service._queue.task_done()


def _lost(error: BaseException) -> str:
    if isinstance(error, Abort):
        return f"Prefect calls this run over ({error}); it had begun, and was done to its end"
    return (
        f"the Prefect server at {server_address()} does not answer any more ({type(error).__name__}); "
        "what had begun is done, and its pages may not show it"
    )
