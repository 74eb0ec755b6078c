"""Which passages of a text are new beside its earlier edition.

Pure; by paragraphs first and by words within a changed paragraph, so that a release costs what changed in it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]+")
Span = tuple[int, int]


def added_spans(old: str, new: str) -> tuple[Span, ...]:
    """Return the spans (start, stop) of `new` whose words are not in `old`, in order."""
    if old == new:
        return ()
    before, after = _pieces(_PARAGRAPH, old), _pieces(_PARAGRAPH, new)
    spans: list[Span] = []
    for tag, i, j, k, m in _opcodes([text for _, text in before], [text for _, text in after]):
        if tag == "insert":
            spans += [(start, start + len(text)) for start, text in after[k:m]]
        elif tag == "replace":
            spans += _added_words(" ".join(text for _, text in before[i:j]), after[k:m])
    return tuple(spans)


def overlaps(spans: Iterable[Span], start: int, stop: int) -> bool:
    """Tell whether a span shares a character with any of `spans`."""
    return any(start < end and begin < stop for begin, end in spans)


def _pieces(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(match.start(), match[0]) for match in pattern.finditer(text)]


def _opcodes(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    yield from difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _added_words(old: str, paragraphs: list[tuple[int, str]]) -> list[Span]:
    words = [(base + start, text) for base, paragraph in paragraphs for start, text in _pieces(_WORD, paragraph)]
    found: list[Span] = []
    for tag, _, _, k, m in _opcodes(_WORD.findall(old), [text for _, text in words]):
        if tag in ("insert", "replace") and m > k:
            found.append((words[k][0], words[m - 1][0] + len(words[m - 1][1])))
    return found
