"""The terminal: whatever is written there is text and does nothing.

No control sequence of a publisher moves the cursor, clears the screen or sets a title, no square bracket is taken for
colour, and nothing turns the reading direction. Files and pipes get what is kept, unchanged: only what a person looks
at is shown otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from flows.signs import visible


class Written(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> object:
        """Write a text."""


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A terminal whose every text is made harmless first."""

    stream: Written
    harmless: Callable[[str], str]

    def write(self, text: str, /) -> object:
        return self.stream.write(self.harmless(text))


def guarded(stream: TextIO, harmless: Callable[[str], str]) -> Written:
    """Return the stream itself or, where a person looks at it, one that makes every text harmless."""
    return _Guarded(stream, harmless) if stream.isatty() else stream


class Screen(Console):
    """A console that shows text as it is: neither markup nor emoji codes, and no character that acts."""

    def __init__(self, *, stderr: bool = False, soft_wrap: bool = False, file: TextIO | None = None) -> None:
        super().__init__(stderr=stderr, soft_wrap=soft_wrap, file=file, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield what is written, piece by piece; what the library itself does with the terminal stays."""
        for one in super().render(renderable, options):
            yield one if one.control else Segment(visible(one.text), one.style)
