"""The typed tree of a query: frozen values that compare by what they mean.

Trees say nothing about how they are matched; `language.parse` makes them, `printing.render` writes them.
`at` is the place in the query, for errors; it does not take part in comparing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

ZoneName = Literal["title", "summary", "body", "quote", "notes", "speaker", "organisation", "place"]
FilterName = Literal["source", "country", "type", "language"]
Stretch = Literal["sentence", "paragraph"]


def _at() -> int:
    return field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word, a phrase or words with wildcards."""

    text: str  # in the spelling of texts: composed accents, straight apostrophes, single spaces
    exact: bool = False  # case as written
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All parts hold; never holds another And."""

    parts: tuple[Node, ...]
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one part holds; never holds another Or."""

    parts: tuple[Node, ...]
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part does not hold."""

    part: Node
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Both sides within so many words of each other; `ordered`: the left one first."""

    left: Node
    right: Node
    words: int
    ordered: bool = False
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Except:
    """The left side, looked for only where its words are no part of what the right side finds."""

    left: Node
    right: Node
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Both sides hold in one and the same sentence or paragraph."""

    left: Node
    right: Node
    stretch: Stretch
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """The part holds, and is found at least so many times."""

    part: Node
    times: int
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The part holds among the first so many words."""

    part: Node
    words: int
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The part holds in one zone of the release."""

    name: ZoneName
    part: Node
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Only releases of a source, country, type or language."""

    name: FilterName
    value: str
    at: int = _at()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRef:
    """Whatever another topic matches."""

    name: str
    at: int = _at()


Node: TypeAlias = Term | And | Or | Not | Near | Except | Within | AtLeast | First | Zone | Filter | TopicRef


def conjunction(parts: tuple[Node, ...], at: int = 0) -> Node:
    """Return the And of `parts`; parts that are Ands themselves are taken apart, a single part stays itself."""
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(parts=flat, at=at)


def disjunction(parts: tuple[Node, ...], at: int = 0) -> Node:
    """Return the Or of `parts`; parts that are Ors themselves are taken apart, a single part stays itself."""
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(parts=flat, at=at)


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node, in the order in which they are written."""
    match node:
        case And() | Or():
            return node.parts
        case Near() | Except() | Within():
            return (node.left, node.right)
        case Not() | AtLeast() | First() | Zone():
            return (node.part,)
    return ()


def names_topics(node: Node) -> bool:
    """Say whether a query names other topics anywhere."""
    return isinstance(node, TopicRef) or any(map(names_topics, children(node)))
