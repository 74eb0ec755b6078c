"""The topic language evaluated slowly and plainly, to be compared with the matcher.

Written apart from it: it asks every operator of every stretch of a plain list of tokens and shares no code beyond the
parser and the records. What stands here is what docs/TOPICS.md says, one rule a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from parsers.records import Mention, Release
from parsers.topics import tree
from tests.topics.plain_words import Letter, Token, forms, may_part, texts, tokens

DEFAULT = ("title", "summary", "body", "notes")


Span = tuple[Token, Token, int, int]  # first and last word; start and stop in the stored text


@dataclass(frozen=True)
class Scope:
    """Where a node is asked."""

    window: list[Token]
    zone: str | None = None
    first: int | None = None
    excepted: tuple[Span, ...] = ()


class Oracle:
    """Answers for one release."""

    def __init__(self, release: Release, topics: Mapping[str, tree.Node]) -> None:
        """`topics` are those that a query may name."""
        self.release, self.topics, self.all = release, topics, tokens(release)

    def mentions(self, node: tree.Node, topic: str) -> list[Mention]:
        """Return the mentions of a query."""
        spans = self.ask(node, Scope(self.all)) or set()
        return sorted({self._mention(topic, span) for span in spans}, key=lambda one: (one.start, one.stop, str(one)))

    def _mention(self, topic: str, span: Span) -> Mention:
        first, _, start, stop = span
        stored = self._stored(first)
        shift = len(self.release.body) - len(self.release.notes) if first.field == "notes" else 0
        return Mention(
            topic=topic,
            version=1,
            field=first.field,
            start=start - shift,
            stop=stop - shift,
            text=stored[start:stop],
            position=first.position,
        )

    def _stored(self, token: Token) -> str:
        return next(text for number, (_, _, text) in enumerate(texts(self.release)) if number == token.passage)

    def ask(self, node: tree.Node, scope: Scope) -> set[Span] | None:
        """Return the places that carry a node; None where it does not hold."""
        match node:
            case tree.Zone():
                return self.ask(node.part, replace(scope, zone=node.name))
            case tree.First():
                return self.ask(node.part, replace(scope, first=min(node.words, scope.first or node.words)))
            case tree.TopicRef():
                return self.ask(self.topics[node.name], scope)
            case tree.Except():
                without = self.ask(node.right, replace(scope, window=self.all)) or set()
                return self.ask(node.left, replace(scope, excepted=(*scope.excepted, *without)))
        return self._combined(node, scope)

    def _combined(self, node: tree.Node, scope: Scope) -> set[Span] | None:
        match node:
            case tree.Not():
                return set() if self.ask(node.part, scope) is None else None
            case tree.And():
                every = [self.ask(part, scope) for part in node.parts]
                return None if None in every else _union(every)
            case tree.Or():
                some = [self.ask(part, scope) for part in node.parts]
                return None if some == [None] * len(some) else _union(some)
            case tree.AtLeast():
                spans = self.ask(node.part, scope)
                return spans if spans is not None and _apart(spans) >= node.times else None
        return self._placed(node, scope)

    def _placed(self, node: tree.Node, scope: Scope) -> set[Span] | None:
        match node:
            case tree.Within():
                return self._within(node, scope)
            case tree.Near():
                return self._near(node, scope)
            case tree.Term():
                return self._term(node, scope) or None
            case tree.Filter():
                return set() if self._passes(node) else None
        raise AssertionError(node)

    def _passes(self, node: tree.Filter) -> bool:
        value = {
            "source": self.release.source,
            "country": self.release.country,
            "type": self.release.document_type,
            "language": self.release.language,
        }[node.name]
        return value == node.value

    def _term(self, node: tree.Term, scope: Scope) -> set[Span]:
        wanted = re.findall(r"[\w*?]+(?:'[\w*?]+)*", node.text)
        here = [token for token in self._zone(scope.zone, scope.first) if token in scope.window]
        found = set()
        for token in here:
            words = [other for other in here if other.passage == token.passage]
            words = [other for other in words if token.number <= other.number < token.number + len(wanted)]
            span = _phrase(words, wanted, exact=node.exact) if len(words) == len(wanted) else None
            if span and not any(_overlap(span, other) for other in scope.excepted):
                found.add(span)
        return found

    def _zone(self, zone: str | None, first: int | None) -> list[Token]:
        wanted = (zone,) if zone else DEFAULT
        here = [token for token in self.all if token.field in wanted]
        starts: dict[int, int] = {}
        for token in here:
            starts.setdefault(token.passage, token.number)
        return [token for token in here if first is None or token.number < starts[token.passage] + first]

    def _within(self, node: tree.Within, scope: Scope) -> set[Span] | None:
        stretches: dict[tuple[int, int], list[Token]] = {}
        for token in scope.window:
            stretch = token.sentence if node.stretch == "sentence" else token.paragraph
            stretches.setdefault((token.passage, stretch), []).append(token)
        found: set[Span] = set()
        held = False
        for stretched in stretches.values():
            left = self.ask(node.left, replace(scope, window=stretched))
            right = self.ask(node.right, replace(scope, window=stretched))
            if left is not None and right is not None:
                found, held = found | left | right, True
        return found if held else None

    def _near(self, node: tree.Near, scope: Scope) -> set[Span] | None:
        """Only for sides that stand at places: terms, ORs of terms, and other distances."""
        if node.ordered:
            parts, distances = _chain(node)
            sides = [self.ask(part, scope) or set() for part in parts]
            return {span for chain in _chains(sides, distances) for span in chain} or None
        left = self.ask(node.left, scope) or set()
        right = self.ask(node.right, scope) or set()
        pairs = [(a, b) for a in left for b in right if 0 < max(_distance(a, b), _distance(b, a)) <= node.words]
        return {span for pair in pairs for span in pair} or None


def _union(found: Iterable[set[Span] | None]) -> set[Span]:
    return {span for one in found if one is not None for span in one}


def _chain(node: tree.Node) -> tuple[list[tree.Node], list[int]]:
    if not isinstance(node, tree.Near) or not node.ordered:
        return [node], []
    (left, before), (right, after) = _chain(node.left), _chain(node.right)
    return left + right, [*before, node.words, *after]


def _chains(sides: list[set[Span]], distances: list[int]) -> list[list[Span]]:
    chains = [[span] for span in sides[0]]
    for side, distance in zip(sides[1:], distances, strict=True):
        chains = [[*chain, span] for chain in chains for span in side if 0 < _distance(chain[-1], span) <= distance]
    return chains


def _distance(a: Span, b: Span) -> int:
    """Return how many words further b begins than a ends; 0 if it does not."""
    return max(0, b[0].number - a[1].number) if a[0].passage == b[0].passage else 0


def _overlap(a: Span, b: Span) -> bool:
    return a[0].passage == b[0].passage and a[0].number <= b[1].number and b[0].number <= a[1].number


def _apart(spans: set[Span]) -> int:
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[1].passage, one[1].number, one[0].number)):
        if not chosen or not any(_overlap(span, other) for other in chosen):
            chosen.append(span)
    return len(chosen)


def _phrase(words: list[Token], wanted: list[str], *, exact: bool) -> Span | None:
    forms = [_form(token, word, exact=exact) for token, word in zip(words, wanted, strict=True)]
    if None in forms or not all(may_part(token.before) for token in words[1:]):
        return None
    first, last = forms[0], forms[-1]
    assert first is not None
    assert last is not None
    return words[0], words[-1], first[0].start, last[-1].stop


def _form(token: Token, wanted: str, *, exact: bool) -> tuple[Letter, ...] | None:
    case = exact or (wanted.isupper() and sum(one.isalpha() for one in wanted) > 1)
    shape = "".join(
        {"*": "[^']*", "?": "[^']"}.get(one, re.escape(one)) for one in (wanted if case else wanted.casefold())
    )
    for start, stop in forms(token.text):
        text = token.text[start:stop]
        if re.fullmatch(shape, text if case else text.casefold()):
            return token.letters[start:stop]
    return None
