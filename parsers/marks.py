"""Quotation marks in a paragraph: what stands between them, nested ones passed over.

Does not judge whether somebody speaks there; titles, terms and scare quotes are spans as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_CLOSERS = {"“": '”“"', "„": '“”"', "«": "»", "»": "«»", '"': '"”', "”": "”", "‟": "”", "‘": "’'", "'": "'’", "‚": "‘’"}
_MARK = re.compile(r"[“”„«»\"‟‘’'‚]")
_DOUBLE = re.compile(r"[“”„«»\"‟]")
_MOST = 5_000  # marks that are looked at in one paragraph; no release has so many
_SINGLE = frozenset("‘'‚")
_ENDS_SPEECH = frozenset(".,!?…;:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Something in quotation marks; `start` and `stop` count characters of the paragraph and take in the marks."""

    start: int
    stop: int
    text: str
    closed: bool  # False: the paragraph ends before the mark that closes it


def find_spans(text: str) -> list[Span]:
    """Return what stands in quotation marks, in order, the outermost marks only."""
    spans: list[Span] = []
    marks = [mark.start() for mark in islice(_MARK.finditer(text), _MOST)]
    number = 0
    while number < len(marks):
        start = marks[number]
        close = _closing(text, marks, number) if _opens(text, start) else None
        if close is None:
            number += 1
            continue
        stop = marks[close] + 1 if close < len(marks) else len(text)
        inner = text[start + 1 : stop - (close < len(marks))]
        spans.append(Span(start=start, stop=stop, text=inner.strip(), closed=close < len(marks)))
        number = close + 1
    return spans


def has_marks(text: str, *, double: bool = False) -> bool:
    """Tell whether anything in a paragraph can be a quotation mark, or a double one; an apostrophe can be a single."""
    return (_DOUBLE if double else _MARK).search(text) is not None


def opens_with_mark(text: str) -> bool:
    """Tell whether a paragraph begins with an opening double mark."""
    return text[:1] in '“„«"”»‟' and bool(text)


def first_closing(text: str) -> int | None:
    """Return where a quotation of an earlier paragraph ends; None where it goes on or another opens."""
    for mark in _MARK.finditer(text):
        if text[mark.start()] in '”»"' and mark.start() and not text[mark.start() - 1].isspace():
            return mark.start()
        if text[mark.start()] in '“„«"':
            return None
    return None


def unquoted(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs of a quote without the marks around them; marks around a part of it stay."""
    first = find_spans(paragraphs[0])[:1] if opens_with_mark(paragraphs[0]) else []
    inside = first and first[0].closed and first[0].stop < len(paragraphs[0])
    return stripped(paragraphs) if first and not inside else paragraphs


def stripped(paragraphs: list[str]) -> list[str]:
    """Return paragraphs without the mark that each may open with, and the one that the last may end with."""
    bare = [re.sub(r"^[“„«\"”]\s*", "", text) for text in paragraphs]
    bare[-1] = re.sub(r"\s*[”\"»“]$", "", bare[-1])
    return bare


def _opens(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in _CLOSERS or not after or (after.isspace() and mark != "«"):  # French sets its marks off
        return False
    return not before or before.isspace() or before in "([/–—-:,.;…”’>" or mark in "“„"


def _closing(text: str, marks: list[int], opened: int) -> int | None:
    """The number of the mark that closes; where none does, one past the last for a double mark, None for a single."""
    mark = text[marks[opened]]
    single = mark in _SINGLE
    furthest = min(len(marks), opened + 40) if single else len(marks)  # apostrophes are many: keep the search linear
    for number in range(opened + 1, furthest):
        at = marks[number]
        if text[at] not in _CLOSERS[mark]:
            continue
        if (_closes_single if single else _closes)(text, at):
            return number
    return None if single else len(marks)


def _closes(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if text[at] == "“" and after.isalnum():
        return False  # the next paragraph's mark, run together
    return text[at] == "»" or not text[at - 1].isspace() or not after or after.isspace()


def _closes_single(text: str, at: int) -> bool:
    """An apostrophe inside a word closes nothing, and one behind a plural's s is rather a possessive."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    return not after.isalnum() and not before.isspace() and (before != "s" or after in _ENDS_SPEECH or not after)
