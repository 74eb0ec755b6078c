"""What stands between an event and its alert: who was told of a release before, and who wants to hear no more of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from warehouse.alerts import muted
from warehouse.database import Connection
from warehouse.staging import ask


def told_before(connection: Connection, ids: Iterable[str]) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return under which topics releases were told before, by (recipient, release)."""
    rows = ask(connection, "told", ids=sorted(ids))
    return {(str(row["recipient"]), str(row["release_id"])): frozenset(row["topics"]) for row in rows}


def wanted(connection: Connection, alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the alerts but for those of releases that their recipient has muted."""
    unwanted = muted(connection, sorted({row["release_id"] for row in alerts}))
    return [row for row in alerts if (row["recipient"], row["release_id"]) not in unwanted]
