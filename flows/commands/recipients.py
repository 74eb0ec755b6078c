"""`recipients`: who is told what, when and how; whether their channels can be opened; and a test message."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from flows.alerts.grouping import compose
from flows.alerts.schedule import next_due
from flows.alerts.specimen import specimen
from flows.channels.contract import ChannelError
from flows.channels.opening import ledger_name
from flows.commands.desk import FormatOption, WatchlistOption, now, screen
from flows.commands.work import world
from flows.deliver import open_outlets
from flows.output import Format, write_rows
from flows.runs import errand_of
from flows.subscriptions import recipient_of
from parsers.topics.records import Schedule


def list_recipients(form: FormatOption = Format.table, watchlist: WatchlistOption = None) -> None:
    """List who is told what, when, and by which channels; addresses are not shown."""
    here, moment = world(watchlist), now()
    rows = [
        (
            one.name,
            ", ".join(one.topics) + (" and everything else by title" if one.others else ""),
            in_words(one.when),
            next_due(one.when, moment, one.quiet),
            ", ".join(address.partition(":")[0] for address in one.send_to),
        )
        for one in here.watchlist.recipients
    ]
    write_rows(("recipient", "topics", "when", "next", "channels"), rows, form)


def check(watchlist: WatchlistOption = None) -> None:
    """Open every channel of every recipient and say what is wrong; sends nothing."""
    here = world(watchlist)
    open_outlets(errand_of(here, now, None))
    count = len(here.watchlist.recipients)
    screen().print(f"{count} recipient{'' if count == 1 else 's'}: every channel can be opened", style="green")


def send_test(
    name: Annotated[str, typer.Argument(help="A recipient of the watch list.")], watchlist: WatchlistOption = None
) -> None:
    """Send a recipient a message that is marked as a test, by every channel; it is not put into the ledger."""
    here = world(watchlist)
    recipient = recipient_of(here.watchlist, name)
    moment = now()
    digest = compose(
        [specimen(name, moment)],
        recipient=name,
        digest_id=f"test-{moment:%Y%m%d%H%M%S}",
        made_at=moment,
        zone=recipient.when.zone,
        max_items=1,
        language=recipient.language,
    )
    failed = False
    channels = errand_of(here, now, None).channels(recipient)
    for address, channel in zip(recipient.send_to, channels, strict=True):
        try:
            screen().print(Text(f"{ledger_name(address)}: {channel.send(digest, at=moment)}", style="green"))
        except ChannelError as error:
            failed = True
            screen().print(Text(f"{ledger_name(address)}: {error}", style="red"))
    raise typer.Exit(1 if failed else 0)


def in_words(when: Schedule) -> str:
    """Return a schedule as the watch list writes it."""
    at = f"{when.time:%H:%M}" if when.time else ""
    if when.kind == "weekly" and when.weekday is not None:
        return f"weekly {('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[when.weekday]} {at} {when.zone}"
    if when.kind == "daily":
        return f"daily {at} {when.zone}"
    return f"cron {when.cron} {when.zone}" if when.kind == "cron" else f"instant {when.zone}"
