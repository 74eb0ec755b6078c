"""Queries and releases out of few words, so that they often meet."""

from __future__ import annotations

from hypothesis import strategies as st

from parsers.records import Quote, Release, Tag
from parsers.topics import tree
from parsers.topics.tree import Node, conjunction, disjunction
from tests.topics.releases import release

WORDS = ("JEF", "jef", "drone", "north", "café", "o'neill")
PIECES = (
    *("JEF", "drone", "north", "High", "x"),
    *("Jef", "J\u00adEF", "JEF's", "JEF’s", "JEF’en", "JEF:s", "l’JEF", "l’JEF’s"),
    *("Drones", "dro\u200bne", "NORTH", "café", "cafe\u0301", "CAFÉ", "O’Neill", "o'neill’s", "l’o’neill’s", "don't"),
)
GAPS = (" ", " ", " ", " ", "-", "\n", "\u00a0", ", ", ". ", "! ", "\n\n", "\r\n", "\r\n\r\n", "–", "  ", " (", "'")
ZONES: tuple[tree.ZoneName, ...] = ("title", "summary", "body", "quote", "notes", "speaker", "organisation", "place")

texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=3, max_size=24).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs).strip()
)
_short = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Releases with every field that a query can look at."""
    quote = st.builds(lambda text, name: Quote(text=text, speaker=name, role="x"), _short, _short)
    tags = st.lists(_short.map(lambda name: Tag(name=name)), max_size=2).map(tuple)
    return release(
        draw(texts),
        title=draw(texts),
        notes=draw(st.one_of(st.just(""), _short)),
        quotes=draw(st.lists(quote, max_size=2).map(tuple)),
        organisations=draw(tags),
        places=draw(tags),
    )


_words = st.sampled_from((*WORDS, "dro*", "dron?", "nor*h", "JEF*", "o'nei*"))
_texts = st.one_of(_words, _words, _words, st.tuples(_words, _words).map(" ".join))
terms = st.builds(lambda text, exact: tree.Term(text=text, exact=exact == 0), _texts, st.integers(0, 4))


def _places(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Nodes that stand at places: what NEAR takes on either side."""
    numbers = st.integers(1, 5)
    return st.one_of(
        st.builds(lambda a, b: disjunction((a, b)), inner, inner),
        st.builds(
            lambda a, b, n, o: tree.Near(left=a, right=b, words=n, ordered=o), inner, inner, numbers, st.booleans()
        ),
        st.builds(lambda a, b: tree.Except(left=a, right=b), inner, inner),
    )


places: st.SearchStrategy[Node] = st.one_of(terms, st.recursive(terms, _places, max_leaves=4))
_filters = st.sampled_from((tree.Filter(name="language", value="en"), tree.Filter(name="source", value="no/x")))


def _nodes(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    numbers = st.integers(1, 5)
    stretches: st.SearchStrategy[tree.Stretch] = st.sampled_from(("sentence", "paragraph"))
    return st.one_of(
        st.builds(lambda a, b: conjunction((a, b)), inner, inner),
        st.builds(lambda a, b: disjunction((a, b)), inner, inner),
        st.builds(lambda a, b: conjunction((a, tree.Not(part=b))), inner, inner),
        st.builds(lambda a: tree.Not(part=a), inner),
        st.builds(lambda a, b, s: tree.Within(left=a, right=b, stretch=s), inner, inner, stretches),
        st.builds(lambda a, n: tree.AtLeast(part=a, times=n), inner, numbers),
        st.builds(lambda a, n: tree.First(part=a, words=n), inner, numbers),
        st.builds(lambda a, z: tree.Zone(name=z, part=a), inner, st.sampled_from(ZONES)),
        st.builds(lambda a, b: tree.Except(left=a, right=b), inner, inner),
        st.builds(lambda a, f: conjunction((a, f)), inner, _filters),
    )


queries: st.SearchStrategy[Node] = st.one_of(places, st.recursive(places, _nodes, max_leaves=5))
