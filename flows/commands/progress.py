"""Progress of a run for a person who waits: one bar for each source at work, on standard error; nothing in a pipe."""

from __future__ import annotations

from threading import Lock
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from flows.jobs import Advance

_LABELS = {
    "list": "asking for news of",
    "visit": "fetching pages of",
    "load": "reading pages of",
    "replay": "reading again",
}


class Bars:
    """A screen for runs; use it as a context. Sources may be at work in threads of their own."""

    def __init__(self, console: Console) -> None:
        self._bars: dict[str, TaskID] = {}
        self._turn = Lock()
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

    def stage(self, source: str, what: str) -> Advance:
        """Show a stage of a source in place of the one before."""
        self.ended(source)
        task = self._progress.add_task(f"{_LABELS.get(what, what)} {source}", total=None)
        with self._turn:
            self._bars[source] = task

        def advance(done: int, total: int) -> None:
            self._progress.update(task, completed=done, total=total or None)

        return advance

    def ended(self, source: str) -> None:
        """Take a source's bar away."""
        with self._turn:
            task = self._bars.pop(source, None)
        if task is not None:
            self._progress.remove_task(task)
