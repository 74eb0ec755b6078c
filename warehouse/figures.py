"""The numbers behind plots: topics by week, topics by publisher, words by speaker.

Does not draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from warehouse.database import Connection
from warehouse.staging import run

_WEEK = timedelta(days=7)
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """Releases a week by topic, the largest first; every list is as long as `weeks`, which are seven days apart."""

    weeks: tuple[date, ...]  # Mondays; in figures of a span, the days on which the weeks end
    topics: Mapping[str, tuple[int, ...]]
    left_out: int = 0  # topics that have fewer than these


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Releases by topic (rows) and publisher (columns), those with most first."""

    topics: tuple[str, ...]
    publishers: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]  # one row a topic
    left_out: int = 0  # publishers that have fewer than these
    topics_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Words by speaker, the most quoted first; `others` are the words of everybody else."""

    speakers: tuple[tuple[str, int], ...]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days that end at a moment, and the topics that are counted in them."""

    since: datetime | None  # None: from the first release on
    until: datetime
    topics: tuple[str, ...]
    weeks: int  # that are counted back from the end, for comparison; they may begin before `since`


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is counted in a span."""

    weeks: Weeks
    grid: Grid
    shares: Shares


def figures_of(connection: Connection, span: Span, *, most: int) -> Figures:
    """Return the figures of a span as they were known at its end: counted later they are the same.

    At most `most` topics, publishers and speakers each, those with most. Leaves a temporary table behind.
    """
    begin = span.since or _LONG_AGO
    earliest = min(begin, span.until - span.weeks * _WEEK)
    run(connection, "plots/mentioned", topics=list(span.topics), since=earliest, until=span.until)
    weeks = {(topic, back): n for topic, back, n in run(connection, "plots/span_weeks", until=span.until).fetchall()}
    publishers = run(connection, "plots/span_publishers", since=begin).fetchall()
    speakers = run(connection, "plots/span_speakers", since=begin).fetchall()
    return Figures(
        weeks=_counted_back(weeks, span, most), grid=_grid(publishers, most, most), shares=_shares(speakers, most)
    )


def _counted_back(found: Mapping[tuple[str, int], int], span: Span, most: int) -> Weeks:
    """The weeks from the first one with anything on: what was before nobody may have looked at."""
    names = _by_size((topic, number) for (topic, _), number in found.items())
    backs = range(min(max((back for _, back in found), default=-1), span.weeks - 1), -1, -1)
    lines = {topic: tuple(found.get((topic, back), 0) for back in backs) for topic in names[:most]}
    ends = tuple((span.until - back * _WEEK).date() for back in backs)
    return Weeks(weeks=ends, topics=lines, left_out=len(names[most:]))


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
    return _grid(_rows(connection, "sources", since, topics), None, most)


def _grid(rows: _Rows, rows_most: int | None, most: int) -> Grid:
    found = {(topic, publisher): n for topic, publisher, n in rows}
    topics = _by_size((topic, n) for (topic, _), n in found.items())
    names, rest = topics[:rows_most], topics[len(topics[:rows_most]) :]
    publishers = _by_size((one, n) for (topic, one), n in found.items() if topic in names)
    numbers = tuple(tuple(found.get((topic, one), 0) for one in publishers[:most]) for topic in names)
    return Grid(
        topics=names,
        publishers=publishers[:most],
        numbers=numbers,
        left_out=len(publishers[most:]),
        topics_left_out=len(rest),
    )


def words_by_speaker(connection: Connection, *, since: datetime | None, topics: Sequence[str], most: int) -> Shares:
    """Return how many words of each speaker are quoted, of the `most` who are quoted at most length."""
    return _shares(_rows(connection, "quotes", since, topics), most)


def _shares(found: _Rows, most: int) -> Shares:
    rows = [(str(speaker), int(number)) for speaker, number in found]
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
