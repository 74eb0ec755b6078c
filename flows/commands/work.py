"""What commands work with that need watch list and sources; apart from `desk`, for the parsers take time to load."""

from __future__ import annotations

import os
from pathlib import Path

from flows.errors import SettingsError
from flows.world import World, read_world
from parsers.records import Topic


def world(watchlist: Path | None = None) -> World:
    """Read settings, sources and watch list; raises the errors that `flows.cli` puts on the screen."""
    return read_world(Path.cwd(), os.environ, watchlist=watchlist)


def topic_of(here: World, name: str) -> Topic:
    """Return a topic of the watch list; raises SettingsError naming the known ones."""
    for one in here.watchlist.topics:
        if one.topic == name:
            return one
    known = ", ".join(one.topic for one in here.watchlist.topics)
    raise SettingsError(f"no topic {name!r} in the watch list; known: {known}")
