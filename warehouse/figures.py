"""The numbers behind plots: topics by week, topics by publisher, words by speaker.

Does not draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from warehouse.database import Connection
from warehouse.staging import run

_WEEK = timedelta(days=7)
_Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """Releases a week by topic, the largest first; every list is as long as `weeks`, which are Mondays in a row."""

    weeks: tuple[date, ...]
    topics: Mapping[str, tuple[int, ...]]
    left_out: int = 0  # topics that have fewer than these


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Releases by topic (rows) and publisher (columns), those with most first."""

    topics: tuple[str, ...]
    publishers: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]  # one row a topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Words by speaker, the most quoted first; `others` are the words of everybody else."""

    speakers: tuple[tuple[str, int], ...]
    others: int


def topics_by_week(connection: Connection, *, since: datetime | None, topics: Sequence[str], most: int) -> Weeks:
    """Return how many releases a week mention each topic, of the `most` topics with most; a week without any is 0."""
    found = {(topic, week): number for topic, week, number in _rows(connection, "topics", since, topics)}
    names = _by_size((topic, number) for (topic, _), number in found.items())
    weeks = _in_a_row({week for _, week in found})
    lines = {topic: tuple(found.get((topic, week), 0) for week in weeks) for topic in names[:most]}
    return Weeks(weeks=weeks, topics=lines, left_out=len(names[most:]))


def _in_a_row(weeks: Collection[date]) -> tuple[date, ...]:
    """Every week from the first to the last of some."""
    if not weeks:
        return ()
    first, last = min(weeks), max(weeks)
    return tuple(first + number * _WEEK for number in range((last - first) // _WEEK + 1))


def topics_by_publisher(connection: Connection, *, since: datetime | None, topics: Sequence[str], most: int) -> Grid:
    """Return how many releases of each publisher mention each topic, of the `most` publishers with most of them."""
    found = {(topic, publisher): n for topic, publisher, n in _rows(connection, "sources", since, topics)}
    names = _by_size((topic, n) for (topic, _), n in found.items())
    publishers = _by_size((one, n) for (_, one), n in found.items())[:most]
    numbers = tuple(tuple(found.get((topic, one), 0) for one in publishers) for topic in names)
    return Grid(topics=names, publishers=publishers, numbers=numbers)


def words_by_speaker(connection: Connection, *, since: datetime | None, topics: Sequence[str], most: int) -> Shares:
    """Return how many words of each speaker are quoted, of the `most` who are quoted at most length."""
    rows = [(str(speaker), int(number)) for speaker, number in _rows(connection, "quotes", since, topics)]
    return Shares(speakers=tuple(rows[:most]), others=sum(number for _, number in rows[most:]))


def origin(connection: Connection) -> tuple[str, date | None]:
    """Return the publishers whose releases are kept, and the day on which one was last looked at, if ever."""
    names, day = run(connection, "plots/origin").fetchall()[0]
    return names or "", day


def _rows(connection: Connection, plot: str, since: datetime | None, topics: Sequence[str]) -> _Rows:
    return run(connection, f"plots/{plot}", since=since, topics=list(topics) or None).fetchall()


def _by_size(numbers: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    total: Counter[str] = Counter()
    for name, number in numbers:
        total[name] += number
    return tuple(sorted(total, key=lambda name: (-total[name], name)))
