"""What a topic needs, as a question to the search index: what it finds holds every release that the topic matches.

Decides nothing: the matcher does, on what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from parsers.topics.demands import Demand, Either, Every, Passing, Piece, pieces
from parsers.topics.tree import ZoneName
from warehouse.search_index import STEMS, stems_field
from warehouse.search_records import LONGEST, passing_term
from warehouse.search_stems import LANGUAGES, stem

_WEIGHTS = {"title": 3.0, "text": 1.0}  # how much a word or its stem weighs there besides
_FIELDS: dict[ZoneName | None, str] = {
    "title": "title",
    "quote": "quoted",
    "speaker": "quoted",
    "organisation": "organisation",
    "place": "place",
}  # where the words of a zone are; text, where they stand with others


def question(schema: tantivy.Schema, demands: Sequence[Demand], *, since: int | None, ranked: bool) -> Query:
    """Return the query that finds every release that meets one of some demands.

    `since` is in microseconds since 1970; `ranked` lets words of titles weigh more, and other forms of words count.
    """
    must = [(Occur.Must, _any(_met(schema, one) for one in demands))]
    if since is not None:
        recent = Query.range_query(schema, "published", tantivy.FieldType.Integer, lower_bound=since)
        must.append((Occur.Must, Query.const_score_query(recent, 0.0)))
    if ranked:
        wanted = dict.fromkeys(piece.literal for one in demands for piece in pieces(one))
        must += [(Occur.Should, one) for literal in wanted for one in _weights(schema, literal)]
    return Query.boolean_query(must)


def _met(schema: tantivy.Schema, demand: Demand) -> Query:
    match demand:
        case Piece():
            return _found(schema, _FIELDS.get(demand.zone, "text"), demand.literal)
        case Passing():
            term = Query.term_query(schema, "passing", passing_term(demand.name, demand.value), "basic")
            return Query.const_score_query(term, 0.0)
        case Every(parts=()):
            return Query.all_query()
        case Every():
            return Query.boolean_query([(Occur.Must, _met(schema, one)) for one in demand.parts])
        case Either():
            return _any(_met(schema, one) for one in demand.parts)


def _weights(schema: tantivy.Schema, literal: str) -> Iterable[Query]:
    yield Query.boost_query(_found(schema, "title", literal), _WEIGHTS["title"])
    words = literal.split()
    if len(words) == 1 and literal.startswith(" "):
        for field in STEMS:
            for language in LANGUAGES:
                yield Query.boost_query(stem_query(schema, field, language, words[0]), _WEIGHTS[field])


def stem_query(schema: tantivy.Schema, field: str, language: str, word: str) -> Query:
    """Return the query that finds the releases of a language which have a form of a word in 'title' or in 'text'."""
    term = stem(language, word[:LONGEST])
    return Query.term_query(schema, stems_field(field, language), term, "freq")


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
