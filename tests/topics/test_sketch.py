"""Words found by their letters are found where reading every word finds them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.records import Release
from parsers.topics import tree
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.plan import Planner
from parsers.topics.printing import render
from parsers.topics.sketch import DoubtError, Sketch, is_loose
from parsers.topics.tree import Node, conjunction, disjunction
from tests.topics.releases import release, topic
from tests.topics.strategies import releases

_words = st.builds(
    lambda text, exact: tree.Term(text=text, exact=exact),
    st.sampled_from(("JEF", "jef", "drone", "north", "café", "dro*", "dron?", "nor*h", "JEF*")),
    st.booleans(),
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(conjunction),
        two.map(disjunction),
        st.builds(lambda a, b: conjunction((a, tree.Not(part=b))), inner, inner),
        st.builds(lambda a, n: tree.AtLeast(part=a, times=n), inner, st.integers(1, 3)),
        st.builds(lambda a, name: tree.Zone(name=name, part=a), _words, st.sampled_from(("title", "quote", "place"))),
    )


@given(st.recursive(_words, _joined, max_leaves=4), releases())
@settings(max_examples=150, deadline=None)
def test_words_are_found_by_their_letters_where_they_stand(node: Node, one: Release) -> None:
    matcher = Matcher([topic(render(node), "t")])
    assert matcher.mentions_of("t", one) == matcher.mentions(one)


def test_pieces_of_other_words_are_passed_over() -> None:
    body = "airdrone drones drone. drone\u0301 dronę dro\u200bne (Drone) adrone drone_x\n\ndrone"
    found = Matcher([topic("drone", "t")]).mentions_of("t", release(body))
    assert [body[one.start : one.stop] for one in found] == ["drone", "dro\u200bne", "Drone", "drone", "drone"]
    assert found[-1].stop == len(body)


@pytest.mark.parametrize("body", ["the drone's", "'drone'", "l’drone", "Straße drone"])
def test_what_letters_do_not_tell_is_left_to_the_concordance(body: str) -> None:
    with pytest.raises(DoubtError):
        Sketch(release(body), everywhere=False).passages[2].numbers("drone")
    assert len(Matcher([topic("drone", "t")]).mentions_of("t", release(body))) == 1


@pytest.mark.parametrize(
    ("query", "enough"),
    [
        ("JEF", True),
        ("title:JEF NOT (drone* OR language:sv)", True),
        ("ATLEAST/2 (JEF)", True),
        ('"High North"', False),
        ("JEF NEAR/3 drone", False),
        ("FIRST/5 (JEF)", False),
        ("notes:JEF", False),
        ("o'neill", False),
        ("JEF EXCEPT drone", False),
    ],
)
def test_only_words_that_stand_alone_are_found_so(query: str, enough: bool) -> None:
    assert is_loose(Planner(query, {}).plan(parse(query))) is enough
