"""`health`: how each source is doing, then what is wrong, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.desk import FormatOption, now, screen, settings
from flows.output import Format, write_rows
from warehouse.database import reading_live
from warehouse.health import Findings, interrupted_runs, open_problems, source_health

_MOST = 20  # problems shown; the rest is counted


def health(
    form: FormatOption = Format.table,
    problems: Annotated[bool, typer.Option("--problems", help="Only the problems that are open.")] = False,
) -> None:
    """Say how each source is doing, and what is wrong and since when; ends with 1 where something is."""
    here = settings()
    with reading_live(here.database, wait=here.lock_wait) as connection:
        sources, wrong, cut = source_health(connection), open_problems(connection), interrupted_runs(connection)
    if form is not Format.table:
        shown = wrong if problems else sources
        write_rows(shown.columns, shown.rows, form)
    else:
        tell_health(screen(), None if problems else sources, wrong, cut, now())
    raise typer.Exit(1 if wrong.rows else 0)


def tell_health(console: Console, sources: Findings | None, wrong: Findings, cut: Findings, now: datetime) -> None:
    """Show how sources are doing and what is wrong."""
    if sources is not None:
        _tell_sources(console, sources, now)
    for run in cut.records():
        console.print(
            f"{run['flow']} of {ago(run['started_at'], now)} did not end; the next run loads what it had fetched",
            style="yellow",
        )
    if not wrong.rows:
        console.print("No open problems.", style="green")
        return
    console.print(f"\nOpen problems: {len(wrong.rows)}", style="bold red")
    for one in wrong.records()[:_MOST]:
        times = f", {one['times']} times" if one["times"] > 1 else ""
        console.print(Text(f"  {one['kind']}  {one['url']}", style="bold"))
        console.print(Text(f"    {one['detail']}"))
        console.print(
            Text(
                f"    since {ago(one['first_seen_at'], now)}, last {ago(one['last_seen_at'], now)}{times}", style="dim"
            )
        )
    if len(wrong.rows) > _MOST:
        console.print(f"  and {len(wrong.rows) - _MOST} more: presswatch health --problems --format csv")


def _tell_sources(console: Console, sources: Findings, now: datetime) -> None:
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in ("source", "last answer", "last new release", "lag", "releases", "7 days", "unread", "problems"):
        table.add_column(name)
    for one in sources.records():
        table.add_row(
            one["source"],
            ago(one["last_success_at"], now),
            ago(one["last_new_at"], now),
            _span(one["median_lag_seconds"]),
            *(f"{one[key]:,}" for key in ("releases", "new_in_7_days", "unread", "open_problems")),
        )
    console.print(table)


def ago(moment: datetime | None, now: datetime) -> str:
    """Return how long ago something was, in one unit: '3 h ago'."""
    if moment is None:
        return "never"
    return f"{_span(max(0.0, (now - moment).total_seconds()))} ago"


def _span(seconds: float | None) -> str:
    if seconds is None:
        return ""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if abs(seconds) >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
