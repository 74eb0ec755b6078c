"""`run`, `collect`, `backfill`, `replay`, `deliver`: the commands that change the warehouse.

They say what changed and what went wrong, and end with 1 where something did.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.desk import WatchlistOption, aside, day_of, now, screen
from flows.commands.progress import Bars
from flows.commands.telling import tell_delivered, tell_previews, tell_replayed, tell_report
from flows.commands.work import world
from flows.deliver import open_outlets
from flows.runs import Engine, engine_of, errand_of
from flows.world import World

DONE, PROBLEMS = 0, 1


class Revisit(StrEnum):
    """Which known pages are asked for again."""

    due = "due"
    all = "all"
    none = "none"


RevisitOption = Annotated[
    Revisit, typer.Option("--revisit", help="Known pages to ask for again: those that are due, all, or none.")
]
PacedOption = Annotated[
    bool, typer.Option("--paced", help="Ask only listings that are due: for schedules.", show_default=False)
]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="Only this source; may be given again.", show_default=False)
]


def run(
    revisit: RevisitOption = Revisit.due,
    source: SourceOption = None,
    paced: PacedOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Collect what is new, then deliver what is due: the main job."""
    here, out = world(watchlist), screen()
    open_outlets(errand_of(here, now, None))
    engine = engine_of(here, now)
    with Bars(aside()) as bars:
        report = engine.collect(here, mode=revisit.value, only=source, paced=paced, screen=bars)
        delivered = engine.deliver(here)
    tell_report(out, report)
    tell_delivered(out, delivered, digests=True)
    raise typer.Exit(PROBLEMS if report.problems or delivered.failed else DONE)


def collect(
    revisit: RevisitOption = Revisit.due,
    source: SourceOption = None,
    paced: PacedOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Ask every source for what is new, and visit known pages again; deliver nothing."""
    here, out = world(watchlist), screen()
    with Bars(aside()) as bars:
        report = engine_of(here, now).collect(here, mode=revisit.value, only=source, paced=paced, screen=bars)
    tell_report(out, report)
    raise typer.Exit(PROBLEMS if report.problems else DONE)


def backfill(
    source: Annotated[str, typer.Argument(help="The source whose history is wanted, such as uk/govuk.")],
    since: Annotated[datetime, typer.Option("--since", formats=["%Y-%m-%d"], help="How far to go back.")],
    watchlist: WatchlistOption = None,
) -> None:
    """Walk a source's history back to a day; topics are matched, nobody is alerted."""
    here, out = world(watchlist), screen()
    with Bars(aside()) as bars:
        report = engine_of(here, now).collect(
            here, mode="none", only=[here.source(source).name], since=day_of(since), screen=bars
        )
    tell_report(out, report)
    raise typer.Exit(PROBLEMS if report.problems else DONE)


def replay(source: SourceOption = None, watchlist: WatchlistOption = None) -> None:
    """Read every archived page again with today's parsers and topics, and load what changed; asks nobody."""
    here, out = world(watchlist), screen()
    with Bars(aside()) as bars:
        replayed = engine_of(here, now).replay(here, only=source, screen=bars)
    tell_replayed(out, replayed)
    raise typer.Exit(PROBLEMS if any(one.problems for one in replayed.values()) else DONE)


def deliver(
    recipient: Annotated[
        str | None, typer.Option("--recipient", help="Only this recipient.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")] = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Send each recipient what is due."""
    here, out = world(watchlist), screen()
    if dry_run:
        tell_previews(out, _engine(here).preview(here, only=recipient))
        raise typer.Exit(DONE)
    delivered = _engine(here).deliver(here, only=recipient)
    tell_delivered(out, delivered, digests=_is_person(out))
    raise typer.Exit(PROBLEMS if delivered.failed else DONE)


def _engine(here: World) -> Engine:
    return engine_of(here, now)


def _is_person(console: Console) -> bool:
    return console.is_terminal
