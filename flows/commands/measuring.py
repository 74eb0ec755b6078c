"""`topics check`: whether the watch list can be used, and how well its topics do on what people said of releases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.desk import FormatOption, WatchlistOption, screen
from flows.commands.judging import scores_of_judgements, tell_scores
from flows.commands.work import world
from flows.errors import SettingsError
from flows.output import Format
from flows.world import World
from parsers.topics.judging import Score, judge
from parsers.topics.match import Matcher
from warehouse.database import reading
from warehouse.errors import NoWarehouseError


def check(
    on: Annotated[
        Path | None,
        typer.Option(
            "--on",
            help="A labelled file: exported records, each with a `topics` map of true and false.",
            show_default=False,
        ),
    ] = None,
    form: FormatOption = Format.table,
    watchlist: WatchlistOption = None,
) -> None:
    """Check that the watch list can be used, and measure it by a labelled file, or by every stored judgement."""
    here = world(watchlist)
    matcher = Matcher(here.watchlist.topics)
    scores = judge(matcher, _records(on)) if on else _judged(here, matcher)
    if not scores and form is Format.table:
        topics, recipients = len(here.watchlist.topics), len(here.watchlist.recipients)
        screen().print(f"{topics} topics and {recipients} recipients can be used; nothing was judged yet")
        return
    tell_scores(screen(), scores, form)


def _judged(here: World, matcher: Matcher) -> Sequence[Score]:
    try:
        with reading(here.settings.snapshot) as connection:
            return scores_of_judgements(connection, matcher)
    except NoWarehouseError:
        return ()


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _record(file, number, line)


def _record(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{file}: line {number}: not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("topics"), dict):
        raise SettingsError(f'{file}: line {number}: expected an object with "topics": {{"jef": true, …}}')
    return record
