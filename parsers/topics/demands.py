"""What an index of words can be asked for a topic: its plan without order, distance, case and NOT.

A demand is met by every release that the plan matches, and by some others; the matcher decides among those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from parsers.topics.evaluation import All, Beside, InOrder, Look, Never, Often, Only, Plan, Some, Together, parts_of
from parsers.topics.literals import MOST, literal
from parsers.topics.tree import FilterName, ZoneName

_LONGEST = 1 << 30  # letters: more than any word has


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a haystack occurs: ' high north ' are words, ' deter' begins one, 'nei' stands anywhere in one."""

    literal: str
    zone: ZoneName | None  # None: title, standfirst, body or notes


@dataclass(frozen=True, slots=True)
class Passing:
    """A filter lets the release pass."""

    name: FilterName
    value: str


@dataclass(frozen=True, slots=True)
class Every:
    """All parts are met; without parts, anything does."""

    parts: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is met."""

    parts: tuple[Demand, ...]


Demand: TypeAlias = Piece | Passing | Every | Either
ANYTHING = Every(())


def demand(plan: Plan) -> Demand:
    """Return what every release that a plan matches meets; ANYTHING where the plan may match whatever there is."""
    match plan:
        case Look():
            return Piece(literal(plan.pattern), plan.zone)
        case Only():
            return Passing(plan.name, plan.value)
        case Never():
            return ANYTHING
        case Some():
            return _either([demand(part) for part in plan.parts])
        case All() | Beside() | InOrder() | Together() | Often():
            return _every([demand(part) for part in parts_of(plan)])


def _either(parts: list[Demand]) -> Demand:
    different = tuple(dict.fromkeys(parts))
    if ANYTHING in different:
        return ANYTHING
    return different[0] if len(different) == 1 else Either(different)


def _every(parts: list[Demand]) -> Demand:
    needed = sorted((one for one in dict.fromkeys(parts) if one != ANYTHING), key=_rarity)[:MOST]
    return needed[0] if len(needed) == 1 else Every(tuple(needed))


def _rarity(one: Demand) -> int:
    """The rarest first, as it seems: a long word is rarer than a short one, and a filter costs nothing."""
    return -min((len(piece.literal) for piece in pieces(one)), default=_LONGEST)


def pieces(one: Demand) -> Iterator[Piece]:
    """Yield the pieces that are asked for anywhere in a demand."""
    match one:
        case Piece():
            yield one
        case Every() | Either():
            for part in one.parts:
                yield from pieces(part)
