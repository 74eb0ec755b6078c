"""Which paragraph of a text became which of a later one: the same, edited, moved, replaced, gone or come.

Pure, and by whole paragraphs; looks at words only to tell which paragraphs are alike. What only moved is never told as
gone and come, and a paragraph may have been edited on its way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse.sequences import equal_runs, heaviest_in_order, pair_equal

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")  # Chinese and Japanese put no space between words
_AHEAD = 5  # paragraphs looked at for the old form of a new one that stands in its place
_NEAR = 0.4  # share of the shorter paragraph's words that two have in common to be told as one that was edited …
_NEAR_LONG = 0.2  # … and of the longer one's: a heading is no earlier form of a paragraph that has its three words
_MOVED = 0.6  # share of all words that must be common where the place says nothing
_FEWEST = 5  # words in common, for the same reason
_RARE = 60  # paragraphs that may hold a word for it to lead from one to another …
_RAREST = 8  # … and words of a paragraph that are followed, the rarest first
_LIKELY = 3  # paragraphs that are looked at for the old form of one that came from elsewhere
Words = frozenset[str]
Pairs = dict[int, int]  # places in the old text, and in the new one


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One paragraph by its places (from 0) in both texts: `old` None where it came, `new` None where it went.

    `replaced`: one that has nothing to do with what stood in its place before.
    """

    old: int | None
    new: int | None
    moved: bool = False
    replaced: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Step, ...]:
    """Return a step for every paragraph of both texts, in the order in which the later text is read.

    What went stands where it stood. Of paragraphs that changed places, the longer ones stayed. A thousand paragraphs
    take a fraction of a second.
    """
    pairs = _equal(old, new)
    words = {text: frozenset(_WORD.findall(text.casefold())) for text in _unpaired(old, new, pairs)}
    pairs |= _edited_in_place(old, new, pairs, words)
    pairs |= _edited_elsewhere(old, new, pairs, words)
    stayed = dict(heaviest_in_order([(i, k, len(new[k]) + 1) for i, k in sorted(pairs.items())]))
    return tuple(_in_order(len(old), len(new), stayed, {i: k for i, k in pairs.items() if i not in stayed}))


def _equal(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pair equal paragraphs: first those in one order, then those that stand elsewhere."""
    pairs = {i + n: k + n for i, k, size in equal_runs(old, new) for n in range(size)}
    was, now = _left(len(old), pairs), _left(len(new), pairs.values())
    elsewhere = pair_equal([old[i] for i in was], [new[k] for k in now])
    return pairs | {was[i]: now[k] for i, k in elsewhere}


def _left(number: int, taken: Iterable[int]) -> list[int]:
    taken = set(taken)
    return [place for place in range(number) if place not in taken]


def _unpaired(old: Sequence[str], new: Sequence[str], pairs: Pairs) -> set[str]:
    return {*(old[i] for i in _left(len(old), pairs)), *(new[k] for k in _left(len(new), pairs.values()))}


def _edited_in_place(old: Sequence[str], new: Sequence[str], pairs: Pairs, words: dict[str, Words]) -> Pairs:
    """Pair like with like between two paragraphs that stayed, in order."""
    steady = heaviest_in_order([(i, k, len(new[k]) + 1) for i, k in sorted(pairs.items())])
    found: Pairs = {}
    arrived = set(pairs.values())
    for (i, k), (j, m) in pairwise(((-1, -1), *steady, (len(old), len(new)))):
        rest = [place for place in range(i + 1, j) if place not in pairs]
        for place in (place for place in range(k + 1, m) if place not in arrived):
            likeness = [_likeness(words[old[one]], words[new[place]]) for one in rest[:_AHEAD]]
            best = max(likeness, default=0)
            if best:
                found[rest[likeness.index(best)]] = place
                rest = rest[likeness.index(best) + 1 :]
    return found


def _likeness(one: Words, other: Words) -> float:
    """Return which share of the shorter paragraph's words both have; 0 where that is too few to call them one."""
    shorter, longer = sorted((len(one), len(other)))
    shared = len(one & other)
    return shared / shorter if shared and shared >= _NEAR * shorter and shared >= _NEAR_LONG * longer else 0


def _edited_elsewhere(old: Sequence[str], new: Sequence[str], pairs: Pairs, words: dict[str, Words]) -> Pairs:
    """Pair what is very much alike wherever it stands, the most alike first."""
    was, now = _left(len(old), pairs), _left(len(new), pairs.values())
    found: Pairs = {}
    taken: set[int] = set()
    for _, i, k in sorted(_candidates([words[old[i]] for i in was], [words[new[k]] for k in now]), reverse=True):
        if i not in found and k not in taken:
            found[i] = k
            taken.add(k)
    return {was[i]: now[k] for i, k in found.items()}


def _candidates(old: Sequence[Words], new: Sequence[Words]) -> Iterator[tuple[float, int, int]]:
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(old):
        for word in words:
            holding[word].append(i)
    for k, words in enumerate(new):
        ways = sorted((holding[word] for word in words if word in holding), key=len)[:_RAREST]
        likely = Counter(i for places in ways if len(places) <= _RARE for i in places)
        for i, _ in likely.most_common(_LIKELY):
            shared = len(old[i] & words)
            share = 2 * shared / (len(old[i]) + len(words))
            if shared >= _FEWEST and share >= _MOVED:
                yield share, i, k


def _in_order(olds: int, news: int, stayed: Pairs, moved: Pairs) -> Iterator[Step]:
    origin = {k: i for i, k in moved.items()}
    for (i, k), (j, m) in pairwise(((-1, -1), *stayed.items(), (olds, news))):
        gone = [place for place in range(i + 1, j) if place not in moved]
        came = [place for place in range(k + 1, m) if place not in origin]
        swap = len(gone) == len(came) == 1
        yield from (Step(old=place, new=None) for place in gone if not swap)
        for place in range(k + 1, m):
            former = gone[0] if swap and place in came else origin.get(place)
            yield Step(old=former, new=place, moved=place in origin, replaced=swap and place in came)
        if j < olds or m < news:
            yield Step(old=j, new=m)
