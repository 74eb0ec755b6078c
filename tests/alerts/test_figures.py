"""What pictures say in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.alerts.figures import in_words, worth_drawing
from flows.alerts.wording import wording
from warehouse.figures import Figures, Grid, Shares, Weeks

ENGLISH = wording("en")
FULL = Figures(
    weeks=Weeks(weeks=(date(2026, 11, 17), date(2026, 11, 24)), topics={"JEF": (0, 3), "IFU": (1, 1)}),
    grid=Grid(topics=("JEF", "IFU"), publishers=("Coastguard", "Navy"), numbers=((2, 1), (0, 1))),
    shares=Shares(speakers=(("Ada", 60), ("Bo", 15)), others=25),
)


def test_a_reader_who_sees_no_picture_has_its_numbers() -> None:
    assert in_words("topics", FULL, ENGLISH) == (
        "Releases a week by topic: JEF 0, 3; IFU 1, 1 (weeks up to Tue 17 Nov … Tue 24 Nov)."
    )
    assert in_words("sources", FULL, ENGLISH) == (
        "Releases by topic and publisher: JEF: Coastguard 2, Navy 1; IFU: Navy 1."
    )
    assert in_words("quotes", FULL, ENGLISH) == "Share of voice by speaker: Ada 60%, Bo 15%, everybody else 25%."


def test_the_words_are_bounded() -> None:
    many = {f"A topic of a rather long name, number {one}": tuple(range(12)) for one in range(40)}
    text = in_words("topics", replace(FULL, weeks=replace(FULL.weeks, topics=many)), ENGLISH)
    assert len(text) <= 900
    assert text.endswith("…")


def test_a_single_number_is_no_picture_and_nothing_is_none() -> None:
    assert list(worth_drawing(FULL)) == ["topics", "sources", "quotes"]
    one = Figures(
        weeks=Weeks(weeks=(date(2026, 11, 24),), topics={"JEF": (3,)}),
        grid=Grid(topics=("JEF",), publishers=("Navy",), numbers=((3,),)),
        shares=Shares(speakers=(("Ada", 60),), others=0),
    )
    assert list(worth_drawing(one)) == []
    nothing = Figures(
        weeks=Weeks(weeks=(), topics={}),
        grid=Grid(topics=(), publishers=(), numbers=()),
        shares=Shares(speakers=(), others=0),
    )
    assert list(worth_drawing(nothing)) == []
    assert list(worth_drawing(replace(nothing, weeks=FULL.weeks))) == [], "older weeks alone are no news"
