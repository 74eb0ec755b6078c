"""`demo` and `up`: presswatch on one machine, for a minute or for good."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.rule import Rule
from rich.syntax import Syntax
from rich.text import Text

from flows.alerts.terminal import DigestView
from flows.commands.desk import WatchlistOption, aside, screen
from flows.commands.work import world
from flows.output import Format, write_rows

_KINDS = ("new", "update", "silent", "withdrawn", "gone", "moved")


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the demonstration keeps its data.")] = Path("demo"),
    prefect: Annotated[bool, typer.Option("--prefect/--no-prefect", help="Run the flows on a Prefect server.")] = True,
) -> None:
    """Run three days of an invented newsroom through the real flows, and show the digest and the editions."""
    from flows import demo as show  # noqa: PLC0415 - the newsroom is needed here alone

    out, wait = screen(), aside()
    with closing(show.days(folder, with_prefect=prefect)) as found:
        for number in show.DAYS:
            with wait.status(f"day {number} of {len(show.DAYS)} of an invented newsroom …"):
                day = next(found)
            counts = day.report.counts
            told = ", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts.get(kind))
            out.print(Text(f"{day.evening:%A %d %B %Y}: {counts['requests']} requests; {told}", style="bold"))
            out.print(DigestView(show.digest_of(day)))
    _tell_tables(out, [show.editions(folder), *show.examples(folder)])
    out.print(f"Digests as .html, .txt, .eml and .json: {folder / 'digests'}", markup=False)
    out.print(f"Ask more: PRESSWATCH_DATA_DIR={folder} presswatch sql 'FROM topic_mentions'", markup=False)


def _tell_tables(out: Console, tables: list[Any]) -> None:
    for number, table in enumerate(tables):
        out.print()
        out.print(Rule(table.title, align="left"))
        if number:
            out.print(Syntax(table.sql, "sql", background_color="default", word_wrap=True))
        write_rows(table.columns, table.rows, Format.table)
    out.print()


def up(
    port: Annotated[int, typer.Option("--port", help="Port of the Prefect server and its pages.")] = 4200,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; Prefect's pages have no password of their own.")
    ] = "127.0.0.1",
    watchlist: WatchlistOption = None,
) -> None:
    """Start a Prefect server on this machine and serve the schedules: collect every 15 minutes, digest at 07:00."""
    from flows.upkeep import serve_schedules  # noqa: PLC0415 - imports Prefect after the server's address is known

    here, out = world(watchlist), screen()
    out.print(f"Starting a Prefect server; its data: {here.settings.data_dir / 'prefect'}", markup=False)
    serve_schedules(here, host=host, port=port, tell=lambda text: out.print(text, markup=False))
