"""Which source files presswatch ships: names and texts, without reading what they declare.

Apart from `sources`, so that a command that only has to know the names need not load what checks selectors.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def shipped_files() -> tuple[tuple[str, Traversable], ...]:
    """Return (name, file) of every shipped source, by name: ('uk/govuk', …/uk/govuk.toml)."""
    return tuple(_toml_files(files("parsers") / "publishers"))


def shipped_names() -> frozenset[str]:
    """Return the names of the shipped sources."""
    return frozenset(name for name, _ in shipped_files())


def _toml_files(folder: Traversable, prefix: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found += _toml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            found.append((prefix + entry.name.removesuffix(".toml"), entry))
    return found
