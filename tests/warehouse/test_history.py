"""Stored editions as records, and new topics run over them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from parsers.records import Amount, Mention, Release, Tag
from tests.warehouse.builders import JEF, NOON, at, edited, load, mentions, quote, release, rows, source, visit
from tests.warehouse.builders import subscription as wants
from warehouse.database import Connection
from warehouse.history import editions, match_history
from warehouse.loading import load_visits
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

FULL = release(
    people=(Tag(name="Marit Lindqvist"),),
    places=(Tag(name="Skarvik", url="https://www.coast.example/skarvik"),),
    quotes=(quote("The JEF is here."),),
    amounts=(Amount(text="£4 million", value=Decimal("4000000.00"), currency="GBP", field="body"),),
)
MENTIONS = "SELECT topic, version, revision, field, added FROM mentions ORDER BY revision, field, start"


def _cables(edition: Release) -> tuple[Mention, ...]:
    return mentions(edition, "cables", "cables")


def test_an_edition_comes_back_as_it_was_loaded(db: Connection) -> None:
    keep_sources(db, [source()], active=())
    load(db, visit(FULL, 0))
    (stored,) = editions(db, latest=True)
    assert stored.release == FULL
    assert (stored.revision, stored.status, stored.seen_at, stored.first_seen_at) == (1, "live", NOON, NOON)


def test_every_edition_or_only_the_latest(db: Connection) -> None:
    load(db, visit(release(), 0), visit(edited(release(), 1, title="Later"), 2), visit(release("tern"), 3))
    assert len(list(editions(db, latest=False))) == 3
    assert sorted(one.release.title for one in editions(db, latest=True)) == ["Later", release().title]


def test_editions_since_a_day_are_those_published_or_first_seen_later(db: Connection) -> None:
    undated = release("undated", published_at=None, updated_at=None)
    load(db, visit(release("old", published_at=at(-100)), 0), visit(release(), 0), visit(undated, 0))
    found = {one.release.url.rpartition("/")[2] for one in editions(db, latest=True, since=at(-1))}
    assert found == {"grey-heron", "undated"}


def test_more_editions_than_are_held_at_once_all_come(db: Connection) -> None:
    load_visits(db, [visit(release(f"r{number}"), 0) for number in range(1203)])
    assert len({one.release_id for one in editions(db, latest=True)}) == 1203


def test_a_new_topic_is_run_over_all_that_is_kept_and_alerts_nobody(db: Connection) -> None:
    later = edited(release(), 1, body=release().body + "\n\nMore cables.")
    load(db, visit(release(), 0, words=""), visit(later, 2, words=""), told=[wants("desk", "cables")])
    assert match_history(db, _cables) == 3
    assert rows(db, MENTIONS) == [
        ("cables", 1, 1, "body", True),
        ("cables", 1, 2, "body", False),
        ("cables", 1, 2, "body", True),
    ]
    assert rows(db, "FROM alerts") == []


def test_a_run_that_was_broken_off_before_it_kept_the_topic_leaves_no_double_matches(db: Connection) -> None:
    keep_versions(db, versions(db, [JEF]), NOON)
    load(db, visit(release(), 0))
    match_history(db, _cables)
    match_history(db, _cables)
    assert rows(db, MENTIONS) == [("jef", 1, 1, "body", True), ("cables", 1, 1, "body", True)]


def test_the_old_versions_matches_stay_and_views_show_the_new_ones(db: Connection) -> None:
    keep_versions(db, versions(db, [JEF]), NOON)
    load(db, visit(release(), 0))
    found = versions(db, [replace(JEF, query="cables")])
    match_history(db, lambda edition: [replace(one, topic="jef", version=2) for one in _cables(edition)])
    keep_versions(db, found, at(1))
    assert [row[1] for row in rows(db, MENTIONS)] == [1, 2]
    assert rows(db, "SELECT text FROM topic_mentions") == [("cables",)]
