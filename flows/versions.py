"""The watch list's topics in the warehouse: numbered versions, and new ones run over everything that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.analysts import Work, bring_up, falls_behind
from flows.settings import Settings
from flows.world import World
from parsers.topics.match import Matcher
from parsers.topics.records import Watchlist
from warehouse.database import Connection, writing
from warehouse.history import match_history
from warehouse.topics import keep_versions, versions


def number_topics(
    connection: Connection, watchlist: Watchlist, now: datetime, settings: Settings, *, work: Work = "collect"
) -> Watchlist:
    """Keep new versions of topics, run them over history, and return the watch list with its versions.

    Nobody is alerted of the past. `work` is who calls, and brings the analysts' copy up afterwards.
    """
    found = versions(connection, watchlist.topics)
    if found.new:
        falls_behind(settings, work)
        new = {one.topic for one in found.new}
        matcher = Matcher(found.topics)  # of all topics, for they may name each other
        match_history(connection, lambda release: [one for one in matcher.mentions(release) if one.topic in new])
    keep_versions(connection, found, now)
    return replace(watchlist, topics=found.topics)


def apply_versions(here: World, now: datetime) -> bool:
    """Bring the warehouse up to the watch list; False where there is no warehouse yet."""
    settings = here.settings
    if not settings.database.exists():
        return False
    falls_behind(settings, "desk")  # also by a topic that is retired, which is no new version
    with writing(settings.database, purpose="topics", wait=settings.lock_wait) as connection:
        number_topics(connection, here.watchlist, now, settings, work="desk")
    bring_up(settings, "desk")
    return True
