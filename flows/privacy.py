"""Whether what is kept is kept from other users of the machine.

presswatch makes its folders for their owner alone; one that was there before, or was opened since, is left as it is,
for somebody may have meant it. Says so, and changes nothing.
"""

from __future__ import annotations

import stat
from pathlib import Path


def seen_by_others(folder: Path) -> str | None:
    """Return a remark where everybody on this machine may look into a folder, None where nobody can, or none is there.

    A group that may look is somebody's choice and no matter for a remark.
    """
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError:
        return None
    if not mode & stat.S_IRWXO:
        return None
    return f"{folder}: every user of this machine can look into it (mode {mode:03o}); close it with: chmod o= {folder}"
