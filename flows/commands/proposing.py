"""`sources add`: looks at a publisher's site and writes a source file for a person to finish."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.desk import now, screen, settings
from flows.errors import SettingsError
from flows.jobs import manners_of
from flows.scouting import Scouted, scout
from flows.settings import Settings
from flows.shelf import shelf_of
from parsers.catalogue import shipped_names
from parsers.errors import SourceError
from parsers.sources import read_source

_NAME = re.compile(r"[a-z]{2,3}/[a-z0-9][a-z0-9_-]*")
_SHOWN = 70  # characters of a value


def add(
    url: Annotated[str, typer.Argument(help="The page or feed that lists a publisher's releases.")],
    name: Annotated[
        str, typer.Option("--name", help="What to call the source: country/agency.", show_default=False)
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", help="Where to write it, instead of sources_dir.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Look at a publisher's site and write a source file for you to finish."""
    here, out = settings(), screen()
    if name and not _NAME.fullmatch(name):
        raise SettingsError(f"--name {name}: expected a country and an agency in small letters, such as 'dk/fmn'")
    if name or output:  # what would be refused in the end is refused before anybody is asked
        _free(output or _file(here, name), force)
    scouted = asyncio.run(scout(_address(url), manners_of(here), now, name=name))
    file = output or _file(here, scouted.name)
    _tell(out, scouted)
    _free(file, force)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(scouted.text, "utf-8")
    _check(scouted, file)
    _tell_next(out, scouted, file, here)


def _address(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _file(here: Settings, name: str) -> Path:
    return here.sources_dir / f"{name}.toml"


def _free(file: Path, force: bool) -> None:
    if file.exists() and not force:
        raise SettingsError(f"{file}: is there already; --force replaces it, --name and --output write another")


def _check(scouted: Scouted, file: Path) -> None:
    """What `sources check` would say of it, so that nobody begins with a file that cannot be used."""
    try:
        read_source(file.read_text("utf-8"), name=scouted.name, file=str(file))
    except SourceError as error:
        raise SettingsError(f"{error}\nthe file was written all the same; correct this in it") from error


def _tell(out: Console, scouted: Scouted) -> None:
    for line in _listings(scouted):
        out.print(line, soft_wrap=True)
    out.print(Text.assemble("\n", ("Releases", "bold"), ", as they are read without selectors"))
    for one in scouted.samples:
        day = f"{one.release.published_at:%Y-%m-%d}" if one.release.published_at else "no date"
        out.print(Text(f"  {one.page.url}"), soft_wrap=True)
        out.print(
            Text(f"    {_short(one.release.title)} ({day}, {len(one.release.body.split())} words)"), soft_wrap=True
        )
    for failed in scouted.failed:
        out.print(Text(f"  passed over: {failed}", style="yellow"), soft_wrap=True)
    out.print(Text("\nLayout", style="bold"))
    for line in _layout(scouted):
        out.print(line, soft_wrap=True)


def _listings(scouted: Scouted) -> Iterator[Text]:
    yield Text("Listings", style="bold")
    for one in scouted.tried:
        newest = f", newest {one.newest:%Y-%m-%d}" if one.newest else ", no dates"
        said = f"{len(one.entries)} entries{newest}" if one.entries else one.problem or "names no release"
        mark, style = ("→", "green") if one is scouted.chosen else (" ", "")
        yield Text(f"{mark} {one.url} ({one.feed.kind}, {one.way}): {said}", style=style)


def _layout(scouted: Scouted) -> Iterator[Text]:
    proposal = scouted.proposal
    if not proposal.is_layout:
        yield Text(f"  no selectors: {proposal.reason}; pages are read by the generic reader", style="yellow")
        return
    yield Text(f"  sign: {proposal.sign}   (in <{proposal.root}>)")
    for one in proposal.fields:
        yield Text(f"  {one.field}: {one.selector}")
        for value in one.values:
            yield Text(f"    {_short(value)}", style="dim")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]} …"


def _tell_next(out: Console, scouted: Scouted, file: Path, here: Settings) -> None:
    out.print(Text.assemble("\n", ("written:", "green"), f" {file}"), soft_wrap=True)
    if file == _file(here, scouted.name) and scouted.name in shipped_names():
        out.print(f"It replaces the source {scouted.name} that presswatch ships.", style="yellow")
    called = scouted.name if scouted.name in shelf_of(here.sources_dir).own else str(file)
    out.print("To watch it, put these lines into presswatch.toml:")
    lines = [f'[sources."{scouted.name}"]', "active = true"]
    lines += [f'base_url = "{scouted.mirror}" # its pages say that they belong elsewhere'] if scouted.mirror else []
    for line in lines:
        out.print(Text(f"  {line}"), soft_wrap=True)
    out.print("Look at its lines with CHECK, then see whether it works:")
    out.print(Text(f"  presswatch sources check {called} --live"), soft_wrap=True)
