"""The command `presswatch`: gathers the commands and puts every error that we know on one line.

Exit codes: 0 done, 1 done with problems or stopped by the machine, 2 wrong use or configuration. Nothing here imports
Prefect: `up` and runs with a server do, when they are called.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.channels.contract import ChannelConfigurationError
from flows.commands import asking, running, serving, sources, topics
from flows.settings import SettingsError
from parsers.errors import ParserError
from warehouse.errors import ForeignError, NewerError, SqlError, WarehouseError

WRONG_USE, STOPPED, INTERRUPTED = 2, 1, 130
_CONFIGURATION = (SettingsError, ParserError, ChannelConfigurationError, ForeignError, NewerError, SqlError)

app = typer.Typer(
    name="presswatch",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Watches government press releases: editions in DuckDB, watched topics, one short true digest.",
)
for command in (running.run, running.collect, running.deliver, running.replay, running.backfill):
    app.command()(command)
app.add_typer(sources.app, name="sources")
app.add_typer(topics.app, name="topics")
for command in (asking.sql, asking.export, asking.health, serving.demo, serving.up):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"presswatch {version('presswatch')}")
        raise typer.Exit


@app.callback()
def presswatch(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Watch government press releases: editions in DuckDB, watched topics, one short true digest."""


def main() -> None:
    """Run the command line; known errors are one message on standard error, never a traceback."""
    try:
        app()
    except _CONFIGURATION as error:
        _complain(error, WRONG_USE)
    except (WarehouseError, OSError) as error:
        _complain(error, STOPPED)
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped; the next run goes on from here")
        sys.exit(INTERRUPTED)


def _complain(error: Exception, code: int) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(f"presswatch: {error}", style="red"))
    sys.exit(code)
