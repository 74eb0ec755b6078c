"""From a query's tree to the operators that find it: topics put in, zones, FIRST and EXCEPT handed down to the terms.

Raises QueryError for what only shows here: unknown topics, circles, a query that looks for nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from parsers.errors import QueryError
from parsers.topics.evaluation import All, Beside, InOrder, Look, Never, Often, Only, Plan, Some, Together, parts_of
from parsers.topics.literals import necessary
from parsers.topics.patterns import read_pattern
from parsers.topics.tree import (
    And,
    AtLeast,
    Except,
    Filter,
    First,
    Near,
    Node,
    Not,
    Or,
    Term,
    TopicRef,
    Within,
    Zone,
    ZoneName,
)

LARGEST = 20_000  # operators of one topic, the topics that it names put in
DEEPEST = 100  # operators inside one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around a part of a query."""

    zone: ZoneName | None = None
    first: int | None = None
    excepted: tuple[Plan, ...] = ()


_OPEN = Setting()


class Planner:
    """Makes the plan of one query."""

    def __init__(self, query: str, topics: Mapping[str, Node], name: str = "") -> None:
        """Take the text that errors show, the trees of the topics that it may name, and the name of its own topic."""
        self._query, self._topics = query, topics
        self._entered: list[str] = [name] if name else []
        self._reference: TopicRef | None = None  # through which the query was left for that of another topic
        self._depths: dict[int, int] = {}
        self._made_all: list[Plan] = []  # keeps their ids from being used again
        self._descent = 0

    def plan(self, node: Node, setting: Setting = _OPEN) -> Plan:
        """Return the plan of a tree.

        Raises QueryError for an unknown topic, a circle of topics, a NEAR with nothing to find on one side.
        """
        self._descent += 1
        if self._descent > DEEPEST:
            raise self._too_deep(node)
        made = self._plan(node, setting)
        self._descent -= 1
        return made

    def _plan(self, node: Node, setting: Setting) -> Plan:  # noqa: PLR0911 - one return a kind of node
        match node:
            case Zone():
                return self.plan(node.part, replace(setting, zone=node.name))
            case First():
                return self.plan(node.part, replace(setting, first=min(node.words, setting.first or node.words)))
            case TopicRef():
                return self._topic(node, setting)
            case Near():
                return self._near(node, self.plan(node.left, setting), self.plan(node.right, setting))
            case Except():
                excepted = self.plan(node.right, setting)
                return self.plan(node.left, replace(setting, excepted=(*setting.excepted, excepted)))
            case Within():
                return self._together(node, self.plan(node.left, setting), self.plan(node.right, setting))
        return self._simple(node, setting)

    def _simple(self, node: Term | And | Or | Not | AtLeast | Filter, setting: Setting) -> Plan:
        match node:
            case Term():
                return self._made(_look(node, setting))
            case And():
                return self._made(All(parts=tuple(self.plan(part, setting) for part in node.parts), written=node))
            case Or():
                return self._made(Some(parts=tuple(self.plan(part, setting) for part in node.parts), written=node))
            case Not():
                return self._made(Never(part=self.plan(node.part, setting), written=node))
            case AtLeast():
                return self._made(Often(part=self.plan(node.part, setting), times=node.times, written=node))
            case Filter():
                return self._made(Only(name=node.name, value=node.value, written=node))

    def _topic(self, node: TopicRef, setting: Setting) -> Plan:
        if node.name in self._entered:
            raise self._circle(node)
        if node.name not in self._topics:
            raise self._unknown(node)
        outermost = self._reference
        self._reference = outermost or node
        self._entered.append(node.name)
        made = self.plan(self._topics[node.name], setting)
        self._entered.pop()
        self._reference = outermost
        return made

    def _together(self, node: Within, left: Plan, right: Plan) -> Plan:
        anchor = next((one for one in (left, right) if necessary(one)), None)
        return self._made(Together(left=left, right=right, stretch=node.stretch, anchor=anchor, written=node))

    def _near(self, node: Near, left: Plan, right: Plan) -> Plan:
        for side, plan in (("left", left), ("right", right)):
            if not necessary(plan):
                raise self._nothing_near(node, side)
        return self._spread(node, left, right)

    def _spread(self, node: Near, left: Plan, right: Plan) -> Plan:
        """Make (a AND b) NEAR c into (a NEAR c) AND (b NEAR c), and likewise for OR, NOT and ATLEAST."""
        if not _is_place(left):
            return self._rebuilt(left, [self._spread(_between(node, one, right), one, right) for one in _held(left)])
        if not _is_place(right):
            return self._rebuilt(right, [self._spread(_between(node, left, one), left, one) for one in _held(right)])
        if not node.ordered:
            return self._made(Beside(left=left, right=right, words=node.words, written=node))
        (first, distances), (then, more) = _chain(left), _chain(right)
        return self._made(InOrder(parts=first + then, words=(*distances, node.words, *more), written=node))

    def _rebuilt(self, plan: Plan, parts: list[Plan]) -> Plan:
        match plan:
            case All() | Some():
                return self._made(replace(plan, parts=tuple(parts)))
            case Never() | Often():
                return self._made(replace(plan, part=parts[0]))
        return plan

    def _made(self, plan: Plan) -> Plan:
        self._made_all.append(plan)
        depth = 1 + max((self._depths[id(part)] for part in parts_of(plan)), default=0)
        self._depths[id(plan)] = depth
        if depth > DEEPEST:
            raise self._too_deep(plan.written)
        if len(self._made_all) > LARGEST:
            message = f"with the topics that it names this grows beyond {LARGEST:,} terms; name fewer topics"
            raise self._error(plan.written, message, "topic:jef AND drone")
        return plan

    def _error(self, node: Node, message: str, example: str) -> QueryError:
        return QueryError(self._query, (self._reference or node).at, message, example)

    def _too_deep(self, node: Node) -> QueryError:
        message = f"more than {DEEPEST} operators inside one another; give a part a topic of its own and name that"
        return self._error(node, message, "topic:jef AND drone")

    def _circle(self, node: TopicRef) -> QueryError:
        circle = [*self._entered[self._entered.index(node.name) :], node.name]
        message = f"topics that name one another in a circle: {' -> '.join(circle)}; leave one of them out"
        return self._error(node, message, "topic:jef AND drone")

    def _unknown(self, node: TopicRef) -> QueryError:
        near = difflib.get_close_matches(node.name, sorted(self._topics), n=1)
        known = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(self._topics)[:10]) or 'none'}"
        return self._error(node, f"there is no topic {node.name!r}; {known}", f"topic:{near[0] if near else 'jef'}")

    def _nothing_near(self, node: Near, side: str) -> QueryError:
        written = "ONEAR" if node.ordered else "NEAR"
        message = f"{written} finds nothing on its {side}: a NOT or a filter alone stands at no place in the text"
        return self._error(node, message, f"drone NOT (drone {written}/{node.words} survey)")


def _look(term: Term, setting: Setting) -> Look:
    return Look(
        pattern=read_pattern(term.text, exact=term.exact),
        zone=setting.zone,
        first=setting.first,
        excepted=setting.excepted,
        written=Zone(name=setting.zone, part=term) if setting.zone else term,
    )


def _is_place(plan: Plan) -> bool:
    match plan:
        case Look() | Beside() | InOrder() | Together():
            return True
        case Some():
            return all(map(_is_place, plan.parts))
    return False


def _held(plan: Plan) -> tuple[Plan, ...]:
    return () if isinstance(plan, Only) else parts_of(plan)


def _between(node: Near, left: Plan, right: Plan) -> Near:
    return replace(node, left=left.written, right=right.written)


def _chain(plan: Plan) -> tuple[tuple[Plan, ...], tuple[int, ...]]:
    return (plan.parts, plan.words) if isinstance(plan, InOrder) else ((plan,), ())
