"""`sql`: questions to the analysts' copy, in one statement or at a prompt."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.desk import settings
from flows.commands.schema_page import schema_page
from flows.errors import SettingsError
from flows.output import Format, write_rows
from flows.whole_files import stream_to, swapped_in
from warehouse.database import reading
from warehouse.queries import run_sql, write_answer
from warehouse.schema import relations


class AnswerFormat(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def sql(
    query: Annotated[
        str | None,
        typer.Argument(help="One statement, or the name of a .sql file; left out: a prompt, or standard input."),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", help="A value for $NAME, as NAME=VALUE.", show_default=False),
    ] = None,
    form: Annotated[AnswerFormat, typer.Option("--format", help="How rows are written.")] = AnswerFormat.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; left out: standard output.", show_default=False),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Say what every view and table holds, as Markdown; needs no data.")
    ] = False,
) -> None:
    """Ask the analysts' copy a question in SQL; it can change nothing, and reach no other file or network."""
    if schema and query:
        raise typer.BadParameter("expected a query or --schema, got both", param_hint="--schema")
    if schema:
        typer.echo(schema_page(relations()), nl=False)
        return
    values = dict(map(_pair, parameter or []))
    if query is None and output is None and form is not AnswerFormat.parquet and sys.stdin.isatty():
        _converse(values, Format(form.value))
    else:
        _answer(_statement(query), values, form, output)


def _answer(statement: str, values: dict[str, str], form: AnswerFormat, output: Path | None) -> None:
    copy = settings().snapshot
    if form is not AnswerFormat.parquet:
        with reading(copy) as connection:
            answer = run_sql(connection, statement, values)
            with stream_to(output) as stream:
                write_rows(answer.columns, answer.rows, Format(form.value), to=stream)
        return
    if output is None:
        raise typer.BadParameter("Parquet needs a file: add --output FILE", param_hint="--format")
    with swapped_in(output) as fresh, reading(copy, target=fresh) as connection:
        write_answer(connection, statement, values, fresh)


def _converse(values: dict[str, str], form: Format) -> None:
    # The library of the prompt takes as long to load as a whole answer.
    from flows.prompt import Desk, converse  # noqa: PLC0415

    converse(Desk(copy=settings().snapshot, values=values, form=form), state=_state_folder())


def _state_folder() -> Path:
    """Where programs keep what they remember of their user, as the XDG base directories say."""
    named = os.environ.get("XDG_STATE_HOME")
    return Path(named) if named else Path.home() / ".local" / "state"


def _statement(query: str | None) -> str:
    if query is None:
        return sys.stdin.read()
    if query.endswith(".sql"):
        try:
            return Path(query).read_text("utf-8")
        except OSError as error:
            raise SettingsError(f"{query}: cannot be read: {error.strerror}") from error
    return query


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"expected NAME=VALUE, got {text!r}", param_hint="-p")
    return name, value
