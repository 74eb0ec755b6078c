"""What a run works with: settings, sources and the watch list, each read once and checked before anything begins.

Of the sources only those are read that are watched; others by name, when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Settings, read_settings
from flows.shelf import Shelf, shelf_of
from flows.watched import read_watched
from parsers.records import Source
from parsers.topics.records import Watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Settings, sources and watch list of one command."""

    settings: Settings
    shelf: Shelf  # all sources that are known
    watchlist: Watchlist
    watchlist_file: Path | None  # None: the shipped example

    @property
    def active(self) -> tuple[Source, ...]:
        """The sources that are watched; raises SourceError for a file of one that cannot be used."""
        return tuple(self.shelf.read(name) for name in self.shelf.names if self.is_active(name))

    def is_active(self, name: str) -> bool:
        """Whether a source is watched: as the settings say, else as its file does."""
        wanted = self.settings.of(name).active
        return self.shelf.wants_to_be_watched(name) if wanted is None else wanted

    def source(self, name: str) -> Source:
        """Return one source by name; raises SettingsError naming the known ones, and SourceError."""
        return self.shelf.read(name)


def read_world(folder: Path, environment: Mapping[str, str], *, watchlist: Path | None = None) -> World:
    """Read everything that a run works with.

    Raises SettingsError and WatchlistError naming file and key; sources are read when they are asked for.
    """
    settings = read_settings(folder, environment)
    watched = read_watched(folder, environment, watchlist)
    return World(
        settings=settings,
        shelf=shelf_of(settings.sources_dir),
        watchlist=watched.watchlist,
        watchlist_file=watched.file,
    )
