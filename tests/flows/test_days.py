"""Three invented days, run by run: the warehouse holds and the digest tells what happened, no more and no less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.newsroom import serve
from flows.alerts.records import Item
from flows.collect import Report
from flows.commands.verifying import premises
from flows.deliver import Delivered
from flows.jobs import silent
from parsers.records import ChangeKind
from tests.flows.rooms import Room
from warehouse.verify import verify

KINDS: tuple[ChangeKind, ...] = ("new", "update", "silent", "withdrawn", "gone", "moved")


@pytest.fixture(scope="module", params=["html", "content-api"])
def days(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Room, list[tuple[Report, Delivered]]]]:
    """Three runs, one each evening, reading the pages or the API behind them."""
    with serve(day=1) as newsroom:
        room = Room(newsroom, tmp_path_factory.mktemp("room"))
        source = room.settings.sources["uk/govuk"].model_copy(update={"read": request.param})
        room.changed["sources"] = {"uk/govuk": source}
        runs = []
        for day in (1, 2, 3):
            newsroom.set_day(day)
            runs.append((room.collect(), room.deliver()))
        yield room, runs


def test_each_day_the_run_sees_what_happened_and_nothing_else(
    days: tuple[Room, list[tuple[Report, Delivered]]],
) -> None:
    room, runs = days
    for day, (report, _) in zip((1, 2, 3), runs, strict=True):
        truth: Mapping[str, Any] = {**room.newsroom.truth()["days"][str(day)]}
        moved_to = room.newsroom.truth()["moved_to"]
        wanted = {kind: {moved_to.get(url, url) if kind == "moved" else url for url in truth[kind]} for kind in KINDS}
        seen: dict[str, set[str]] = defaultdict(set)
        for change in report.sources[0].changes:
            seen[change.kind].add(change.url)
        assert {kind: seen[kind] for kind in KINDS} == wanted, f"day {day}"


def test_each_digest_tells_what_happened_and_nothing_else(days: tuple[Room, list[tuple[Report, Delivered]]]) -> None:
    _, runs = days
    for report, delivered in runs:
        happened = {(change.title, change.kind) for change in report.sources[0].changes}
        assert {(title, kind) for item in _items(delivered) for title, kind in _told(item)} == happened


def test_the_topics_are_those_of_the_releases_own_text(days: tuple[Room, list[tuple[Report, Delivered]]]) -> None:
    room, _ = days
    truth = room.newsroom.truth()["days"]["3"]["topics"]
    found = dict(room.ask("SELECT url, list(DISTINCT topic ORDER BY topic) FROM topic_mentions GROUP BY url"))
    assert found == {url: topics for url, topics in truth.items() if topics}


def test_a_run_that_finds_nothing_writes_its_run_its_fetches_and_when_it_asks_next_only(
    days: tuple[Room, list[tuple[Report, Delivered]]],
) -> None:
    room, _ = days
    tables = [name for (name,) in room.ask_live("SELECT table_name FROM duckdb_tables() ORDER BY 1")]
    before = _sums(room, tables)
    archive = sorted(room.settings.archive.rglob("*"))
    report = room.collect(mode="due")
    after = _sums(room, tables)
    assert {name for name in tables if before[name] != after[name]} == {"runs", "fetches", "polls"}
    assert report.sources[0].requests == 2  # one for each listing that is polled
    assert sorted(room.settings.archive.rglob("*")) == archive


def _sums(room: Room, tables: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: room.ask_live(f"SELECT count(*), sum(hash(t)) FROM {name} AS t") for name in tables}  # noqa: S608 - our names


def test_nothing_is_told_twice(days: tuple[Room, list[tuple[Report, Delivered]]]) -> None:
    room, _ = days
    assert room.deliver().handed == ()


def test_whatever_was_archived_is_a_fetch_and_everything_else_agrees_too(
    days: tuple[Room, list[tuple[Report, Delivered]]],
) -> None:
    room, _ = days
    told: list[str] = []
    found = verify(premises(room.settings), wait=timedelta(0), advance=silent, remark=told.append)
    assert list(found) == []


def _items(delivered: Delivered) -> list[Item]:
    return [item for handed in delivered.handed for item in (*handed.digest.items, *handed.digest.others)]


def _told(item: Item) -> Iterator[tuple[str, str]]:
    """What an item tells; a translation stands with its release, and is new when it is named."""
    yield from ((item.name, event.kind) for event in item.events)
    yield from ((one.title, "new") for one in item.translations)


def test_the_digest_lies_in_the_folder_in_every_form(days: tuple[Room, list[tuple[Report, Delivered]]]) -> None:
    room, _ = days
    folder: Path = room.settings.data_dir / "digests"
    assert {path.suffix for path in folder.iterdir()} == {".html", ".txt", ".eml", ".json"}
    assert len(list(folder.iterdir())) == 3 * 4
