"""Where two sequences of texts agree and where they differ, at a cost that no text can drive up.

Pure; knows neither words nor paragraphs. Places are counted from 0, and runs are half open.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_COSTLY = 100_000  # pairs of equal pieces, about a tenth of a second of them
Run = tuple[int, int, int]  # where it begins in the one, where in the other, and how long it is
Swap = tuple[int, int, int, int]  # old[i:j] became new[k:m]


def equal_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return the runs that two sequences have in common, in the order of both."""
    head = _same(old, new)
    most = min(len(old), len(new)) - head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    inner = _matched(old[head : len(old) - tail], new[head : len(new) - tail])
    runs = [(0, 0, head), *((head + i, head + k, n) for i, k, n in inner), (len(old) - tail, len(new) - tail, tail)]
    return [run for run in runs if run[2]]


def differences(old: Sequence[str], new: Sequence[str]) -> Iterator[Swap]:
    """Yield (i, j, k, m) where old[i:j] became new[k:m]; one of the two may be empty."""
    i = k = 0
    for start, place, size in (*equal_runs(old, new), (len(old), len(new), 0)):
        if start > i or place > k:
            yield i, start, k, place
        i, k = start + size, place + size


def heaviest_in_order(pairs: Sequence[Run]) -> list[tuple[int, int]]:
    """Return those of (place, other place, weight) that stand in one order in both, with the most weight in all.

    `pairs` come by their first place, no place comes twice, and weights are above 0.
    """
    ends: list[int] = []  # where a chain ends, rising, each with the heaviest chain that ends there or before
    chains: list[_Chain] = []
    for place, other, weight in pairs:
        at = bisect_left(ends, other)
        before = chains[at - 1] if at else None
        chain = _Chain(place, other, weight + (before.weight if before else 0), before)
        stop = at
        while stop < len(chains) and chains[stop].weight <= chain.weight:
            stop += 1
        ends[at:stop], chains[at:stop] = [other], [chain]
    return chains[-1].links() if chains else []


def pair_equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of equal texts, the first of one text with the first of the other, by the place in `old`."""
    standing: defaultdict[str, deque[int]] = defaultdict(deque)
    for k, text in enumerate(new):
        standing[text].append(k)
    for i, text in enumerate(old):
        if standing.get(text):
            yield i, standing[text].popleft()


@dataclass(frozen=True, slots=True)
class _Chain:
    """Pairs in one order, the last of them first."""

    place: int
    other: int
    weight: int
    before: _Chain | None

    def links(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        link: _Chain | None = self
        while link:
            found.append((link.place, link.other))
            link = link.before
        return found[::-1]


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many leading pieces two sequences share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield common runs: between the pieces that both hold once where comparing everything would take long."""
    anchors = [] if _cost(old, new) <= _COSTLY else heaviest_in_order([(i, k, 1) for i, k in _unique(old, new)])
    i = k = 0
    for place, other in (*anchors, (len(old), len(new))):
        yield from ((i + a, k + b, size) for a, b, size in _between(old[i:place], new[k:other]))
        yield from [(place, other, 1)] if place < len(old) and other < len(new) else []
        i, k = place + 1, other + 1


def _between(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    if _cost(old, new) > _COSTLY:
        return [(i, k, 1) for i, k in heaviest_in_order([(i, k, 1) for i, k in pair_equal(old, new)])]
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal pieces there are."""
    times, others = Counter(old), Counter(new)
    return sum(count * others[text] for text, count in times.items())


def _unique(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    once, there = Counter(old), Counter(new)
    return ((i, k) for i, k in pair_equal(old, new) if once[old[i]] == there[old[i]] == 1)
