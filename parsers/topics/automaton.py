"""One pass over a text for the literals of all topics: which topics may be in it.

Says only which topics are worth asking; more topics make the automaton larger, not the pass longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

Needs = tuple[frozenset[str], ...]  # sets of literals: a topic may be there where one of each set occurs


class Automaton:
    """The literals of many topics, each topic known by its number."""

    def __init__(self, needs: Sequence[Needs]) -> None:
        """Take what each topic needs, the set that seems rarest first; every topic needs something."""
        uses = Counter(literal for sets in needs for one in sets for literal in one)
        numbers = {literal: number for number, literal in enumerate(uses)}
        self._led: list[list[int]] = [[] for _ in numbers]  # by literal: the topics to look at where it occurs
        self._others: list[list[frozenset[int]]] = []  # by topic: its further sets
        for topic, sets in enumerate(needs):
            leading, *others = sorted(sets, key=lambda one: max(uses[literal] for literal in one))
            for literal in leading:
                self._led[numbers[literal]].append(topic)
            self._others.append([frozenset(numbers[literal] for literal in one) for one in others])
        self._search = AhoCorasick(list(numbers), implementation=Implementation.ContiguousNFA) if numbers else None

    def candidates(self, haystack: str) -> list[int]:
        """Return the numbers of the topics of which every set has a literal in `haystack`, ascending.

        A word that many topics share is common in texts too, so a topic is looked at where its least shared set occurs.
        """
        if self._search is None:
            return []
        found = {which for which, _, _ in self._search.find_matches_as_indexes(haystack, overlapping=True)}
        led = {topic for which in found for topic in self._led[which]}
        return sorted(topic for topic in led if not any(map(found.isdisjoint, self._others[topic])))
