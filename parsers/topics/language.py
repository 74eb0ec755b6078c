"""Queries to trees.

    parse('JEF AND "High North"')  -> And(parts=(Term(text='JEF'), Term(text='High North')))

Reads what is written and nothing else: whether a topic of that name exists is for `plan`. No input raises anything
but QueryError, and none takes more than linear time.
"""

from __future__ import annotations

import re

from parsers.errors import QueryError
from parsers.topics import terms
from parsers.topics.complaints import MistakeError
from parsers.topics.tree import Node

_WORD = re.compile(r"\s*([^\W_]+)\s*")
_PHRASE = re.compile(r'\s*("[^"“”„]*")\s*')
_OPERATORS = frozenset("and or not sentence paragraph except near onear atleast first".split())


def parse(query: str) -> Node:
    """Return the tree of a query.

    Raises QueryError, which knows the position of the mistake, for everything that is not in the language.
    """
    shown = re.sub(r"\s", " ", query)  # errors point into one line
    try:
        return _term(shown) or _whole(shown)
    except MistakeError as mistake:
        raise QueryError(shown, mistake.position, mistake.message, mistake.example) from None


def _term(query: str) -> Node | None:
    """One word or one phrase: most searches are no more, and need no grammar."""
    if (found := _WORD.fullmatch(query)) and found[1].casefold() not in _OPERATORS:
        return terms.word(found[1], found.start(1))
    if found := _PHRASE.fullmatch(query):
        return terms.phrase(found[1][1:-1], found.start(1))
    return None


def _whole(query: str) -> Node:
    from parsers.topics import syntax  # noqa: PLC0415 - loading lark and its grammar takes as long as a search

    return syntax.read(query)
