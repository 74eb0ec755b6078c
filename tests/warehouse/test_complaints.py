"""What an analyst is told of a query that cannot be answered, and what values of the command line are taken for."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from warehouse.database import Connection
from warehouse.errors import SqlError
from warehouse.queries import run_sql


@pytest.fixture(scope="module")
def copy() -> Iterator[Connection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE releases (title VARCHAR, words INTEGER, published_at TIMESTAMPTZ)")
        connection.execute("INSERT INTO releases VALUES ('2026', 300, '2026-03-02 10:00:00Z')")
        yield connection


def complaint(copy: Connection, sql: str, **values: str) -> str:
    """Return what is said of a query."""
    with pytest.raises(SqlError) as caught:
        list(run_sql(copy, sql, values).rows)
    return str(caught.value)


def test_a_value_that_is_missing_is_asked_for_by_its_option(copy: Connection) -> None:
    said = complaint(copy, "SELECT $topic, $since", topik="jef", since="2026-01-01")
    assert said == "no value for $topic: add -p topic=VALUE; the statement does not name $topik"
    assert "write $NAME instead" in complaint(copy, "SELECT ?")


def test_a_wrong_column_of_an_alias_names_the_near_ones(copy: Connection) -> None:
    assert '"title"' in complaint(copy, "SELECT r.titl FROM releases AS r")
    assert 'near: "title"' in complaint(copy, "SELECT r.titl FROM (SELECT title FROM releases) AS r")


@pytest.mark.parametrize(
    ("sql", "place"),
    [("SELECT words\nFROM releases\nWHER words > 1", "LINE 3: WHER words"), ("SELECT wrods FROM releases", "LINE 1:")],
)
def test_a_mistake_is_shown_where_it_stands(copy: Connection, sql: str, place: str) -> None:
    *_, line, caret = complaint(copy, sql).splitlines()
    assert line.startswith(place)
    assert caret.strip() == "^"


def test_of_forty_ways_to_subtract_those_are_offered_that_begin_as_the_query_does(copy: Connection) -> None:
    offered = [line.strip() for line in complaint(copy, "SELECT published_at - 3 FROM releases").splitlines()]
    assert [one for one in offered if "->" in one] == [
        "-(TIMESTAMP WITH TIME ZONE, INTERVAL) -> TIMESTAMP WITH TIME ZONE",
        "-(TIMESTAMP WITH TIME ZONE, TIMESTAMP WITH TIME ZONE) -> INTERVAL",
    ]


@pytest.mark.parametrize(
    ("sql", "value", "answer"),
    [
        ("SELECT count(*) FROM releases WHERE title = $x", "2026", 1),
        ("SELECT count(*) FROM releases WHERE words > $x", "200", 1),
        ("SELECT count(*) FROM releases WHERE published_at >= $x", "2026-03-02", 1),
        ("SELECT count(*) FROM releases WHERE published_at >= $x", "2026-03-02 10:30", 0),
        ("SELECT words * $x FROM releases", "2", 600),
        ("SELECT CAST(words * $x AS INTEGER) FROM releases", "1.5", 450),
        ("SELECT CAST($x - INTERVAL 1 DAY AS VARCHAR)", "2026-03-01", "2026-02-28 00:00:00"),
        ("SELECT $x || '!'", "12", "12!"),
    ],
)
def test_a_value_is_taken_for_what_it_stands_beside(copy: Connection, sql: str, value: str, answer: object) -> None:
    """A number beside a number, a day beside a time, and a text that only looks like a number as a text."""
    assert list(run_sql(copy, sql, {"x": value}).rows) == [(answer,)]
