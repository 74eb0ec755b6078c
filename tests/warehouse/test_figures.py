"""The numbers behind plots."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parsers.records import Tag
from tests.warehouse.builders import JEF, NOON, NORTH, at, edited, load, mentions, quote, release, source, visit
from warehouse.database import Connection
from warehouse.figures import Span, figures_of, origin, topics_by_publisher, topics_by_week, words_by_speaker
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


def test_a_release_without_a_date_counts_when_it_was_first_seen(stock: Connection) -> None:
    """Some publishers give no dates at all."""
    undated = release("auk", published_at=None, updated_at=None, quotes=(quote("Five words of no date", "Di"),))
    load(stock, visit(undated, 1))
    since: dict[str, Any] = {"since": at(-48), "topics": ()}
    assert dict(topics_by_week(stock, **ALL, most=7).topics)["JEF"] == (0, 0, 0, 3)
    assert topics_by_week(stock, **since, most=7).topics == {"JEF": (3,)}
    assert topics_by_publisher(stock, **since, most=9).numbers == ((3,),)
    assert words_by_speaker(stock, **since, most=1).speakers == (("Di", 5),)


def span(**changes: Any) -> Span:
    """The week that ends an hour after noon, with four weeks to compare."""
    week = Span(since=at(1 - 24 * 7), until=at(1), topics=("high-north", "jef"), weeks=4)
    return replace(week, **changes)


def test_the_figures_of_a_span_are_of_its_days_and_its_weeks_end_with_it(stock: Connection) -> None:
    """The joint release is three weeks old: it stands among the weeks and not in the map."""
    found = figures_of(stock, span(), most=7)
    assert found.weeks.weeks == (date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 24))
    assert dict(found.weeks.topics) == {"JEF": (0, 0, 0, 2), "High North": (1, 0, 0, 0)}
    assert (found.grid.topics, found.grid.publishers, found.grid.numbers) == (("JEF",), (COAST,), ((2,),))
    assert found.shares.speakers == (("Bo", 3), ("Cy", 1))


def test_the_weeks_of_a_span_begin_with_the_first_that_had_anything(stock: Connection) -> None:
    assert figures_of(stock, span(topics=("jef",)), most=7).weeks.weeks == (date(2026, 11, 24),)
    assert figures_of(stock, span(since=None, weeks=2), most=7).grid.topics == ("High North", "JEF")


def test_the_figures_of_a_span_are_the_same_when_they_are_counted_later(stock: Connection) -> None:
    """An edition that drops the topic and a release that was read too late change nothing."""
    before = figures_of(stock, span(), most=7)
    load(stock, visit(edited(release(), 2, body="No word of it."), 3), visit(release("auk"), 3))
    assert figures_of(stock, span(), most=7) == before
    assert figures_of(stock, span(until=at(4)), most=7) != before


def test_more_publishers_and_topics_than_a_picture_shows_are_counted(stock: Connection) -> None:
    grid = figures_of(stock, span(since=None), most=1).grid
    assert (grid.topics, grid.topics_left_out, grid.publishers, grid.left_out) == (
        ("High North",),
        1,
        ("Coastguard",),
        1,
    )


def test_nothing_kept_gives_nothing_to_draw(db: Connection) -> None:
    assert topics_by_week(db, **ALL, most=7).weeks == ()
    assert topics_by_publisher(db, **ALL, most=7).numbers == ()
    assert words_by_speaker(db, **ALL, most=7).speakers == ()
    assert origin(db) == ("", None)


def test_the_note_below_a_plot_names_publishers_and_day(stock: Connection) -> None:
    assert origin(stock) == (source().title, NOON.date())


@pytest.mark.parametrize(
    "plot", ["topics", "sources", "quotes", "origin", "mentioned", "span_weeks", "span_publishers", "span_speakers"]
)
def test_the_sql_of_a_plot_begins_with_its_question(plot: str) -> None:
    assert re.match(r"-- .+\?", statement(f"plots/{plot}"))
