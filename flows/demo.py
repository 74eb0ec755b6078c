"""The demonstration: three invented days of an invented newsroom, run through the real flows, and what they leave.

Nothing here is used elsewhere; what it shows is done by the same flows, with the clock of the invented days.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from deploy.newsroom import Newsroom, serve
from flows.alerts.records import Digest
from flows.channels.options import FeedOptions, WebhookOptions
from flows.collect import Report
from flows.deliver import Delivered
from flows.errors import DemoError
from flows.runs import engine_of
from flows.server import prefect_server
from flows.settings import FetchSettings, Settings, SourceSettings
from flows.shelf import Shelf
from flows.watched import EXAMPLE, example
from flows.world import World
from parsers.catalogue import shipped_files
from parsers.topics.watchlist import read_watchlist
from warehouse.copies import make_folder
from warehouse.database import reading
from warehouse.queries import run_sql
from warehouse.statements import statement

SOURCE = "uk/govuk"
DAYS = (1, 2, 3)
_MARK = ".presswatch-demo"  # in a folder that a demonstration made, and may make anew
QUESTIONS = ("who_said_what", "money_by_topic", "silent_edits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one invented day brought."""

    number: int
    evening: datetime
    report: Report
    delivered: Delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A question and its answer."""

    title: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def days(folder: Path, *, with_prefect: bool) -> Generator[Day]:
    """Run the three days and yield each when it is over; raises DemoError for a folder that is not ours to empty."""
    _empty(folder)
    with serve(day=DAYS[0]) as newsroom, _server(folder) if with_prefect else nullcontext():
        world = _world(folder, newsroom.url, with_prefect=with_prefect)
        for number in DAYS:
            newsroom.set_day(number)
            yield _day(world, number, newsroom)


def digest_of(day: Day) -> Digest:
    """Return what the demonstration's one recipient was told on a day."""
    return day.delivered.handed[0].digest


def editions(folder: Path) -> Table:
    """Return every release of which there is more to say than that it was published."""
    return _answer(folder, "editions")


def examples(folder: Path) -> list[Table]:
    """Return three questions in SQL with their answers."""
    return [_answer(folder, name) for name in QUESTIONS]


def _day(here: World, number: int, newsroom: Newsroom) -> Day:
    begun, evening = time.monotonic(), newsroom.now

    def clock() -> datetime:
        return evening + timedelta(seconds=time.monotonic() - begun)

    engine = engine_of(here, clock)
    report = engine.collect(here, mode="all")
    return Day(number=number, evening=evening, report=report, delivered=engine.deliver(here))


def _world(folder: Path, url: str, *, with_prefect: bool) -> World:
    """A world of its own: no watch list, channel or source of the operator's is used, and nobody of theirs is told."""
    ours = {
        "data_dir": folder,
        "contact": "demo@presswatch.invalid",
        "allow_private_addresses": True,
        "prefect": "always" if with_prefect else "never",
        "fetch": FetchSettings(requests_per_second=0),
        "smtp": None,
        "webhook": WebhookOptions(),
        "atom": FeedOptions(),
        "ca_file": None,
        "sources": {SOURCE: SourceSettings(base_url=url)},
    }
    return World(
        settings=Settings().model_copy(update=ours),
        shelf=Shelf(shipped={SOURCE: dict(shipped_files())[SOURCE]}, own={}),
        watchlist=read_watchlist(example(), file=f"deploy/{EXAMPLE}"),
        watchlist_file=None,
    )


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    """A Prefect server for the length of the demonstration; its address is set before Prefect is imported."""
    with prefect_server(folder / "prefect") as url:
        os.environ.update({"PREFECT_API_URL": url, "PREFECT_HOME": str((folder / "prefect").resolve())})
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        yield


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise DemoError(f"{folder}: holds something that no demonstration made; choose another with --folder")
        shutil.rmtree(folder)
    make_folder(folder)
    (folder / _MARK).touch()


def _answer(folder: Path, name: str) -> Table:
    text = statement(f"demo/{name}")
    title, _, sql = text.partition("\n")
    with reading(folder / "analyst.duckdb") as connection:
        answer = run_sql(connection, sql)
        return Table(title=title.removeprefix("-- "), sql=sql.strip(), columns=answer.columns, rows=tuple(answer.rows))
