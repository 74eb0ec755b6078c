"""What the newsroom shows on a day: the releases as they then are, and the addresses where one used to be.

Does not render anything and does not know the made-up releases of `synthetic`, which never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from deploy.newsroom.content import Content
from deploy.newsroom.records import Change, ContentError, Gone, HistoryLine, Moved, Release, Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The newsroom on the evening of one day."""

    day: int
    now: datetime
    changed: datetime  # the last time that anything changed
    releases: Mapping[str, Release]  # by path, as are the others
    gone: Mapping[str, Gone]
    moved: Mapping[str, Moved]


def state_of(content: Content, day: int) -> State:
    """Return the newsroom of a day; raises LookupError, naming the days there are, for one that there is not."""
    now = {one.number: one.now for one in content.days}
    if day not in now:
        raise LookupError(f"there is no day {day}; the days are {', '.join(map(str, now))}")
    growing = _Growing(content, day)
    for change in content.changes:
        if change.day <= day:
            growing.apply(change)
    return State(
        day=day,
        now=now[day],
        changed=growing.changed,
        releases=growing.releases,
        gone=growing.gone,
        moved=growing.moved,
    )


class _Growing:
    """A state that is still being put together."""

    def __init__(self, content: Content, day: int) -> None:
        self.releases = {one.path: one for one in content.releases if content.first_days[one.path] <= day}
        self.gone: dict[str, Gone] = {}
        self.moved: dict[str, Moved] = {}
        self.changed = max(one.published for one in self.releases.values())

    def apply(self, change: Change) -> None:
        if change.path not in self.releases:
            raise ContentError(
                f"days.toml: {change.kind} of {change.path}: there is no such release on day {change.day}"
            )
        before = self.releases.pop(change.path)
        if change.kind == "delete":
            self.gone[change.path] = Gone(
                path=change.path, at=change.at, explanation=change.explanation, topics=before.topics
            )
        elif change.kind == "move":
            self.moved[change.path] = Moved(path=change.path, to=change.to, at=change.at)
            self.releases[change.to] = replace(before, path=change.to, modified=change.at)
        else:
            self.releases[change.path] = _REVISIONS[change.kind](before, change)
        self.changed = max(self.changed, change.at)


def _corrected(release: Release, change: Change) -> Release:
    line = HistoryLine(at=change.at, note=change.note)
    return replace(_edited(release, change), updated=change.at, history=(line, *release.history))


def _edited(release: Release, change: Change) -> Release:
    topics = release.topics if change.topics is None else change.topics
    revised = replace(release, topics=topics, saved=change.at, modified=change.at)
    for old, new in change.replace:
        revised = _replaced(revised, old, new)
    return revised


def _replaced(release: Release, old: str, new: str) -> Release:
    found = sum(text.count(old) for text in (release.title, release.summary, release.text))
    if found != 1:
        raise ContentError(f"days.toml: {release.path}: expected {old!r} once in the release, found it {found} times")
    title, summary, text = (one.replace(old, new) for one in (release.title, release.summary, release.text))
    return replace(release, title=title, summary=summary, text=text)


def _retitled(release: Release, change: Change) -> Release:
    return replace(release, title=change.title, saved=change.at, modified=change.at)


def _related(release: Release, change: Change) -> Release:
    return replace(release, related=change.related, modified=change.at)


def _withdrawn(release: Release, change: Change) -> Release:
    withdrawal = Withdrawal(at=change.at, explanation=change.explanation)
    return replace(release, withdrawal=withdrawal, saved=change.at, modified=change.at)


_REVISIONS: Final[Mapping[str, Callable[[Release, Change], Release]]] = {
    "correct": _corrected,
    "edit": _edited,
    "retitle": _retitled,
    "relate": _related,
    "withdraw": _withdrawn,
}
