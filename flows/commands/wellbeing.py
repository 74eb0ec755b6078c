"""`health`: how each source is doing, what it does not do as it should, and what is wrong with which page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.desk import FormatOption, aside, now, screen, settings
from flows.commands.spans import ago, brief, span
from flows.contracts import learnt
from flows.errors import SettingsError
from flows.output import Format, write_rows
from flows.privacy import seen_by_others
from warehouse.contracts import Episode, open_episodes, sample
from warehouse.database import reading_live
from warehouse.health import Findings, interrupted_runs, open_problems, source_health
from warehouse.locks import holder
from warehouse.notices import HEADLINES

_MOST = 20  # problems shown; the rest is counted
Row = dict[str, Any]


def health(
    form: FormatOption = Format.table,
    problems: Annotated[bool, typer.Option("--problems", help="Only the problems that are open.")] = False,
    source: Annotated[
        str | None, typer.Option("--source", help="All that is known of this source.", show_default=False)
    ] = None,
) -> None:
    """Say how each source is doing, and what is wrong and since when; ends with 1 where something is."""
    here = settings()
    with reading_live(here.database, wait=here.lock_wait) as connection:
        sources, wrong, cut = source_health(connection), open_problems(connection), interrupted_runs(connection)
        broken = open_episodes(connection, source)
        sightings = sample(connection, source).get(source, []) if source else []
    idle = {one["source"] for one in sources.records() if not one["active"]} - {source}
    sources, wrong = _only(sources, source), _without(_only(wrong, source), idle)
    broken = [one for one in broken if one.source not in idle]
    if source and not sources.rows:
        raise SettingsError(
            f"no source {source!r} was ever asked; `presswatch sources list` names those that there are"
        )
    if form is not Format.table:
        shown = wrong if problems else sources
        write_rows(shown.columns, shown.rows, form)
    elif source:
        tell_source(screen(), sources.records()[0], list(learnt(sightings)), now())
        tell_wrong(screen(), broken, wrong, now())
    else:
        _tell_runs(screen(), cut, holder(here.data_dir / "collect.lock") or "", now())
        tell_health(screen(), None if problems else sources, broken, wrong, now())
    if form is Format.table and (remark := seen_by_others(here.data_dir)):
        aside().print(Text(remark, style="yellow"), soft_wrap=True)
    raise typer.Exit(1 if wrong.rows or broken else 0)


def _only(found: Findings, source: str | None) -> Findings:
    rows = tuple(row for row in found.rows if source in (None, row[found.columns.index("source")]))
    return Findings(columns=found.columns, rows=rows)


def _without(found: Findings, idle: set[str]) -> Findings:
    """Leave out the sources that are not watched any more: nobody is to do anything about them."""
    rows = tuple(row for row in found.rows if row[found.columns.index("source")] not in idle)
    return Findings(columns=found.columns, rows=rows)


def tell_health(
    console: Console,
    sources: Findings | None,
    broken: Sequence[Episode],
    wrong: Findings,
    now: datetime,
) -> None:
    """Show how sources are doing and what is wrong."""
    if sources is not None:
        _tell_sources(console, sources, now)
    tell_wrong(console, broken, wrong, now)


def _tell_runs(console: Console, cut: Findings, busy: str, now: datetime) -> None:
    for run in cut.records():
        began = f"a {run['flow']} that began {ago(run['started_at'], now)}"
        if run["run_id"] in busy:
            console.print(f"{began} is at work", style="dim")
        else:
            console.print(f"{began} did not end; the next run loads what it had fetched", style="yellow")


def tell_wrong(console: Console, broken: Sequence[Episode], wrong: Findings, now: datetime) -> None:
    """Show the contracts that are broken and the problems that are open."""
    for one in broken:
        console.print(Text(f"\n{one.source}: {HEADLINES[one.contract][0]}, for {brief(one.began_at, now)}", "bold red"))
        console.print(Text(f"    {one.detail}"))
        if one.holds:
            console.print(Text("    What it publishes is kept and not told until it is right again (OPERATING.md); or"))
            console.print(Text(f"    by your word: presswatch sources release {one.source}"))
    if not wrong.rows:
        console.print("No open problems.", style="green")
        return
    console.print(f"\nOpen problems: {len(wrong.rows)}", style="bold red")
    for row in wrong.records()[:_MOST]:
        times = f", {row['times']} times" if row["times"] > 1 else ""
        console.print(Text(f"  {row['kind']}  {row['url']}", style="bold"))
        console.print(Text(f"    {row['detail']}"))
        lasts = f"    first {ago(row['first_seen_at'], now)}, last {ago(row['last_seen_at'], now)}{times}"
        console.print(Text(lasts, style="dim"))
    if len(wrong.rows) > _MOST:
        console.print(f"  and {len(wrong.rows) - _MOST} more: presswatch health --problems --format csv")


def _tell_sources(console: Console, sources: Findings, now: datetime) -> None:
    """The watched ones, those first that need somebody; in 80 columns."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for name in ("source", "state", "answer", "new", "their\nlag", "our\nlag", "7\ndays", "wrong", "next"):
        table.add_column(name, overflow="fold", no_wrap=name == "source", vertical="bottom")
    watched = [one for one in sources.records() if one["active"]]
    for one in sorted(watched, key=lambda row: (not row["broken"], not row["open_problems"], row["source"])):
        table.add_row(*_cells(one, now), style="red" if one["broken"] else "")
    console.print(table)
    if len(watched) < len(sources.rows):
        idle = len(sources.rows) - len(watched)
        console.print(f"and {idle} not watched any more: presswatch health --format csv", style="dim")


def _cells(one: Row, now: datetime) -> tuple[str, ...]:
    return (
        one["source"],
        " ".join(one["broken"]) or "ok",
        brief(one["last_success_at"], now),
        brief(one["last_new_at"], now),
        span(one["source_lag_seconds"]),
        span(one["median_lag_seconds"] if one["own_lag_seconds"] is None else one["own_lag_seconds"]),
        f"{one['new_in_7_days']:,}",
        f"{one['open_problems']:,}" if one["open_problems"] else "",
        _next(one["next_poll_at"], now),
    )


def _next(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    return "due" if moment <= now else span((moment - now).total_seconds())


def tell_source(console: Console, one: Row, known: Sequence[tuple[str, str]], now: datetime) -> None:
    """Show all that is known of one source."""
    said = {
        "state": " ".join(one["broken"]) or "ok",
        "last answer": ago(one["last_success_at"], now),
        "last new release": ago(one["last_new_at"], now),
        "lag": span(one["median_lag_seconds"]),
        "  theirs": f"{span(one['source_lag_seconds'])} from publication to listing" * bool(one["source_lag_seconds"]),
        "  ours": f"{span(one['own_lag_seconds'])} from listing to reading" * (one["own_lag_seconds"] is not None),
        "next poll": _next(one["next_poll_at"], now),
        "releases": f"{one['releases']:,}, {one['new_in_7_days']:,} in 7 days",
        "held back": f"{one['held']:,}",
        "unread pages": f"{one['unread']:,}",
        "requests": f"{one['requests']:,}, {one['failed_requests']:,} of them failed",
        **{f"usual {name}": told for name, told in known},
    }
    console.print(Text(f"{one['source']}  {one['name']}", style="bold"))
    for name, told in said.items():
        if told:
            console.print(Text(f"{name:<22}{told}"))
