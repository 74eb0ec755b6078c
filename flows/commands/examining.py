"""`checkup`: do sources keep their contracts and do runs succeed; who looks after them is told of what changed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import typer
from rich.console import Console
from rich.text import Text

from flows.checkup import Checked
from flows.checkup import checkup as check
from flows.commands.desk import WatchlistOption, now, screen
from flows.commands.work import world
from flows.deliver import Errand
from flows.outlets import channels_of
from warehouse.notices import HEADLINES


def checkup(watchlist: WatchlistOption = None) -> None:
    """Judge sources and runs, and tell recipients with `health = true`; exits with 1 if anything is wrong."""
    here = world(watchlist)
    channels = channels_of(here.settings, os.environ)
    errand = Errand(settings=here.settings, watchlist=here.watchlist, clock=now, channels=channels)
    checked = check(errand, here.active)
    tell_checked(screen(), checked)
    if not any(one.health for one in here.watchlist.recipients):
        screen().print("Nobody is told: no recipient of the watch list has health = true.", style="yellow")
    raise typer.Exit(0 if checked.is_well else 1)


def tell_checked(console: Console, checked: Checked) -> None:
    """Say what is wrong, what is right again, and who was told."""
    for line in _wrong(checked):
        console.print(Text(line, style="red"))
    for one in checked.changed:
        if one.ended_at:
            console.print(Text(f"{one.source}: {HEADLINES[one.contract][1]}", style="green"))
    for told in checked.stopped.told:
        console.print(Text(f"{told.recipient}: {told.channel}: {told.outcome}", style="" if told.is_well else "red"))
    for delivered in checked.delivered:
        for handed in delivered.handed:
            for attempt in handed.attempts:
                console.print(Text(f"{handed.digest.recipient}: {attempt.channel} {attempt.outcome}: {attempt.detail}"))
    if checked.is_well:
        console.print("All is well.", style="green")


def _wrong(checked: Checked) -> Iterator[str]:
    if checked.stopped.since:
        yield f"no run has succeeded since {checked.stopped.since:%Y-%m-%d %H:%M} UTC"
    if checked.unreachable:
        yield f"the sources could not be judged: {checked.unreachable}"
    for one in checked.lasting:
        yield f"{one.source}: {HEADLINES[one.contract][0]} (since {one.began_at:%Y-%m-%d %H:%M} UTC): {one.detail}"
