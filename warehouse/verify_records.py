"""What a verification looks at, and what it finds: kinds of disagreement, and what to do about each.

Does not look for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_RESTORE = "restore warc/ from a backup"
_ROWS = "restore data/ from a backup, and please report it"
_COPY = "delete analyst.duckdb; the next run makes it"
_SEARCH = "run `presswatch search --rebuild`"
REMEDIES = {  # by kind, which does not change
    "capture_missing": _RESTORE,
    "capture_torn": _RESTORE,
    "capture_changed": _RESTORE,
    "capture_unnamed": "keep it: if the database is older than the archive, restore the one that belongs to it",
    "archive_torn": f"{_RESTORE}, or keep the file: every capture of a fetch is whole",
    "release_without_revision": _ROWS,
    "revision_without_release": _ROWS,
    "revision_gap": _ROWS,
    "latest_wrong": _ROWS,
    "revision_without_fetch": _ROWS,
    "revision_without_capture": _ROWS,
    "fetch_twice": _ROWS,
    "page_astray": _ROWS,
    "row_astray": _ROWS,
    "copy_unreadable": _COPY,
    "copy_ahead": f"the database is older than its copy: restore data/ whole, or {_COPY}",
    "copy_differs": _COPY,
    "search_missing": _SEARCH,
    "search_extra": _SEARCH,
    "search_old": _SEARCH,
    "search_twice": _SEARCH,
    "search_unreadable": _SEARCH,
    "waiting_journal": "run `presswatch run`, which loads it",
    "leftover_file": "run `presswatch run`; what is still there afterwards may be deleted",
}
Advance = Callable[[int, int], None]  # how many captures were read, of how many
Remark = Callable[[str], None]  # is told what is worth knowing and no disagreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Where things are."""

    data_dir: Path
    database: Path
    copy: Path
    archive: Path
    spool: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two things that do not say the same."""

    kind: str  # one of REMEDIES
    place: str  # 'release 3f…, revision 2', '2026-11-24/….warc.gz at 5120'
    what: str

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REMEDIES[self.kind]
