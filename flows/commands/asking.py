"""`sql` and `export`: questions to the analysts' copy, and what is in it as files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from flows.commands.desk import FormatOption, SinceOption, in_utc, settings
from flows.commands.schema_page import schema_page
from flows.errors import SettingsError
from flows.output import Format, write_rows
from warehouse.database import reading
from warehouse.export import export as export_rows
from warehouse.export import export_parquet, exports
from warehouse.queries import run_sql
from warehouse.schema import relations

Export = StrEnum("Export", {name: name for name in exports()})  # type: ignore[misc]


class ExportFormat(StrEnum):
    """How an export is written."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def sql(
    query: Annotated[
        str | None, typer.Argument(help="One statement, or the name of a .sql file; standard input where left out.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", help="A value for $NAME, as NAME=VALUE.", show_default=False),
    ] = None,
    form: FormatOption = Format.table,
    schema: Annotated[
        bool, typer.Option("--schema", help="Say what every view and table holds, as Markdown; needs no data.")
    ] = False,
) -> None:
    """Ask the analysts' copy a question in SQL; nothing can be changed, and no file or network be reached."""
    if schema and query:
        raise typer.BadParameter("expected a query or --schema, got both", param_hint="--schema")
    if schema:
        typer.echo(schema_page(relations()), nl=False)
        return
    here, text = settings(), _query(query)
    with reading(here.snapshot) as connection:
        answer = run_sql(connection, text, dict(map(_pair, parameter or [])))
        write_rows(answer.columns, answer.rows, form)


def _query(query: str | None) -> str:
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


def export(
    what: Annotated[Export, typer.Argument(help="What to export.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="How it is written.")] = ExportFormat.jsonl,
    since: SinceOption = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Only releases with this topic.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; standard output where left out.", show_default=False),
    ] = None,
) -> None:
    """Write releases, revisions, quotes, amounts or mentions to a file, one object a line."""
    here, moment = settings(), in_utc(since)
    if form is ExportFormat.parquet and output is None:
        raise typer.BadParameter("Parquet needs a file: add --output FILE", param_hint="--format")
    with reading(here.snapshot, files=True) as connection:
        if form is ExportFormat.parquet and output:
            export_parquet(connection, str(what), output, since=moment, topic=topic)
            return
        rows = export_rows(connection, str(what), since=moment, topic=topic)
        with _stream(output) as stream:
            write_rows(rows.columns, rows.rows, Format(form.value), to=stream)


@contextmanager
def _stream(output: Path | None) -> Iterator[TextIO]:
    """The named file, whole or not at all, or standard output."""
    if output is None:
        yield sys.stdout
        return
    fresh = output.with_name(f".{output.name}.new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            yield file
        fresh.replace(output)
    except OSError as error:
        raise SettingsError(f"{output}: cannot be written: {error.strerror}") from error
    finally:
        fresh.unlink(missing_ok=True)
