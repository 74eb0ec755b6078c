"""The command `presswatch`: gathers the commands and puts every error that we know on one line.

Exit codes: 0 done, 1 done with problems or stopped by the machine, 2 wrong use or configuration. Only the module of the
command that was called is imported, for a question to the warehouse should not wait for the parsers; and nothing here
imports Prefect: `up` and runs with a server do, when they are called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated

import typer
from rich.text import Text

from flows.errors import exit_code
from flows.terminals import Screen
from warehouse.messages import remedy

INTERRUPTED, PIPE_CLOSED = 130, 141  # as shells count them
# Command -> the function in flows.commands that does it. The order is that of the help page.
COMMANDS = {
    "run": "running:run",
    "collect": "running:collect",
    "deliver": "running:deliver",
    "replay": "running:replay",
    "backfill": "running:backfill",
    "sources list": "sources:list_sources",
    "sources show": "showing:show",
    "sources check": "checking:check",
    "sources add": "proposing:add",
    "sources release": "releasing:release",
    "topics list": "topics:list_topics",
    "topics check": "measuring:check",
    "topics try": "attempts:try_query",
    "topics explain": "attempts:explain",
    "topics add": "watching:add",
    "topics edit": "watching:edit",
    "topics retire": "watching:retire",
    "recipients list": "recipients:list_recipients",
    "recipients check": "recipients:check",
    "recipients test": "recipients:send_test",
    "alerts list": "alerts:list_alerts",
    "alerts show": "alerts:show",
    "alerts resend": "alerts:resend",
    "alerts mute": "alerts:mute",
    "digest": "digesting:digest",
    "diff": "comparing:diff",
    "search": "searching:search",
    "sql": "asking:sql",
    "export": "exporting:export",
    "plot": "drawing:plot",
    "health": "wellbeing:health",
    "checkup": "examining:checkup",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "compact": "keeping:compact",
    "verify": "verifying:verify",
    "settings show": "settings:show",
    "demo": "serving:demo",
    "up": "serving:up",
}
GROUPS = {
    "sources": "The publishers that can be watched.",
    "topics": "Watched topics: list, check, try, explain, add, edit and retire them.",
    "recipients": "Recipients of the watch list: list, check and test them.",
    "settings": "What is set, and where each value comes from.",
    "alerts": "Who was told what: list, show, resend and mute alerts.",
}


def build(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line for some arguments: with the one command that they call, or with all for a help page."""
    app = typer.Typer(
        name="presswatch",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(presswatch)
    groups: dict[str, typer.Typer] = {}
    for name in _wanted(arguments):
        module, _, function = COMMANDS[name].partition(":")
        group, _, own = name.rpartition(" ")
        if group and group not in groups:
            groups[group] = typer.Typer(no_args_is_help=True, help=GROUPS[group])
            app.add_typer(groups[group], name=group)
        place = groups[group] if group else app
        place.command(own)(getattr(import_module(f"flows.commands.{module}"), function))
    return app


def _wanted(arguments: Sequence[str]) -> Iterable[str]:
    """The command that is called; its whole group, or all commands, where that is not one that there is."""
    words = [one for one in arguments if not one.startswith("-")]
    for called in (words[:1], words[:2]):
        if " ".join(called) in COMMANDS:
            return [" ".join(called)]
    if words and words[0] in GROUPS:
        return [name for name in COMMANDS if name.startswith(f"{words[0]} ")]
    return () if "--version" in arguments else COMMANDS


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - takes longer to load than a search does

        typer.echo(f"presswatch {version('presswatch')}")
        raise typer.Exit


def presswatch(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Collect government press releases, keep every edition, and tell each recipient once what matched, and why."""


def _run(arguments: Sequence[str]) -> None:
    """A search without options needs no reading of options, for which typer loads pydantic: a third of its time."""
    if len(arguments) == 2 and arguments[0] == "search" and not arguments[1].startswith("-"):
        import_module("flows.commands.searching").search(arguments[1])
    else:
        build(arguments)(prog_name="presswatch")


def _told(error: Exception) -> str:
    """What a known error says; a bare one of the machine's, with what to do about it."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}; {remedy(error.errno)}"
    return str(error)


def main() -> None:
    """Run the command line; known errors are one message on standard error, never a traceback."""
    try:
        _run(sys.argv[1:])
    except BrokenPipeError:  # whoever read our output has read enough; nobody is left to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)
    except KeyboardInterrupt:
        Screen(stderr=True).print("stopped; the next run goes on from here")
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        Screen(stderr=True, soft_wrap=True).print(Text(f"presswatch: {_told(error)}", style="red"))
        sys.exit(code)
