"""A query that cannot be read says where, why and what to write."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import QueryError
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.syntax import DEEPEST
from tests.topics.releases import topic

# what is wrong | the query, with ^ before the mistake | what the message says
MISTAKES = [
    ("empty", "^", "the query is empty"),
    ("spaces only", "^   ", "the query is empty"),
    ("side by side", "High ^North", "two terms side by side"),
    ("word and group", "JEF ^(drone OR IFU)", "two terms side by side"),
    ("group and phrase", '(JEF) ^"High North"', "two terms side by side"),
    ("comma list", "JEF, ^IFU", "two terms side by side"),
    ("comma", "^JEF, OR IFU", "',' is no part of a word"),
    ("small and", "JEF ^and drone", "operators are written in capitals: AND"),
    ("small or", "JEF ^or drone", "operators are written in capitals: OR"),
    ("small not", "^not drone", "operators are written in capitals: NOT"),
    ("small and at the end", "JEF AND ^and", "operators are written in capitals: AND"),
    ("small near", "JEF ^near/5 drone", "operators are written in capitals: NEAR/5"),
    ("small sentence", "JEF ^sentence drone", "operators are written in capitals: SENTENCE"),
    ("open quotation", '^"High North', "this quotation mark is never closed"),
    ("open curly quotation", "JEF OR ^“High North", "this quotation mark is never closed"),
    ("lone quotation mark", '^"', "this quotation mark is never closed"),
    ("empty quotation", '^""', "there is no word to look for"),
    ("dots only", '^"..."', "there is no word to look for"),
    ("invisible only", "^\u200b", "there is no word to look for"),
    ("open parenthesis", "^(JEF OR IFU", "this parenthesis is never closed"),
    ("inner open parenthesis", "^(JEF OR (IFU AND drone)", "this parenthesis is never closed"),
    ("closed too often", "JEF^)", "this parenthesis was never opened"),
    ("closed first", "^) JEF", "this parenthesis was never opened"),
    ("empty parentheses", "JEF AND (^)", "these parentheses hold nothing"),
    ("nothing right of AND", "JEF ^AND", "AND has nothing to its right"),
    ("nothing left of OR", "^OR JEF", "OR has nothing to its left"),
    ("OR OR", "JEF OR ^OR drone", "OR has nothing to its left"),
    ("nothing right in a group", "(JEF ^AND) drone", "AND has nothing to its right"),
    ("nothing right of NEAR", "JEF ^NEAR/5", "NEAR/5 has nothing to its right"),
    ("nothing left of NEAR", "^NEAR/5 JEF", "NEAR/5 has nothing to its left"),
    ("NEAR without a number", "JEF ^NEAR drone", "NEAR needs a number"),
    ("NEAR with a word", "JEF ^NEAR/x drone", "NEAR needs a number"),
    ("NEAR nought", "JEF ^NEAR/0 drone", "NEAR takes a number from 1 to 1,000"),
    ("NEAR too far", "JEF ^ONEAR/1001 drone", "ONEAR takes a number from 1 to 1,000"),
    ("a very long number", f"JEF ^NEAR/{'9' * 5000} drone", "NEAR takes a number from 1 to 1,000"),
    ("ATLEAST nought", "^ATLEAST/0 (JEF)", "ATLEAST takes a number"),
    ("ATLEAST without a group", "^ATLEAST/3", "ATLEAST/3 has nothing to its right"),
    ("FIRST without a number", "^FIRST (JEF)", "FIRST needs a number"),
    ("NOT behind NEAR", "JEF NEAR/5 ^NOT drone", "NOT cannot stand right behind NEAR/5"),
    ("nothing right of NOT", "JEF ^NOT", "NOT has nothing to its right"),
    ("misspelt zone", "^titel:JEF", "did you mean title:?"),
    ("American zone", "^organization:JEF", "did you mean organisation:?"),
    ("zone in capitals", "^Title:JEF", "did you mean title:?"),
    ("no zone at all", "^http://example.org", "there is no zone or filter 'http'"),
    ("zone without a term", "^title:", "title: has nothing to its right"),
    ("filter without a value", "JEF AND ^source:", "nothing stands behind 'source:'"),
    ("lone colon", "JEF ^: drone", "nothing stands behind ':'"),
    ("short wildcard", "^de*", "at least 3 letters"),
    ("wildcard first", "^*drone", "at least 3 letters"),
    ("wildcard in a phrase", '^"High N*"', "at least 3 letters"),
    ("wildcard behind an apostrophe", "^JEF's*", "a wildcard stands for nothing"),
    ("too deep", "(" * DEEPEST + "^(JEF" + ")" * (DEEPEST + 1), "more than 50"),
]

# what only shows when the query becomes a topic
REFUSED = [
    ("pure negation", "^NOT drone", "every alternative of a topic needs a word"),
    ("filter only", "^language:en", "every alternative of a topic needs a word"),
    ("one empty alternative", "^JEF OR source:uk", "every alternative of a topic needs a word"),
    ("NEAR a negation", "JEF ^NEAR/3 (NOT drone)", "NEAR finds nothing on its right"),
    ("ONEAR behind a filter", "(language:en) ^ONEAR/3 drone", "ONEAR finds nothing on its left"),
    ("unknown topic", "JEF AND ^topic:jeff", "there is no topic 'jeff'; did you mean 'jef'?"),
    ("itself", "JEF AND ^topic:this", "in a circle: this -> this"),
]


def _split(marked: str) -> tuple[str, int]:
    before, _, after = marked.partition("^")
    return before + after, len(before)


@pytest.mark.parametrize(("name", "marked", "message"), MISTAKES)
def test_a_mistake_is_shown_where_it_stands(name: str, marked: str, message: str) -> None:
    query, position = _split(marked)
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert message in caught.value.message, name
    assert caught.value.position == position
    assert parse(caught.value.example)


@pytest.mark.parametrize(("name", "marked", "message"), REFUSED)
def test_a_query_that_is_no_topic_says_why(name: str, marked: str, message: str) -> None:
    query, position = _split(marked)
    with pytest.raises(QueryError) as caught:
        Matcher([topic("JEF", "jef"), topic(query, "this")])
    assert message in caught.value.message, name
    assert caught.value.message.startswith("topic 'this': ")
    assert caught.value.position == position
    assert parse(caught.value.example)


def test_the_caret_stands_under_the_mistake_of_a_query_of_several_lines() -> None:
    with pytest.raises(QueryError) as caught:
        parse("JEF\n  OR\n  de*")
    _, shown, caret, _ = str(caught.value).split("\n")
    assert shown[caret.index("^") :] == "de*"


def test_a_circle_of_topics_is_named_whole() -> None:
    topics = [topic("JEF OR topic:b", "a"), topic("topic:c", "b"), topic("IFU AND topic:a", "c")]
    with pytest.raises(QueryError, match="in a circle: a -> b -> c -> a"):
        Matcher(topics)


def test_a_mistake_in_an_alias_names_the_topic() -> None:
    with pytest.raises(QueryError, match=r"topic 'jef': de\* finds too much"):
        Matcher([topic("JEF", "jef", aliases=(("sv", "de*"),))])


def test_topics_that_multiply_one_another_are_refused() -> None:
    """Each names the one before twice: the last would stand for a million terms."""
    topics = [topic("JEF", "t0")] + [topic(f"topic:t{n} AND (IFU OR topic:t{n})", f"t{n + 1}") for n in range(20)]
    with pytest.raises(QueryError, match="grows beyond 20,000 terms"):
        Matcher(topics)


def test_a_long_line_of_topics_is_refused() -> None:
    topics = [topic("JEF", "t0")] + [topic(f"IFU OR (drone AND topic:t{n})", f"t{n + 1}") for n in range(200)]
    with pytest.raises(QueryError, match="operators inside one another"):
        Matcher(topics)


DEEP = [
    "(",
    "NOT ",
    "title:",
    "exact:",
    "ATLEAST/2 ",
    "JEF NEAR/2 ",
    "JEF SENTENCE ",
    "(JEF AND ",
    'title:("',
    "JEF EXCEPT ",
]


@pytest.mark.parametrize("piece", DEEP)
def test_depth_is_an_error_and_never_a_crash(piece: str) -> None:
    for query in (piece * 4_000, piece * 4_000 + "JEF", piece * 4_000 + "JEF" + ")" * 4_000):
        with suppress(QueryError):
            parse(query)


LONG = [
    "JEF OR ",
    "JEF AND ",
    "JEF NOT ",
    '"High North" OR ',
    "(JEF) OR ",
    "title:JEF OR ",
    "a-",
    "*",
    "'",
    '"',
    "JEF ",
    ":",
]


@pytest.mark.parametrize("piece", LONG)
def test_a_query_ten_times_as_long_takes_no_more_than_linear_time(piece: str) -> None:
    """Generous: quadratic time would be a hundredfold."""
    short, long = (min(_seconds(piece * times + "JEF") for _ in range(3)) for times in (1_000, 10_000))
    assert long < 35 * short + 0.05


def _seconds(query: str) -> float:
    start = time.process_time()
    with suppress(QueryError):
        parse(query)
    return time.process_time() - start


_pieces = st.sampled_from(
    [
        "JEF",
        "drone*",
        '"',
        "“",
        "(",
        ")",
        " ",
        "AND",
        "OR",
        "NOT",
        "NEAR/3",
        "near/3",
        "ATLEAST/2",
        "title:",
        "source:x",
        "\n",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(_pieces, max_size=12).map(" ".join), st.lists(_pieces).map("".join)))
def test_no_text_raises_anything_but_a_query_error(query: str) -> None:
    try:
        Matcher([topic(query)])
    except QueryError as error:
        mistake = error
    else:
        return
    assert 0 <= mistake.position <= len(query)
    assert parse(mistake.example)
