"""Which passages of a text are new beside its earlier edition.

Pure; by paragraphs first and by words within a changed paragraph, so that a release costs what changed in it. Words
that only moved are not new.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]+")
_COSTLY = 1_000_000  # comparisons, about a second of them: beyond, the middle counts as new throughout
_MOVED = 8  # words in a row that stand in the old text too have moved; fewer may be a phrase that was used once more
Span = tuple[int, int]
Piece = tuple[int, str]  # where it begins, and what it is


def added_spans(old: str, new: str) -> tuple[Span, ...]:
    """Return the spans (start, stop) of `new` whose words are not in `old`, in order."""
    if old == new:
        return ()
    before, after = _pieces(_PARAGRAPH, old), _pieces(_PARAGRAPH, new)
    there = {text for _, text in before}
    spans: list[Span] = []
    for i, j, k, m in _inserted(before, after):
        fresh = [piece for piece in after[k:m] if piece[1] not in there]
        spans += _added_words(before[i:j], fresh) if j > i else map(_span, fresh)
    return tuple(spans)


def overlaps(spans: Iterable[Span], start: int, stop: int) -> bool:
    """Tell whether a span shares a character with any of `spans`."""
    return any(start < end and begin < stop for begin, end in spans)


def _pieces(pattern: re.Pattern[str], text: str, base: int = 0) -> list[Piece]:
    return [(base + match.start(), match[0]) for match in pattern.finditer(text)]


def _span(piece: Piece) -> Span:
    start, text = piece
    return start, start + len(text)


def _added_words(old: Sequence[Piece], new: Sequence[Piece]) -> list[Span]:
    before = [word for start, text in old for word in _pieces(_WORD, text, start)]
    after = [word for start, text in new for word in _pieces(_WORD, text, start)]
    there = f" {' '.join(text for _, text in before)} "
    return [
        (after[k][0], _span(after[m - 1])[1])
        for _, _, k, m in _inserted(before, after)
        if not _moved(after[k:m], there)
    ]


def _moved(words: Sequence[Piece], there: str) -> bool:
    return len(words) >= _MOVED and f" {' '.join(text for _, text in words)} " in there


def _inserted(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (i, j, k, m) where after[k:m] took the place of before[i:j]; the same at both ends costs nothing."""
    old, new = [text for _, text in before], [text for _, text in after]
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle) * len(other) > _COSTLY:
        yield head, len(old) - tail, head, len(new) - tail
        return
    for _, i, j, k, m in difflib.SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
        if m > k and middle[i:j] != other[k:m]:
            yield head + i, head + j, head + k, head + m


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many leading pieces two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
