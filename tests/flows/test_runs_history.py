"""What a run asks for: the way back, known pages again or not, and only what an operator wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.newsroom import Newsroom, serve
from flows import visiting
from flows.collect import Report, collect
from flows.commands.verifying import premises
from flows.jobs import silent
from flows.settings import SourceSettings
from parsers.records import Feed, Source
from tests.flows.rooms import Room
from warehouse import spool
from warehouse.records import Fetch
from warehouse.verify import verify
from warehouse.verify_records import Disagreement

MADE_UP = 120  # releases of the ten years before the first day
PAGE_SIZE = 50
PAGES = "/government/"


@pytest.fixture(scope="module")
def large() -> Iterator[Newsroom]:
    """A newsroom with a history."""
    with serve(day=1, scale=MADE_UP) as newsroom:
        yield newsroom


@pytest.fixture
def small() -> Iterator[Newsroom]:
    with serve(day=1) as newsroom:
        yield newsroom


def short_paged(source: Source) -> Source:
    """Return a source whose way back has pages of fifty, so that it is a way of several pages."""
    return replace(source, feeds=tuple(map(_short_paged, source.feeds)))


def _short_paged(feed: Feed) -> Feed:
    url = re.sub(r"count=\d+", f"count={PAGE_SIZE}", feed.url)
    return replace(feed, url=url, page_size=min(feed.page_size, PAGE_SIZE))


def backfill(room: Room, since: date) -> Report:
    """Walk the source's history."""
    order = room.order(mode="none", flow="backfill", since=since)
    return collect(replace(order, sources=tuple(map(short_paged, order.sources))))


def pages_asked(newsroom: Newsroom) -> int:
    """Return how many releases' pages were asked for since the last reset."""
    return sum(count for path, count in newsroom.stats()["by_path"].items() if path.startswith(PAGES))


def of_source(room: Room, **wanted: Any) -> None:
    """Set what the operator wants of the source."""
    room.changed["sources"] = {"uk/govuk": SourceSettings(base_url=room.newsroom.url, **wanted)}


def disagreements(room: Room) -> list[Disagreement]:
    """Return what does not agree; an answer that was noted twice, or never, would show."""
    return list(verify(premises(room.settings), wait=timedelta(0), advance=silent, remark=list[str]().append))


def test_a_backfill_walks_the_whole_history_and_alerts_nobody(large: Newsroom, tmp_path: Path) -> None:
    room = Room(large, tmp_path)
    large.reset()
    report = backfill(room, date(2016, 1, 1))
    whole = {*large.truth()["days"]["1"]["new"]}
    assert report.problems == 0
    assert {url for (url,) in room.ask("SELECT url FROM releases")} == whole
    assert large.stats()["by_path"]["/api/search.json"] == len(whole) // PAGE_SIZE + 1
    assert room.ask("SELECT count(*) FROM alerts") == [(0,)]
    assert room.ask("SELECT count(*) > 3 FROM mentions") == [(True,)]
    assert room.deliver().handed == ()
    assert disagreements(room) == []
    large.reset()
    assert room.collect(mode="none").sources[0].changes == ()  # what is known is not new to a poll
    assert pages_asked(large) == 0


def test_a_backfill_goes_no_further_back_than_it_is_told(large: Newsroom, tmp_path: Path) -> None:
    room, since = Room(large, tmp_path), date(2024, 1, 1)
    backfill(room, since)
    assert room.ask("SELECT min(published_at) >= $since::DATE FROM latest_releases", since=f"{since}") == [(True,)]
    assert room.ask("SELECT count(*) > 14 FROM releases") == [(True,)]


