"""What a command works with: settings, sources and the watch list, each read once and checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flows.errors import SettingsError
from flows.settings import FILE, Settings, read_settings
from parsers.catalogue import shipped_names
from parsers.records import Source
from parsers.sources import shipped_sources
from parsers.topics.records import Watchlist
from parsers.topics.watchlist import read_watchlist

WATCHLIST = "watchlist.toml"
EXAMPLE = "watchlist.example.toml"


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
    file = watchlist_file(folder, environment, watchlist)
    text = _read(file) if file else (files("deploy") / EXAMPLE).read_text("utf-8")
    topics = read_watchlist(text, file=str(file or f"deploy/{EXAMPLE}"))
    return World(settings=settings, sources=shipped_sources(), watchlist=topics, watchlist_file=file)


def watchlist_file(folder: Path, environment: Mapping[str, str], named: Path | None) -> Path | None:
    """Return the named watch list, else the environment's, else the one beside the settings; None for none of these."""
    if named or environment.get("PRESSWATCH_WATCHLIST"):
        return named or Path(environment["PRESSWATCH_WATCHLIST"])
    beside = Path(environment.get("PRESSWATCH_CONFIG", folder / FILE)).parent / WATCHLIST
    return beside if beside.is_file() else None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: the watch list cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from error
