"""A small warehouse of every schema that a released presswatch made, to see that today's reads it.

python -m tests.warehouse.schemas      # writes today's, before a migration makes another of it
"""

from __future__ import annotations

import gzip
from pathlib import Path

FOLDER = Path(__file__).parent


def kept() -> dict[int, Path]:
    """Return the kept warehouses by the number of their schema."""
    return {int(one.name[:4]): one for one in sorted(FOLDER.glob("*.duckdb.gz"))}


def unpack(number: int, target: Path) -> Path:
    """Write a kept warehouse to a file and return its path."""
    target.write_bytes(gzip.decompress(kept()[number].read_bytes()))
    return target


def keep(number: int, database: Path) -> Path:
    """Keep a warehouse; one that is kept already is never written over, for no presswatch makes its like any more."""
    path = FOLDER / f"{number:04}.duckdb.gz"
    with path.open("xb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(database.read_bytes())
    return path
