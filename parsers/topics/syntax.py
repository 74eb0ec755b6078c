"""The grammar of the topic language: from what is written to a tree, whatever the operators.

Apart from `language`, because making a parser of the grammar takes longer than a whole search. No query takes more than
linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from parsers.topics import terms
from parsers.topics.complaints import MistakeError, complaint, lower_case, misused, number_of
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
    Stretch,
    Term,
    TopicRef,
    Within,
    Zone,
    children,
    conjunction,
    disjunction,
)

DEEPEST = 50  # operators or parentheses inside one another
_PARENTHESES = re.compile(r'["“”„][^"“”„]*["“”]|[()]')


@dataclass(frozen=True, slots=True)
class _Exact:
    """Marks a part of which every term keeps its case; gone from finished trees."""

    part: Node
    at: int


@v_args(inline=True)
class _Builder(Transformer[Token, Node]):
    """Makes nodes as the parser recognises them."""

    def word(self, token: Token) -> Node:
        """Return a word or wildcard; 'and' in lower case is a mistake for AND, and no word to look for."""
        if token.casefold() in {"and", "or", "not"}:
            raise lower_case(token)
        return terms.word(token, _place(token))

    def phrase(self, token: Token) -> Node:
        """Return what stands between two quotation marks."""
        return terms.phrase(token[1:-1], _place(token))

    def filter(self, token: Token) -> Node:
        """Return what a release must be, whatever it says: source:uk."""
        name, _, value = token.partition(":")
        return Filter(name=cast("Any", name), value=value.strip().strip('"').strip(), at=_place(token))

    def topic(self, token: Token) -> Node:
        """Return a reference to another topic's query."""
        return TopicRef(name=token.partition(":")[2].strip(), at=_place(token))

    def wrong(self, token: Token) -> Node:
        """Complain of what the grammar takes only so that it can be complained of in plain words."""
        raise misused(token)

    def negated(self, token: Token, part: Node) -> Node:
        """Return NOT, which binds tighter than AND and looser than NEAR."""
        return Not(part=part, at=_place(token))

    def near(self, left: Node, token: Token, right: Node) -> Node:
        """Return NEAR, or ONEAR, which keeps the order."""
        ordered = token.startswith("ONEAR")
        return Near(left=left, right=right, words=number_of(token), ordered=ordered, at=_place(token))

    def except_for(self, left: Node, token: Token, right: Node) -> Node:
        """Return the left part, to be found where it is not inside the right one."""
        return Except(left=left, right=right, at=_place(token))

    def same_sentence(self, left: Node, right: Node) -> Node:
        """Return two parts of one sentence."""
        return _within(left, right, "sentence")

    def same_paragraph(self, left: Node, right: Node) -> Node:
        """Return two parts of one paragraph."""
        return _within(left, right, "paragraph")

    def atleast(self, token: Token, part: Node) -> Node:
        """Return a part that must be found so many times."""
        return AtLeast(part=part, times=number_of(token), at=_place(token))

    def first(self, token: Token, part: Node) -> Node:
        """Return a part that must stand among the first so many words."""
        return First(part=part, words=number_of(token), at=_place(token))

    def zone(self, token: Token, part: Node) -> Node:
        """Return a part that must stand in one zone: title:JEF."""
        return Zone(name=cast("Any", token.removesuffix(":")), part=part, at=_place(token))

    def exact(self, token: Token, part: Node) -> Node:
        """Return a part whose terms keep their case, as a mark that `read` hands down to them."""
        return cast("Node", _Exact(part, _place(token)))

    def both(self, *parts: Node) -> Node:
        """Return parts joined by AND; a part alone stays what it is."""
        return conjunction(parts, at=parts[0].at)

    def either(self, *parts: Node) -> Node:
        """Return parts joined by OR; a part alone stays what it is."""
        return disjunction(parts, at=parts[0].at)


def read(query: str) -> Node:
    """Return the tree of a query that stands in one line; raises MistakeError."""
    _check_parentheses(query)
    try:
        tree = cast("Node", _parser().parse(query))
    except UnexpectedInput:
        raise complaint(list(_parser().lex(query))) from None
    _check_depth(tree)
    return _settled(tree, exact=False) if "exact:" in query else tree


@cache
def _parser() -> Lark:
    grammar = files("parsers.topics").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=_Builder())


def _check_parentheses(query: str) -> None:
    depth = 0
    for one in _PARENTHESES.finditer(query):
        depth += {"(": 1, ")": -1}.get(one[0], 0)
        if depth > DEEPEST:
            raise _too_deep(one.start())


def _check_depth(tree: Node) -> None:
    level: list[Node] = [tree]
    for _ in range(DEEPEST):
        level = [part for node in level for part in _parts(node)]
        if not level:
            return
    raise _too_deep(level[0].at)


def _too_deep(position: int) -> MistakeError:
    message = f"more than {DEEPEST} operators or parentheses inside one another; make a part a topic of its own"
    return MistakeError(position, message, "topic:jef AND drone")


def _parts(node: Node) -> tuple[Node, ...]:
    return (node.part,) if isinstance(node, _Exact) else children(node)


def _settled(node: Node, *, exact: bool) -> Node:  # noqa: PLR0911 - one return a kind of node
    """Hand exact: down to the terms."""
    match node:
        case _Exact():
            return _settled(node.part, exact=True)
        case Term():
            return replace(node, exact=exact)
        case And():
            return conjunction(tuple(_settled(part, exact=exact) for part in node.parts), at=node.at)
        case Or():
            return disjunction(tuple(_settled(part, exact=exact) for part in node.parts), at=node.at)
        case Near() | Except() | Within():
            return replace(node, left=_settled(node.left, exact=exact), right=_settled(node.right, exact=exact))
        case Not() | AtLeast() | First() | Zone():
            return replace(node, part=_settled(node.part, exact=exact))
    return node


def _within(left: Node, right: Node, stretch: Stretch) -> Node:
    return Within(left=left, right=right, stretch=stretch, at=left.at)


def _place(token: Token) -> int:
    return token.start_pos or 0
