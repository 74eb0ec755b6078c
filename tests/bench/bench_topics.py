"""How fast topics are matched, and how long the matcher agrees with the plain reading of the language.

    python -m tests.bench.bench_topics          the figures
    python -m tests.bench.bench_topics fuzz 60  a minute of random queries and releases against the oracle

Releases and topics are invented: words of made-up syllables, as often as words are in real text (Zipf), about 600 in a
release; topics are made of common words and of names that hardly ever occur, in the shapes that analysts write.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, given, settings

from parsers.records import Release, Topic
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.tree import Node, Term, children
from tests.topics.releases import release, topic
from tests.topics.strategies import queries, releases
from tests.topics.test_oracle import disagreement

WORDS_IN_A_RELEASE = 600
SYLLABLES = ("ba", "den", "fi", "gor", "hel", "ka", "lin", "mo", "nar", "os", "per", "ri", "sta", "tu", "ven")
SHAPES: tuple[Callable[[str, str, str, str], str], ...] = (
    lambda name, other, _, __: f'"{name} {other}"',
    lambda name, other, _, __: f"{name} OR {other}",
    lambda name, other, word, __: f"({name} OR {other}) NEAR/10 {word}",
    lambda name, _, word, other: f'{name} AND ({word} OR "{other} {word}")',
    lambda name, _, __, ___: f"{name[:4].upper()}Q",
    lambda name, _, __, word: f"{name}* NOT title:{word}",
    lambda name, other, word, _: f'("{name} {word}" OR {other}) SENTENCE {word}',
    lambda name, other, _, __: f"ATLEAST/2 ({name} OR {other})",
    lambda _, __, word, other: f'"{word} {other}" AND {other} ONEAR/5 {word}',
    lambda name, _, word, other: f"{word} AND {other} AND {name}",
)


class Invention:
    """An invented language: the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Make a vocabulary of 8,000 words, common ones first."""
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self.vocabulary = list(dict.fromkeys(self._word(1, 4) for _ in range(20_000)))[:8_000]
        self._weights = [1 / (rank + 3) for rank in range(len(self.vocabulary))]

    def _word(self, shortest: int, longest: int) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(shortest, longest)))

    def release(self) -> Release:
        """Return a release of real length: ten blocks, sentences of some 20 words, quotation marks and a number."""
        words = self._random.choices(self.vocabulary, self._weights, k=WORDS_IN_A_RELEASE)
        words = [f"{one}. The" if place % 20 == 19 else one for place, one in enumerate(words)]
        words[30], words[31], words[50] = f"“{words[30]}", f"{words[31]}’s", "£2.1"
        blocks = [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]
        return release("\n\n".join(blocks), title=" ".join(words[5:13]), summary=" ".join(words[13:29]))

    def topic(self, number: int) -> Topic:
        """Return a topic; its shape goes round with its number."""
        name, other = self._word(5, 7).capitalize(), self._word(5, 7).capitalize()  # longer than words of texts
        word, another = self._random.sample(self.vocabulary[100:4_000], k=2)  # nobody watches 'the'
        written = SHAPES[number % len(SHAPES)](name, other, f'"{word}"', f'"{another}"')
        return topic(re.sub(r'"(\w+) "(\w+)""|""(\w+)" "?(\w+)"?"', r'"\1\3 \2\4"', written), f"topic-{number}")


def run(topics: int = 10_000, texts: int = 10_000) -> list[tuple[str, str]]:
    """Return name and value of each figure; about half a minute for the full size."""
    invention = Invention(1)
    watched = [invention.topic(number) for number in range(topics)]
    read = [invention.release() for _ in range(texts)]
    compiling = _seconds(lambda: Matcher(watched))
    matcher, tenth = Matcher(watched), Matcher(watched[: topics // 10])
    many, few = _matching(matcher, read), _matching(tenth, read)
    plain = _plain(watched, read[:10])
    return [
        ("topics", f"{topics:,}"),
        ("releases", f"{texts:,} of about {WORDS_IN_A_RELEASE} words"),
        ("compiling all topics, s", f"{compiling:.2f}"),
        ("releases a second", f"{1 / many:,.0f}"),
        ("times as fast as one regular expression a topic", f"{plain / many:,.0f}"),
        ("time with ten times the topics", f"{many / few:.2f} times"),
        ("time for a text ten times as long", f"{_growth(matcher, read[:100]):.1f} times"),
    ]


def _matching(matcher: Matcher, read: Sequence[Release]) -> float:
    """Return seconds a release."""
    return _seconds(lambda: [matcher.mentions(one) for one in read]) / len(read)


def _growth(matcher: Matcher, read: Sequence[Release]) -> float:
    long = [release("\n\n".join(read[(start + n) % len(read)].body for n in range(10))) for start in range(20)]
    return _matching(matcher, long) / _matching(matcher, [release(one.body) for one in read])


def _plain(watched: Sequence[Topic], read: Sequence[Release]) -> float:
    """Return seconds a release with the words of each topic as one regular expression, however they are joined."""
    patterns = [_pattern(parse(one.query)) for one in watched]
    return _seconds(lambda: [pattern.search(one.body) for one in read for pattern in patterns]) / len(read)


def _pattern(tree: Node) -> re.Pattern[str]:
    words = [re.escape(one.text).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for one in _terms(tree)]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _terms(tree: Node) -> list[Term]:
    return [tree] if isinstance(tree, Term) else [one for part in children(tree) for one in _terms(part)]


def _seconds(work: Callable[[], object]) -> float:
    """Return seconds of one processor, so that a busy machine changes little."""
    start = time.process_time()
    work()
    return time.process_time() - start


def fuzz(seconds: float) -> list[tuple[str, str]]:
    """Return how many random pairs of query and release were compared in about so many seconds.

    Raises AssertionError with the smallest pair about which matcher and oracle disagree.
    """
    compared = 0

    @settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(queries, releases())
    def compare(node: Node, one: Release) -> None:
        nonlocal compared
        compared += 1
        assert disagreement(node, one) is None, disagreement(node, one)

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        compare()
    return [("pairs of query and release compared", f"{compared:,}"), ("disagreements", "0")]


if __name__ == "__main__":
    figures = fuzz(float(sys.argv[2])) if sys.argv[1:2] == ["fuzz"] else run()
    for name, value in figures:
        print(f"{name:55}{value}")  # noqa: T201 - a command's answer
