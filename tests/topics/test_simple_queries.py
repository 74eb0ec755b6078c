"""A query of one word or one phrase is read without the grammar, and means what the grammar says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import QueryError
from parsers.topics import syntax
from parsers.topics.complaints import MistakeError
from parsers.topics.language import parse
from tests.topics.strategies import PIECES, WORDS

OPERATORS = ("AND", "or", "Not", "NEAR", "near", "ONEAR", "SENTENCE", "EXCEPT", "FIRST", "ATLEAST", "PARAGRAPH")
_words = st.sampled_from((*WORDS, *PIECES, *OPERATORS, "deter*", "u?", "10", "_", "x_y", "£5", "title", "№"))
_phrases = st.lists(_words, max_size=3).map(lambda words: f'"{" ".join(words)}"')
_queries = st.tuples(st.sampled_from(("", " ", "\n")), st.one_of(_words, _phrases), st.sampled_from(("", "  "))).map(
    "".join
)


@given(_queries)
@settings(max_examples=500, deadline=None)
def test_a_short_query_means_what_the_grammar_says(query: str) -> None:
    assert _meaning(query) == _by_grammar(query)


def _meaning(query: str) -> object:
    try:
        return parse(query)
    except QueryError as error:
        return (error.position, error.message)


def _by_grammar(query: str) -> object:
    try:
        return syntax.read(query.replace("\n", " "))
    except MistakeError as mistake:
        return (mistake.position, mistake.message)


@pytest.mark.parametrize(("query", "loaded"), [("JEF", "False"), ('"High North"', "False"), ("JEF OR IFU", "True")])
def test_only_operators_load_the_grammar(query: str, loaded: str) -> None:
    program = f"import sys; from parsers.topics.language import parse; parse({query!r}); print('lark' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == loaded
