"""What a run works with: settings, sources and the watch list, each read once and checked before anything begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.errors import SettingsError
from flows.settings import Settings, read_settings
from flows.watched import read_watched
from parsers.catalogue import shipped_names
from parsers.records import Source
from parsers.sources import shipped_sources
from parsers.topics.records import Watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Settings, sources and watch list of one command."""

    settings: Settings
    sources: tuple[Source, ...]  # all that are known
    watchlist: Watchlist
    watchlist_file: Path | None  # None: the shipped example

    @property
    def active(self) -> tuple[Source, ...]:
        """The sources that are watched."""
        return tuple(source for source in self.sources if self.settings.of(source.name).active)

    def source(self, name: str) -> Source:
        """Return one source by name; raises SettingsError naming the known ones."""
        for source in self.sources:
            if source.name == name:
                return source
        known = ", ".join(source.name for source in self.sources)
        raise SettingsError(f"no source {name!r}; known: {known}")


def read_world(folder: Path, environment: Mapping[str, str], *, watchlist: Path | None = None) -> World:
    """Read everything that a run works with.

    Raises SettingsError, SourceError and WatchlistError naming file and key.
    """
    settings = read_settings(folder, environment, known_sources=shipped_names())
    watched = read_watched(folder, environment, watchlist)
    return World(settings=settings, sources=shipped_sources(), watchlist=watched.watchlist, watchlist_file=watched.file)
