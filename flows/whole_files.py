"""Files that commands write for people: whole or not at all, whatever happens meanwhile.

Does not know what is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from flows.errors import SettingsError
from warehouse.copies import force, put


@contextmanager
def swapped_in(path: Path) -> Iterator[Path]:
    """Give the name of a file that is not there yet; what the block writes to it becomes `path` at its end.

    Raises SettingsError where the disk or the folder refuses; a file that was there before then stays as it was.
    """
    fresh = path.absolute().with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)  # left by a run that was killed
        yield fresh
        force(fresh)  # or a power cut could leave the name on an empty file
        put(fresh, path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def stream_to(path: Path | None) -> Iterator[TextIO]:
    """Open the named file for text, whole or not at all; standard output where none is named."""
    if path is None:
        yield sys.stdout
        return
    with swapped_in(path) as fresh, fresh.open("w", encoding="utf-8") as file:
        yield file
