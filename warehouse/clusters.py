"""Which releases are one story, and what each is in it: linked pairs to groups, and a group to its rows.

Pure: neither the order of the releases nor that of the pairs changes what comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Kind = Literal["copy", "similar", "translation", "address"]
Relation = Literal["first", "copy", "similar", "translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One release, as its story sees it."""

    release_id: str
    language: str  # BCP 47
    at: datetime  # publication, or first sight
    first_seen_at: datetime
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two releases that say the same."""

    release_id: str
    other_id: str
    kind: Kind
    likeness: float | None  # None: declared


def story_rows(members: Iterable[Member], links: Sequence[Link]) -> list[dict[str, Any]]:
    """Return the row of each member: its story, named by the release that was published first, and its relation."""
    known = {one.release_id: one for one in members}
    beside: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        beside[link.release_id].append(link)
        beside[link.other_id].append(link)
    groups = _groups(known, beside)
    return [row for group in groups for row in _rows([known[name] for name in group], beside)]


def _groups(known: Mapping[str, Member], beside: Mapping[str, Sequence[Link]]) -> list[list[str]]:
    left = dict.fromkeys(sorted(known))
    groups = []
    while left:
        group, waiting = [], [next(iter(left))]
        while waiting:
            name = waiting.pop()
            if name in left:
                del left[name]
                group.append(name)
                waiting += [end for link in beside.get(name, ()) for end in (link.release_id, link.other_id)]
        groups.append(group)
    return groups


def _rows(group: Sequence[Member], beside: Mapping[str, Sequence[Link]]) -> list[dict[str, Any]]:
    first = min(group, key=lambda one: (one.at, one.first_seen_at, one.release_id))
    return [_row(one, first, beside.get(one.release_id, ())) for one in group]


def _row(member: Member, first: Member, links: Iterable[Link]) -> dict[str, Any]:
    found = [link for link in links if link.kind != "translation"]
    best = max((1.0 if link.likeness is None else link.likeness for link in found), default=None)
    return {
        "release_id": member.release_id,
        "story_id": first.release_id,
        "relation": _relation(member, first, found),
        "likeness": best,
        "joined_at": member.joined_at,
    }


def _relation(member: Member, first: Member, found: Iterable[Link]) -> Relation:
    if member is first:
        return "first"
    kinds = {link.kind for link in found}
    if not kinds or _tongue(member) != _tongue(first):
        return "translation"
    return "copy" if kinds & {"copy", "address"} else "similar"


def _tongue(member: Member) -> str:
    return member.language.partition("-")[0]
