"""What came of a soak, on the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from tests.soak.judging import slope
from tests.soak.records import Pulse
from tests.soak.soaked import Result
from tests.soak.soaking import Soak

_EVERY = 60.0  # seconds


@dataclass(slots=True)
class Minutes:
    """Says every minute how far a soak has come, and when it is over."""

    console: Console
    minutes: float
    begun: float | None = None
    said: float = 0.0

    def __call__(self, soak: Soak) -> bool:
        """Tell whether the soak goes on; the minutes begin with the first question."""
        self.begun = self.begun or time.monotonic()
        passed = time.monotonic() - self.begun
        if passed - self.said >= _EVERY:
            self.said = passed
            self._say(passed, soak)
        return passed < self.minutes * 60

    def _say(self, passed: float, soak: Soak) -> None:
        pulse = soak.pulses[-1]
        self.console.print(
            f"{passed / 60:.0f} min: {sum(soak.did.values())} steps, {_process(pulse)}, {len(soak.wrong)} things wrong",
            markup=False,
            soft_wrap=True,
        )


def tell(console: Console, result: Result) -> None:
    """Show what was done, what was met, how the process was, and every finding."""
    table = Table(show_edge=False, pad_edge=False, show_header=False)
    for name, value in _rows(result):
        table.add_row(name, value)
    console.print(table)
    for one in result.findings:
        console.print(one, markup=False)
    console.print(f"{len(result.findings)} findings" if result.findings else "nothing that must not be")


def _rows(result: Result) -> Iterator[tuple[str, str]]:
    first, last = result.pulses[0], result.pulses[-1]
    yield "requests", f"{result.happened.requests:,}"
    yield "faults met", _counted(result.happened.faults)
    yield "done", _counted(result.did)
    yield from ((name, f"{count:,}") for name, count in result.counts.items())
    yield "analyst", f"{result.reader['answers']:,} answers, from {len(result.reader['runs']):,} copies"
    yield "disagreements", f"{result.disagreements:,} in {result.verifications:,} verifications"
    yield "process at the start", _process(first)
    yield "process at the end", _process(last)
    yield "memory gained", f"{slope(result.pulses) / 1024:,.0f} kB a run, in the second half of {len(result.pulses)}"


def _process(pulse: Pulse) -> str:
    many = f"{pulse.files} open files, {pulse.threads} threads, {pulse.objects:,} objects of Python"
    return f"{pulse.memory >> 20} MB, {many}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
