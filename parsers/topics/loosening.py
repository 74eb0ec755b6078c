"""A query with the beginnings of its words instead of the words: what to try where nothing matches.

Knows no stems: the caller says how much of a word its other forms share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from parsers.topics.patterns import SHORTEST_STEM, WRITTEN, is_capital
from parsers.topics.tree import And, AtLeast, Except, First, Near, Node, Or, Term, Within, Zone

Beginning = Callable[[str], str | None]  # of a folded word: what all its forms begin with; None: it has no others


def loosened(node: Node, beginning: Beginning) -> Node:
    """Return a query that finds other forms of its words too; itself where there are none.

    What is looked for in its capitals stays as it is, and so does what must not match.
    """
    match node:
        case Term():
            return node if node.exact else replace(node, text=_loosened(node.text, beginning))
        case And() | Or():
            return replace(node, parts=tuple(loosened(part, beginning) for part in node.parts))
        case Near() | Within():
            return replace(node, left=loosened(node.left, beginning), right=loosened(node.right, beginning))
        case Except():
            return replace(node, left=loosened(node.left, beginning))
        case AtLeast() | First() | Zone():
            return replace(node, part=loosened(node.part, beginning))
    return node


def _loosened(text: str, beginning: Beginning) -> str:
    return WRITTEN.sub(lambda word: _begun(word[0], beginning), text)


def _begun(word: str, beginning: Beginning) -> str:
    if is_capital(word) or not word.isalnum():
        return word
    begun = beginning(word.casefold())
    return f"{begun}*" if begun and len(begun) >= SHORTEST_STEM else word
