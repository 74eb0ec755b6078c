"""Replays: the archive read again by today's parsers puts rows right, asks nobody, and tells nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from flows.collect import collect
from flows.orders import Order
from flows.replay import replay
from flows.replaying import Replayed
from parsers.records import Source
from tests.flows.rooms import Room
from warehouse.database import writing

CONTENT = {
    "revisions": "release_id, revision, kind, title, summary, body, notes, published_at, record_hash, layout",
    "quotes": "*",
    "amounts": "*",
    "mentions": "*",
    "passages": "*",
    "organisations": "*",
}


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with serve(day=1) as newsroom:
        yield newsroom


@pytest.fixture
def room(newsroom: Newsroom, tmp_path: Path) -> Room:
    return Room(newsroom, tmp_path)


def read_again(order: Order) -> Replayed:
    """Replay the one source there is."""
    return replay(replace(order, flow="replay", mode="none"))["uk/govuk"]


def content(room: Room) -> dict[str, list[tuple[object, ...]]]:
    """Return what was read from pages, by table."""
    return {
        table: sorted(room.ask_live(f"SELECT {names} FROM {table}"), key=repr)  # noqa: S608 - the names above
        for table, names in CONTENT.items()
    }


def unable(source: Source) -> Source:
    """Return a source whose parsers cannot read any page: the selector that tells its layouts fits none."""
    return replace(source, layouts=tuple(replace(one, sign="main.no-such-class") for one in source.layouts))


def spoil(room: Room) -> None:
    """Leave what worse parsers would have: another body in every first edition, and all that follows from it."""
    with writing(room.settings.database, purpose="test", wait=timedelta()) as connection:
        connection.execute("UPDATE revisions SET record_hash = 'x', body = 'Share this page' WHERE revision = 1")
        connection.execute("DELETE FROM quotes WHERE revision = 1; DELETE FROM mentions WHERE revision = 1")
        connection.execute("UPDATE passages SET text = 'Share this page' WHERE kind = 'removed'")


def test_what_worse_parsers_left_is_put_right_without_a_request_or_an_alert(room: Room, newsroom: Newsroom) -> None:
    room.collect()
    newsroom.set_day(2)
    room.collect()
    room.deliver()
    right, alerts = content(room), room.ask_live("SELECT alert_id, state FROM alerts ORDER BY ALL")
    spoil(room)
    assert content(room) != right
    newsroom.reset()
    replayed = read_again(room.order())
    assert (replayed.replaced, replayed.problems) == (19, 0)  # 17 releases' first editions, and the two after them
    assert content(room) == right
    assert newsroom.stats()["requests"] == 0
    assert room.ask_live("SELECT alert_id, state FROM alerts ORDER BY ALL") == alerts
    assert room.deliver().handed == ()
    assert room.ask("SELECT count(*) FROM revisions WHERE body = 'Share this page'") == [(0,)]  # the copy too


def test_a_second_replay_finds_nothing_to_put_right(room: Room) -> None:
    room.collect()
    before = content(room)
    assert read_again(room.order()).replaced == 0
    assert content(room) == before


def test_pages_that_could_not_be_read_are_loaded_without_a_request(room: Room, newsroom: Newsroom) -> None:
    order = room.order()
    first = collect(replace(order, sources=tuple(map(unable, order.sources))))
    assert first.problems == 13  # no release was read, so its translation is not known yet
    newsroom.reset()
    replayed = read_again(room.order())
    assert newsroom.stats()["requests"] == 0
    assert sorted(one.kind for one in replayed.loaded.changes) == ["new"] * 13
    assert room.ask("SELECT count(*) FROM problems WHERE resolved_at IS NULL") == [(0,)]


def test_what_better_parsers_cannot_read_stays_as_it_was(room: Room) -> None:
    room.collect()
    before = content(room)
    order = room.order()
    replayed = read_again(replace(order, sources=tuple(map(unable, order.sources))))
    assert (replayed.replaced, replayed.problems) == (0, 14)
    assert content(room) == before


def test_an_archived_page_that_was_damaged_is_counted_and_its_edition_stays(room: Room) -> None:
    room.collect()
    before = content(room)
    for file in room.settings.archive.rglob("*-uk-govuk-0.warc.gz"):
        file.write_bytes(file.read_bytes()[:-2000])
    replayed = read_again(room.order())
    assert (replayed.replaced, replayed.problems) == (0, 1)
    assert content(room) == before


def test_an_edition_is_compared_with_what_is_kept_of_the_one_before_where_the_page_of_that_is_no_more(
    room: Room, newsroom: Newsroom
) -> None:
    """As after `compact`, which takes old captures out of the archive."""
    room.collect()
    newsroom.set_day(2)
    room.collect()
    right = content(room)
    with writing(room.settings.database, purpose="test", wait=timedelta()) as connection:
        connection.execute(
            "UPDATE fetches SET warc_file = NULL WHERE fetch_id IN (SELECT fetch_id FROM revisions WHERE revision = 1)"
        )
        connection.execute("UPDATE revisions SET record_hash = 'x' WHERE revision = 2")
        connection.execute("DELETE FROM passages WHERE revision = 2; DELETE FROM mentions WHERE revision = 2")
    assert read_again(room.order()).replaced == 2
    assert content(room) == right
