"""Cutting and marking text: bounded excerpts in which spans are marked, free of control characters.

Knows offsets and words, not releases or topics. Spans are (start, stop) in characters of the text that is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from flows.alerts.records import Mark, Piece

ELLIPSIS = "…"
Span = tuple[int, int]
MarkedSpan = tuple[int, int, Mark]

_SPACE = re.compile(r"\s+")
# Control characters, and the bidirectional overrides and isolates that can make a text show other than it reads.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Return the text on one line: white space collapsed, control characters and direction overrides taken out."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text))


def plain(pieces: Iterable[Piece]) -> str:
    """Return the text of pieces without their marks."""
    return "".join(piece.text for piece in pieces)


def cut(text: str, most: int) -> str:
    """Return the text cleaned and, where it is longer than `most` characters, cut at a word with an ellipsis."""
    text = clean(text[: most * 4]).strip()  # no title needs more than that to be cut
    if len(text) <= most:
        return text
    head = text[: most - 1]
    word = head.rpartition(" ")[0]
    return (word if len(word) > most // 2 else head).rstrip(" ,;:–—-") + ELLIPSIS


def mark(text: str, spans: Sequence[MarkedSpan], *, within: Span | None = None, most: int) -> tuple[Piece, ...]:
    """Return the part `within` of a text as pieces, marked, in at most about `most` characters around its first mark.

    Where spans overlap, a match wins over an edit.
    """
    start, stop = within or (0, len(text))
    start, stop = window(text, (start, stop), [(a, b) for a, b, _ in spans], most=most)
    runs = list(_runs(spans, start, stop))
    pieces = [Piece(text=clean(text[a:b]), mark=kind) for a, b, kind in runs]
    limits = within or (0, len(text))
    return _framed(_joined(pieces), head=start > limits[0], tail=stop < limits[1])


def window(text: str, within: Span, spans: Sequence[Span], *, most: int) -> Span:
    """Return a part of `within` of at most about `most` characters, at words, that shows the first of `spans` in it."""
    start, stop = within
    if stop - start <= most:
        return within
    first = min((a for a, b in spans if a < stop and b > start), default=start)
    begin = start if first - start < most // 2 else _word_start(text, max(start, first - most // 3), first)
    return begin, _word_stop(text, begin, min(stop, begin + most), stop)


def _word_start(text: str, start: int, stop: int) -> int:
    space = _SPACE.search(text, start, stop)
    return space.end() if space else start


def _word_stop(text: str, start: int, stop: int, end: int) -> int:
    if stop >= end:
        return end
    space = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop))
    return space if space > start + (stop - start) // 2 else stop


def _runs(spans: Sequence[MarkedSpan], start: int, stop: int) -> Iterator[MarkedSpan]:
    """Yield the part from `start` to `stop` in runs of one mark."""
    inside = [span for span in spans if span[0] < stop and span[1] > start]
    edges = sorted({start, stop, *(min(max(edge, start), stop) for a, b, _ in inside for edge in (a, b))})
    matches = _union((a, b) for a, b, kind in inside if kind == "match")
    edits = {kind: _union((a, b) for a, b, which in inside if which == kind) for kind in ("new", "old")}
    for a, b in pairwise(edges):
        yield a, b, _kind(a, matches, edits)


def _kind(at: int, matches: list[Span], edits: dict[str, list[Span]]) -> Mark:
    if _covers(matches, at):
        return "match"
    if _covers(edits["new"], at):
        return "new"
    return "old" if _covers(edits["old"], at) else ""


def _covers(spans: list[Span], at: int) -> bool:
    return any(a <= at < b for a, b in spans)


def _union(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one mark, so that a match of two topics is marked once."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].mark == piece.mark:
            joined[-1] = Piece(text=joined[-1].text + piece.text, mark=piece.mark)
        elif piece.text:
            joined.append(piece)
    return joined


def _framed(pieces: list[Piece], *, head: bool, tail: bool) -> tuple[Piece, ...]:
    """Put an ellipsis where something was cut off, and no white space at the ends."""
    if not pieces:
        return ()
    pieces[0] = Piece(text=pieces[0].text.lstrip(), mark=pieces[0].mark)
    pieces[-1] = Piece(text=pieces[-1].text.rstrip(), mark=pieces[-1].mark)
    before = [Piece(text=ELLIPSIS + " ")] if head else []
    after = [Piece(text=" " + ELLIPSIS)] if tail else []
    return tuple(piece for piece in (*before, *pieces, *after) if piece.text)
