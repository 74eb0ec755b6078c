"""What analysts see without writing a join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from parsers.entry_documents import CONTENT_TYPE
from parsers.records import Amount, Problem
from tests.warehouse.builders import (
    FEED,
    HOME,
    JEF,
    NOON,
    SOURCE,
    at,
    edited,
    entry,
    failed,
    fetch,
    load,
    missing,
    quote,
    release,
    rows,
    source,
    subscription,
    unreadable,
    visit,
    walk,
)
from warehouse.contracts import episode
from warehouse.database import Connection, writing
from warehouse.health import source_health
from warehouse.loading import load_visits
from warehouse.records import Visit
from warehouse.rows import fetch_row
from warehouse.runs import keep_sources
from warehouse.staging import load_rows
from warehouse.statements import names_in
from warehouse.topics import keep_versions, versions
from warehouse.walks import load_walk

HELD = episode(SOURCE, "text", "shorter than before", NOON, holds=True)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A day of one source: new, edited in silence, gone, unreadable and unanswered pages."""
    path = tmp_path_factory.mktemp("views") / "warehouse.duckdb"
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        keep_sources(connection, [source(), source("uk/idle", "Idle Office")], active=[SOURCE])
        keep_versions(connection, versions(connection, [JEF]), NOON)
        load_walk(connection, walk(0, entry("unread", 0)))
        sums = (Amount(text="£4 million", value=Decimal(4_000_000), currency="GBP", field="body"),)
        full = release(body="“The JEF is here,” she said. JEF!", quotes=(quote("The JEF is here,"),), amounts=sums)
        silent = replace(full, body="“The JEF is here,” she said. A JEF!", quotes=(*full.quotes, quote("Hm.", "")))
        story: tuple[Visit, ...] = (
            visit(full, 0),
            visit(release("tern", body="Birds.", published_at=at(-2)), 0),
            visit(silent, 1),
            missing(f"{HOME}/tern", 2),
            missing(f"{HOME}/tern", 3),
            unreadable(f"{HOME}/odd", 4),
            Visit(fetch=failed(f"{HOME}/slow", 5)),
            unreadable(f"{HOME}/guide", 5, "other_type"),
        )
        load(connection, *story, told=[subscription("desk", "jef")])
        yield connection


@pytest.mark.parametrize("name", [name.partition("/")[2] for name in names_in("views")])
def test_every_view_has_rows_of_a_day_with_everything(stock: Connection, name: str) -> None:
    assert rows(stock, f'FROM "{name}"')


def test_latest_releases_hold_one_row_a_release_whatever_became_of_it(stock: Connection) -> None:
    assert rows(stock, "SELECT url, revision, kind, status FROM latest_releases ORDER BY url") == [
        (f"{HOME}/grey-heron", 2, "silent", "live"),
        (f"{HOME}/tern", 1, "new", "gone"),
    ]


def test_topic_mentions_are_those_of_the_latest_edition(stock: Connection) -> None:
    found = rows(stock, "SELECT DISTINCT topic, topic_name, revision, field FROM topic_mentions ORDER BY field")
    assert found == [("jef", "JEF", 2, "body"), ("jef", "JEF", 2, "quote")]


def test_topic_days_are_days_of_publication(stock: Connection) -> None:
    assert rows(stock, "SELECT topic, day::VARCHAR, releases, mentions FROM topic_daily") == [
        ("jef", "2026-11-24", 1, 3)
    ]


def test_quotes_without_a_speaker_are_nobodys(stock: Connection) -> None:
    assert rows(stock, "SELECT speaker, text FROM quotes_by_speaker WHERE speaker <> ''") == [
        ("Marit Lindqvist", "The JEF is here,")
    ]


def test_money_is_told_once_though_two_editions_hold_it(stock: Connection) -> None:
    assert rows(stock, "SELECT currency, value, text FROM money_mentioned") == [
        ("GBP", Decimal(4_000_000), "£4 million")
    ]


def test_silent_edits_say_within_what_time(stock: Connection) -> None:
    assert rows(stock, "SELECT within, added FROM silent_edits") == [(timedelta(hours=1), ["A"])]


def test_source_health_counts_what_an_operator_asks_first(stock: Connection) -> None:
    columns = "source active releases new_in_7_days open_problems unread passed_over failed_requests".split()
    found = source_health(stock).records()
    assert [tuple(row[name] for name in columns) for row in found] == [
        (SOURCE, True, 2, 2, 2, 3, 1, 1),
        ("uk/idle", False, 0, 0, 0, 0, 0, 0),
    ]
    times = [found[0][name] for name in ("last_success_at", "last_request_at", "median_lag_seconds")]
    assert times == [at(5), at(5), 3900.0]


def test_what_was_cut_out_of_a_feed_is_no_request(db: Connection) -> None:
    """A view takes no values from outside: the name of an entry's type is written into it."""
    keep_sources(db, [source()], active=[SOURCE])
    found = [fetch(FEED, 0), fetch(f"{HOME}/tern", 0, content_type=CONTENT_TYPE)]
    load_rows(db, "fetches", [fetch_row(one) for one in found])
    assert rows(db, "SELECT requests FROM source_health") == [(1,)]


def test_the_alert_ledger_says_who_was_told_what(stock: Connection) -> None:
    assert rows(stock, "SELECT recipient, kind, topics, state, attempts FROM alert_ledger") == [
        ("desk", "new", ["jef"], "pending", 0)
    ]


def test_problems_of_a_listing_count_as_problems_of_its_source(db: Connection) -> None:
    keep_sources(db, [source()], active=[SOURCE])
    wrong = Problem(source=SOURCE, url=FEED, kind="empty_listing", detail="no entry")
    load_walk(db, walk(0, problems=(wrong,), finished=False))
    assert rows(db, "SELECT open_problems FROM source_health") == [(1,)]


@pytest.mark.parametrize(("hours", "told"), [((2, 3), 1), ((1,), 0)], ids=["its disappearance", "the edit itself"])
def test_a_silent_edit_is_hidden_by_nothing_but_its_own_quarantine(
    db: Connection, hours: tuple[int, ...], told: int
) -> None:
    """A state that is held back says nothing of the edition that it was met at."""
    story = (visit(release(body="Other."), 1), missing(f"{HOME}/grey-heron", 2), missing(f"{HOME}/grey-heron", 3))
    load(db, visit(release(), 0))
    for hour, one in enumerate(story, start=1):
        load_visits(db, [one], hold=HELD if hour in hours else None)
    assert rows(db, "SELECT count(*) FROM silent_edits") == [(told,)]


def test_a_day_of_a_topic_is_the_same_day_in_every_time_zone(db: Connection) -> None:
    """Analysts open their copy with programs that keep their own time."""
    keep_versions(db, versions(db, [JEF]), NOON)
    load(db, visit(release(published_at=at(-10)), 0))
    db.execute("SET TimeZone = 'America/New_York'")
    try:
        assert rows(db, "SELECT day::VARCHAR FROM topic_daily") == [("2026-11-24",)]
    finally:
        db.execute("SET TimeZone = 'UTC'")


def test_an_update_is_no_silent_edit(db: Connection) -> None:
    load(db, visit(release(), 0), visit(edited(release(), 1, body="Other."), 2))
    assert rows(db, "FROM silent_edits") == []
