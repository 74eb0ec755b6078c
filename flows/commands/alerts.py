"""`alerts`: the ledger of who was told what: listed, shown, sent again, and muted."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from flows.analysts import bring_up, falls_behind
from flows.commands.desk import FormatOption, WatchlistOption, now, release_named, screen, settings
from flows.errors import SettingsError
from flows.output import Format, write_object, write_rows
from flows.subscriptions import recipient_of
from flows.watched import read_watched
from warehouse import alerts as ledger
from warehouse.database import reading_live, writing

_SHORT = frozenset(("alert_id", "recipient", "state", "kind", "topics", "title"))  # what fits beside each other


class State(StrEnum):
    """What became of an alert."""

    pending = "pending"
    sending = "sending"
    sent = "sent"
    failed = "failed"
    dead = "dead"


RecipientOption = Annotated[str | None, typer.Option("--recipient", help="Only this recipient.", show_default=False)]


def list_alerts(
    recipient: RecipientOption = None,
    state: Annotated[State | None, typer.Option("--state", help="Only in this state.", show_default=False)] = None,
    most: Annotated[int, typer.Option("--limit", help="At most so many, the newest.")] = 50,
    form: FormatOption = Format.table,
) -> None:
    """List alerts, newest first."""
    here = settings()
    with reading_live(here.database, wait=here.lock_wait) as connection:
        found = ledger.list_alerts(connection, recipient=recipient, state=state.value if state else None, most=most)
    shown = [number for number, name in enumerate(found.columns) if form is not Format.table or name in _SHORT]
    rows = [[row[number] for number in shown] for row in found.rows]
    write_rows([found.columns[number] for number in shown], rows, form)


def show(alert: Annotated[str, typer.Argument(help="The id of an alert.")], form: FormatOption = Format.table) -> None:
    """Show one alert: why it was made, in which digest it went, and every attempt to send that."""
    here = settings()
    with reading_live(here.database, wait=here.lock_wait) as connection:
        found = ledger.show_alert(connection, alert)
    if found is None:
        raise SettingsError(f"no alert {alert!r}; presswatch alerts list shows their ids")
    if form is Format.table:
        for key, value in found.items():
            screen().print(Text.assemble((f"{key:<14}", "bold"), str(value)), soft_wrap=True)
    else:
        write_object(found)


def resend(
    name: Annotated[str, typer.Argument(help="The id of an alert, or of a digest for all of its alerts.")],
) -> None:
    """Make an alert due again: the next deliver sends it, as a digest of its own."""
    here = settings()
    with writing(here.database, purpose="alerts resend", wait=here.lock_wait) as connection:
        falls_behind(here, "desk")
        count = ledger.resend(connection, name, now())
    bring_up(here, "desk")
    if not count:
        raise SettingsError(
            f"nothing to send again as {name!r}: no alert or digest has that id, or what it told is muted; "
            "presswatch alerts list shows their ids"
        )
    screen().print(f"{count} alert{'' if count == 1 else 's'} due again; send with: presswatch deliver")


def mute(
    release: Annotated[str, typer.Argument(help="A release: its id, its address, or the end of it.")],
    recipient: Annotated[str, typer.Option("--recipient", help="Who does not want to hear of it again.")],
    watchlist: WatchlistOption = None,
) -> None:
    """Tell a recipient nothing more of one release."""
    here = settings()
    recipient_of(read_watched(Path.cwd(), os.environ, watchlist).watchlist, recipient)
    with writing(here.database, purpose="alerts mute", wait=here.lock_wait) as connection:
        found = release_named(connection, release)
        falls_behind(here, "desk")
        ledger.mute(connection, recipient, found, now())
    bring_up(here, "desk")
    screen().print(f"{recipient} hears no more of {found}", markup=False)
