"""Runs against the invented newsroom: a data folder, a watch list, and a clock that follows the invented days."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from deploy.newsroom import Newsroom
from flows.collect import Report, collect
from flows.deliver import Delivered, Errand, deliver
from flows.orders import Order
from flows.outlets import channels_of
from flows.settings import FetchSettings, Settings, SourceSettings
from flows.shelf import Shelf
from flows.world import World
from parsers.catalogue import shipped_files
from parsers.topics.records import Watchlist
from parsers.topics.watchlist import read_watchlist
from warehouse.database import reading
from warehouse.queries import run_sql

WATCHLIST = """
[topics.jef]
name = "JEF"
query = 'JEF OR "Joint Expeditionary Force"'

[topics.high-north]
name = "High North"
query = 'title:"High North" OR exact:"High North"'

[topics.ifu]
name = "IFU"
query = '"International Fund for Ukraine"'

[recipients.desk]
topics = "all"
send_to = ["file:digests"]
when = "instant"
others = true
"""
SHELF = Shelf(shipped=dict(shipped_files()), own={})  # whatever lies in the folder in which the tests run


@dataclass
class Room:
    """One operator's installation, pointed at the invented newsroom."""

    newsroom: Newsroom
    folder: Path
    watchlist: Watchlist = field(default_factory=lambda: read_watchlist(WATCHLIST, file="watchlist.toml"))
    changed: dict[str, Any] = field(default_factory=dict)
    begun: float = field(default_factory=time.monotonic)

    @property
    def settings(self) -> Settings:
        """The settings of this installation."""
        ours = {
            "data_dir": self.folder / "data",
            "contact": "desk@example.org",
            "allow_private_addresses": True,
            "lock_wait": timedelta(seconds=5),
            "fetch": FetchSettings(requests_per_second=0, tries=2),
            "sources": {"uk/govuk": SourceSettings(base_url=self.newsroom.url)},
        }
        return Settings().model_copy(update={**ours, **self.changed})

    def clock(self) -> datetime:
        """Tell the time: the evening of the newsroom's day, and what has passed since this installation was made."""
        return self.newsroom.now + timedelta(seconds=time.monotonic() - self.begun)

    def order(self, **changed: Any) -> Order:
        """Return what a collect run is asked to do."""
        asked = {"mode": "all", "clock": self.clock, **changed}
        world = World(settings=self.settings, shelf=SHELF, watchlist=self.watchlist, watchlist_file=None)
        watched = tuple(one.name for one in world.active)
        return Order(settings=self.settings, sources=world.active, watchlist=self.watchlist, watched=watched, **asked)

    def collect(self, **changed: Any) -> Report:
        """Collect once."""
        return collect(self.order(**changed))

    def deliver(self) -> Delivered:
        """Deliver what is due."""
        channels = channels_of(self.settings, {})
        errand = Errand(settings=self.settings, watchlist=self.watchlist, clock=self.clock, channels=channels)
        return deliver(errand)

    def ask(self, sql: str, **parameters: str) -> list[tuple[Any, ...]]:
        """Ask the analysts' copy."""
        with reading(self.settings.snapshot) as connection:
            return list(run_sql(connection, sql, parameters).rows)

    def ask_live(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse itself."""
        with reading(self.settings.database) as connection:
            return list(run_sql(connection, sql).rows)
