"""The source files that there are, shipped ones and an operator's own: named at once, read and checked when needed.

A file that is not used is not read, so that a draft in it stops nothing, and forty sources cost no more than the one
that is watched. Does not know which are active; the settings and `watched` in a file say so.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from flows.errors import SettingsError
from flows.own_sources import own_files
from parsers.catalogue import shipped_files
from parsers.errors import SourceError
from parsers.records import Source

File = Traversable | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Source files by the names of their sources, in order."""

    shipped: Mapping[str, File]
    own: Mapping[str, File]  # one of these replaces a shipped one of its name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sources, in order."""
        return tuple(sorted({*self.shipped, *self.own}))

    def read(self, name: str) -> Source:
        """Return one source by name; raises SettingsError naming the known ones, and SourceError."""
        # Checking a source file loads all that reads pages, for which a command about topics should not wait.
        from parsers.sources import read_source, shipped_source  # noqa: PLC0415

        if name in self.own:
            return read_source(self.text(name), name=name, file=self.place(name))
        if name in self.shipped:
            return shipped_source(name)
        near = difflib.get_close_matches(name, self.names, n=3)
        known = f"did you mean {' or '.join(map(repr, near))}?" if near else f"known: {', '.join(self.names)}"
        raise SettingsError(f"no source {name!r}; {known}")

    def place(self, name: str) -> str:
        """Return what a file is called in complaints."""
        return str(self.own[name]) if name in self.own else f"publishers/{name}.toml"

    def text(self, name: str) -> str:
        """Return what stands in a file; raises SettingsError where it cannot be read."""
        return read_text(self.own[name] if name in self.own else self.shipped[name])

    def head(self, name: str) -> Mapping[str, Any]:
        """Return a file's tables without checking them; raises SourceError for what is no TOML."""
        try:
            return tomllib.loads(self.text(name))
        except (ValueError, RecursionError) as error:  # TOML's own errors, numbers of 5,000 digits, a thousand brackets
            raise SourceError(self.place(name), "", f"not TOML: {error}") from error

    def wants_to_be_watched(self, name: str) -> bool:
        """Return whether a file says `watched = true`; one without that word need not even be read as TOML."""
        return "watched" in self.text(name) and self.head(name).get("watched") is True


def read_text(file: File) -> str:
    """Return the text of a source file; raises SettingsError for one that cannot be read."""
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: the source file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from error


def shelf_of(folder: Path) -> Shelf:
    """Return the shipped source files and those of a folder."""
    return Shelf(shipped=dict(shipped_files()), own=dict(own_files(folder)))
