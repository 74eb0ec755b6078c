"""Files of JSON lines that are written before the next step is taken: what a killed run leaves is read by the next.

A line is whole or it was never written. Does not know what the lines say.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.copies import force, make_folder
from warehouse.errors import StorageError
from warehouse.messages import remedy


def append_lines(path: Path, records: Iterable[Mapping[str, object]], *, forced: bool = True) -> None:
    """Add records to a journal; raises StorageError, and then none of them is in it.

    `forced`: they are on the disk when this returns, and outlast a power cut; else only the death of the process.
    """
    lines = (json.dumps(one, default=datetime.isoformat, ensure_ascii=False) + "\n" for one in records)
    try:
        make_folder(path.parent)
        fresh = not path.exists()
        with path.open("ab", buffering=0) as file:
            _write(file.fileno(), "".join(lines).encode("utf-8", "replace"), forced=forced)
        if fresh and forced:
            force(path.parent)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; {remedy(error.errno)}") from error


def _write(file: int, data: bytes, *, forced: bool) -> None:
    """All of it, or nothing: half a line would spoil the one that is written after it."""
    before = os.fstat(file).st_size
    try:
        while data:
            data = data[os.write(file, data) :]
        if forced:
            os.fsync(file)
    except OSError:
        os.ftruncate(file, before)
        raise


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a journal, up to a line cut short."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield json.loads(line)
