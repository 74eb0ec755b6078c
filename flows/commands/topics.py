"""`topics list`, `topics check` and `topics try`: what is watched, whether it can be, and what a query would have caught."""

from __future__ import annotations

import typer

from flows.commands.desk import FormatOption, WatchlistOption
from flows.commands.work import world
from flows.output import Format, write_rows

app = typer.Typer(no_args_is_help=True, help="Watched topics: list, check and try them.")


@app.command("list")
def list_topics(form: FormatOption = Format.table, watchlist: WatchlistOption = None) -> None:
    """List the watched topics and their queries."""
    here = world(watchlist)
    rows = [(one.topic, one.name, one.query) for one in here.watchlist.topics]
    write_rows(("topic", "name", "query"), rows, form)
