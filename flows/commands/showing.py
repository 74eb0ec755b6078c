"""`sources show`: what a source file says, and what the settings ask of the source."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.desk import FormatOption, screen
from flows.commands.work import world
from flows.output import Format, as_json, write_rows
from parsers.listings import Selection, listing_url
from parsers.records import Source


def show(
    name: Annotated[str, typer.Argument(help="A source, such as uk/govuk.")], form: FormatOption = Format.table
) -> None:
    """Show one source: its listings, its layouts, what is expected of it, and what the settings ask of it."""
    here = world()
    source = here.source(name)
    facts = _facts(source) | {
        "settings": here.settings.of(name).model_dump_json(exclude_defaults=True) or "{}",
    }
    if form is Format.table:
        for key, value in facts.items():
            screen().print(f"[bold]{key:<15}[/bold]", end="")
            screen().print(str(value), markup=False)
    elif form is Format.csv:
        write_rows(("key", "value"), list(facts.items()), form)
    else:
        typer.echo(as_json(facts))


def _facts(source: Source) -> dict[str, object]:
    asked = Selection()
    return {
        "source": source.name,
        "name": source.title,
        "homepage": source.homepage,
        "country": source.country,
        "language": source.language,
        "verified": source.verified,
        "listings": ", ".join(
            f"{feed.name} ({feed.kind}): {listing_url(source, feed, asked)}" for feed in source.feeds
        ),
        "layouts": ", ".join(
            layout.name + (f" until {layout.until}" if layout.until else "") for layout in source.layouts
        ),
        "document types": ", ".join(source.document_types),
        "expected": f"{source.expect.releases_per_week_min} to {source.expect.releases_per_week_max} releases a week; "
        f"always filled: {', '.join(source.expect.filled)}",
    }
