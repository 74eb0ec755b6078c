"""`topics try` and `topics explain`: what a query would have caught, and why a release was caught or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from flows.analysts import bring_up, falls_behind
from flows.commands.desk import QUERY, SinceOption, WatchlistOption, aside, in_utc, now, release_named, screen
from flows.commands.explaining import tell_explanation
from flows.commands.judging import ask_judgements
from flows.commands.trials import tell_difference, tell_trial
from flows.commands.work import topic_of, world
from flows.settings import Settings
from flows.trying import Trial, try_topic
from flows.world import World
from parsers.records import Topic
from parsers.topics.match import Matcher
from warehouse.database import reading, writing
from warehouse.history import editions
from warehouse.judgements import Judgement, keep_judgements
from warehouse.search import with_index
from warehouse.search_index import SearchIndex


def try_query(
    query: Annotated[str, typer.Argument(help="A query in the topic language, or the name of a topic.")],
    changed: Annotated[
        str | None,
        typer.Argument(help="After a topic's name: the query that it could have instead.", show_default=False),
    ] = None,
    since: SinceOption = None,
    judge_samples: Annotated[
        bool, typer.Option("--judge", help="Say whether sampled hits are right; later queries are measured by it.")
    ] = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Show what a query would have caught: hits by month, alerts a week, samples, and what it just missed."""
    here, out = world(watchlist), screen()
    saved = next((one for one in here.watchlist.topics if one.topic == query), None)
    with aside().status("looking through every release …"):
        trial = trial_of(here, _tried(saved, changed or query), since)
        before = trial_of(here, saved, since) if saved and changed else None
    tell_trial(out, trial)
    if before:
        tell_difference(out, before, trial)
    if judge_samples:
        _keep(here.settings, ask_judgements(out, trial, saved.topic if saved else query))


def _keep(here: Settings, said: Sequence[Judgement]) -> None:
    """Into the warehouse, and into the copy that `topics check` reads."""
    falls_behind(here, "desk")
    with writing(here.database, purpose="judging", wait=here.lock_wait) as connection:
        keep_judgements(connection, said, now())
    bring_up(here, "desk")


def _tried(saved: Topic | None, query: str) -> Topic:
    if saved and query == saved.topic:
        return saved
    return Topic(topic=saved.topic if saved else QUERY, name=QUERY, query=query)


def trial_of(here: World, topic: Topic, since: datetime | None = None) -> Trial:
    """Try a topic on the analysts' copy; raises NoWarehouseError before the first run, and QueryError."""

    def tried(index: SearchIndex) -> Trial:
        with reading(here.settings.snapshot) as connection:
            return try_topic(connection, index, topic, here.watchlist.topics, since=in_utc(since))

    return with_index(here.settings.snapshot, tried, remark=aside().print)


def explain(
    name: Annotated[str, typer.Argument(help="A topic of the watch list.")],
    release: Annotated[str, typer.Argument(help="A release: its id, its address, or the end of it.")],
    watchlist: WatchlistOption = None,
) -> None:
    """Show which part of a topic's query matched where in a release, or why it did not match."""
    here = world(watchlist)
    topic_of(here, name)
    with reading(here.settings.snapshot) as connection:
        stored = next(editions(connection, latest=True, ids=[release_named(connection, release)]))
    tell_explanation(screen(), Matcher(here.watchlist.topics).explain(name, stored.release), stored.release)
