"""Two editions of a release side by side: every changed paragraph whole, with the words that went and those that came.

Pure. What a digest shows of an edit is cut to what a reader has time for; here nothing is left out but what is equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flows.alerts.edits import Changed, find_changes
from flows.alerts.links import safe_link
from flows.alerts.marks import Span, clean
from flows.alerts.records import Former, Piece
from flows.alerts.templating import template
from flows.alerts.wording import day, wording
from parsers.records import FieldName
from warehouse.records import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One changed paragraph: what is equal, what went and what came, in the order in which it is read."""

    field: FieldName
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of a release from one edition to a later one."""

    release_id: str
    url: str | None
    title: str
    language: str
    old: Former
    new: Former
    paragraphs: tuple[Paragraph, ...]


def compare(old: Text, new: Text) -> tuple[Paragraph, ...]:
    """Return what differs between two editions by paragraph, in the order of title, standfirst and text."""
    return tuple(Paragraph(field=one.field, pieces=tuple(_pieces(one))) for one in find_changes(old, new))


def render_comparison(found: Comparison, *, zone: str) -> str:
    """Return a comparison as one HTML page; moments are shown in `zone`."""
    editions = [(one.revision, moment(one, zone)) for one in (found.old, found.new)]
    page = template("comparison.html.j2")
    return page.render(found=found, link=safe_link(found.url or ""), editions=editions, words=wording("en"))


def moment(edition: Former, zone: str) -> str:
    """Return when an edition was first seen, in `zone`: 'Tue 24 Nov 2026, 07:00'."""
    there, words = edition.seen_at.astimezone(ZoneInfo(zone)), wording("en")
    return words.moment.format(day=day(words, there, year=True), hour=f"{there:%H:%M}")


def _pieces(change: Changed) -> Iterator[Piece]:
    if change.swaps and change.before and change.after:
        yield from _woven(change, change.after)
        return
    yield from _cut(change.old, change.before, "old") if change.before else ()
    yield from [Piece(text=" ")] if change.before and change.after else []
    yield from _cut(change.new, change.after, "new") if change.after else ()


def _woven(change: Changed, after: Span) -> Iterator[Piece]:
    cursor = after[0]
    for gone, come in change.swaps:
        yield Piece(text=clean(change.new[cursor : come[0]]))
        yield from _spaced(change, gone, come, after)
        cursor = come[1]
    yield Piece(text=clean(change.new[cursor : after[1]]))


def _spaced(change: Changed, gone: Span, come: Span, after: Span) -> Iterator[Piece]:
    """Yield the words that went and those that came, with the space that went with the former."""
    came, is_last = come[0] < come[1], come[0] == after[1]
    if gone[0] < gone[1]:
        yield from [Piece(text=" ")] if is_last and not came else []
        yield Piece(text=clean(change.old[gone[0] : gone[1]]), mark="old")
        yield from [Piece(text=" ")] if came or not is_last else []
    yield from _cut(change.new, come, "new") if came else ()


def _cut(text: str, span: Span, mark: str) -> Iterable[Piece]:
    yield Piece(text=clean(text[span[0] : span[1]]), mark="old" if mark == "old" else "new")
