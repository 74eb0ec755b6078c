"""A whole data folder of an invented ministry: archive, database, ledger, analysts' copy and search index that agree.

Eight releases, each fetched by a run of its own into a file of its own; the last has two editions. An episode
of the source is told too.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.warehouse.builders import JEF, SOURCE, at, edited, load, quote, release, source, subscription, visit
from warehouse import outbox
from warehouse.archive import ArchiveWriter
from warehouse.contracts import episode, keep_episodes, tell_episodes
from warehouse.database import Connection, writing
from warehouse.records import Run, Visit
from warehouse.runs import keep_run, keep_sources
from warehouse.snapshot import publish
from warehouse.staging import load_rows
from warehouse.topics import keep_versions, versions
from warehouse.verify import verify
from warehouse.verify_records import Disagreement, Premises

NO_WAIT = timedelta(0)
NAMES = ("auk", "bunting", "crane", "dunlin", "eider", "fulmar", "gannet", "heron")


def premises(folder: Path) -> Premises:
    """Where things are in a data folder."""
    return Premises(
        data_dir=folder,
        database=folder / "warehouse.duckdb",
        copy=folder / "analyst.duckdb",
        archive=folder / "warc",
        spool=folder / "spool",
    )


def run_id(number: int) -> str:
    """The name of the run that fetched a release."""
    return f"20261124T12000{number}Z-collect-00000{number}"


def warc(folder: Path, number: int) -> Path:
    """The file into which the run of that number put its pages."""
    return folder / "warc" / "2026-11-24" / f"{run_id(number)}-no-coast-0.warc.gz"


def make(folder: Path) -> Path:
    """Make the folder; returns it."""
    with writing(folder / "warehouse.duckdb", purpose="tests", wait=NO_WAIT) as connection:
        keep_sources(connection, [source()], active=[SOURCE])
        keep_versions(connection, versions(connection, [JEF]), at(0))
        for number in range(len(NAMES)):
            keep_run(connection, _run(number))
            load(connection, *_visits(folder, number), told=[subscription("desk", "jef")])
        keep_episodes(connection, [episode(SOURCE, "listing", "empty_listing", at(8))])
        tell_episodes(connection, [subscription("desk", "jef")])
        _deliver(connection)
    publish(folder / "warehouse.duckdb", folder / "analyst.duckdb", wait=NO_WAIT)
    return folder


def _run(number: int) -> Run:
    return Run(run_id=run_id(number), flow="collect", started_at=at(0), finished_at=at(1), outcome="done")


def _visits(folder: Path, number: int) -> list[Visit]:
    first = release(NAMES[number], quotes=(quote("The JEF is at sea."),))
    editions = [first, edited(first, 1, title="Minister closes exercise")] if number == 7 else [first]
    with ArchiveWriter(folder / "warc", f"{run_id(number)}-no-coast-0", at(0)) as archive:
        found = []
        for hours, one in enumerate(editions):
            body = f"{one.title} {one.url}".encode() * 50
            file, offset = archive.store(url=one.url, status=200, headers=(), content=body, at=at(hours))
            sha256 = hashlib.sha256(body).hexdigest()
            asked = visit(one, hours + number / 10, warc_file=file, warc_offset=offset, sha256=sha256)
            found.append(replace(asked, fetch=replace(asked.fetch, run_id=run_id(number))))
    return found


def _deliver(connection: Connection) -> None:
    outbox.take(connection, at(9))
    (digest, *_) = outbox.open_digests(connection)
    row = {"digest_id": digest.digest_id, "channel": "file", "attempt": 1, "at": at(9), "outcome": "sent", "detail": ""}
    load_rows(connection, "deliveries", [row])


def found(folder: Path, remarks: list[str] | None = None) -> list[Disagreement]:
    """Return every disagreement in a data folder."""
    told = [] if remarks is None else remarks
    return list(verify(premises(folder), wait=NO_WAIT, advance=_silent, remark=told.append))


def _silent(done: int, total: int) -> None:
    """Nobody waits."""


def told(folder: Path) -> list[tuple[str, str]]:
    """Return kind and place of every disagreement in a data folder."""
    return [(one.kind, one.place) for one in found(folder)]
