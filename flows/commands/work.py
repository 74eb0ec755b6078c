"""The world of commands that run flows or need the watch list; apart from `desk`, for the parsers take time to load."""

from __future__ import annotations

import os
from pathlib import Path

from flows.world import World, read_world


def world(watchlist: Path | None = None) -> World:
    """Read settings, sources and watch list; raises the errors that `flows.cli` puts on the screen."""
    return read_world(Path.cwd(), os.environ, watchlist=watchlist)
