"""`export`: what is in the analysts' copy as files, one a table or one a month."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.desk import SinceOption, aside, in_utc, settings
from flows.output import Format, write_rows
from flows.whole_files import stream_to, swapped_in
from warehouse.database import reading
from warehouse.export import export as export_rows
from warehouse.export import export_parquet, exports
from warehouse.partitions import claimed, export_partitions

Export = StrEnum("Export", {name: name for name in exports()})  # type: ignore[misc]


class ExportFormat(StrEnum):
    """How an export is written."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export(
    what: Annotated[Export, typer.Argument(help="What to export.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="How it is written.")] = ExportFormat.jsonl,
    since: SinceOption = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Only releases with this topic.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; left out: standard output.", show_default=False),
    ] = None,
    partitioned: Annotated[
        bool, typer.Option("--partitioned", help="Make the output a folder of Parquet files, one per month.")
    ] = False,
    incremental: Annotated[
        bool, typer.Option("--incremental", help="Write only those months of the folder that are out of date.")
    ] = False,
) -> None:
    """Write what is kept to a file, one object per line, or to a folder of Parquet files."""
    _check(form, output, partitioned=partitioned, incremental=incremental)
    if partitioned and output:
        _months(str(what), output, in_utc(since), topic, incremental=incremental)
    else:
        _table(str(what), form, output, in_utc(since), topic)


def _check(form: ExportFormat, output: Path | None, *, partitioned: bool, incremental: bool) -> None:
    if form is ExportFormat.parquet and output is None:
        raise typer.BadParameter("Parquet needs a file: add --output FILE", param_hint="--format")
    if partitioned and form is not ExportFormat.parquet:
        raise typer.BadParameter("only Parquet is written by months: add --format parquet", param_hint="--partitioned")
    if incremental and not partitioned:
        raise typer.BadParameter("only a folder of months is added to: add --partitioned", param_hint="--incremental")


def _table(what: str, form: ExportFormat, output: Path | None, since: datetime | None, topic: str | None) -> None:
    with reading(settings().snapshot, files=True) as connection:
        if form is ExportFormat.parquet and output:
            with swapped_in(output) as fresh:
                export_parquet(connection, what, fresh, since=since, topic=topic)
            return
        rows = export_rows(connection, what, since=since, topic=topic)
        with stream_to(output) as stream:
            write_rows(rows.columns, rows.rows, Format(form.value), to=stream)


def _months(what: str, folder: Path, since: datetime | None, topic: str | None, *, incremental: bool) -> None:
    here = settings()
    with claimed(folder, what, wait=here.lock_wait), reading(here.snapshot, files=True) as connection:
        done = export_partitions(connection, what, folder, since=since, topic=topic, incremental=incremental)
    aside().print(
        f"{folder}: {_months_of(done.written)} written, {len(done.kept)} left as they were, {len(done.removed)} removed"
    )


def _months_of(some: tuple[str, ...]) -> str:
    return "1 month" if len(some) == 1 else f"{len(some)} months"
