"""Plots: what tells lines apart, and that the same numbers make the same file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from flows.plotting import plot_quotes, plot_sources, plot_topics, save
from warehouse.figures import Grid, Shares, Weeks

WEEKS = Weeks(
    weeks=tuple(date(2026, 3, 2) + timedelta(days=7 * number) for number in range(4)),
    topics={f"Topic {number}": (number, 0, 2, 1) for number in range(7)},
    left_out=2,
)
SOURCE = "Source: an invented publisher."


def test_lines_differ_in_colour_marker_and_size() -> None:
    """In black and white the colours are gone, so that no marker comes twice."""
    lines = plot_topics(WEEKS, source=SOURCE).axes[0].get_lines()
    assert len({line.get_color() for line in lines}) == len(lines) == 7
    assert len({line.get_marker() for line in lines}) == 7
    assert all(one.get_linestyle() != other.get_linestyle() for one, other in pairwise(lines))


def test_topics_that_are_left_out_are_told() -> None:
    legend = plot_topics(WEEKS, source=SOURCE).axes[0].get_legend()
    assert legend
    assert legend.get_title().get_text() == "Largest 7 of 9"
    assert [text.get_text() for text in legend.get_texts()] == list(WEEKS.topics)


def test_a_cell_says_its_number_and_nought_is_a_dot() -> None:
    grid = Grid(topics=("JEF", "IFU"), publishers=("Coastguard",), numbers=((12,), (0,)))
    assert [text.get_text() for text in plot_sources(grid, source=SOURCE).axes[0].texts] == ["12", "·"]


def test_shares_add_up_with_everybody_else() -> None:
    drawn = plot_quotes(Shares(speakers=(("Ada", 60), ("Bo", 15)), others=25), source=SOURCE).axes[0]
    assert [text.get_text() for text in drawn.texts] == ["60%", "15%", "25%"]
    assert drawn.get_yticklabels()[-1].get_text() == "everybody else"


def test_the_same_numbers_make_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        save(plot_topics(WEEKS, source=SOURCE), tmp_path / name, form="svg")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
