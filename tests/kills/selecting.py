"""Which steps of a flow are worth a kill when there is time for some: every kind of step before any kind twice.

A kind is what was called, and what the file is for. Chance is a number that can be said again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.kills.tracing import Step

_NAMES = re.compile(r"\w*\d[\w-]*")  # of runs, days, digests, segments of the index


def kind_of(step: Step) -> tuple[str, str]:
    """Return what kind a step is: ('rename', 'data/analyst.duckdb')."""
    return step.call, _NAMES.sub("*", step.path)


def selected(steps: Sequence[Step], most: int, seed: int) -> list[int]:
    """Return the numbers of at most so many steps, in the order in which they are taken."""
    chance, kinds = Random(seed), dict[tuple[str, str], list[int]]()  # noqa: S311 - nobody is to be surprised
    for number, step in enumerate(steps):
        kinds.setdefault(kind_of(step), []).append(number)
    for numbers in kinds.values():
        chance.shuffle(numbers)
    turns = max(map(len, kinds.values()), default=0)
    order = [numbers[turn] for turn in range(turns) for numbers in kinds.values() if turn < len(numbers)]
    return order[:most]
