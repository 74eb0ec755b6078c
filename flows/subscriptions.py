"""Who wants to hear what, as the ledger wants to know it: recipients of the watch list with their next hour."""

from __future__ import annotations

from datetime import datetime

from flows.alerts.schedule import next_due
from flows.errors import SettingsError
from parsers.topics.records import Recipient, Watchlist
from warehouse.ledger import Subscription


def subscriptions_of(watchlist: Watchlist, now: datetime) -> tuple[Subscription, ...]:
    """Return one subscription a recipient; what happens now is due at the recipient's next hour."""
    return tuple(
        Subscription(
            recipient=one.name,
            topics=frozenset(one.topics),
            everything=one.others,
            due_at=next_due(one.when, now, one.quiet),
        )
        for one in watchlist.recipients
    )


def caretakers(watchlist: Watchlist, now: datetime) -> tuple[Subscription, ...]:
    """Return those who are told how the sources do, each with its next hour."""
    return tuple(
        Subscription(
            recipient=one.name, topics=frozenset(), everything=False, due_at=next_due(one.when, now, one.quiet)
        )
        for one in watchlist.recipients
        if one.health
    )


def recipient_of(watchlist: Watchlist, name: str) -> Recipient:
    """Return the recipient of that name; raises SettingsError naming the known ones."""
    for one in watchlist.recipients:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in watchlist.recipients)
    raise SettingsError(f"no recipient {name!r} in the watch list; known: {known or 'none'}")
