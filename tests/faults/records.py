"""What a fault is, how it is struck, and what was measured of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

# Bytes above a run that meets no fault. That one holds some 40 MB more than a run that has nothing to do, so that
# whatever a publisher sends costs less than 300 MB.
MOST_MEMORY = 250 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A publisher at whom the fault is now."""

    url: str
    environment: Mapping[str, str] = field(default_factory=dict)  # of the run
    trapped: Callable[[], list[str]] = list  # what was asked and should never have been


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, and how it is to be met."""

    name: str
    strike: Callable[[], AbstractContextManager[Struck]]
    leaves: frozenset[str] = frozenset()  # kinds of problems that are to be left, each of them
    may: frozenset[str] = frozenset()  # kinds that may be left too
    seconds: float = 15.0  # that the run may take longer than one without the fault
    fresh: bool = False  # it strikes on the first day: pages that are known already say nothing of it
    edits: bool = False  # the fault is in the text itself, so that editions are right


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of `presswatch`."""

    code: int
    seconds: float
    memory: int  # at most, in bytes
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known after a run."""

    editions: frozenset[tuple[str, ...]]  # of the publisher with the fault: address, status, number, hash
    calm: tuple[tuple[str, ...], ...]  # everything of the other publisher
    problems: frozenset[tuple[str, str]]  # that are open: kind and address


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of a fault."""

    ran: Ran
    usual: Ran  # a run without the fault
    before: Kept
    after: Kept
    healed: Kept  # after the next run without the fault
    control: Kept  # what is known where there was no fault
    trapped: tuple[str, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of the problems that the fault left."""
        return frozenset(kind for kind, _ in self.after.problems - self.control.problems)

    @property
    def editions(self) -> int:
        """How many editions and states of releases the fault made or lost."""
        return len(self.after.editions ^ self.before.editions)

    @property
    def seconds(self) -> float:
        """How much longer the run took."""
        return max(0.0, self.ran.seconds - self.usual.seconds)

    @property
    def memory(self) -> int:
        """How much more it held, in bytes."""
        return max(0, self.ran.memory - self.usual.memory)


def failings(fault: Fault, came: Measured) -> list[str]:
    """Return what is not as it should be, a few words each; nothing for a fault that was met.

    On a busy machine all runs take longer: as long as the usual one took is granted on top of the limit.
    """
    missing, odd = fault.leaves - came.kinds, came.kinds - fault.leaves - fault.may
    left = came.healed.problems - came.control.problems
    code = 1 if came.kinds else 0
    checks = (
        (bool(missing), f"leaves no {', '.join(sorted(missing))}"),
        (bool(odd), f"leaves {', '.join(sorted(odd))}"),
        (came.ran.code != code, f"ended with {came.ran.code}, expected {code}: {came.ran.said[-300:]}"),
        (came.seconds > fault.seconds + came.usual.seconds, f"took {came.seconds:.0f} s of {fault.seconds:.0f} s"),
        (came.memory > MOST_MEMORY, f"held {came.memory >> 20} MB"),
        (came.editions > 0 and not fault.edits, f"made or lost {came.editions} editions"),
        (fault.edits and came.editions == 0, "hid an edition"),
        (came.after.calm != came.control.calm, "harmed the other source"),
        (bool(left), f"not healed: {', '.join(sorted({kind for kind, _ in left}))}"),
        (bool(came.trapped), f"asked {', '.join(came.trapped[:3])}"),
    )
    return [words for fails, words in checks if fails]
