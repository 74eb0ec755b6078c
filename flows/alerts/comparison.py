"""Two editions of a release side by side: every paragraph whole, with the words that went and those that came.

Pure. What a digest shows of an edit is cut to what a reader has time for; here nothing is left out. Without the pieces
that came a paragraph reads as it did before, and without those that went as it does now, to the letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from flows.alerts.edits import Changed, every_paragraph
from flows.alerts.links import safe_link
from flows.alerts.marks import clean, cut
from flows.alerts.records import Former, Mark, Piece
from flows.alerts.templating import template
from flows.alerts.wording import day, wording
from flows.signs import visible
from parsers.records import FieldName
from warehouse.records import Text

Kind = Literal["edited", "replaced", "moved", "added", "removed", "same"]
_COUNTED: tuple[tuple[Kind, str], ...] = (
    ("edited", "edited"),
    ("replaced", "replaced"),
    ("moved", "moved"),
    ("added", "added"),
    ("removed", "removed"),
    ("same", "unchanged"),
)
_BEHIND = 60  # characters of the paragraph behind which a moved one stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: what is equal, what went and what came, in the order in which it is read.

    `before` and `after` are its numbers in the field, from 1, in the old and the new edition; None where it is not in
    it. `behind` is, of one that moved, the beginning of the paragraph behind which it stood; '' where it was the first.
    """

    field: FieldName
    kind: Kind
    pieces: tuple[Piece, ...]
    before: int | None
    after: int | None
    behind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of a release from one edition to another."""

    release_id: str
    url: str | None
    title: str
    language: str
    old: Former
    new: Former
    paragraphs: tuple[Paragraph, ...]


def compare(old: Text, new: Text) -> tuple[Paragraph, ...]:
    """Return every paragraph of what differs between two editions, in the order of title, standfirst and text.

    A field that is the same has none.
    """
    return tuple(_paragraph(one) for one in every_paragraph(old, new))


def grouped(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """Yield paragraphs as they are shown: those of one field that are the same together, each other one alone."""
    for (_, kind), run in groupby(paragraphs, key=lambda one: (one.field, one.kind)):
        members = tuple(run)
        yield from [members] if kind == "same" else ((one,) for one in members)


def tally(paragraphs: Iterable[Paragraph]) -> str:
    """Return how many paragraphs were edited, moved and so on: '1 edited, 2 moved, 14 unchanged'; '' of none."""
    times = Counter(one.kind for one in paragraphs)
    return ", ".join(f"{times[kind]:,} {word}" for kind, word in _COUNTED if times[kind])


def remark(group: Sequence[Paragraph]) -> str:
    """Return what is said above a group of paragraphs: how many are the same, or whence one moved; '' of others."""
    first = group[0]
    if first.kind == "same":
        return "1 paragraph unchanged" if len(group) == 1 else f"{len(group):,} paragraphs unchanged"
    if first.kind != "moved":
        return ""
    place = f"behind “{first.behind}”" if first.behind else "at the beginning"
    edited = " and edited" if any(piece.mark for piece in first.pieces) else ""
    return f"moved here{edited}: was paragraph {first.before}, {place}"


def shown(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces for the eye: no white space at the ends of a mark, and some between two marks that would touch.

    A character that acts is a sign: it may be all that changed.
    """
    touching = False
    for piece in pieces:
        text = visible(piece.text)
        core = text.strip() if piece.mark else text
        lead, _, tail = text.partition(core) if core else (text, "", "")
        yield from [Piece(text=" ")] if lead or (touching and piece.mark) else []
        yield from [Piece(text=core, mark=piece.mark)] if core else []
        yield from [Piece(text=" ")] if tail else []
        touching = bool(piece.mark and core and not tail)


def render_comparison(found: Comparison, *, zone: str) -> str:
    """Return a comparison as one HTML page; moments are shown in `zone`."""
    editions = [(one.revision, moment(one, zone)) for one in (found.old, found.new)]
    groups = [(group, remark(group), [list(shown(one.pieces)) for one in group]) for group in grouped(found.paragraphs)]
    page = template("comparison.html.j2")
    return page.render(
        found=found,
        title=visible(found.title),
        link=safe_link(found.url or ""),
        editions=editions,
        groups=groups,
        tally=tally(found.paragraphs),
        words=wording("en"),
    )


def moment(edition: Former, zone: str) -> str:
    """Return when an edition was first seen, in `zone`: 'Tue 24 Nov 2026, 07:00'."""
    there, words = edition.seen_at.astimezone(ZoneInfo(zone)), wording("en")
    return words.moment.format(day=day(words, there, year=True), hour=f"{there:%H:%M}")


def _paragraph(change: Changed) -> Paragraph:
    step = change.step
    kind = _kind(change)
    return Paragraph(
        field=change.field,
        kind=kind,
        pieces=tuple(_joined(_pieces(change))),
        before=None if step.old is None else step.old + 1,
        after=None if step.new is None else step.new + 1,
        behind=_behind(change) if kind == "moved" else "",
    )


def _kind(change: Changed) -> Kind:
    if change.before is None or change.after is None:
        return "added" if change.before is None else "removed"
    if change.step.moved or change.step.replaced:
        return "moved" if change.step.moved else "replaced"
    return "same" if change.is_same else "edited"


def _behind(change: Changed) -> str:
    ahead = change.old[: change.before[0]].rstrip("\n") if change.before else ""
    return cut(ahead.rpartition("\n")[2], _BEHIND)


def _pieces(change: Changed) -> Iterator[tuple[str, Mark]]:
    """Yield runs of text and whether they went or came; white space that only one edition has went or came too."""
    (i, end), (k, stop) = change.before or (0, 0), change.after or (0, 0)
    whole = () if change.is_same or change.only_moved else (((i, end), (k, stop)),)
    for gone, come in (*(change.swaps or whole), ((end, end), (stop, stop))):
        yield from _kept(change.old[i : gone[0]], change.new[k : come[0]])
        yield change.old[slice(*gone)], "old"
        yield change.new[slice(*come)], "new"
        i, k = gone[1], come[1]


def _kept(old: str, new: str) -> Iterator[tuple[str, Mark]]:
    """Yield what two editions share; the white space around it may be in one of them only."""
    yield from _space(old[: len(old) - len(old.lstrip())], new[: len(new) - len(new.lstrip())])
    yield new.strip(), ""
    if new.strip():
        yield from _space(old[len(old.rstrip()) :], new[len(new.rstrip()) :])


def _space(old: str, new: str) -> Iterator[tuple[str, Mark]]:
    if old == new:
        yield new, ""
    else:
        yield from ((old, "old"), (new, "new"))


def _joined(runs: Iterable[tuple[str, Mark]]) -> Iterator[Piece]:
    for kind, run in groupby(((text, mark) for text, mark in runs if text), key=lambda one: one[1]):
        text = clean("".join(part for part, _ in run))
        yield from [Piece(text=text, mark=kind)] if text else []
