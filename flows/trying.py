"""A query tried on history: what it would have caught, by which words, how often, and what it just missed.

Reads the search index and the analysts' copy, and changes nothing. Only releases that the index finds are read.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from parsers.records import Mention, Topic
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.printing import render
from parsers.topics.tree import And, Not, conjunction, names_topics
from warehouse.database import Connection
from warehouse.history import monthly
from warehouse.search import Wanted, found
from warehouse.search_index import SearchIndex
from warehouse.search_records import shelved
from warehouse.stored import Stored

BROAD = 0.2  # of all releases: a topic that matches more tells nobody anything
_WEEK = 7 * 24 * 3600.0
_LOOKED_AT = 2000  # releases at most in which near misses are looked for: a part may be in every release
_SEED = 20260101  # the same query shows the same sample, and asks about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One release that the query matches; of tens of thousands, those that are shown are read once more."""

    release_id: str
    moment: datetime  # when it was published, or first seen
    mentions: tuple[Mention, ...]
    record: bytes

    @property
    def stored(self) -> Stored:
        """The release."""
        return shelved(self.record).stored


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """One release that matches but for one part of the query."""

    stored: Stored
    part: str  # in the topic language


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a query would have caught."""

    query: str
    releases: int  # looked at
    months: tuple[tuple[str, int, int], ...]  # (month, releases, hits)
    hits: tuple[Hit, ...]  # newest first
    near: tuple[NearMiss, ...]

    @property
    def share(self) -> float:
        """The share of all releases that match."""
        return len(self.hits) / self.releases if self.releases else 0.0

    @property
    def is_broad(self) -> bool:
        """True where the query matches more than a fifth of everything."""
        return self.share > BROAD

    @property
    def weekly(self) -> float:
        """How many alerts a week the query would have made, over the time that it caught anything."""
        if len(self.hits) < 2:
            return float(len(self.hits))
        span = (self.hits[0].moment - self.hits[-1].moment).total_seconds() / _WEEK
        return len(self.hits) / max(span, 1.0)

    @property
    def words(self) -> list[tuple[str, int]]:
        """The words that carried matches, with the number of releases that each carried."""
        carried = Counter(word for hit in self.hits for word in {mention.text for mention in hit.mentions})
        return sorted(carried.items(), key=lambda one: (-one[1], one[0]))

    def sampled(self, number: int) -> list[Hit]:
        """Return some hits by chance, the same for the same hits."""
        return random.Random(_SEED).sample(self.hits, min(number, len(self.hits)))  # noqa: S311 - no secret is drawn


def try_topic(
    connection: Connection,
    index: SearchIndex,
    topic: Topic,
    others: Sequence[Topic],
    *,
    since: datetime | None = None,
    near: int = 10,
) -> Trial:
    """Try a topic on every release that is kept, or on those published since; `others` are those it may name.

    Raises QueryError for a query that cannot be used, and DamagedIndexError.
    """
    named = [one for one in others if one.topic != topic.topic] if names_topics(parse(topic.query)) else []
    hits = _hits(index, topic, named, since)
    misses = _near_misses(index, _shorter(topic), named, since, but={hit.release_id for hit in hits})
    months = _months(monthly(connection, since=since), hits)
    return Trial(
        query=topic.query,
        releases=sum(count for _, count, _ in months),
        months=months,
        hits=tuple(hits),
        near=tuple(islice(misses, near)),
    )


def _hits(index: SearchIndex, topic: Topic, named: Sequence[Topic], since: datetime | None) -> list[Hit]:
    matcher = Matcher([topic, *named])
    wanted = Wanted(matcher=matcher, topics=(topic.topic,), since=since)
    return [
        Hit(release_id=one.stored.release_id, moment=one.stored.moment, mentions=mentions, record=one.record)
        for one in found(index, wanted)
        if (mentions := matcher.mentions_of(topic.topic, one.stored.release))
    ]


def _near_misses(
    index: SearchIndex,
    shorter: Sequence[Topic],
    named: Sequence[Topic],
    since: datetime | None,
    *,
    but: Collection[str],
) -> Iterator[NearMiss]:
    if not shorter:
        return
    matcher = Matcher([*shorter, *named])
    parts = {one.topic: one.name for one in shorter}
    for one in islice(found(index, Wanted(matcher=matcher, topics=tuple(parts), since=since)), _LOOKED_AT):
        if one.stored.release_id not in but:
            release = one.stored.release
            if missing := next((part for name, part in parts.items() if matcher.mentions_of(name, release)), None):
                yield NearMiss(stored=one.stored, part=missing)


def _shorter(topic: Topic) -> list[Topic]:
    """The query without each of its parts in turn, where it is several joined by AND: what is nearly a match."""
    tree = parse(topic.query)
    if not isinstance(tree, And):
        return []
    found = []
    for number, part in enumerate(tree.parts):
        rest = tree.parts[:number] + tree.parts[number + 1 :]
        if any(not isinstance(one, Not) for one in rest):
            query = render(conjunction(rest))
            found.append(Topic(topic=f"{topic.topic}-without-{number}", name=render(part), query=query))
    return found


def _months(totals: Sequence[tuple[str, int]], hits: Sequence[Hit]) -> tuple[tuple[str, int, int], ...]:
    matched = Counter(f"{hit.moment:%Y-%m}" for hit in hits)
    return tuple((month, count, matched[month]) for month, count in totals)
