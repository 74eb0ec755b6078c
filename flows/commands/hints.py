"""What to try where a search finds nothing: its words in their other forms, where releases have those."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from parsers.records import Topic
from parsers.topics.language import parse
from parsers.topics.loosening import loosened
from parsers.topics.match import Matcher
from parsers.topics.printing import render
from warehouse.search import Wanted, found
from warehouse.search_forms import beginning
from warehouse.search_index import SearchIndex

NOTHING = "nothing matches"
_ENOUGH = 1_000  # releases that are counted: it is a hint


def hint(index: SearchIndex, wanted: Wanted, topics: Sequence[Topic]) -> str:
    """Say that nothing matches, and which query would find the words of the first of `topics` in other forms.

    `wanted` is what was looked for; the hint is counted with the matcher, so that it is true. Raises DamagedIndexError.
    """
    first, *others = topics
    for query in _looser(index, first.query):
        looser = replace(wanted, matcher=Matcher([replace(first, query=query), *others]))
        if count := _count(index, looser, first.topic):
            return f"{NOTHING} exactly; {_releases(count)} another form of these words: try {shlex.quote(query)}"
    return NOTHING


def _looser(index: SearchIndex, query: str) -> list[str]:
    """The query with other forms of the words that no release has, and the one with other forms of all its words."""
    tree = parse(query)
    trees = (loosened(tree, partial(one, index)) for one in (_of_absent, beginning))
    return [render(one) for one in dict.fromkeys(trees) if one != tree]


def _of_absent(index: SearchIndex, word: str) -> str | None:
    return None if index.frequency("text", word) else beginning(index, word)


def _count(index: SearchIndex, wanted: Wanted, topic: str) -> int:
    matching = (one for one in found(index, wanted) if wanted.matcher.mentions_of(topic, one.stored.release))
    return sum(1 for _ in islice(matching, _ENOUGH))


def _releases(count: int) -> str:
    if count == _ENOUGH:
        return f"{count:,} releases or more have"
    return "1 release has" if count == 1 else f"{count:,} releases have"
