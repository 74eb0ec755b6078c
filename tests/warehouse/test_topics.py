"""Versions of watched topics."""

from __future__ import annotations

from dataclasses import replace

from tests.warehouse.builders import JEF, NOON, NORTH, at, everything, rows
from warehouse.database import Connection
from warehouse.topics import keep_versions, versions

TOPICS = "SELECT topic, version, name, query, retired_at FROM topics ORDER BY topic, version"
CHANGED = replace(JEF, query='JEF OR "Joint Expeditionary Force"')


def _watch(db: Connection, *topics: object, hours: float = 0) -> list[tuple[str, int]]:
    found = versions(db, topics)  # type: ignore[arg-type]
    keep_versions(db, found, at(hours))
    return [(one.topic, one.version) for one in found.new]


def test_a_topic_that_was_never_watched_is_its_first_version(db: Connection) -> None:
    assert _watch(db, JEF, NORTH) == [("jef", 1), ("high-north", 1)]
    assert rows(db, "SELECT topic, created_at, retired_at FROM topics ORDER BY topic") == [
        ("high-north", NOON, None),
        ("jef", NOON, None),
    ]


def test_a_changed_query_is_a_new_version_and_retires_the_old_one(db: Connection) -> None:
    _watch(db, JEF)
    assert _watch(db, CHANGED, hours=1) == [("jef", 2)]
    assert rows(db, TOPICS) == [("jef", 1, "JEF", JEF.query, at(1)), ("jef", 2, "JEF", CHANGED.query, None)]


def test_a_changed_alias_is_a_new_version(db: Connection) -> None:
    _watch(db, JEF)
    assert _watch(db, replace(JEF, aliases=(("sv", "expeditionsstyrka"),))) == [("jef", 2)]
    assert rows(db, "SELECT aliases FROM topics ORDER BY version") == [([],), (["sv: expeditionsstyrka"],)]


def test_topics_that_are_as_they_were_write_nothing(db: Connection) -> None:
    _watch(db, JEF, NORTH)
    before = everything(db)
    assert _watch(db, JEF, NORTH, hours=1) == []
    assert everything(db) == before


def test_a_topic_that_is_no_longer_watched_is_retired(db: Connection) -> None:
    _watch(db, JEF, NORTH)
    assert _watch(db, JEF, hours=1) == []
    assert rows(db, "SELECT topic, retired_at FROM topics ORDER BY topic") == [("high-north", at(1)), ("jef", None)]


def test_a_topic_that_is_watched_again_is_a_new_version(db: Connection) -> None:
    """What was published while nobody watched is still to be matched."""
    _watch(db, JEF)
    _watch(db, hours=1)
    assert _watch(db, JEF, hours=2) == [("jef", 2)]
    assert rows(db, TOPICS)[-1] == ("jef", 2, "JEF", JEF.query, None)


def test_a_new_name_is_no_new_version(db: Connection) -> None:
    _watch(db, JEF)
    assert _watch(db, replace(JEF, name="Joint Expeditionary Force"), hours=1) == []
    assert rows(db, TOPICS) == [("jef", 1, "Joint Expeditionary Force", JEF.query, None)]


def test_asking_for_versions_writes_nothing(db: Connection) -> None:
    assert [one.version for one in versions(db, [JEF]).new] == [1]
    assert rows(db, "FROM topics") == []
