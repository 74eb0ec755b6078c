"""`topics list`: what is watched. Apart from the other commands of topics, which need all that tries them."""

from __future__ import annotations

import os
from pathlib import Path

from flows.commands.desk import FormatOption, WatchlistOption, settings
from flows.output import Format, write_rows
from flows.watched import read_watched


def list_topics(form: FormatOption = Format.table, watchlist: WatchlistOption = None) -> None:
    """List the watched topics and their queries."""
    settings()  # what is wrong there is said here too
    watched = read_watched(Path.cwd(), os.environ, watchlist).watchlist
    rows = [(one.topic, one.name, " ".join(one.query.split())) for one in watched.topics]
    write_rows(("topic", "name", "query"), rows, form)
