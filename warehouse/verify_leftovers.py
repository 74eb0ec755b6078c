"""What killed processes left in the data folder: journals that nobody loaded, files that were never put in place.

A thing counts as left where nobody holds the lock under which such things are made. Does not take anything away.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warehouse.locks import idle
from warehouse.search_index import folder_of, read_mark
from warehouse.verify_records import Disagreement, Premises

_NOT_OURS = frozenset(
    ("warc", "spool", "search", "prefect", "backups")
)  # folders that name such files otherwise, or none


def leftovers(here: Premises) -> list[Disagreement]:
    """Return everything that was left behind."""
    found: list[Disagreement] = []
    with idle(here.data_dir / "collect.lock") as free:
        found += _journals(here, here.spool.glob("*/*.jsonl"), "its pages") if free else []
    with idle(here.data_dir / "deliver.lock") as free:
        found += _journals(here, here.spool.glob("*.jsonl"), "its attempts") if free else []
        found += _files(here, _unfinished(here.data_dir)) if free else []
    with idle(here.database.with_suffix(".lock")) as free:
        found += _files(here, _of_database(here)) if free else []
    with idle(folder_of(here.copy).with_suffix(".lock")) as free:
        found += _files(here, _of_search(here.copy)) if free else []
    return found


def _journals(here: Premises, files: Iterator[Path], what: str) -> list[Disagreement]:
    said = f"the journal of a run that was killed; {what} are not loaded"
    return [Disagreement(kind="waiting_journal", place=_place(here, one), what=said) for one in sorted(files)]


def _files(here: Premises, files: Iterator[Path]) -> list[Disagreement]:
    said = "left by a process that was killed"
    return [Disagreement(kind="leftover_file", place=_place(here, one), what=said) for one in sorted(files)]


def _place(here: Premises, path: Path) -> str:
    return str(path.relative_to(here.data_dir))


def _unfinished(data_dir: Path) -> Iterator[Path]:
    """Digests and feeds that were being written."""
    for folder in data_dir.iterdir():
        if folder.is_dir() and folder.name not in _NOT_OURS:
            yield from folder.rglob(".*.new")


def _of_database(here: Premises) -> Iterator[Path]:
    """Database and copy being made anew, and what DuckDB puts aside where memory is short."""
    for one in (here.database, here.copy):
        yield from one.parent.glob(f".{one.name}.*")
    aside = here.database.with_name(f"{here.database.name}.tmp")
    yield from [aside] if aside.exists() else []


def _of_search(copy: Path) -> Iterator[Path]:
    """Everything but the mark and the folder that it names."""
    folder, mark = folder_of(copy), read_mark(folder_of(copy))
    if mark and folder.is_dir():
        yield from (one for one in folder.iterdir() if one.name not in ("mark.json", mark.folder))
