"""Who is to be told what: changes of releases beside their mentions, to one alert a recipient.

Pure: decides, and does not write or send. The rules:

    new                   told to those who watch one of its topics
    update, silent        told where the match lies in text that was added
    withdrawn, gone, revived   told to those who were told about the release
    moved                 a release is the same at its new address: nobody is told
    whatever happens      listed, without a topic, for recipients that asked for everything
    broken, mended        of a source: told to those who look after the sources (`contracts`)
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from parsers.records import ChangeKind
from warehouse.rows import Row

_STATES: frozenset[ChangeKind] = frozenset(("withdrawn", "gone", "revived"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What one recipient wants to hear, and when its next message is due."""

    recipient: str
    topics: frozenset[str]
    everything: bool  # releases without one of the topics too
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseEvent:
    """One change of one release, as an alert sees it."""

    kind: ChangeKind
    change_id: int
    release_id: str
    revision: int
    topics: frozenset[str]  # with a mention in this edition whose text is new


def alerts_for(
    events: Iterable[ReleaseEvent],
    subscriptions: Collection[Subscription],
    told: Mapping[tuple[str, str], frozenset[str]],
) -> list[Row]:
    """Return the alert rows of some events, in order.

    `told` holds, by (recipient, release), the topics under which it was told of a release before.
    """
    told = dict(told)
    rows = []
    for event in events:
        for one in subscriptions:
            key = (one.recipient, event.release_id)
            topics = _topics(event, one, told.get(key, frozenset()))
            if topics or one.everything:
                rows.append(_row(event, one, topics))
                told[key] = told.get(key, frozenset()) | topics
    return rows


def _topics(event: ReleaseEvent, subscription: Subscription, told: frozenset[str]) -> frozenset[str]:
    if event.kind == "moved":
        return frozenset()
    return told if event.kind in _STATES else event.topics & subscription.topics


def _row(event: ReleaseEvent, subscription: Subscription, topics: frozenset[str]) -> Row:
    return {
        "alert_id": alert_id(subscription.recipient, event),
        "recipient": subscription.recipient,
        "kind": event.kind,
        "release_id": event.release_id,
        "revision": event.revision,
        "topics": sorted(topics),
        "change_id": event.change_id,
        "due_at": subscription.due_at,
        "state": "pending",
        "digest_id": None,
    }


def alert_id(recipient: str, event: ReleaseEvent) -> str:
    """Return the stable name of one alert."""
    parts = (recipient, event.release_id, str(event.revision), event.kind)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
