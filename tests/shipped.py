"""The sources that presswatch ships, all of them at once; presswatch itself reads those that are watched."""

from __future__ import annotations

from functools import cache

from parsers.catalogue import shipped_files
from parsers.records import Source
from parsers.sources import shipped_source


@cache
def shipped_sources() -> tuple[Source, ...]:
    """Return the sources that presswatch ships, by name."""
    return tuple(shipped_source(name) for name, _ in shipped_files())
