"""The list of what a backup holds, `manifest.json` beside it: written last, so that a folder without it is no backup.

    {"format": 1, "made_at": "…", "origin": "/srv/presswatch/data", "schema": 1, "newest": "…",
     "tables": {"releases": 18120, …}, "files": {"warehouse.duckdb": {"bytes": …, "sha256": "…", "modified_ns": …}, …}}

Does not copy anything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from warehouse.copies import hash_of
from warehouse.errors import BackupError

MANIFEST = "manifest.json"
FORMAT = 1  # raised when an older presswatch could not put the backup back
DATABASE, ARCHIVE, SPOOL = "warehouse.duckdb", "warc", "spool"  # in every backup, whatever the settings call them


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """One file of a backup."""

    bytes: int
    sha256: str
    modified_ns: int  # of the original: the next backup takes over a file of which nothing has changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    made_at: datetime
    origin: str  # the data folder
    schema: int
    newest: datetime | None  # the last thing that happened in these data
    tables: Mapping[str, int]  # rows
    files: Mapping[str, Copied]  # by their names below the backup, with '/'

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(one.bytes for one in self.files.values())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make a folder a backup, on the disk when this returns; raises OSError."""
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **asdict(manifest)}, file, default=datetime.isoformat, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says that it holds; raises BackupError where the folder is none."""
    try:
        values = json.loads((folder / MANIFEST).read_text("utf-8"))
        if values.pop("format") > FORMAT:
            raise BackupError(f"{folder}: made by a newer presswatch; upgrade presswatch to restore it")
        return _manifest(values)
    except OSError as error:
        raise BackupError(_none(folder, error.strerror or "cannot be read")) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(
            f"{folder / MANIFEST}: damaged; expected the list of a backup; restore another one"
        ) from error


def _manifest(values: dict[str, object]) -> Manifest:
    files: dict[str, dict[str, object]] = values["files"]  # type: ignore[assignment]
    newest = values["newest"]
    return Manifest(
        **{  # type: ignore[arg-type]
            **values,
            "made_at": datetime.fromisoformat(str(values["made_at"])),
            "newest": datetime.fromisoformat(str(newest)) if newest else None,
            "files": {name: Copied(**one) for name, one in files.items()},  # type: ignore[arg-type]
        }
    )


def _none(folder: Path, said: str) -> str:
    inside = [one.name for one in backups_in(folder)]
    if inside:
        return f"{folder}: holds backups and is none; the newest is {folder / inside[-1]}"
    return f"{folder}: no backup ({MANIFEST}: {said}); expected a folder that `presswatch backup` made and ended"


def backups_in(folder: Path) -> list[Path]:
    """Return the backups in a folder, oldest first; what a killed one left behind is none of them."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(one for one in found if not one.name.startswith(".") and (one / MANIFEST).is_file())


def verify(folder: Path, manifest: Manifest) -> None:
    """Read every file of a backup and compare it with its list; raises BackupError naming the first that differs."""
    for name, kept in manifest.files.items():
        verify_file(folder / name, kept)


def verify_file(path: Path, kept: Copied) -> None:
    """Read a file and compare it with what a list says of it; raises BackupError."""
    advice = "nothing was changed; restore another backup"
    try:
        size = path.stat().st_size
        if size != kept.bytes:
            raise BackupError(f"{path}: damaged: expected {kept.bytes} bytes, got {size}; {advice}")
        if hash_of(path) != kept.sha256:
            raise BackupError(f"{path}: damaged: its bytes are not those that were copied (SHA-256 differs); {advice}")
    except OSError as error:
        raise BackupError(f"{path}: damaged: {error.strerror}; {advice}") from error
