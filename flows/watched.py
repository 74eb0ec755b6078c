"""The watch list of a command: which file it is, and what it says.

Apart from `world`, for the sources need not be read to speak of topics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flows.errors import SettingsError
from flows.settings_file import FILE
from parsers.topics.records import Watchlist
from parsers.topics.watchlist import read_watchlist

WATCHLIST = "watchlist.toml"
EXAMPLE = "watchlist.example.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is watched, and where that is written."""

    watchlist: Watchlist
    file: Path | None  # None: the shipped example


def read_watched(folder: Path, environment: Mapping[str, str], named: Path | None = None) -> Watched:
    """Read the watch list that serves here; raises SettingsError, and WatchlistError naming file and key."""
    file = watchlist_file(folder, environment, named)
    text = _read(file) if file else example()
    return Watched(watchlist=read_watchlist(text, file=str(file or f"deploy/{EXAMPLE}")), file=file)


def example() -> str:
    """Return the shipped example, which serves where there is no watch list."""
    return (files("deploy") / EXAMPLE).read_text("utf-8")


def watchlist_file(folder: Path, environment: Mapping[str, str], named: Path | None) -> Path | None:
    """Return the named watch list, else the environment's, else the one beside the settings; None for none of these."""
    if named or environment.get("PRESSWATCH_WATCHLIST"):
        return named or Path(environment["PRESSWATCH_WATCHLIST"])
    beside = beside_settings(folder, environment)
    return beside if beside.is_file() else None


def beside_settings(folder: Path, environment: Mapping[str, str]) -> Path:
    """Return where a watch list is looked for when nobody names one."""
    return Path(environment.get("PRESSWATCH_CONFIG") or folder / FILE).parent / WATCHLIST


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: the watch list cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: not UTF-8: {error.reason} at byte {error.start}") from error
