"""How long one input may take, and how much memory. Time is the processor's, so that a busy machine changes nothing."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Final

SIZE: Final = 200_000  # bytes, for which
SECONDS: Final = 2.0  # are enough; a release is a tenth of it
LEAST: Final = 0.5  # seconds for the shortest: first calls compile patterns and load tables
MEMORY: Final = 512 * 1024 * 1024  # bytes by which one input may raise the most that the process ever held
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


class LimitError(Exception):
    """An input took too long, or too much memory."""


def within_limits(work: Callable[[], object], size: int, *, slower: float = 1) -> None:
    """Do the work of an input of `size` bytes; raises LimitError, and whatever the work raises.

    `slower` is how many times longer everything takes under an engine that counts branches.
    """
    began, held = time.thread_time(), _most_held()
    work()
    took, grown = time.thread_time() - began, _most_held() - held
    allowed = slower * max(LEAST, SECONDS * size / SIZE)
    if took > allowed:
        raise LimitError(f"expected an answer in {allowed:.1f} s for {size:,} bytes, took {took:.1f} s")
    if grown > MEMORY:
        raise LimitError(f"expected at most {MEMORY:,} bytes of memory for {size:,} bytes, took {grown:,}")


def _most_held() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
