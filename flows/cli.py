"""The command `presswatch`: gathers the commands and puts every error that we know on one line.

Exit codes: 0 done, 1 done with problems or stopped by the machine, 2 wrong use or configuration. Only the module of the
command that was called is imported, for a question to the warehouse should not wait for the parsers; and nothing here
imports Prefect: `up` and runs with a server do, when they are called.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.errors import exit_code

INTERRUPTED = 130
# Command or group of commands -> the module in flows.commands that has it. The order is that of the help page.
COMMANDS = {
    "run": "running",
    "collect": "running",
    "deliver": "running",
    "replay": "running",
    "backfill": "running",
    "sources": "sources",
    "topics": "topics",
    "sql": "asking",
    "export": "asking",
    "health": "wellbeing",
    "demo": "serving",
    "up": "serving",
}
GROUPS = frozenset(("sources", "topics"))


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line for some arguments: with the one command that they call, or with all for a help page."""
    called = next((one for one in arguments if not one.startswith("-")), None)
    app = typer.Typer(
        name="presswatch",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(presswatch)
    wanted = (called,) if called in COMMANDS else () if "--version" in arguments else COMMANDS
    for name in wanted:
        module = import_module(f"flows.commands.{COMMANDS[str(name)]}")
        if name in GROUPS:
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, str(name)))
    return app


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"presswatch {version('presswatch')}")
        raise typer.Exit


def presswatch(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Watch government press releases: editions in DuckDB, watched topics, one short true digest."""


def main() -> None:
    """Run the command line; known errors are one message on standard error, never a traceback."""
    try:
        build(sys.argv[1:])()
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped; the next run goes on from here")
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        Console(stderr=True, highlight=False, soft_wrap=True).print(Text(f"presswatch: {error}", style="red"))
        sys.exit(code)
