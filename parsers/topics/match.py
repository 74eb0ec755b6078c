"""Watched topics against releases: one pass for all words, then only the topics whose words occurred.

    matcher = Matcher(topics)
    matcher.mentions(release)  -> every place that carries a match, sorted

A matcher is made once for many releases and is not changed by matching.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from parsers.errors import QueryError
from parsers.records import Mention, Release, Topic
from parsers.topics.automaton import Automaton, Needs
from parsers.topics.concordance import Concordance
from parsers.topics.demands import Demand, demand
from parsers.topics.evaluation import EVERYWHERE, Plan, looks
from parsers.topics.language import parse
from parsers.topics.literals import necessary
from parsers.topics.mentions import mention, reading_order
from parsers.topics.plan import Planner
from parsers.topics.sketch import DoubtError, Sketch, is_loose
from parsers.topics.tree import Filter, Node, conjunction, disjunction

if TYPE_CHECKING:
    from parsers.topics.explanation import Explanation

_ORDINARY = frozenset({None, "title", "summary", "body", "notes"})


class Matcher:
    """Finds topics in releases."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        """Compile `topics`. Raises QueryError for a query that cannot be used; the message names the topic."""
        trees = {topic.topic: _tree(topic) for topic in topics}
        self._topics = tuple(topics)
        self._plans = [_plan(topic, trees) for topic in topics]
        self._numbers = {topic.topic: number for number, topic in enumerate(topics)}
        self._needs = [_needs(topic, plan) for topic, plan in zip(topics, self._plans, strict=True)]
        self._loose = [is_loose(plan) for plan in self._plans]
        self._automaton = Automaton(self._needs)
        self._everywhere = any(look.zone not in _ORDINARY for plan in self._plans for look in looks(plan))

    @property
    def names(self) -> tuple[str, ...]:
        """The topics, in the order in which they were given."""
        return tuple(topic.topic for topic in self._topics)

    def mentions(self, release: Release) -> tuple[Mention, ...]:
        """Return every place that carries a match, without repeats: by topic, then in reading order."""
        words = Concordance(release, everywhere=self._everywhere)
        found: set[Mention] = set()
        for number in self._automaton.candidates(words.haystack):
            found |= self._found(number, words)
        return tuple(sorted(found, key=reading_order))

    def mentions_of(self, topic: str, release: Release) -> tuple[Mention, ...]:
        """Return the mentions of one topic, for releases of which it is known already that they hold what it needs."""
        number = self._numbers[topic]
        return tuple(sorted(self._quickly(number, release), key=reading_order))

    def _quickly(self, number: int, release: Release) -> set[Mention]:
        with suppress(DoubtError):
            if self._loose[number]:
                return self._found(number, Sketch(release, everywhere=self._everywhere))
        return self._found(number, Concordance(release, everywhere=self._everywhere))

    def _found(self, number: int, words: Concordance) -> set[Mention]:
        found = self._plans[number].find(words, EVERYWHERE) or ()
        return {mention(self._topics[number], words, look, span) for look, span in found}

    def explain(self, topic: str, release: Release) -> Explanation:
        """Return which operator of a topic's query held where, and which did not. Raises KeyError for another topic."""
        from parsers.topics.explanation import explained  # noqa: PLC0415 - only who asks why waits for it to load

        number = self._numbers[topic]
        words = Concordance(release, everywhere=self._everywhere)
        return explained(self._plans[number], self._topics[number], words)

    def literals(self, topic: str) -> frozenset[str]:
        """Return the words of which at least one occurs in every release that matches a topic."""
        return frozenset(one.strip() for one in self.needs(topic)[0])

    def demand(self, topic: str) -> Demand:
        """Return what an index of words can be asked for a topic: met by every release that matches, and by others."""
        return demand(self._plans[self._numbers[topic]])

    def needs(self, topic: str) -> Needs:
        """Return sets of literals: every release that matches a topic has one of each set in its haystack.

        They stand as there: ' high north ' are whole words, ' deter' begins one, 'nei' stands anywhere in one.
        """
        return self._needs[self._numbers[topic]]


def _tree(topic: Topic) -> Node:
    return disjunction((_parsed(topic, topic.query), *(_alias(topic, *alias) for alias in topic.aliases)))


def _alias(topic: Topic, language: str, query: str) -> Node:
    return conjunction((Filter(name="language", value=language), _parsed(topic, query)))


def _parsed(topic: Topic, query: str) -> Node:
    try:
        return parse(query)
    except QueryError as error:
        raise _named(topic, error) from None


def _plan(topic: Topic, trees: Mapping[str, Node]) -> Plan:
    try:
        return Planner(topic.query, trees, topic.topic).plan(trees[topic.topic])
    except QueryError as error:
        raise _named(topic, error) from None


def _needs(topic: Topic, plan: Plan) -> Needs:
    needs = necessary(plan)
    if not needs:
        message = "every alternative of a topic needs a word to look for; NOT and filters alone find nothing"
        raise _named(topic, QueryError(topic.query, 0, message, "drone NOT survey"))
    return needs


def _named(topic: Topic, error: QueryError) -> QueryError:
    return QueryError(error.query, error.position, f"topic {topic.topic!r}: {error.message}", error.example)