@pytest.mark.parametrize("bound", ["_AT_LEAST", "_IN_MEMORY"])
def test_a_backfill_of_a_listing_that_never_ends_ends_and_says_so(
    large: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr("flows.listing._A_DAY", 0)
    monkeypatch.setattr(f"flows.listing.{bound}", 1)
    room = Room(large, tmp_path)
    report = backfill(room, date(2016, 1, 1))
    assert report.problems == 1
    ((kind, detail),) = room.ask_live("SELECT kind, detail FROM problems WHERE resolved_at IS NULL")
    assert (kind, "did not lead back to 2016-01-01: it does not seem to end" in detail) == ("gap", True)
    ((kept,),) = room.ask("SELECT count(*) FROM releases")
    assert PAGE_SIZE <= kept < 2 * PAGE_SIZE  # what it named so far


def test_known_pages_are_asked_for_again_as_the_run_is_told(small: Newsroom, tmp_path: Path) -> None:
    room = Room(small, tmp_path)
    room.collect()
    small.set_day(2)
    kinds = {}
    for mode, wanted in (("none", {"new", "update"}), ("all", {"silent"})):
        small.reset()
        report = room.collect(mode=mode)
        kinds[mode] = ({one.kind for one in report.sources[0].changes}, wanted, pages_asked(small))
    assert [(found, wanted) for found, wanted, _ in kinds.values() if found != wanted] == []
    assert kinds["none"][2] == 4  # three that are new, and one that the listing dates anew
    assert kinds["all"][2] == 17


def test_known_pages_are_due_on_the_ladder_of_the_settings(small: Newsroom, tmp_path: Path) -> None:
    room = Room(small, tmp_path)
    room.collect()
    small.reset()
    for steps, asked in (((timedelta(days=365),), False), ((timedelta(days=1), timedelta(days=3)), True)):
        room.changed["revisit"] = steps
        room.collect(mode="due", clock=lambda: room.clock() + timedelta(days=2))
        assert (pages_asked(small) > 0) is asked


def test_only_the_document_types_that_are_wanted_are_asked_for(small: Newsroom, tmp_path: Path) -> None:
    room = Room(small, tmp_path)
    of_source(room, document_types=("speech", "fatality_notice"))
    small.reset()
    room.collect()
    kinds = room.ask("SELECT DISTINCT document_type FROM releases ORDER BY 1")
    assert kinds == [("fatality_notice",), ("speech",)]
    assert pages_asked(small) == 2
    assert "/api/search.json" not in small.stats()["by_path"]  # the listing of case studies holds neither


def test_only_the_organisations_that_are_wanted_are_asked_for(small: Newsroom, tmp_path: Path) -> None:
    room = Room(small, tmp_path)
    of_source(room, organisations=("ministry-of-defence",))
    room.collect()
    theirs = "SELECT count(*) FROM organisations WHERE name = 'Ministry of Defence'"
    assert room.ask("SELECT count(*) FROM releases") == room.ask(theirs)
    assert room.ask(theirs) != [(0,)]


def test_the_pages_and_the_api_behind_them_give_the_same_releases(small: Newsroom, tmp_path: Path) -> None:
    found = []
    for read in ("html", "content-api"):
        room = Room(small, tmp_path / read)
        of_source(room, read=read)
        small.reset()
        room.collect()
        found.append(
            room.ask("SELECT url, title, summary, body, published_at, external_id FROM latest_releases ORDER BY url")
        )
    assert found[0] == found[1]
    assert pages_asked(small) == 0


def test_a_listing_that_grew_faster_than_it_was_read_has_a_gap_until_it_is_closed(
    small: Newsroom, large: Newsroom, tmp_path: Path
) -> None:
    room = Room(small, tmp_path)
    room.collect()
    room.newsroom = large  # six pages of releases that are new
    order = room.order(mode="none")
    one_page = tuple(replace(one, feeds=tuple(replace(feed, pages=1) for feed in one.feeds)) for one in order.sources)
    assert collect(replace(order, sources=one_page)).problems == 1
    gap = (
        "SELECT kind, contains(detail, 'presswatch backfill uk/govuk --since') FROM problems WHERE resolved_at IS NULL"
    )
    assert room.ask(gap) == [("gap", True)]
    assert room.collect(mode="none").problems == 0
    assert room.ask("SELECT count(*) FROM releases") == [(14 + MADE_UP,)]
    assert room.ask(gap) == []


def test_at_a_slow_pace_a_kill_costs_seconds_and_not_so_many_answers(
    small: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is journalled is not asked for again; one answer a second would fill a batch in a minute."""
    written: list[int] = []

    def noted(folder: Path, name: str, fetches: Sequence[Fetch]) -> Path:
        written.append(len(fetches))
        return append(folder, name, fetches)

    append = spool.append
    monkeypatch.setattr(visiting, "_SECONDS", 0.0)
    monkeypatch.setattr(spool, "append", noted)
    Room(small, tmp_path).collect()
    assert sum(written) > 10
    assert len(written) > 3
