"""`topics add`, `edit` and `retire`: the watch list changed, its comments kept, and new versions run over history."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.attempts import trial_of
from flows.commands.desk import WatchlistOption, aside, now, screen
from flows.commands.work import topic_of, world
from flows.errors import SettingsError
from flows.trying import Trial
from flows.versions import apply_versions
from flows.watched import beside_settings, watchlist_file
from flows.watchlist_file import drop_topic, put_topic, start_watchlist
from flows.world import World
from parsers.records import Topic
from parsers.topics.watchlist import NAME
from warehouse.errors import NoWarehouseError

NameArgument = Annotated[str, typer.Argument(help="A topic of the watch list.")]
QueryArgument = Annotated[str, typer.Argument(help="A query in the topic language.")]
TitleOption = Annotated[str | None, typer.Option("--name", help="What digests call it.", show_default=False)]
ForceOption = Annotated[bool, typer.Option("--force", help="Save it even if it matches a fifth of everything.")]


def add(
    name: NameArgument,
    query: QueryArgument,
    title: TitleOption = None,
    force: ForceOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Add a topic to the watch list and run it over everything that is kept; nobody is alerted of the past."""
    here = world(watchlist)
    if not NAME.match(name):
        raise SettingsError(f"expected a name of small letters, digits, - and _, such as 'high-north'; got {name!r}")
    if name in {one.topic for one in here.watchlist.topics}:
        raise SettingsError(f"topic {name!r} is there already; change it with: presswatch topics edit {name} QUERY")
    _save(here, watchlist, name, title, query, force=force)


def edit(
    name: NameArgument,
    query: QueryArgument,
    title: TitleOption = None,
    force: ForceOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Give a topic another query, as a new version, and run it over everything that is kept."""
    here = world(watchlist)
    topic_of(here, name)
    _save(here, watchlist, name, title, query, force=force)


def retire(name: NameArgument, watchlist: WatchlistOption = None) -> None:
    """Stop watching a topic; its mentions stay."""
    here, file = world(watchlist), _file(watchlist)
    topic_of(here, name)
    drop_topic(file, name)
    _apply(watchlist)
    screen().print(f"{file}: {name} is no longer watched", markup=False)


def _save(here: World, watchlist: Path | None, name: str, title: str | None, query: str, *, force: bool) -> None:
    trial = _trial_if_any(here, Topic(topic=name, name=title or name, query=query))
    if trial and trial.is_broad and not force:
        raise SettingsError(
            f"{name}: the query matches {trial.share:.0%} of {trial.releases:,} releases, which is more than a fifth; "
            "narrow it, or save it all the same with --force"
        )
    file = _file(watchlist)
    put_topic(file, name, name=title, query=query)
    matched = _apply(watchlist)
    caught = f"; {len(trial.hits):,} of {trial.releases:,} releases match" if trial and matched else ""
    screen().print(f"{file}: {name} is watched{caught}", markup=False)


def _trial_if_any(here: World, topic: Topic) -> Trial | None:
    try:
        return trial_of(here, topic)
    except NoWarehouseError:
        return None


def _file(watchlist: Path | None) -> Path:
    """The file that is edited; the shipped example is copied beside the settings first."""
    file = watchlist_file(Path.cwd(), os.environ, watchlist) or beside_settings(Path.cwd(), os.environ)
    if start_watchlist(file):
        aside().print(f"{file}: made from the shipped example", markup=False)
    return file


def _apply(watchlist: Path | None) -> bool:
    """Number the versions of the watch list as it is now and run the new ones over history, where there is one."""
    return apply_versions(world(watchlist), now())
