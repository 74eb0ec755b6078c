"""`topics`: what is watched, how well, what a query would have caught, and why a release was caught or not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.desk import (
    FormatOption,
    SinceOption,
    WatchlistOption,
    analysts_copy,
    aside,
    in_utc,
    now,
    screen,
)
from flows.commands.explaining import tell_explanation
from flows.commands.judging import ask_judgements, scores_of_judgements, tell_scores
from flows.commands.trials import tell_difference, tell_trial
from flows.commands.work import world
from flows.errors import SettingsError
from flows.output import Format, write_rows
from flows.trying import Trial, try_topic
from flows.versions import apply_versions
from flows.watchlist_file import drop_topic, put_topic, start_watchlist
from flows.world import WATCHLIST, World, watchlist_file
from parsers.records import Topic
from parsers.topics.judging import judge
from parsers.topics.match import Matcher
from warehouse.database import writing
from warehouse.errors import NoWarehouseError
from warehouse.history import editions
from warehouse.judgements import find_release, keep_judgements

app = typer.Typer(no_args_is_help=True, help="Watched topics: list, check, try, explain, add, edit and retire them.")
QueryArgument = Annotated[str, typer.Argument(help="A query in the topic language.")]
NameArgument = Annotated[str, typer.Argument(help="A topic of the watch list.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Save it even if it matches a fifth of everything.")]


@app.command("list")
def list_topics(form: FormatOption = Format.table, watchlist: WatchlistOption = None) -> None:
    """List the watched topics and their queries."""
    here = world(watchlist)
    rows = [(one.topic, one.name, " ".join(one.query.split())) for one in here.watchlist.topics]
    write_rows(("topic", "name", "query"), rows, form)


@app.command("check")
def check(
    on: Annotated[
        Path | None,
        typer.Option(
            "--on", help="Records in the export's form with a `topics` map of true and false.", show_default=False
        ),
    ] = None,
    form: FormatOption = Format.table,
    watchlist: WatchlistOption = None,
) -> None:
    """Check that the watch list can be used, and measure it by a labelled file, or by every stored judgement."""
    here = world(watchlist)
    matcher = Matcher(here.watchlist.topics)
    scores = judge(matcher, _records(on)) if on else _judged(here, matcher)
    if not scores and form is Format.table:
        topics, recipients = len(here.watchlist.topics), len(here.watchlist.recipients)
        screen().print(f"{topics} topics and {recipients} recipients can be used; nothing was judged yet")
        return
    tell_scores(screen(), scores, form)


def _judged(here: World, matcher: Matcher) -> Any:
    try:
        with analysts_copy(here.settings) as connection:
            return scores_of_judgements(connection, matcher)
    except NoWarehouseError:
        return ()


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _record(file, number, line)


def _record(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{file}: line {number}: not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("topics"), dict):
        raise SettingsError(f'{file}: line {number}: expected an object with "topics": {{"jef": true, …}}')
    return record


@app.command("try")
def try_query(
    query: Annotated[str, typer.Argument(help="A query in the topic language, or the name of a topic.")],
    changed: Annotated[
        str | None,
        typer.Argument(help="After a topic's name: the query that it could have instead.", show_default=False),
    ] = None,
    since: SinceOption = None,
    judge_samples: Annotated[
        bool, typer.Option("--judge", help="Say of samples whether they are right; later queries are measured by it.")
    ] = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Show what a query would have caught: hits by month, alerts a week, samples, and what it just missed."""
    here, out = world(watchlist), screen()
    saved = next((one for one in here.watchlist.topics if one.topic == query), None)
    with aside().status("looking through every release …"):
        trial = _try(here, _tried(saved, changed or query), since)
        before = _try(here, saved, since) if saved and changed else None
    tell_trial(out, trial)
    if before:
        tell_difference(out, before, trial)
    if judge_samples:
        name = saved.topic if saved else query
        with writing(here.settings.database, purpose="judging", wait=here.settings.lock_wait) as connection:
            keep_judgements(connection, ask_judgements(out, trial, name), now())


