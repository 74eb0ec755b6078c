"""What a page that was read again means: a new edition, a change of state, a move, or nothing.

Pure: does not read or write; the loader keeps what this module decides. A change of chrome never comes here, because a
release holds none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from parsers.records import ChangeKind, EditionKind, Release, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the warehouse holds of a release: its state and its latest edition."""

    release_id: str
    source: str
    url: str
    external_id: str | None
    language: str
    status: Status
    revision: int
    content_hash: str
    title: str
    summary: str
    body: str
    notes: str
    updated_at: datetime | None
    change_note: str | None
    tags: frozenset[str]  # names of organisations and places


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reading changes."""

    edition: EditionKind | None  # None: the text and its dates are as they were
    status: Status
    events: tuple[ChangeKind, ...]  # beside the edition


def known_of(identity: str, release: Release, status: Status, revision: int) -> Known:
    """Return what is known of a release once this edition of it is kept."""
    same = (
        "source",
        "url",
        "external_id",
        "language",
        "title",
        "summary",
        "body",
        "notes",
        "updated_at",
        "change_note",
    )
    values: dict[str, Any] = {name: getattr(release, name) for name in same}
    values |= {"release_id": identity, "status": status, "revision": revision, "content_hash": content_hash(release)}
    values["tags"] = frozenset(tag.name for tag in (*release.organisations, *release.places))
    return Known(**values)


def release_id(source: str, release: Release) -> str:
    """Return the stable name of a release: from its publisher's id and language, or from its first URL."""
    identity = f"{release.external_id}\n{release.language}" if release.external_id else release.url
    return hashlib.sha256(f"{source}\n{identity}".encode()).hexdigest()[:16]


def content_hash(release: Release) -> str:
    """Return the hash of what readers read: title, standfirst and body."""
    return _digest(release.title, release.summary, release.body)


def record_hash(release: Release) -> str:
    """Return the hash of everything that was read, so that a better reading of the same page can be told."""
    return _digest(json.dumps(release, default=_plain, ensure_ascii=False))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return str(value)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def judge(known: Known | None, release: Release) -> Verdict:
    """Return what a reading of a release means beside what is known of it.

    An edition is dated ('update') when the publisher's date or change note moved, and silent when only the text did.
    """
    status: Status = "withdrawn" if release.withdrawn_at or release.withdrawal else "live"
    if known is None:
        return Verdict(edition="new", status=status, events=())
    return Verdict(edition=_edition(known, release), status=status, events=_events(known, release, status))


def _edition(known: Known, release: Release) -> EditionKind | None:
    dated = release.updated_at is not None and release.updated_at != known.updated_at
    noted = bool(release.change_note) and release.change_note != known.change_note
    if dated or noted:
        return "update"
    return "silent" if content_hash(release) != known.content_hash else None


def _events(known: Known, release: Release, status: Status) -> tuple[ChangeKind, ...]:
    events: list[ChangeKind] = []
    if release.url != known.url:
        events.append("moved")
    if status == "withdrawn" and known.status != "withdrawn":
        events.append("withdrawn")
    if status == "live" and known.status != "live":
        events.append("revived")
    return tuple(events)
