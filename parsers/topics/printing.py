"""Trees back to queries: `language.parse` reads what this writes as the same tree.

Writes no more parentheses than are needed.
"""

from __future__ import annotations

import re

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
)

# How tightly a node holds together; a part that holds less tightly than its place asks for gets parentheses.
_OR, _AND, _NOT, _PARAGRAPH, _SENTENCE, _NEAR, _UNIT = range(7)
_OPERATORS = re.compile(
    r"(?:AND|OR|NOT|EXCEPT|SENTENCE|PARAGRAPH|(?:O?NEAR|ATLEAST|FIRST)(?:/.*)?)\Z|(?:and|or|not)\Z", re.ASCII
)
_VALUE = re.compile(r"[\w./-]+\Z")
_BARE = re.compile(r"[\w*?]+(?:[-'.&/][\w*?]+)*\Z")


def render(node: Node) -> str:  # noqa: PLR0911 - one return a kind of node
    """Return the query of a tree."""
    match node:
        case Or():
            return " OR ".join(_inside(part, _AND) for part in node.parts)
        case And():
            return _conjunction(node)
        case Not():
            return f"NOT {_inside(node.part, _NOT)}"
        case Near():
            operator = f"{'ONEAR' if node.ordered else 'NEAR'}/{node.words}"
            return f"{_inside(node.left, _NEAR)} {operator} {_inside(node.right, _UNIT)}"
        case Except():
            return f"{_inside(node.left, _NEAR)} EXCEPT {_inside(node.right, _UNIT)}"
        case Within():
            level = _level(node)
            return f"{_inside(node.left, level)} {node.stretch.upper()} {_inside(node.right, level + 1)}"
    return _prefixed(node)


def _prefixed(node: Term | AtLeast | First | Zone | Filter | TopicRef) -> str:
    match node:
        case Term():
            return f"{'exact:' if node.exact else ''}{_quoted(node.text)}"
        case AtLeast():
            return f"ATLEAST/{node.times} ({render(node.part)})"
        case First():
            return f"FIRST/{node.words} ({render(node.part)})"
        case Zone():
            return f"{node.name}:{_inside(node.part, _UNIT)}"
        case Filter():
            return f"{node.name}:{node.value if _VALUE.match(node.value) else _quotation(node.value)}"
        case TopicRef():
            return f"topic:{node.name}"


def _conjunction(node: And) -> str:
    """Write 'a NOT b' for 'a AND NOT b'."""
    first, *others = (_inside(part, _NOT) for part in node.parts)
    return first + "".join(f" {one}" if one.startswith("NOT ") else f" AND {one}" for one in others)


def _inside(node: Node, level: int) -> str:
    return render(node) if _level(node) >= level else f"({render(node)})"


def _level(node: Node) -> int:
    match node:
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Within():
            return _SENTENCE if node.stretch == "sentence" else _PARAGRAPH
        case Near() | Except():
            return _NEAR
    return _UNIT


def _quoted(text: str) -> str:
    return text if _BARE.match(text) and not _OPERATORS.match(text) else _quotation(text)


def _quotation(text: str) -> str:
    return f'"{text}"'
