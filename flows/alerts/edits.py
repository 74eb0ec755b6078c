"""What an edit changed: the paragraphs that came, went or moved, and the words between them.

Works by paragraphs first and by words within an edited one; which paragraph became which is decided in the warehouse,
so that a digest, a comparison and the views tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.alerts.marks import MarkedSpan, Span, mark
from flows.alerts.matches import Match
from flows.alerts.records import Edit
from parsers.records import FieldName
from warehouse.alignment import Step, align
from warehouse.records import Text
from warehouse.sequences import differences

EDIT_MOST = 420  # characters of each side that are shown
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")  # a Chinese character is a word
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One changed paragraph as spans: of the old text, of the new text, and of the words that differ.

    `swaps` says which words took whose place, in order; one of the two may be empty. None of a paragraph that only
    moved, and of one that has nothing to do with what stood in its place.
    """

    field: FieldName
    old: str
    new: str
    before: Span | None
    after: Span | None
    swaps: tuple[tuple[Span, Span], ...]
    step: Step

    @property
    def is_same(self) -> bool:
        """True where every word is the same, and stands where it stood."""
        both = self.before is not None and self.after is not None
        return both and not (self.swaps or self.step.moved or self.step.replaced)

    @property
    def only_moved(self) -> bool:
        """True where every word is the same, and stands elsewhere."""
        return self.step.moved and not self.swaps

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
    return tuple(change for change in every_paragraph(former, text) if not change.is_same)


def every_paragraph(former: Text, text: Text) -> Iterator[Changed]:
    """Yield every paragraph of the fields that differ between two editions, those that are the same too."""
    fields: tuple[tuple[FieldName, str, str], ...] = (
        ("title", former.title, text.title),
        ("summary", former.summary, text.summary),
        ("body", former.body, text.body),
    )
    for name, old, new in fields:
        yield from _paragraphs(name, old, new) if old != new else ()


def choose_edits(changes: Sequence[Changed], matches: Sequence[Match], *, most: int) -> tuple[tuple[Edit, ...], int]:
    """Return the edits to show in the order of the release, and how many more there are.

    Those that hold a match are shown before those that hold none, and paragraphs that only moved after all others.
    """
    chosen = shown_changes(changes, matches, most=most)
    return tuple(_edit(change, matches) for change in chosen), len(changes) - len(chosen)


def shown_changes(changes: Sequence[Changed], matches: Sequence[Match], *, most: int) -> tuple[Changed, ...]:
    """Return the changes that a digest has room for."""
    ranked = sorted(changes, key=lambda one: (one.only_moved, not any(covers(one, match) for match in matches)))
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
    before = None if change.only_moved else change.before
    return Edit(
        field=change.field,
        before=mark(change.old, gone, within=before, most=EDIT_MOST) if before else (),
        after=mark(change.new, come, within=change.after, most=EDIT_MOST) if change.after else (),
        moved=change.step.moved,
    )


def _paragraphs(field: FieldName, old: str, new: str) -> Iterator[Changed]:
    before, after = _spans(_LINE, old), _spans(_LINE, new)
    for step in align(_texts(old, before), _texts(new, after)):
        was = None if step.old is None else before[step.old]
        now = None if step.new is None else after[step.new]
        swaps = _words(old, new, was, now) if was and now and not step.replaced else ()
        yield Changed(field=field, old=old, new=new, before=was, after=now, swaps=swaps, step=step)


def _words(old: str, new: str, was: Span, now: Span) -> tuple[tuple[Span, Span], ...]:
    if old[slice(*was)] == new[slice(*now)]:
        return ()
    before, after = _spans(_WORD, old, was), _spans(_WORD, new, now)
    return tuple(
        (_stretch(before, i, j, was[1]), _stretch(after, k, m, now[1]))
        for i, j, k, m in differences(_texts(old, before), _texts(new, after))
    )


def _stretch(words: Sequence[Span], first: int, stop: int, end: int) -> Span:
    """Return the span from one word to another; of no words, the place where they would stand."""
    if first < stop:
        return words[first][0], words[stop - 1][1]
    place = words[first][0] if first < len(words) else end
    return place, place


def _spans(pattern: re.Pattern[str], text: str, within: Span | None = None) -> list[Span]:
    start, stop = within or (0, len(text))
    return [match.span() for match in pattern.finditer(text, start, stop)]


def _texts(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[start:stop] for start, stop in spans]
