"""`sources check`: every mistake of source files at once, and with `--live` whether the sources work from here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from flows.commands.desk import FormatOption, aside, now, screen, settings
from flows.errors import SettingsError
from flows.jobs import manners_of
from flows.output import Format, write_rows
from flows.probing import PageProbe, SourceProbe, probe
from flows.settings import Settings
from flows.shelf import Shelf, read_text, shelf_of
from parsers.errors import Mistake, SourceError
from parsers.records import Source
from parsers.sources import read_source


def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or files of sources; left out: all.", show_default=False)
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Ask each source: its listings, then a release or two; keeps nothing.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """List every mistake in source files; with --live also say whether the sources work from here."""
    here = settings()
    shelf = shelf_of(here.sources_dir)
    sources, wrong = _read(shelf, names or shelf.names)
    if wrong:
        _tell_mistakes(wrong, form)
        raise typer.Exit(2)
    if live:
        _tell_live([here.placed(one) for one in sources], here, form)
    elif form is Format.table:
        count = "1 source file" if len(sources) == 1 else f"{len(sources)} source files"
        screen().print(f"{count}: no mistakes", style="green")
    else:
        _tell_mistakes([], form)


def _read(shelf: Shelf, names: Sequence[str]) -> tuple[list[Source], list[tuple[str, Mistake]]]:
    sources: list[Source] = []
    wrong: list[tuple[str, Mistake]] = []
    for name in names:
        try:
            sources.append(_source(shelf, name))
        except SourceError as error:
            wrong += [(error.file, one) for one in error.mistakes]
    return sources, wrong


def _source(shelf: Shelf, name: str) -> Source:
    """A name, or a file wherever it lies, whose source is called after its folder and itself."""
    file = Path(name)
    if file.suffix != ".toml":
        return shelf.read(name)
    if not file.is_file():
        raise SettingsError(f"{file}: no such source file")
    return read_source(read_text(file), name=f"{file.resolve().parent.name}/{file.stem}", file=str(file))


def _tell_mistakes(wrong: Sequence[tuple[str, Mistake]], form: Format) -> None:
    if form is not Format.table:
        write_rows(("file", "key", "mistake"), [(file, one.key, one.message) for file, one in wrong], form)
        return
    for file in dict.fromkeys(file for file, _ in wrong):
        aside().print(Text(file, style="bold"))
        for one in (one for place, one in wrong if place == file):
            aside().print(Text(f"  {one.key or 'the file'}: {one.message}", style="red"), soft_wrap=True)


def _tell_live(sources: Sequence[Source], here: Settings, form: Format) -> None:
    asked = "1 source" if len(sources) == 1 else f"{len(sources)} sources"
    aside().print(f"asking {asked}: their listings, then a release or two of each …", style="dim")
    found = asyncio.run(probe(sources, manners_of(here), now))
    if form is Format.table:
        write_rows(("source", "verdict", "entries", "newest", "release"), map(_row, found), form)
        for one in found:
            for reason in one.reasons:
                screen().print(Text(f"{one.source}: {reason}", style="red"), soft_wrap=True)
    else:
        rows = [(one.source, one.verdict, _listed(one), _paged(one), list(one.reasons)) for one in found]
        write_rows(("source", "verdict", "listings", "releases", "reasons"), rows, form)
    raise typer.Exit(0 if all(one.verdict == "works" for one in found) else 1)


def _row(one: SourceProbe) -> tuple[object, ...]:
    """The listings together, and the first release: what else there is to know stands in the other formats."""
    dates = [f"{feed.newest:%Y-%m-%d}" for feed in one.feeds if feed.newest]
    releases = [_in_words(page) for page in one.releases]
    return (
        one.source,
        one.verdict,
        sum(feed.entries for feed in one.feeds),
        max(dates, default=""),
        *(releases or [""])[:1],
    )


def _in_words(page: PageProbe) -> str:
    day = f"{page.published_at:%Y-%m-%d}" if page.published_at else "no date"
    return f"{day}, {page.words} words, {page.layout}"


def _listed(one: SourceProbe) -> list[dict[str, object]]:
    names = ("feed", "url", "status", "entries", "newest", "problem")
    return [{name: getattr(feed, name) for name in names} for feed in one.feeds]


def _paged(one: SourceProbe) -> list[dict[str, object]]:
    names = ("url", "status", "title", "published_at", "words", "layout", "problem")
    return [{name: getattr(page, name) for name in names} for page in one.pages]