def _tried(saved: Topic | None, query: str) -> Topic:
    if saved and query == saved.topic:
        return saved
    return Topic(topic=saved.topic if saved else "query", name="query", query=query)


def _try(here: World, topic: Topic, since: Any) -> Trial:
    with analysts_copy(here.settings) as connection:
        return try_topic(connection, topic, here.watchlist.topics, since=in_utc(since))


@app.command("explain")
def explain(
    name: NameArgument,
    release: Annotated[str, typer.Argument(help="A release: its id, its address, or the end of it.")],
    watchlist: WatchlistOption = None,
) -> None:
    """Show which operator of a topic's query matched where in a release, and why it did not match."""
    here = world(watchlist)
    _topic(here, name)
    with analysts_copy(here.settings) as connection:
        found = find_release(connection, release)
        if not found:
            raise SettingsError(f"no release {release!r}; expected an id, an address, or the end of an address")
        stored = next(editions(connection, latest=True, ids=found[:1]))
    tell_explanation(screen(), Matcher(here.watchlist.topics).explain(name, stored.release), stored.release)


@app.command("add")
def add(
    name: NameArgument,
    query: QueryArgument,
    title: Annotated[str | None, typer.Option("--name", help="What digests call it.", show_default=False)] = None,
    force: ForceOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Add a topic to the watch list and run it over everything that is kept; nobody is alerted of the past."""
    here = world(watchlist)
    if name in {one.topic for one in here.watchlist.topics}:
        raise SettingsError(f"topic {name!r} is there already; change it with: presswatch topics edit {name} QUERY")
    _save(here, watchlist, name, title, query, force=force)


@app.command("edit")
def edit(
    name: NameArgument,
    query: QueryArgument,
    title: Annotated[str | None, typer.Option("--name", help="What digests call it.", show_default=False)] = None,
    force: ForceOption = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Give a topic another query, as a new version, and run it over everything that is kept."""
    here = world(watchlist)
    _topic(here, name)
    _save(here, watchlist, name, title, query, force=force)


@app.command("retire")
def retire(name: NameArgument, watchlist: WatchlistOption = None) -> None:
    """Stop watching a topic; its mentions stay."""
    here, file = world(watchlist), _file(watchlist)
    _topic(here, name)
    drop_topic(file, name)
    _apply(watchlist)
    screen().print(f"{file}: {name} is watched no longer", markup=False)


def _topic(here: World, name: str) -> Topic:
    for one in here.watchlist.topics:
        if one.topic == name:
            return one
    known = ", ".join(one.topic for one in here.watchlist.topics)
    raise SettingsError(f"no topic {name!r} in the watch list; known: {known}")


def _save(here: World, watchlist: Path | None, name: str, title: str | None, query: str, *, force: bool) -> None:
    file = _file(watchlist)
    trial = _trial_if_any(here, Topic(topic=name, name=title or name, query=query))
    if trial and trial.is_broad and not force:
        raise SettingsError(
            f"{name}: the query matches {trial.share:.0%} of {trial.releases:,} releases, which is more than a fifth; "
            "narrow it, or save it all the same with --force"
        )
    put_topic(file, name, name=title, query=query)
    matched = _apply(watchlist)
    caught = f"; {len(trial.hits):,} of {trial.releases:,} releases match" if trial and matched else ""
    screen().print(f"{file}: {name} is watched{caught}", markup=False)


def _trial_if_any(here: World, topic: Topic) -> Trial | None:
    try:
        return _try(here, topic, None)
    except NoWarehouseError:
        return None


def _file(watchlist: Path | None) -> Path:
    """The file that is edited; the shipped example is copied beside the settings first."""
    file = watchlist_file(Path.cwd(), os.environ, watchlist) or Path(WATCHLIST)
    if start_watchlist(file):
        aside().print(f"{file}: made from the shipped example", markup=False)
    return file


def _apply(watchlist: Path | None) -> bool:
    """Number the versions of the watch list as it is now and run the new ones over history, where there is one."""
    return apply_versions(world(watchlist), now())
