"""The words without which a plan cannot hold: one look for all topics' words at once says which plans to ask.

A literal is a piece of a concordance's haystack: words between spaces, the last one cut short by a wildcard.
"""

from __future__ import annotations

from collections.abc import Iterable

from parsers.topics.evaluation import All, Beside, InOrder, Look, Never, Often, Only, Plan, Some, Together, parts_of
from parsers.topics.patterns import Pattern, Word
from parsers.topics.words import core

MOST = 8  # sets worth looking at: each makes fewer releases worth asking, the ninth hardly any


def necessary(plan: Plan) -> tuple[frozenset[str], ...]:
    """Return sets of literals; wherever `plan` holds, each set has one that occurs. Empty: it may hold without words.

    The set that seems rarest comes first: that of which the shortest literal is longest.
    """
    return tuple(sorted(dict.fromkeys(_sets(plan)), key=_rarity)[:MOST])


def _sets(plan: Plan) -> Iterable[frozenset[str]]:
    match plan:
        case Look():
            return [frozenset({literal(plan.pattern)})]
        case Never() | Only():
            return []
        case Some():
            return _union([necessary(part) for part in plan.parts])
        case All() | Beside() | InOrder() | Together() | Often():
            return [one for part in parts_of(plan) for one in necessary(part)]


def _union(alternatives: list[tuple[frozenset[str], ...]]) -> list[frozenset[str]]:
    if not all(alternatives):
        return []
    return [frozenset().union(*(sets[0] for sets in alternatives))]


def _rarity(literals: frozenset[str]) -> tuple[int, int, list[str]]:
    return -min(map(len, literals)), len(literals), sorted(literals)


def _cut_short(piece: str, word: Word) -> list[str]:
    """Return the pieces that a word with a wildcard makes of the piece before it, and the start of the next."""
    return [piece, word.root, " "] if "'" in word.stem else [piece + word.stem, " "]


def literal(pattern: Pattern) -> str:
    """Return the longest piece of a haystack that stands wherever the words of a pattern do."""
    pieces = [" "]
    for word in pattern.words:
        if word.wild:
            pieces += _cut_short(pieces.pop(), word)
        else:
            pieces[-1] += core(word.folded) + " "
    return max(pieces, key=len)
