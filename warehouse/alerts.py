"""The ledger as operators look at it: alerts listed, shown, made due again, and releases that a recipient has muted.

Does not send, and does not decide who is told what; `outbox` and `ledger` do.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from warehouse.database import Connection, transaction
from warehouse.health import Findings
from warehouse.staging import ask, load_rows, run


def list_alerts(connection: Connection, *, recipient: str | None, state: str | None, most: int) -> Findings:
    """Return the newest alerts: of everybody or of one recipient, in every state or in one."""
    cursor = run(connection, "ask/alerts_listed", recipient=recipient, state=state, most=most)
    columns = tuple(column[0] for column in cursor.description or ())
    return Findings(columns=columns, rows=tuple(cursor.fetchall()))


def show_alert(connection: Connection, alert: str) -> dict[str, Any] | None:
    """Return one alert with its digest and what was tried; None for an unknown one."""
    return next(iter(ask(connection, "alert_shown", alert=alert)), None)


def resend(connection: Connection, name: str, now: datetime) -> int:
    """Make an alert, or every alert of a digest, due again, and return how many that are."""
    with transaction(connection):
        return len(run(connection, "change/resend", wanted=name, now=now).fetchall())


def mute(connection: Connection, recipient: str, release: str, now: datetime) -> None:
    """Tell a recipient nothing more of a release, nor what it was still to be told."""
    with transaction(connection):
        load_rows(connection, "mutes", [{"recipient": recipient, "release_id": release, "muted_at": now}])
        run(connection, "change/drop_pending", recipient=recipient, release=release)
        run(connection, "change/drop_waiting", recipient=recipient, release=release)


def muted(connection: Connection, releases: list[str]) -> set[tuple[str, str]]:
    """Return the (recipient, release) pairs of which nothing more is told."""
    return {(row["recipient"], row["release_id"]) for row in ask(connection, "muted", ids=releases)}
