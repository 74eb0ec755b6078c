"""A tree that is written down reads as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from parsers.topics.language import parse
from parsers.topics.printing import render
from parsers.topics.tree import Node
from tests.topics.strategies import queries

# as written | as printed
PRINTED = [
    ("JEF", "JEF"),
    ('"JEF"', "JEF"),
    ("“High   North”", '"High North"'),
    ("J__F AND IFU", '"J F" AND IFU'),
    ('"AND"', '"AND"'),
    ('"not"', '"not"'),
    ('"NEAR/5"', '"NEAR/5"'),
    ("J\u00adEF’s", "JEF's"),
    ("JEF AND NOT drone", "JEF NOT drone"),
    ("(JEF AND (drone AND IFU))", "JEF AND drone AND IFU"),
    ("((JEF OR IFU)) AND drone", "(JEF OR IFU) AND drone"),
    ('exact:(jef OR "High North")', 'exact:jef OR exact:"High North"'),
    ("ATLEAST/2 JEF", "ATLEAST/2 (JEF)"),
    ('source:"uk/govuk" AND JEF', "source:uk/govuk AND JEF"),
    ('type:"press release" AND JEF', 'type:"press release" AND JEF'),
    ("title: topic:jef", "title:topic:jef"),
    ("a SENTENCE (b SENTENCE c)", "a SENTENCE (b SENTENCE c)"),
    ("(a NEAR/2 b) EXCEPT (c OR d)", "a NEAR/2 b EXCEPT (c OR d)"),
]


@pytest.mark.parametrize(("written", "printed"), PRINTED)
def test_a_query_is_printed_plainly(written: str, printed: str) -> None:
    assert render(parse(written)) == printed
    assert parse(printed) == parse(written)


@settings(max_examples=400, deadline=None)
@given(queries)
def test_what_is_printed_reads_as_the_same_tree(node: Node) -> None:
    assert parse(render(node)) == node
