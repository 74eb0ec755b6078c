"""Words of messages that several modules say.

Does not raise, and loads nothing: a search, which does without DuckDB, says them too.
"""

from __future__ import annotations

import errno
from typing import Final

NOTHING_COLLECTED: Final = "{path}: nothing collected yet; run `presswatch run` first, or set data_dir"
ROOM: Final = "free some space and run this again"
RIGHT: Final = "let the user who runs presswatch write there"
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_SHUT = frozenset((errno.EROFS, errno.EACCES, errno.EPERM))
_MOST = 200  # characters of what a library says


def remedy(number: int | None) -> str:
    """Return what to do where a disk refuses, by the number of its error: room, or the right to write."""
    if number in _SHUT:
        return f"{RIGHT}, and run this again"
    return ROOM if number in _FULL else "look at the disk, and run this again"


def one_line(said: object) -> str:
    """Return what a library says, or an error of it, on one line and cut where it gets long."""
    return " ".join(str(said).split())[:_MOST]
