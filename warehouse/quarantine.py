"""Changes that are kept and not told, because their source did not keep a contract when they were read.

Held back with the load that brings them; when the source is right again they are told once to those whom they concern,
or were a misreading and come to nothing. Does not judge whether a source is right again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from warehouse.contracts import Sighting, ended, keep_episodes, open_episodes
from warehouse.database import Connection, transaction
from warehouse.ledger import ReleaseEvent, Subscription, alerts_for
from warehouse.passages import added_spans, overlaps
from warehouse.staging import ask, load_rows
from warehouse.telling import told_before, wanted

_EDITS = frozenset(("update", "silent"))
_TEXTS = frozenset(("title", "summary", "body", "notes"))
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """One release of which something is held back: as it is read today, and its length before that."""

    url: str
    sighting: Sighting
    before: int | None  # words of the newest edition that was told; None: it is new


def held_back(connection: Connection, source: str) -> list[HeldBack]:
    """Return the releases of a source of which something is held back."""
    return [_held(row) for row in ask(connection, "held_editions", source=source)]


def _held(row: Mapping[str, Any]) -> HeldBack:
    sighting = Sighting(words=row["words"], missing=frozenset(row["missing"]), held=True)
    return HeldBack(url=row["url"], sighting=sighting, before=row["good_words"])


def release_held(
    connection: Connection,
    source: str,
    subscriptions: Sequence[Subscription],
    *,
    at: datetime,
    by: Literal["contract", "person"],
) -> int:
    """End a source's episodes that hold changes back, and tell what they held; returns how many changes are told.

    Idempotent: what was told, or came to nothing, is not held any more.
    """
    holding = [one for one in open_episodes(connection, source) if one.holds]
    changes = ask(connection, "held_changes", source=source)
    if not (holding or changes):
        return 0
    state = {str(row["release_id"]): row for row in ask(connection, "held_editions", source=source)}
    told = {row["change_id"]: _revision(row, state[row["release_id"]]) for row in _news(changes, state)}
    events = _events(changes, told, _topics(connection, source, state))
    with transaction(connection):
        before = told_before(connection, {one.release_id for one in events})
        load_rows(connection, "alerts", wanted(connection, alerts_for(events, subscriptions, before)))
        load_rows(connection, "quarantined", [_settled(row, told) for row in changes])
        keep_episodes(connection, [ended(one, at, by) for one in holding])
    return len(events)


def _events(changes: Rows, told: Mapping[int, int], topics: Mapping[str, frozenset[str]]) -> list[ReleaseEvent]:
    return [
        ReleaseEvent(
            kind=row["kind"],
            change_id=row["change_id"],
            release_id=row["release_id"],
            revision=told[row["change_id"]],
            topics=topics[row["release_id"]],
        )
        for row in changes
        if row["change_id"] in told
    ]


def _news(changes: Rows, state: Mapping[str, Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Yield the changes that are still news: of several edits the last, and none where the text is what it was."""
    last = {row["release_id"]: row["change_id"] for row in changes if row["kind"] in _EDITS}
    fresh = {row["release_id"] for row in changes if row["kind"] == "new"}
    for row in changes:
        now = state[row["release_id"]]
        is_last = row["change_id"] == last.get(row["release_id"]) and row["release_id"] not in fresh
        if row["kind"] not in _EDITS or (is_last and now["content_hash"] != now["good_hash"]):
            yield row


def _revision(row: Mapping[str, Any], now: Mapping[str, Any]) -> int:
    """What is new is told as it is read today; a state as it was met."""
    return int(now["revision"] if row["kind"] in {"new", *_EDITS} else row["revision"])


def _settled(row: Mapping[str, Any], told: Mapping[int, int]) -> dict[str, Any]:
    return {**row, "outcome": "told" if row["change_id"] in told else "void"}


def _topics(connection: Connection, source: str, state: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """Return the topics with a match in text that was not in the last edition that was told, by release."""
    spans = {release: _spans(row) for release, row in state.items()}
    found: dict[str, set[str]] = defaultdict(set)
    for one in ask(connection, "held_mentions", source=source):
        release = str(one["release_id"])
        if _is_new(one, state[release], spans[release]):
            found[release].add(str(one["topic"]))
    return defaultdict(frozenset, {release: frozenset(topics) for release, topics in found.items()})


def _spans(row: Mapping[str, Any]) -> dict[str, Any]:
    if row["good_revision"] is None:
        return {}
    return {name: added_spans(row[f"good_{name}"], row[name]) for name in _TEXTS}


def _is_new(mention: Mapping[str, Any], row: Mapping[str, Any], spans: Mapping[str, Any]) -> bool:
    if row["good_revision"] is None:
        return True
    if mention["field"] in _TEXTS:
        return overlaps(spans[mention["field"]], mention["start"], mention["stop"])
    return bool(mention["added"]) and mention["text"] not in row["good_body"]


def hold_rows(changes: Iterable[Mapping[str, Any]], at: datetime) -> Rows:
    """Return the rows that hold some changes back."""
    own = ("change_id", "source", "release_id", "revision", "kind")
    return [{**{name: row[name] for name in own}, "held_at": at, "outcome": "held"} for row in changes]
