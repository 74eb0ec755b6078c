"""Plots: every number is told, no word covers another one, and the same numbers make the same file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from flows.plotting import MAIL, Sheet, as_png, plot_quotes, plot_sources, plot_topics, save
from warehouse.figures import Grid, Shares, Weeks

PAGE = Sheet(source="Source: an invented publisher, " + "that mention a very long list of topics, " * 6)
LONG = "The Department for Coasts, Cables, Lighthouses and the Agencies that Answer to It, number {}"


def weeks(topics: int, number: int) -> Weeks:
    """So many topics with long names over so many weeks."""
    days = tuple(date(2026, 10, 5) + timedelta(days=7 * one) for one in range(number))
    return Weeks(weeks=days, topics={LONG.format(one): (one, 0, 12, 1, 7) * (number // 5) for one in range(topics)})


def grid(topics: int, publishers: int) -> Grid:
    """A map of that size whose numbers differ much; a row each and a column each have a long name."""
    names = tuple(LONG.format(one) for one in range(max(topics, publishers)))
    return Grid(
        topics=names[:topics],
        publishers=names[:publishers],
        numbers=tuple(tuple((row * column) % 7 * 140 for column in range(publishers)) for row in range(topics)),
        left_out=25,
        topics_left_out=3,
    )


def shares(speakers: int) -> Shares:
    """So many speakers with long names."""
    return Shares(speakers=tuple((LONG.format(one), 60 - one) for one in range(speakers)), others=25)


def words(figure: Figure) -> list[Text]:
    """Return every text of a plot, placed."""
    FigureCanvasAgg(figure).draw()
    beyond = [
        label
        for axes in figure.axes
        for label in axes.get_yticklabels()
        if label.get_position()[1] > axes.get_ylim()[1]
    ]
    texts = [one for one in figure.findobj(Text) if isinstance(one, Text) and one.get_text() and one.get_visible()]
    return [one for one in texts if one not in beyond]


@pytest.mark.parametrize(
    "figure",
    [
        plot_topics(weeks(7, 60), PAGE),
        plot_topics(weeks(7, 15), MAIL),
        plot_sources(grid(1, 1), PAGE),
        plot_sources(grid(20, 15), PAGE),
        plot_sources(grid(7, 7), MAIL),
        plot_quotes(shares(15), PAGE),
        plot_quotes(shares(7), MAIL),
    ],
    ids=["weeks", "weeks in mail", "one cell", "map", "map in mail", "shares", "shares in mail"],
)
def test_no_word_covers_another_one_or_leaves_the_page(figure: Figure) -> None:
    """Names that stand aslant are told apart by their ends, where they begin."""
    boxes = [(one.get_text(), one.get_window_extent()) for one in words(figure)]
    page = figure.bbox
    out = [text for text, box in boxes if box.x0 < -1 or box.x1 > page.x1 + 1 or box.y0 < -1 or box.y1 > page.y1 + 1]
    assert out == []
    upright = [(one.get_text(), one.get_window_extent().padded(-1)) for one in words(figure) if not one.get_rotation()]
    assert [(one, other) for (one, a), (other, b) in combinations(upright, 2) if a.overlaps(b)] == []


def test_each_topic_has_a_row_and_all_are_to_one_scale() -> None:
    rows = plot_topics(
        Weeks(weeks=weeks(1, 5).weeks, topics={"JEF": (1, 0, 9, 0, 2), "IFU": (0, 0, 0, 0, 1)}), PAGE
    ).axes
    assert [axes.get_title(loc="left") for axes in rows] == ["JEF · 12", "IFU · 1"]
    assert rows[0].get_ylim() == rows[1].get_ylim()
    assert [text.get_text() for text in rows[0].texts] == ["1", "9", "2"]


def test_a_first_week_is_one_bar_and_its_own_day() -> None:
    (axes,) = plot_topics(Weeks(weeks=(date(2026, 11, 23),), topics={"JEF": (3,)}), PAGE).axes
    assert [label.get_text() for label in axes.get_xticklabels()] == ["23 Nov\n2026"]


def test_a_year_stands_where_it_begins() -> None:
    (axes,) = plot_topics(weeks(1, 15), PAGE).axes
    years = [label.get_text().partition("\n")[2] for label in axes.get_xticklabels()]
    assert [one for one in years if one] == ["2026", "2027"]


def test_what_is_left_out_is_told() -> None:
    axes = plot_sources(grid(5, 15), PAGE).axes[0]
    assert axes.get_xlabel() == "Publisher\nthe largest 5 of 8 topics\nthe largest 15 of 40 publishers"


def test_a_cell_says_its_number_and_nought_is_a_dot() -> None:
    axes = plot_sources(Grid(topics=("JEF", "IFU"), publishers=("Coastguard",), numbers=((12,), (0,))), PAGE).axes[0]
    assert [text.get_text() for text in axes.texts] == ["12", "·"]


def test_a_small_number_is_shaded_beside_a_large_one() -> None:
    """In proportion it would be as white as nought."""
    grid = Grid(topics=("JEF",), publishers=("a", "b", "c"), numbers=((140, 4, 0),))
    mesh = plot_sources(grid, PAGE).axes[0].collections[0]
    numbers = mesh.get_array()
    assert numbers is not None
    large, small, nothing = (sum(mesh.to_rgba(numbers).reshape(3, 4)[column][:3]) for column in range(3))
    assert large < small < nothing - 0.1


def test_shares_add_up_with_everybody_else() -> None:
    drawn = plot_quotes(Shares(speakers=(("Ada", 60), ("Bo", 15)), others=25), PAGE).axes[0]
    assert [text.get_text() for text in drawn.texts] == ["60%", "15%", "25%"]
    assert drawn.get_yticklabels()[-1].get_text() == "everybody else"


def test_the_same_numbers_make_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        save(plot_quotes(shares(3), PAGE), tmp_path / name, form="svg")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_the_fullest_picture_of_a_mail_is_small_and_the_same_every_time() -> None:
    first, again = (as_png(plot_sources(grid(7, 7), MAIL)) for _ in range(2))
    assert first == again
    assert len(first) < 60_000
