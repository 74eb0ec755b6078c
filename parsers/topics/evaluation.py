"""What a query does: operators that find places of words in a release's concordance.

`find` returns None where an operator does not hold, or the places that carry it, which may be none (a NOT holds
without any). Places are (first word, last word). A window, from its first word up to but without its stop, is the
sentence or paragraph in which an operator is asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TypeAlias

from parsers.topics.concordance import Concordance, Span
from parsers.topics.filters import passes
from parsers.topics.patterns import Pattern
from parsers.topics.tree import FilterName, Node, Stretch, ZoneName

Window: TypeAlias = Span
Found: TypeAlias = "list[tuple[Look, Span]] | None"
EVERYWHERE: Window = (0, 1 << 60)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """Looks for a term in one zone, perhaps only among its first words."""

    pattern: Pattern
    zone: ZoneName | None
    first: int | None
    excepted: tuple[Plan, ...]
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of the term."""
        spans = words.places(self.pattern)
        if spans and (self.zone or self.first or len(words.passages) > 3):
            spans = [one for low, high in self._ranges(words) for one in _inside(spans, (low, high))]
        for one in self.excepted if spans else ():
            spans = _free(spans, _covered(one, words))
        if window is not EVERYWHERE:
            spans = _inside(spans, window)
        return [(self, one) for one in spans] or None

    def _ranges(self, words: Concordance) -> list[Span]:
        ranges = words.zone(self.zone)
        if self.first is None:
            return ranges
        return [(low, min(high, low + self.first)) for low, high in ranges]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class All:
    """Holds where all parts hold."""

    parts: tuple[Plan, ...]
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of all parts together."""
        together: list[tuple[Look, Span]] = []
        for part in self.parts:
            found = part.find(words, window)
            if found is None:
                return None
            together += found
        return together


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Some:
    """Holds where at least one part holds."""

    parts: tuple[Plan, ...]
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of all parts that hold."""
        every = [found for part in self.parts if (found := part.find(words, window)) is not None]
        return [one for found in every for one in found] if every else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Never:
    """Holds where its part does not."""

    part: Plan
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return no places, or None."""
        return [] if self.part.find(words, window) is None else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Often:
    """Holds where its part is found so many times, counting overlapping places once."""

    part: Plan
    times: int
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of the part."""
        found = self.part.find(words, window)
        return found if found is not None and _times(found) >= self.times else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beside:
    """Holds where two parts stand within a distance of each other, in either order."""

    left: Plan
    right: Plan
    words: int
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of each part that have one of the other near them."""
        left, right = self.left.find(words, window), self.right.find(words, window)
        if not left or not right:
            return None
        near = _near(left, right, self.words)
        return near + _near(right, left, self.words) if near else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InOrder:
    """Holds where parts follow one another, each within its distance of the one before."""

    parts: tuple[Plan, ...]
    words: tuple[int, ...]  # one less than parts
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of all parts that are links of a whole chain."""
        links = [part.find(words, window) or [] for part in self.parts]
        for which, distance in enumerate(self.words):
            links[which + 1] = _following(links[which + 1], links[which], distance)
        for which, distance in reversed(list(enumerate(self.words))):
            links[which] = _preceding(links[which], links[which + 1], distance)
        return [one for link in links for one in link] or None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together:
    """Holds where two parts hold in the same sentence or paragraph."""

    left: Plan
    right: Plan
    stretch: Stretch
    anchor: Plan | None  # a part that cannot hold without a place; None: neither is one
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:
        """Return the places of both parts in every stretch where both hold."""
        held: list[list[tuple[Look, Span]]] = []
        for stretch in self._stretches(words, window):
            inner = (max(stretch[0], window[0]), min(stretch[1], window[1]))
            left = self.left.find(words, inner)
            right = None if left is None else self.right.find(words, inner)
            if left is not None and right is not None:
                held.append(left + right)
        return [one for found in held for one in found] if held else None

    def _stretches(self, words: Concordance, window: Window) -> list[Span]:
        every = words.stretches(self.stretch)
        if self.anchor is None:
            return every
        starts = [start for start, _ in every]
        places = [span for look in looks(self.anchor) for _, span in look.find(words, window) or []]
        return [every[which] for which in sorted({bisect_right(starts, first) - 1 for first, _ in places})]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Only:
    """Holds for releases of one source, country, type or language."""

    name: FilterName
    value: str
    written: Node

    def find(self, words: Concordance, window: Window) -> Found:  # noqa: ARG002 - a filter is the same in every window
        """Return no places, or None."""
        return [] if passes(words.release, self.name, self.value) else None


Plan: TypeAlias = Look | All | Some | Never | Often | Beside | InOrder | Together | Only


def parts_of(plan: Plan) -> tuple[Plan, ...]:
    """Return the parts of an operator."""
    match plan:
        case All() | Some() | InOrder():
            return plan.parts
        case Beside() | Together():
            return (plan.left, plan.right)
        case Never() | Often():
            return (plan.part,)
    return ()


def looks(plan: Plan) -> list[Look]:
    """Return all terms of a plan."""
    return [plan] if isinstance(plan, Look) else [one for part in parts_of(plan) for one in looks(part)]


def _inside(spans: list[Span], window: Window) -> list[Span]:
    """Return the places that lie wholly inside; `spans` ascend and are equally long."""
    low, high = window
    return [one for one in spans[bisect_left(spans, (low,)) : bisect_left(spans, (high,))] if one[1] < high]


def _covered(plan: Plan, words: Concordance) -> frozenset[int]:
    """Return all words that a plan's places cover."""
    known = words.covered.get(id(plan))
    if known is None:
        found = plan.find(words, EVERYWHERE) or ()
        known = frozenset(number for _, (first, last) in found for number in range(first, last + 1))
        words.covered[id(plan)] = known
    return known


def _free(spans: list[Span], covered: frozenset[int]) -> list[Span]:
    return [one for one in spans if covered.isdisjoint(range(one[0], one[1] + 1))]


def _times(found: list[tuple[Look, Span]]) -> int:
    times, free = 0, 0
    for last, first in sorted({(last, first) for _, (first, last) in found}):
        if first >= free:
            times, free = times + 1, last + 1
    return times


def _near(some: list[tuple[Look, Span]], others: list[tuple[Look, Span]], distance: int) -> list[tuple[Look, Span]]:
    before = set(map(id, _following(some, others, distance)))
    after = set(map(id, _preceding(some, others, distance)))
    return [one for one in some if id(one) in before or id(one) in after]


def _following(
    some: list[tuple[Look, Span]], before: list[tuple[Look, Span]], distance: int
) -> list[tuple[Look, Span]]:
    """Return those of `some` that begin after one of `before` ends, so many words away at most."""
    ends = sorted(last for _, (_, last) in before)
    return [one for one in some if bisect_left(ends, one[1][0] - distance) < bisect_left(ends, one[1][0])]


def _preceding(some: list[tuple[Look, Span]], after: list[tuple[Look, Span]], distance: int) -> list[tuple[Look, Span]]:
    """Return those of `some` that end before one of `after` begins, so many words away at most."""
    begins = sorted(first for _, (first, _) in after)
    return [one for one in some if bisect_right(begins, one[1][1]) < bisect_right(begins, one[1][1] + distance)]
