"""Progress of a run for a person who waits: one bar, the newest stage's, on standard error; nothing in a pipe."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.jobs import Advance

_LABELS = {
    "list": "asking for news of",
    "visit": "fetching pages of",
    "load": "reading pages of",
    "replay": "reading again",
}


class Bars:
    """A screen for runs; use it as a context."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        """Show the bars."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away; what they said is not worth keeping."""
        self._progress.stop()

    def stage(self, name: str) -> Advance:
        """Show a stage in place of the one before."""
        for task in self._progress.task_ids:
            self._progress.remove_task(task)
        what, _, source = name.partition(" ")
        task = self._progress.add_task(f"{_LABELS.get(what, what)} {source}", total=None)

        def advance(done: int, total: int) -> None:
            self._progress.update(task, completed=done, total=total or None)

        return advance
