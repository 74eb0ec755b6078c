"""`sources list`: what can be watched. Apart from `sources show`, which reads and checks the whole of a source file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.desk import FormatOption, settings
from flows.output import Format, write_rows
from flows.own_sources import own_files
from parsers.catalogue import shipped_files

_DATE = len("2026-11-24")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One source as the list tells of it."""

    source: str
    head: Mapping[str, Any]  # of its file, unchecked
    active: bool

    def said(self, key: str) -> str:
        return str(self.head.get(key, ""))

    @property
    def row(self) -> tuple[object, ...]:
        said = (self.said(key) for key in ("name", "country", "language"))
        return (self.source, *said, self.active, self.said("verified"))

    @property
    def short(self) -> tuple[object, ...]:
        """What fits a terminal: how a source was verified is told by `sources show`."""
        verified = self.said("verified")
        day = verified[:_DATE] if verified[:1].isdigit() else verified.split(":")[0].replace("unverified", "no")
        return self.source, self.said("name"), self.said("language"), "yes" if self.active else "", day


def list_sources(
    form: FormatOption = Format.table,
    active: Annotated[bool, typer.Option("--active", help="Only those that are watched.")] = False,
) -> None:
    """List the sources: which are watched, and when each was verified against live pages."""
    listed = [one for one in _listed() if one.active or not active]
    if form is Format.table:
        write_rows(("source", "name", "lang", "active", "verified"), [one.short for one in listed], form)
    else:
        columns = ("source", "name", "country", "language", "active", "verified")
        write_rows(columns, [one.row for one in listed], form)


def _listed() -> list[_Listed]:
    """The head of a source file is enough here: checking its selectors takes three times as long as all the rest."""
    here = settings()
    files = dict[str, Traversable | Path](shipped_files()) | dict(own_files(here.sources_dir))
    found = []
    for source, file in sorted(files.items()):
        head, wanted = _head(file), here.of(source).active
        active = bool(head.get("watched")) if wanted is None else wanted
        found.append(_Listed(source=source, head=head, active=active))
    return found


def _head(file: Traversable | Path) -> Mapping[str, Any]:
    """A file that is no TOML stands in the list all the same: one that is not watched harms nobody."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return {"verified": f"broken: {error}; `presswatch sources check` says what to do"}
