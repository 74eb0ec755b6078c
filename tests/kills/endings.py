"""What an installation holds at the end, without what depends on when, how often or in which run it came there.

Two endings that are equal are the same to everybody: archive, database, search index, what was told, backups, and what
`presswatch verify` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tantivy

from tests.delivery.desks import entries_of
from tests.flows.terminals import Lasting, Terminal, lasting
from warehouse.captures import CaptureReader, TornError
from warehouse.manifest import ARCHIVE, backups_in, read_manifest
from warehouse.search_index import SearchIndex, folder_of, read_mark

_WHEN = ("seen_at", "first_seen_at")  # of a document
_PASSING = frozenset(("runs", "fetches", "deliveries", "digests", "hosts", "schema_migrations"))  # tables of runs
Ending = dict[str, Lasting]  # what is kept where: part -> name -> what it holds, in order


def ending_of(terminal: Terminal) -> Ending:
    """Return everything that an installation holds."""
    said = terminal.run("verify")
    return {
        "archive": {"captures": sorted(set(_captures(terminal.data / "warc")))},
        "database": lasting(terminal),
        "search index": {"documents": sorted(_documents(terminal.data / "analyst.duckdb"))},
        "told": {"files": sorted(map(repr, terminal.told())), **_feeds(terminal.data / "feeds")},
        "backups": dict(_backups(terminal)),
        "verify": {"said": said.out.splitlines()[:20]},
    }


def differences(expected: Ending, got: Ending) -> list[str]:
    """Say where two endings differ, a line for each part of them."""
    return [
        f"{part}, {name}: {_differing(expected[part].get(name), got[part].get(name))}"
        for part in expected
        for name in sorted({*expected[part], *got[part]})
        if expected[part].get(name) != got[part].get(name)
    ]


def _differing(expected: list[str] | None, got: list[str] | None) -> str:
    if expected is None or got is None:
        return "missing" if got is None else "too much"
    lost, more = sorted({*expected} - {*got}), sorted({*got} - {*expected})
    some = [*(f"- {one[:150]}" for one in lost[:2]), *(f"+ {one[:150]}" for one in more[:2])]
    return f"{len(lost)} missing, {len(more)} too much ({'; '.join(some) or f'{len(expected)} and {len(got)} rows'})"


def _captures(archive: Path) -> Iterator[str]:
    """The hash of every body in the archive; the torn end of a killed run's file holds none."""
    for path in archive.glob("*/*.warc.gz"):
        with path.open("rb") as file:
            reader = CaptureReader(file)
            try:
                while found := reader.next():
                    yield str(found.sha256)
            except TornError:
                continue


def _documents(copy: Path) -> Iterator[str]:
    mark = read_mark(folder_of(copy))
    if mark is None:
        return
    index = SearchIndex(folder_of(copy) / mark.folder)
    for address in index.addresses(tantivy.Query.all_query(), limit=max(1, index.size)):
        values: dict[str, Any] = json.loads(index.record(address))
        yield repr([(name, values[name]) for name in values if name not in _WHEN])


def _feeds(folder: Path) -> Lasting:
    return {
        feed.name: sorted(f"{one.link} {one.id.rpartition('/')[2]}" for one in entries_of(feed))
        for feed in folder.glob("*.atom")
    }


def _backups(terminal: Terminal) -> Iterator[tuple[str, list[str]]]:
    """What the newest backup holds, whether it can be put back, and what is left of any that was killed."""
    folder = terminal.folder / "backups"
    for newest in backups_in(folder)[-1:]:
        held = read_manifest(newest)
        yield "rows", [f"{name} {rows}" for name, rows in sorted(held.tables.items()) if name not in _PASSING]
        yield "captures", sorted({one.sha256 for name, one in held.files.items() if name.startswith(ARCHIVE)})
        yield "check", [str(terminal.run("restore", "--check", str(newest)).code)]
    if folder.is_dir():
        yield "unfinished", [one.name for one in folder.glob(".*.*")]
