"""What an edit changed: the sentences that came, those that went, and the words between them.

Works by paragraphs first and by words within a changed paragraph. Very large changes are told coarsely: a reader wants
to know that a text was rewritten, not each of a thousand words.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.alerts.marks import MarkedSpan, Span, mark
from flows.alerts.matches import Match
from flows.alerts.records import Edit
from parsers.records import FieldName
from warehouse.records import Text

EDIT_MOST = 420  # characters of each side that are shown
_COSTLY = 250_000  # comparisons: beyond them the middle counts as changed throughout
_NEAR = 0.4  # share of words that two paragraphs must have in common to be told as one that was changed
_AHEAD = 5  # paragraphs looked at for the old form of a new one
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One changed paragraph as spans: of the old text, of the new text, and of the words that differ.

    `swaps` says which words took whose place, in order; one of the two may be empty. None of a paragraph that has
    nothing to do with what stood in its place.
    """

    field: FieldName
    old: str
    new: str
    before: Span | None
    after: Span | None
    swaps: tuple[tuple[Span, Span], ...]

    @property
    def gone(self) -> tuple[Span, ...]:
        """The words that went, in the old text."""
        return tuple(span for span, _ in self.swaps if span[0] < span[1])

    @property
    def come(self) -> tuple[Span, ...]:
        """The words that came, in the new text."""
        return tuple(span for _, span in self.swaps if span[0] < span[1])


def find_changes(former: Text, text: Text) -> tuple[Changed, ...]:
    """Return what differs between two editions, in the order of title, standfirst and body."""
    fields: tuple[tuple[FieldName, str, str], ...] = (
        ("title", former.title, text.title),
        ("summary", former.summary, text.summary),
        ("body", former.body, text.body),
    )
    return tuple(change for name, old, new in fields if old != new for change in _changes(name, old, new))


def choose_edits(changes: Sequence[Changed], matches: Sequence[Match], *, most: int) -> tuple[tuple[Edit, ...], int]:
    """Return the edits to show in the order of the release, and how many more there are.

    Those that hold a match are shown before those that hold none.
    """
    chosen = shown_changes(changes, matches, most=most)
    return tuple(_edit(change, matches) for change in chosen), len(changes) - len(chosen)


def shown_changes(changes: Sequence[Changed], matches: Sequence[Match], *, most: int) -> tuple[Changed, ...]:
    """Return the changes that a digest has room for."""
    ranked = sorted(changes, key=lambda change: not any(covers(change, match) for match in matches))
    chosen = {id(change) for change in ranked[:most]}
    return tuple(change for change in changes if id(change) in chosen)


def covers(change: Changed, match: Match) -> bool:
    """Tell whether a match stands in the new text of a change, so that the edit shows it."""
    span, place = change.after, _place(change, match)
    return span is not None and place is not None and span[0] <= place[0] and place[1] <= span[1]


def _place(change: Changed, match: Match) -> Span | None:
    """Return where a match stands in the new text of a change; the notes to editors are the end of the body."""
    if match.field == change.field:
        return match.start, match.stop
    if (change.field, match.field) == ("body", "notes") and change.new.endswith(match.text):
        offset = len(change.new) - len(match.text)
        return offset + match.start, offset + match.stop
    return None


def _edit(change: Changed, matches: Sequence[Match]) -> Edit:
    gone: list[MarkedSpan] = [(start, stop, "old") for start, stop in change.gone]
    come: list[MarkedSpan] = [(start, stop, "new") for start, stop in change.come]
    places = (_place(change, match) for match in matches if covers(change, match))
    come += [(place[0], place[1], "match") for place in places if place]
    return Edit(
        field=change.field,
        before=mark(change.old, gone, within=change.before, most=EDIT_MOST) if change.before else (),
        after=mark(change.new, come, within=change.after, most=EDIT_MOST) if change.after else (),
    )


def _changes(field: FieldName, old: str, new: str) -> Iterator[Changed]:
    before, after = _spans(_LINE, old), _spans(_LINE, new)
    for i, j, k, m in _differences(_texts(old, before), _texts(new, after)):
        for was, now in _paired(old, new, before[i:j], after[k:m]):
            yield _changed(field, old, new, was, now)


def _changed(field: FieldName, old: str, new: str, was: Span | None, now: Span | None) -> Changed:
    like = was and now and _alike(old, new, was, now)
    swaps = _words(old, new, was, now) if was and now and like else ()
    return Changed(field=field, old=old, new=new, before=was, after=now, swaps=swaps)


def _paired(old: str, new: str, was: list[Span], now: list[Span]) -> Iterator[tuple[Span | None, Span | None]]:
    """Pair changed paragraphs: one that took another's place, or like with like, and the rest as gone or come."""
    if len(was) == len(now) == 1:
        yield was[0], now[0]
        return
    rest = list(was)
    for span in now:
        like = next((n for n, one in enumerate(rest[:_AHEAD]) if _alike(old, new, one, span)), None)
        if like is None:
            yield None, span
            continue
        yield from ((one, None) for one in rest[:like])
        yield rest[like], span
        rest = rest[like + 1 :]
    yield from ((one, None) for one in rest)


def _alike(old: str, new: str, was: Span, now: Span) -> bool:
    one, other = (set(_WORD.findall(text[span[0] : span[1]].casefold())) for text, span in ((old, was), (new, now)))
    return len(one & other) >= _NEAR * min(len(one), len(other))


def _words(old: str, new: str, was: Span, now: Span) -> tuple[tuple[Span, Span], ...]:
    before, after = _spans(_WORD, old, was), _spans(_WORD, new, now)
    return tuple(
        (_stretch(before, i, j, was[1]), _stretch(after, k, m, now[1]))
        for i, j, k, m in _differences(_texts(old, before), _texts(new, after))
    )


def _stretch(words: Sequence[Span], first: int, stop: int, end: int) -> Span:
    """Return the span from one word to another; of no words, the place where they would stand."""
    if first < stop:
        return words[first][0], words[stop - 1][1]
    place = words[first][0] if first < len(words) else end
    return place, place


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (i, j, k, m) where old[i:j] became new[k:m]."""
    head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle) * len(other) > _COSTLY:
        yield head, len(old) - tail, head, len(new) - tail
        return
    for tag, i, j, k, m in difflib.SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + i, head + j, head + k, head + m


def _spans(pattern: re.Pattern[str], text: str, within: Span | None = None) -> list[Span]:
    start, stop = within or (0, len(text))
    return [match.span() for match in pattern.finditer(text, start, stop)]


def _texts(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[start:stop] for start, stop in spans]
