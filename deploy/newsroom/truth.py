"""What a monitor must have seen on each day: the answer key.

Does not look at pages or feeds; it is worked out from the content alone. URLs are canonical ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypedDict

from deploy.newsroom.content import Content
from deploy.newsroom.days import State, state_of
from deploy.newsroom.records import WEBSITE, ChangeKind, Headline


class DayTruth(TypedDict):
    """One day: what happened to which URL, each URL once, and what every release is about in the evening.

    A moved release is named by its old address; a deleted one keeps its last topics.
    """

    now: str
    new: list[str]
    update: list[str]
    silent: list[str]
    withdrawn: list[str]
    gone: list[str]
    moved: list[str]
    unchanged: list[str]
    topics: dict[str, list[str]]


class Truth(TypedDict):
    """Every day by its number, and where moved releases went."""

    days: dict[str, DayTruth]
    moved_to: dict[str, str]


# What a monitor makes of a change: chrome is no revision, and what nobody announces is silent.
_SEEN_AS: Final[Mapping[ChangeKind, str]] = {
    "correct": "update",
    "edit": "silent",
    "retitle": "silent",
    "relate": "unchanged",
    "withdraw": "withdrawn",
    "delete": "gone",
    "move": "moved",
}


def truth_of(content: Content, others: Iterable[Headline] = ()) -> Truth:
    """Return the truth of every day; `others` are releases that are there from the first day on and never change."""
    unchanging = tuple(others)
    states = [state_of(content, day.number) for day in content.days]
    return Truth(
        days={str(state.day): _day(content, state, unchanging) for state in states},
        moved_to={WEBSITE + one.path: WEBSITE + one.to for one in states[-1].moved.values()},
    )


def _day(content: Content, state: State, others: tuple[Headline, ...]) -> DayTruth:
    happened = _happened(content, state)
    first = state.day == content.days[0].number
    news = [WEBSITE + path for path, day in content.first_days.items() if day == state.day]
    steady = [one.url for one in state.releases.values() if one.path not in happened and one.url not in news]
    seen = {word: [WEBSITE + path for path, kind in happened.items() if kind == word] for word in _SEEN_AS.values()}
    return DayTruth(
        now=state.now.isoformat(),
        new=news + [one.url for one in others if first],
        update=seen["update"],
        silent=seen["silent"],
        withdrawn=seen["withdrawn"],
        gone=seen["gone"],
        moved=seen["moved"],
        unchanged=steady + seen["unchanged"] + [one.url for one in others if not first],
        topics=_topics(state, others),
    )


def _happened(content: Content, state: State) -> dict[str, str]:
    """Return what happened on the day, by path; the new address of a moved release counts for it too."""
    today = [change for change in content.changes if change.day == state.day]
    arrived = {change.to: "" for change in today if change.kind == "move"}
    return {change.path: _SEEN_AS[change.kind] for change in today} | arrived


def _topics(state: State, others: tuple[Headline, ...]) -> dict[str, list[str]]:
    live = {one.url: sorted(one.topics) for one in (*state.releases.values(), *others)}
    return live | {WEBSITE + one.path: sorted(one.topics) for one in state.gone.values()}
