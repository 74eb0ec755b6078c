"""What every command shares: settings, screen, and the options that mean the same everywhere.

Does not do what a command is for.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flows.errors import SettingsError
from flows.output import Format
from flows.terminals import Screen

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.database import Connection

QUERY: Final = "query"  # what a query is called that is asked or tried, and is no topic's

WatchlistOption = Annotated[
    Path | None, typer.Option("--watchlist", help="Watch list to use instead of watchlist.toml.", show_default=False)
]
FormatOption = Annotated[Format, typer.Option("--format", help="How rows are written.")]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only what is newer.", show_default=False)
]


def settings() -> Settings:
    """Read the settings alone: questions to the warehouse need no more."""
    # Checking settings loads pydantic, which takes as long as a whole search, and a search needs one setting.
    from flows.settings import read_settings  # noqa: PLC0415

    return read_settings(Path.cwd(), os.environ)


def release_named(connection: Connection, name: str) -> str:
    """Return the id of the release that a name means best; raises SettingsError where it means none.

    A name is an id, an address, or the end of one.
    """
    # The warehouse's records load DuckDB, which takes as long as a whole search.
    from warehouse.history import find_release  # noqa: PLC0415

    found = find_release(connection, name)
    if not found:
        raise SettingsError(f"no release {name!r}; expected an id, an address, or the end of an address")
    return found[0]


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


def screen() -> Screen:
    """Standard output, for people; no colour where it is no terminal."""
    return Screen()


def aside() -> Screen:
    """Standard error, for progress and remarks, so that output can be piped."""
    return Screen(stderr=True)


def in_utc(moment: datetime | None) -> datetime | None:
    """Return a day of the command line as the beginning of that day in UTC."""
    return moment.replace(tzinfo=UTC) if moment else None


def day_of(moment: datetime) -> date:
    """Return a day of the command line as a date."""
    return moment.date()
