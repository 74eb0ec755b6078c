"""What a topic needs, as a question to the search index: what it finds holds every release that the topic matches.

Decides nothing: the matcher does, on what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from parsers.topics.automaton import Needs
from warehouse.search_records import LONGEST

_TITLE = 3.0  # how much more a word weighs in a title


def question(
    schema: tantivy.Schema, needs: Sequence[Needs], *, everywhere: bool, since: int | None, ranked: bool
) -> Query:
    """Return the query that finds every release with what one of some topics needs.

    `everywhere` looks at quotes, speakers, organisations and places as well; `since` is in microseconds since 1970;
    `ranked` lets words of titles weigh more.
    """
    fields = ("text", "tagged") if everywhere else ("text",)
    must = [(Occur.Must, _any(_all(schema, fields, one) for one in needs))]
    if since is not None:
        recent = Query.range_query(schema, "published", tantivy.FieldType.Integer, lower_bound=since)
        must.append((Occur.Must, Query.const_score_query(recent, 0.0)))
    if ranked:
        titles = _any(_one_of(schema, ("title",), literals) for sets in needs for literals in sets)
        must.append((Occur.Should, Query.boost_query(titles, _TITLE)))
    return Query.boolean_query(must)


def _all(schema: tantivy.Schema, fields: Sequence[str], needs: Needs) -> Query:
    return Query.boolean_query([(Occur.Must, _one_of(schema, fields, literals)) for literals in needs])


def _one_of(schema: tantivy.Schema, fields: Sequence[str], literals: frozenset[str]) -> Query:
    return _any(_found(schema, field, one) for field in fields for one in sorted(literals))


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def _found(schema: tantivy.Schema, field: str, literal: str) -> Query:
    """Find a piece of the haystack: whole words, of which the last is only a beginning where no space follows it."""
    words = [word[:LONGEST] for word in literal.split()]
    if not literal.startswith(" "):
        return _shaped(schema, field, f".*{words[0]}.*")
    if literal.endswith(" "):
        return _phrase(schema, field, words)
    begun = _shaped(schema, field, f"{words[-1]}.*")
    whole = [_phrase(schema, field, words[:-1])] if words[:-1] else []
    return Query.boolean_query([(Occur.Must, one) for one in (*whole, begun)])


def _phrase(schema: tantivy.Schema, field: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return Query.term_query(schema, field, words[0])
    return Query.phrase_query(schema, field, list(words))


def _shaped(schema: tantivy.Schema, field: str, pattern: str) -> Query:
    """Words hold letters, digits and apostrophes only, none of which means anything in a pattern."""
    return Query.regex_query(schema, field, pattern)
