"""`plot`: topics, publishers and speakers as pictures for print. Needs the extra `presswatch[plot]`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.desk import SinceOption, in_utc, settings
from flows.errors import SettingsError
from flows.whole_files import swapped_in
from warehouse.database import Connection, reading
from warehouse.figures import origin, topics_by_publisher, topics_by_week, words_by_speaker

if TYPE_CHECKING:
    from types import ModuleType

_TOPICS, _PUBLISHERS, _SPEAKERS = 7, 15, 15  # as many as a reader can tell apart
_FORMS = (".svg", ".png")


class Plot(StrEnum):
    """What can be drawn."""

    topics = "topics"
    sources = "sources"
    quotes = "quotes"


def plot(
    what: Annotated[
        Plot, typer.Argument(help="Topics by week, topics by publisher (sources), or speakers' shares (quotes).")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to draw, .svg or .png.")],
    since: SinceOption = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", help="Only this topic; may be given again.", show_default=False),
    ] = None,
) -> None:
    """Draw what the analysts' copy counts, for print: readable in black and white."""
    if output.suffix not in _FORMS:
        raise typer.BadParameter(f"expected a name that ends in .svg or .png, got {output.name!r}", param_hint="-o")
    drawing, moment, topics = _drawing(), in_utc(since), topic or []
    with reading(settings().snapshot) as connection:
        figure = _figure(drawing, what, connection, moment, topics)
    if figure is None:
        raise SettingsError(_nothing(what, chosen=bool(since or topics)))
    with swapped_in(output) as fresh:
        drawing.save(figure, fresh, form=output.suffix[1:])


def _drawing() -> ModuleType:
    try:
        # An extra that most installations do without, and half a second to load.
        from flows import plotting  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(f"plots need {error.name}: pip install 'presswatch[plot]', then run this again") from error
    return plotting


def _figure(
    drawing: ModuleType, what: Plot, connection: Connection, since: datetime | None, topics: list[str]
) -> object | None:
    """The picture; None where there is nothing to draw."""
    sheet = drawing.Sheet(source=_source(connection, since, topics))
    if what is Plot.topics:
        weeks = topics_by_week(connection, since=since, topics=topics, most=_TOPICS)
        return drawing.plot_topics(weeks, sheet) if weeks.topics else None
    if what is Plot.sources:
        grid = topics_by_publisher(connection, since=since, topics=topics, most=_PUBLISHERS)
        return drawing.plot_sources(grid, sheet) if grid.topics else None
    shares = words_by_speaker(connection, since=since, topics=topics, most=_SPEAKERS)
    return drawing.plot_quotes(shares, sheet) if shares.speakers else None


def _nothing(what: Plot, *, chosen: bool) -> str:
    missing = "quotes anybody" if what is Plot.quotes else "mentions a watched topic"
    advice = "leave out --since or --topic" if chosen else "presswatch topics list says what is watched"
    return f"nothing to draw: no release{' that was chosen' if chosen else ''} {missing}; {advice}"


def _source(connection: Connection, since: datetime | None, topics: list[str]) -> str:
    """What a reader must know to check the picture: whose releases, up to when, and which of them."""
    names, day = origin(connection)
    parts = [f"Source: press releases of {names or 'no publisher yet'}"]
    parts += [f"published since {since:%-d %B %Y}"] if since else []
    parts += [f"that mention {', '.join(topics)}"] if topics else []
    return ", ".join(parts) + (f"; as read on {day:%-d %B %Y} by presswatch." if day else ".")
