"""Which passages of a text are new beside its earlier edition, and which of that are not in it any more.

Pure; by paragraphs first and by words within an edited paragraph, so that a release costs what changed in it. What only
moved, a paragraph or a long run of words, is neither new nor gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from warehouse.alignment import Step, align
from warehouse.sequences import differences

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]+")
_MOVED = 8  # words in a row that stand in the other text too have moved; fewer may be a phrase that was used once more
_MOVED_WHOLE = 4  # the same where they are a whole paragraph: it was parted from another one
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What an edit took away, as spans (start, stop) of the old text, and what it added, as spans of the new one."""

    removed: tuple[Span, ...]
    added: tuple[Span, ...]


def turnover(old: str, new: str) -> Turnover:
    """Return what went from a text and what came, each in the order of its text."""
    if old == new:
        return Turnover(removed=(), added=())
    before, after = _spans(_PARAGRAPH, old), _spans(_PARAGRAPH, new)
    steps = align([old[i:j] for i, j in before], [new[i:j] for i, j in after])
    swaps = [swap for step in steps for swap in _swaps(step, old, new, before, after)]
    return Turnover(
        removed=_not_in(new, old, (gone for gone, _ in swaps), before),
        added=_not_in(old, new, (come for _, come in swaps), after),
    )


def added_spans(old: str, new: str) -> tuple[Span, ...]:
    """Return the spans (start, stop) of `new` whose words are not in `old`, in order."""
    return turnover(old, new).added


def overlaps(spans: Iterable[Span], start: int, stop: int) -> bool:
    """Tell whether a span shares a character with any of `spans`."""
    return any(start < end and begin < stop for begin, end in spans)


def _swaps(
    step: Step, old: str, new: str, before: Sequence[Span], after: Sequence[Span]
) -> Iterator[tuple[Span | None, Span | None]]:
    """Yield what took whose place in one paragraph: runs of words, or the whole of it."""
    was = None if step.old is None else before[step.old]
    now = None if step.new is None else after[step.new]
    if was is None or now is None or step.replaced:
        yield was, now
    elif old[slice(*was)] != new[slice(*now)]:
        words, others = _spans(_WORD, old, was), _spans(_WORD, new, now)
        for i, j, k, m in differences([old[a:b] for a, b in words], [new[a:b] for a, b in others]):
            yield _run(words[i:j]), _run(others[k:m])


def _run(words: Sequence[Span]) -> Span | None:
    return (words[0][0], words[-1][1]) if words else None


def _not_in(other: str, text: str, spans: Iterable[Span | None], paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return those spans, in order, without the words in a row that the other text holds too."""
    there, whole = _Held(other), set(paragraphs)
    found = sorted(span for span in spans if span)
    return tuple(part for span in found for part in there.without(text, span, is_whole=span in whole))


class _Held:
    """Which runs of words a text holds, whatever white space stands between them."""

    def __init__(self, text: str) -> None:
        self._words = text.split()
        self._line = f" {' '.join(self._words)} "

    @cached_property
    def _runs(self) -> set[tuple[str, ...]]:
        return set(zip(*(self._words[n:] for n in range(_MOVED)), strict=False))

    def without(self, text: str, span: Span, *, is_whole: bool) -> Iterator[Span]:
        """Yield what is left of a span of another text when the words that moved are taken out."""
        words = _spans(_WORD, text, span)
        said = [text[i:j] for i, j in words]
        if len(words) < _MOVED:
            moved = is_whole and len(words) >= _MOVED_WHOLE and f" {' '.join(said)} " in self._line
            yield from () if moved else (span,)
            return
        starts = [n for n in range(len(said) - _MOVED + 1) if tuple(said[n : n + _MOVED]) in self._runs]
        held = {n + ahead for n in starts for ahead in range(_MOVED)}
        for gone, run in groupby(range(len(words)), key=held.__contains__):
            places = list(run)
            yield from () if gone else ((words[places[0]][0], words[places[-1]][1]),)


def _spans(pattern: re.Pattern[str], text: str, within: Span | None = None) -> list[Span]:
    start, stop = within or (0, len(text))
    return [match.span() for match in pattern.finditer(text, start, stop)]
