"""An operator's own source files: which there are.

    sources/no/kystverket.toml      the source 'no/kystverket'; it may replace a shipped one of its name

Does not check what they declare; `shelf` reads them when they are needed.
"""

from __future__ import annotations

from pathlib import Path

from parsers.catalogue import shipped_names


def own_files(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Return (name, file) of every source file in a folder, by name; none where there is no such folder."""
    files = folder.rglob("*.toml") if folder.is_dir() else ()
    return tuple(sorted((file.relative_to(folder).with_suffix("").as_posix(), file) for file in files))


def known_names(folder: Path) -> frozenset[str]:
    """Return the names of all sources: the shipped ones and those of a folder."""
    return shipped_names() | {name for name, _ in own_files(folder)}
