"""`diff`: what a release said before and says now, word by word; asks the analysts' copy and changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from flows.alerts.comparison import (
    Comparison,
    Paragraph,
    compare,
    grouped,
    moment,
    remark,
    render_comparison,
    shown,
    tally,
)
from flows.alerts.marks import clean
from flows.alerts.records import Former, Mark
from flows.alerts.wording import wording
from flows.commands.desk import release_named, screen, settings
from flows.commands.zones import ZoneOption
from flows.errors import SettingsError
from warehouse.database import reading
from warehouse.history import editions
from warehouse.records import Text
from warehouse.stored import Stored

_STYLES: dict[Mark, str] = {"": "", "match": "", "new": "green", "old": "red strike"}
_SIGNS: dict[Mark, tuple[str, str]] = {"": ("", ""), "match": ("", ""), "new": ("{+", "+}"), "old": ("[-", "-]")}


class Form(StrEnum):
    """How a comparison is written."""

    terminal = "terminal"
    html = "html"


def diff(
    release: Annotated[str, typer.Argument(help="A release: its id, its address, or the end of it.")],
    first: Annotated[int | None, typer.Argument(metavar="A", help="The number of an edition.")] = None,
    second: Annotated[
        int | None, typer.Argument(metavar="B", help="The number of another; without both, the last two.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.terminal,
    zone: ZoneOption = "Europe/London",
) -> None:
    """Compare two editions of a release word by word: the last two, unless you name others."""
    with reading(settings().snapshot) as connection:
        kept = list(editions(connection, latest=False, ids=[release_named(connection, release)]))
    comparison = _compared(*_chosen(kept, first, second))
    if form is Form.html:
        sys.stdout.write(render_comparison(comparison, zone=zone))
    else:
        tell_comparison(screen(), comparison, zone)


def _chosen(kept: Sequence[Stored], first: int | None, second: int | None) -> tuple[Stored, Stored]:
    by_number = {one.revision: one for one in kept}
    if len(kept) == 1:
        raise SettingsError(f"{kept[0].release.url}: there is one edition only, and nothing to compare it with")
    wanted = (kept[-2].revision, kept[-1].revision) if first is None else (first, second)
    for number in wanted:
        if number not in by_number:
            got = "one number only" if number is None else str(number)
            raise SettingsError(f"{kept[0].release.url}: expected two editions of 1 to {len(kept)}, got {got}")
    old, new = (by_number[number] for number in wanted if number is not None)
    return old, new


def _compared(old: Stored, new: Stored) -> Comparison:
    return Comparison(
        release_id=new.release_id,
        url=new.release.url,
        title=new.release.title,
        language=new.release.language,
        old=Former(revision=old.revision, seen_at=old.seen_at),
        new=Former(revision=new.revision, seen_at=new.seen_at),
        paragraphs=compare(_text(old), _text(new)),
    )


def _text(stored: Stored) -> Text:
    one = stored.release
    return Text(title=one.title, summary=one.summary, body=one.body, notes=one.notes)


def tell_comparison(console: Console, found: Comparison, zone: str) -> None:
    """Show a comparison: what went in red and struck, what came in green; with signs where there is no colour."""
    console.print(Line(clean(found.title), style="bold"), soft_wrap=not console.is_terminal)
    console.print(Line(found.url or "", style="dim"), soft_wrap=True)
    for one in (found.old, found.new):
        console.print(Line(f"edition {one.revision}: seen on {moment(one, zone)}", style="dim"))
    if not found.paragraphs:
        console.print("\nTitle, standfirst and text are the same.")
        return
    console.print(Line(f"paragraphs: {tally(found.paragraphs)}", style="dim"), soft_wrap=True)
    field = ""
    for group in grouped(found.paragraphs):
        if group[0].field != field:
            field = group[0].field
            console.print(Line(f"\n{wording('en').fields[group[0].field]}", style="bold cyan"))
        _tell_group(console, group)


def _tell_group(console: Console, group: Sequence[Paragraph]) -> None:
    said = remark(group)
    if said:
        console.print(Line(f"… {said}" if group[0].kind == "same" else f"↕ {said}", style="dim"), soft_wrap=True)
    if group[0].kind != "same":
        line = _line(group[0], coloured=console.color_system is not None)
        console.print(line, soft_wrap=not console.is_terminal)


def _line(paragraph: Paragraph, *, coloured: bool) -> Line:
    if coloured:
        return Line.assemble(*((piece.text, _STYLES[piece.mark]) for piece in shown(paragraph.pieces)))
    return Line(signed(paragraph))


def signed(paragraph: Paragraph) -> str:
    """Return a paragraph with the signs of its marks: 'Two [-grey-] {+white+} ships sail.'."""
    return "".join(f"{_SIGNS[one.mark][0]}{one.text}{_SIGNS[one.mark][1]}" for one in shown(paragraph.pieces))
