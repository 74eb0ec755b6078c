"""The flows that are killed: from which installation each starts, what is said to it, and what makes it good.

Each starts from a copy of a folder that is made once. Does not kill.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.flows.evenings import COLLECT, Evening
from tests.flows.rooms import WATCHLIST
from tests.flows.terminals import Commands, Terminal
from tests.warehouse.schemas import unpack
from warehouse.database import writing

_BOTH = WATCHLIST.replace('["file:digests"]', '["file:digests", "atom:feeds"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One flow."""

    name: str
    start: Path
    command: tuple[str, ...]
    url: str
    environment: dict[str, str] = field(default_factory=dict)

    def terminal(self, commands: Commands, folder: Path) -> Terminal:
        """Return a copy of the installation that it starts from."""
        shutil.copytree(self.start, folder, dirs_exist_ok=True)
        return Terminal(commands, folder, url=self.url, watchlist=_BOTH, environment=self.environment)


def scenes(evening: Evening, folder: Path) -> dict[str, Scene]:
    """Make the installations in a folder, and return the flows by name."""
    make = _Maker(evening, folder)
    told = make.installation("told", evening.after, lambda desk: make.said(desk, "deliver"))
    rows: tuple[tuple[str, Path, tuple[str, ...], dict[str, str]], ...] = (
        ("first run", make.installation("nothing", None), ("run",), {}),
        ("collect", evening.before, COLLECT, {}),
        ("replay", make.installation("misread", told, _misread), ("replay",), {}),
        ("deliver", evening.after, ("deliver",), {}),
        ("publish", make.installation("unpublished", told, _unpublish), ("deliver",), {}),
        ("compact", told, ("compact",), {"PRESSWATCH_RETENTION__CAPTURES": "0s"}),
        ("migrate", make.installation("old", None, _first_schema), ("deliver",), {}),
        ("backup", make.installation("kept", evening.before, make.backed_up), ("backup",), {}),
        ("restore", make.installation("newer", evening.before, make.moved_on), make.restoring, {}),
    )
    return {
        name: Scene(name=name, start=start, command=command, url=evening.newsroom.url, environment=environment)
        for name, start, command, environment in rows
    }


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the installations."""

    evening: Evening
    folder: Path

    restoring = ("restore", "backups/the-first", "--force")

    def installation(self, name: str, source: Path | None, change: Callable[[Terminal], object] | None = None) -> Path:
        """Make one from another, or from nothing."""
        place = self.folder / name
        if source:
            shutil.copytree(source, place)
        desk = Terminal(self.evening.commands, place, url=self.evening.newsroom.url, watchlist=_BOTH)
        if change:
            change(desk)
        return place

    def said(self, desk: Terminal, *command: str) -> None:
        """Say something to it that ends well."""
        said = desk.run(*command)
        assert said.code == 0, said

    def backed_up(self, desk: Terminal) -> None:
        """One backup, and news since: the next one takes over the archive of the first."""
        self.said(desk, "backup")
        self.said(desk, *COLLECT)

    def moved_on(self, desk: Terminal) -> None:
        """A backup under a name that can be said beforehand, and news since."""
        self.backed_up(desk)
        (made,) = (desk.folder / "backups").glob("[!.]*")
        made.rename(made.with_name("the-first"))


def _misread(desk: Terminal) -> None:
    """What worse parsers would have left, in every first edition."""
    with writing(desk.data / "warehouse.duckdb", purpose="kills", wait=timedelta()) as connection:
        connection.execute("UPDATE revisions SET record_hash = 'x', body = 'Share this page' WHERE revision = 1")
        connection.execute("DELETE FROM quotes WHERE revision = 1; DELETE FROM mentions WHERE revision = 1")


def _unpublish(desk: Terminal) -> None:
    (desk.data / "analyst.duckdb").unlink()
    shutil.rmtree(desk.data / "search")


def _first_schema(desk: Terminal) -> None:
    desk.data.mkdir()
    unpack(1, desk.data / "warehouse.duckdb")
