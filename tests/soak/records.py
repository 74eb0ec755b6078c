"""What is told between the parts of the soak, and by the process that lives as long as it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How the long-living process was after one piece of work."""

    work: str
    seconds: float
    memory: int  # bytes that it holds
    files: int  # open ones, sockets among them
    threads: int
    objects: int  # of Python
    error: str = ""  # a traceback; empty where all went well


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What a publisher did to us."""

    requests: int
    faults: dict[str, int]  # answers that were spoilt, by the fault's name


class Publisher(Protocol):
    """A publisher whose days go back and forth, and who can be made faulty."""

    editions: range
    faults: tuple[str, ...]

    @property
    def url(self) -> str:
        """Where it is."""

    def turn(self, edition: int) -> None:
        """Show another edition."""

    def strike(self, name: str, probability: float) -> None:
        """Spoil answers from now on, by one more fault."""

    def heal(self) -> None:
        """Spoil none any more."""

    def happened(self) -> Happened:
        """Return what was asked and spoilt."""


Serving = AbstractContextManager[Publisher]
Findings = Iterable[str]  # a line for each thing that must not be
