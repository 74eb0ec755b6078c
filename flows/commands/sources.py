"""`sources list` and `sources show`: what can be watched, and what a source file says."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any

import typer

from flows.commands.desk import FormatOption, screen, settings
from flows.output import Format, as_json, write_rows
from flows.settings import Settings
from parsers.catalogue import shipped_files

_HEAD = ("name", "country", "language", "verified")


def list_sources(form: FormatOption = Format.table) -> None:
    """List the sources: which are watched, and how far each is verified."""
    here = settings()
    rows = [_row(here, name, tomllib.loads(file.read_text("utf-8"))) for name, file in shipped_files()]
    write_rows(("source", "name", "country", "language", "active", "verified"), rows, form)


def _row(here: Settings, source: str, head: dict[str, Any]) -> tuple[object, ...]:
    """The head of a source file is enough here: checking its selectors takes three times as long as all the rest."""
    name, country, language, verified = (head[key] for key in _HEAD)
    return source, name, country, language, here.of(source).active, verified


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
