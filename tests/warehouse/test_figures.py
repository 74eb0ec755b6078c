"""The numbers behind plots."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parsers.records import Tag
from tests.warehouse.builders import JEF, NOON, NORTH, at, load, mentions, quote, release, source, visit
from warehouse.database import Connection
from warehouse.figures import origin, topics_by_publisher, topics_by_week, words_by_speaker
from warehouse.runs import keep_sources
from warehouse.statements import statement
from warehouse.topics import keep_versions, versions

ALL: dict[str, Any] = {"since": None, "topics": ()}
COAST = "Ministry of Coast and Border"


@pytest.fixture
def stock(db: Connection) -> Connection:
    """Two releases of this week about the JEF, and a joint one of three weeks before about the High North."""
    keep_sources(db, [source()], active=())
    keep_versions(db, versions(db, [JEF, NORTH]), NOON)
    joint = (Tag(name=COAST), Tag(name="Coastguard"))
    tern = release("tern", published_at=at(-24 * 21), organisations=joint, quotes=(quote("Two words", "Ada"),))
    heron = release(quotes=(quote("One two three", "Bo"), quote("Four", "Cy")))
    north = replace(visit(tern, 0), mentions=mentions(tern, "cables", "high-north"))
    load(db, north, visit(heron, 0), visit(release("gull"), 0))
    return db


def test_weeks_without_a_release_are_noughts_between_the_others(stock: Connection) -> None:
    weeks = topics_by_week(stock, **ALL, most=7)
    assert weeks.weeks == (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23))
    assert dict(weeks.topics) == {"JEF": (0, 0, 0, 2), "High North": (1, 0, 0, 0)}


def test_more_topics_than_a_reader_can_tell_apart_are_left_out_and_counted(stock: Connection) -> None:
    weeks = topics_by_week(stock, **ALL, most=1)
    assert (list(weeks.topics), weeks.left_out) == (["JEF"], 1)


def test_a_joint_release_counts_for_each_of_its_organisations(stock: Connection) -> None:
    grid = topics_by_publisher(stock, **ALL, most=9)
    assert (grid.topics, grid.publishers) == (("High North", "JEF"), (COAST, "Coastguard"))
    assert grid.numbers == ((1, 1), (2, 0))


def test_a_speaker_s_share_is_in_words_and_not_in_quotations(stock: Connection) -> None:
    shares = words_by_speaker(stock, **ALL, most=2)
    assert (shares.speakers, shares.others) == ((("Bo", 3), ("Ada", 2)), 1)


def test_a_plot_may_be_of_one_topic_or_of_what_is_newer(stock: Connection) -> None:
    assert list(topics_by_week(stock, since=at(-48), topics=(), most=7).topics) == ["JEF"]
    assert topics_by_publisher(stock, since=None, topics=["high-north"], most=9).topics == ("High North",)
    assert words_by_speaker(stock, since=None, topics=["high-north"], most=9).speakers == (("Ada", 2),)


def test_nothing_kept_gives_nothing_to_draw(db: Connection) -> None:
    assert topics_by_week(db, **ALL, most=7).weeks == ()
    assert topics_by_publisher(db, **ALL, most=7).numbers == ()
    assert words_by_speaker(db, **ALL, most=7).speakers == ()
    assert origin(db) == ("", None)


def test_the_note_below_a_plot_names_publishers_and_day(stock: Connection) -> None:
    assert origin(stock) == (source().title, NOON.date())


@pytest.mark.parametrize("plot", ["topics", "sources", "quotes", "origin"])
def test_the_sql_of_a_plot_begins_with_its_question(plot: str) -> None:
    assert re.match(r"-- .+\?", statement(f"plots/{plot}"))
