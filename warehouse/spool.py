"""The journal of a run between fetching and loading: one JSON line a fetch, on disk before the next batch is asked for.

    data/spool/20261124T161500Z-collect-1a2b3c.jsonl    gone once its fetches are in the database

What a killed run leaves here is loaded by the next one. Each line is written after its page is safe in the archive; a
last line cut short is a fetch that never happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

from warehouse.journal import append_lines, read_lines
from warehouse.records import Fetch


def append(folder: Path, run_id: str, fetches: Iterable[Fetch]) -> Path:
    """Add fetches to a run's journal, force it to the disk, and return its path; raises StorageError."""
    path = folder / f"{run_id}.jsonl"
    append_lines(path, map(asdict, fetches))
    return path


def waiting(folder: Path) -> list[Path]:
    """Return the journals that are still to be loaded, oldest first."""
    return sorted(folder.glob("*.jsonl")) if folder.is_dir() else []


def read(path: Path) -> Iterator[Fetch]:
    """Return the fetches of a journal, up to a line cut short."""
    return map(_fetch, read_lines(path))


def _fetch(values: dict[str, object]) -> Fetch:
    known = {one.name for one in fields(Fetch)}
    kept = {name: value for name, value in values.items() if name in known}
    return Fetch(**{**kept, "requested_at": datetime.fromisoformat(str(kept["requested_at"]))})  # type: ignore[arg-type]


def archived(folder: Path) -> set[str]:
    """Return the files of the archive that any journal below a folder names: their pages are still to be loaded."""
    folders = [one for one in folder.iterdir() if one.is_dir()] if folder.is_dir() else []
    fetches = (fetch for one in folders for journal in waiting(one) for fetch in read(journal))
    return {fetch.warc_file for fetch in fetches if fetch.warc_file}


def forget(path: Path) -> None:
    """Remove a journal whose fetches are in the database."""
    path.unlink(missing_ok=True)
