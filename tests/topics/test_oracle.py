"""The matcher finds exactly what the plain reading of the language finds, character by character."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from parsers.errors import QueryError
from parsers.records import Mention, Release
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.printing import render
from parsers.topics.tree import Node
from tests.topics.oracle import Oracle
from tests.topics.releases import release, topic
from tests.topics.strategies import queries, releases


def disagreement(node: Node, one: Release) -> str | None:
    """Return what matcher and oracle disagree about; None where they agree or the query is no topic."""
    query = render(node)
    try:
        matcher = Matcher([topic(query)])
    except QueryError:
        return None
    found, expected = _sorted(list(matcher.mentions(one))), _sorted(Oracle(one, {}).mentions(node, "topic"))
    return None if found == expected else f"{query}\n{one}\nmatcher: {found}\noracle:  {expected}"


def _sorted(mentions: list[Mention]) -> list[tuple[str, int, int, int, str]]:
    return sorted((one.field, one.position or 0, one.start, one.stop, one.text) for one in mentions)


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, releases())
def test_matcher_and_oracle_find_the_same_places(node: Node, one: Release) -> None:
    assert disagreement(node, one) is None


def test_a_disagreement_would_be_seen() -> None:
    """The comparison itself can fail: a matcher of another query finds other places."""
    one = release("JEF and IFU")
    found = _sorted(list(Matcher([topic("JEF")]).mentions(one)))
    assert found != _sorted(Oracle(one, {}).mentions(parse("IFU"), "topic"))
