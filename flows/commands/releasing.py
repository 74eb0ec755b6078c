"""`sources release`: a person's word that what a source's quarantine holds back is right, and may be told."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.analysts import bring_up, falls_behind
from flows.commands.desk import WatchlistOption, now, screen
from flows.commands.work import world
from flows.subscriptions import caretakers, subscriptions_of
from warehouse.contracts import tell_episodes
from warehouse.database import writing
from warehouse.quarantine import release_held


def release(
    name: Annotated[str, typer.Argument(help="A source, such as uk/govuk.")], watchlist: WatchlistOption = None
) -> None:
    """Tell recipients what was held back because a source broke a contract; nobody is told of proven misreadings."""
    here, at = world(watchlist), now()
    source, settings = here.source(name).name, here.settings
    falls_behind(settings, "desk")
    with writing(settings.database, purpose="sources release", wait=settings.lock_wait) as connection:
        told = release_held(connection, source, subscriptions_of(here.watchlist, at), at=at, by="person")
        tell_episodes(connection, caretakers(here.watchlist, at))
    bring_up(settings, "desk")
    if told:
        screen().print(f"{source}: {told} held back; the next deliver tells those whom they concern")
    else:
        screen().print(f"{source}: nothing is held back")
