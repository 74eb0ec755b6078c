"""Several sources at once, each in a thread of its own with its stages in order; what ends the run ends all of them.

Results come in the order of what was asked, whoever was ready first. Does not know what a source's work is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

from flows.errors import StoppedError
from flows.network import Network

AT_ONCE = 8  # sources; most of their time is waiting for hosts, and reading and loading go one at a time
S = TypeVar("S")
T = TypeVar("T")


def side_by_side(work: Callable[[S], T], given: Sequence[S], network: Network) -> tuple[T, ...]:
    """Return what the work makes of each, at most eight at a time.

    The first error, and an interruption, stops what is still at work, waits for it to end, and is raised.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="source") as pool:
        # Each in the caller's context: a task of Prefect finds the flow run that it belongs to there.
        futures = [pool.submit(copy_context().run, work, one) for one in given]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
            _raise_first(futures)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            network.stop()
            raise
    return tuple(future.result() for future in futures)


def _raise_first(futures: Sequence[Future[T]]) -> None:
    """Raise what ended the run; that others were stopped for it is none of its own."""
    errors = [error for future in futures if future.done() and (error := future.exception())]
    for error in sorted(errors, key=lambda one: isinstance(one, StoppedError)):
        raise error
