"""`sources show`: what a source file says, and what the settings ask of the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from flows.commands.desk import FormatOption, screen
from flows.commands.spans import span
from flows.commands.work import world
from flows.output import Format, write_object, write_rows
from flows.world import World
from parsers.records import Feed, Layout, Source
from parsers.requests import Selection, listing_request
from warehouse.database import reading_live
from warehouse.errors import NoWarehouseError
from warehouse.polls import kept_polls


def show(
    name: Annotated[str, typer.Argument(help="A source, such as uk/govuk.")], form: FormatOption = Format.table
) -> None:
    """Show one source: its listings, its layouts, what is expected of it, and what the settings ask of it."""
    here = world()
    facts = _facts(here, here.settings.placed(here.source(name)))
    if form is Format.table:
        screen().print(_page(facts))
    elif form is Format.csv:
        write_rows(("key", "value"), list(facts.items()), form)
    else:
        write_object(facts)


def _page(facts: Mapping[str, object]) -> Table:
    page = Table.grid(Column(style="bold"), Column(overflow="fold"), padding=(0, 2))
    for key, value in facts.items():
        lines = value if isinstance(value, list) else [value]
        for number, line in enumerate(lines or ["–"]):
            page.add_row("" if number else key, Text(str(line)))
    return page


def _facts(here: World, source: Source) -> dict[str, object]:
    return {
        "source": source.name,
        "name": source.title,
        "file": here.shelf.place(source.name),
        "homepage": source.homepage or "anywhere",
        "other hosts": list(source.hosts),
        "country": source.country,
        "language": source.language,
        "dates in": ", ".join(source.tongues),
        "time zone": source.time_zone,
        "watched": "yes" if here.is_active(source.name) else "no",
        "verified": source.verified,
        "listings": [line for feed in source.feeds for line in _feed(source, feed)],
        "next polls": _next_polls(here, source.name),
        "layouts": [line for layout in source.layouts for line in _layout(layout)],
        "document types": ", ".join(source.document_types),
        "expected": _expected(source),
        "settings": here.settings.of(source.name).model_dump_json(exclude_defaults=True) or "{}",
    }


def _next_polls(here: World, source: str) -> list[str]:
    """When scheduled runs ask each listing next; nothing where it was never asked."""
    try:
        with reading_live(here.settings.database, wait=here.settings.lock_wait) as connection:
            polls = kept_polls(connection, source)
    except NoWarehouseError:
        return []
    return [f"{one.next_poll_at:%Y-%m-%d %H:%M} UTC  {url}" for url, one in sorted(polls.items())]


def _feed(source: Source, feed: Feed) -> Iterator[str]:
    yield f"{feed.name} ({feed.kind}): {listing_request(source, feed, Selection()).name}"
    pages = f"{feed.pages} pages at most by {feed.paging or 'its address'}" if feed.is_paged else "one page"
    said = {
        "": f"asked every {span(feed.every.total_seconds())}, {pages}" if feed.polled else "asked by backfill only",
        "since": feed.since,
        "items": feed.items,
        "entries": _ways(feed.entry),
        "relative links begin at": feed.base,
        "only addresses with": feed.include,
        "no addresses with": feed.exclude,
        "of types": ", ".join(feed.document_types),
        "narrowed by": ", ".join(f"{name}: {parameter}" for name, parameter in feed.filters),
        "text": "" if feed.text == "page" else feed.text,
    }
    yield from _lines(said)


def _layout(layout: Layout) -> Iterator[str]:
    until = f" until {layout.until}" if layout.until else ""
    yield f"{layout.name} ({layout.kind}){until}"
    if layout.kind == "html":
        said = {"sign": layout.sign, "root": layout.root, "type": layout.document_type}
        yield from _lines(said | {name: _ways(((name, ways),), named=False) for name, ways in layout.fields})


def _lines(said: Mapping[str, str]) -> Iterator[str]:
    return (f"    {name}: {text}" if name else f"    {text}" for name, text in said.items() if text)


def _ways(found: tuple[tuple[str, tuple[str, ...]], ...], *, named: bool = True) -> str:
    return "; ".join(f"{name} = {' or '.join(ways)}" if named else " or ".join(ways) for name, ways in found)


def _expected(source: Source) -> list[str]:
    expect = source.expect
    silence = (
        f"never silent for more than {span(expect.longest_silence.total_seconds())}" if expect.longest_silence else ""
    )
    week = f"{expect.releases_per_week_min} to {expect.releases_per_week_max} releases a week"
    return [week, f"always filled: {', '.join(expect.filled)}", *filter(None, [silence])]
