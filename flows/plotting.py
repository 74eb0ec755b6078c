"""Plots of what the warehouse counts, for print: they read in black and white, and whatever colours one can tell.

The colours are those of Okabe and Ito; a line has a marker and a dash of its own beside its colour, a cell its number.
Needs matplotlib; does not ask the warehouse.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from warehouse.figures import Grid, Shares, Weeks

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)))
_WIDE, _LINE = 7.2, 0.28  # inches: the width of three columns of print, and the height of one bar
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.titlelocation": "left",
    "svg.fonttype": "none",  # text stays text: it can be searched, and set in the paper's own type
    "svg.hashsalt": "presswatch",  # the same numbers make the same file
}


def plot_topics(weeks: Weeks, *, source: str) -> Figure:
    """Draw releases a week by topic as lines."""
    looks = zip(cycle(_COLOURS), cycle(_MARKERS), cycle(_DASHES), strict=False)
    days = [float(date2num(week)) for week in weeks.weeks]

    def draw(axes: Axes) -> None:
        sizes = (8.0 - 0.7 * number for number in range(len(weeks.topics)))  # a line shows from under another
        for numbers, size, (colour, marker, dash) in zip(weeks.topics.values(), sizes, looks, strict=False):
            look: dict[str, Any] = {"color": colour, "marker": marker, "linestyle": dash, "markersize": size}
            axes.plot(days, numbers, clip_on=False, **look)
        locator = AutoDateLocator(minticks=3, maxticks=9, interval_multiples=False)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylim(bottom=0)
        axes.set(xlabel="Week of publication (its Monday)", ylabel="Releases")
        axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
        names = [_folded(topic, 20) for topic in weeks.topics]
        title = f"Largest {len(names)} of {len(names) + weeks.left_out}" if weeks.left_out else None
        axes.legend(axes.lines, names, title=title, frameon=False, loc="upper left", bbox_to_anchor=(1.02, 1))

    return _page(draw, title="Releases a week by topic", source=source, height=3.6)


def plot_sources(grid: Grid, *, source: str) -> Figure:
    """Draw releases by topic and publisher as a map whose cells say their numbers."""
    most = max((number for row in grid.numbers for number in row), default=0)

    def draw(axes: Axes) -> None:
        shades: dict[str, Any] = {
            "cmap": "Blues",
            "vmin": 0,
            "vmax": max(most, 1),
            "edgecolors": "white",
            "linewidth": 1.5,
        }
        axes.pcolormesh(range(len(grid.publishers)), range(len(grid.topics)), grid.numbers, **shades)
        axes.invert_yaxis()
        names = [_folded(one) for one in grid.publishers]
        axes.set_xticks(range(len(names)), names, rotation=40, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(len(grid.topics)), [_folded(one) for one in grid.topics])
        axes.tick_params(length=0)
        axes.set(xlabel="Publisher", ylabel="Topic")
        axes.spines[:].set_visible(False)
        for row, numbers in enumerate(grid.numbers):
            for column, number in enumerate(numbers):
                colour = "white" if number > most * 0.55 else "black"
                axes.text(column, row, str(number or "·"), ha="center", va="center", color=colour)

    height = 2.6 + _LINE * 1.4 * len(grid.topics)
    return _page(draw, title="Releases by topic and publisher", source=source, height=height)


def plot_quotes(shares: Shares, *, source: str) -> Figure:
    """Draw each speaker's share of all quoted words as bars."""
    bars = [*shares.speakers, *([("everybody else", shares.others)] if shares.others else [])]
    total = sum(number for _, number in bars) or 1

    def draw(axes: Axes) -> None:
        places, parts = range(len(bars)), [number / total for _, number in bars]
        fills = [_COLOURS[0]] * len(shares.speakers) + ["#999999"]
        drawn = axes.barh(places, parts, color=fills[: len(bars)], height=0.7)
        axes.bar_label(drawn, [f"{part:.0%}" for part in parts], padding=3)
        axes.set_yticks(places, [_folded(name, 34) for name, _ in bars])
        axes.tick_params(axis="y", length=0)
        axes.invert_yaxis()
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.set(xlabel=f"Share of the {total:,} quoted words", ylabel="")
        axes.margins(x=0.1)

    return _page(draw, title="Share of voice by speaker", source=source, height=1.4 + _LINE * len(bars))


def save(figure: Figure, path: Path, *, form: str) -> None:
    """Write a plot as 'svg' or 'png'; the same plot gives the same file."""
    metadata = {"Date": None} if form == "svg" else None
    with rc_context(_STYLE):
        figure.savefig(path, dpi=200, format=form, metadata=metadata)


def _page(draw: Callable[[Axes], None], *, title: str, source: str, height: float) -> Figure:
    with rc_context(_STYLE):
        figure = Figure(figsize=(_WIDE, height), layout="constrained")
        axes = figure.subplots()
        draw(axes)
        axes.set_title(title, fontweight="bold", fontsize=12, pad=10)
        figure.supxlabel(source, x=0.01, ha="left", fontsize=7, color="#555555")
    return figure


def _folded(text: str, width: int = 26) -> str:
    return textwrap.fill(text, width)
