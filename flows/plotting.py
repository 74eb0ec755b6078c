"""Plots of what the warehouse counts, for print and for mail: they read in black and white, and every number is told.

One colour is enough, for each topic has a row of its own, and a cell of a map says its number. Needs matplotlib; does
not ask the warehouse.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator
from PIL import Image

from flows.alerts.marks import cut
from warehouse.figures import Grid, Shares, Weeks

_BLUE, _GREY = "#0072B2", "#999999"  # the blue is Okabe and Ito's, and prints as a dark grey
_COLUMN = 30  # characters of a column's name, which stands aslant
_EVERY = 16  # bars that can each have their number above them, and need no scale
_COLOURS = 48  # of a picture for mail: shades of one blue and of grey, at a third of the bytes
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#444444",
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "svg.fonttype": "none",  # text stays text: it can be searched, and set in the paper's own type
    "svg.hashsalt": "presswatch",  # the same numbers make the same file
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a picture is drawn on; without a source it has no title either, for both stand in the text around it."""

    source: str = ""
    width: float = 7.2  # inches: three columns of print


MAIL = Sheet(width=4.4)  # narrow, so that its letters can be read on a telephone


def plot_topics(weeks: Weeks, sheet: Sheet, *, label: str = "Week of publication (its Monday)") -> Figure:
    """Draw releases a week by topic as bars: a row for each topic, all to one scale."""
    rows = len(weeks.topics)
    most = max((max(numbers) for numbers in weeks.topics.values()), default=0)
    with _page(sheet, "Releases a week by topic", height=0.6 + 0.72 * rows) as figure:
        every = figure.subplots(rows, 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, (topic, numbers) in zip(every, weeks.topics.items(), strict=True):
            _draw_weeks(axes, numbers, f"{cut(topic, int(sheet.width * 11))} · {sum(numbers):,}")
        every[0].set_ylim(0, max(most, 1) * 1.3)
        every[-1].set_xticks(*_dated(weeks.weeks, sheet))
        every[-1].set_xlabel(_noted(label, rows, weeks.left_out, "topics"))
    return figure


def _draw_weeks(axes: Axes, numbers: Sequence[int], title: str) -> None:
    axes.set_xlim(-0.6, max(len(numbers), 3) - 0.4)  # or the bar of a first week would be as wide as the page
    axes.bar(range(len(numbers)), numbers, width=0.8, color=_BLUE)
    told = range(len(numbers)) if len(numbers) <= _EVERY else {numbers.index(max(numbers)), len(numbers) - 1}
    for place in told:
        if numbers[place]:
            above: dict[str, Any] = {"textcoords": "offset points", "xytext": (0, 1), "ha": "center", "fontsize": 7}
            axes.annotate(f"{numbers[place]:,}", (place, numbers[place]), annotation_clip=False, **above)
    axes.set_title(title, fontsize=9, pad=2)
    axes.yaxis.set_major_locator(NullLocator() if len(numbers) <= _EVERY else MaxNLocator(2, integer=True))
    axes.tick_params(axis="both", length=0, labelsize=7)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)


def _dated(weeks: Sequence[date], sheet: Sheet) -> tuple[list[int], list[str]]:
    """Return where days are written below the bars, the last among them; a year stands where it begins."""
    step = -(-len(weeks) // int(sheet.width * 1.6))
    places = list(range(len(weeks) - 1, -1, -step))[::-1]
    years = [0, *(weeks[place].year for place in places)]
    days = [weeks[place].strftime("%-d %b") for place in places]
    fresh = [year != before for before, year in pairwise(years)]
    return places, [
        f"{day}\n{weeks[at].year}" if new else day for at, day, new in zip(places, days, fresh, strict=True)
    ]


def plot_sources(grid: Grid, sheet: Sheet) -> Figure:
    """Draw releases by topic and publisher as a map whose cells say their numbers."""
    names = [_folded(one, 8 + sheet.width * 2.5) for one in grid.topics]
    columns = [cut(one, _COLUMN) for one in grid.publishers]
    below = 0.9 if _fit(columns, sheet) else 0.7 + 0.06 * max(map(len, columns))
    with _page(sheet, "Releases by topic and publisher", height=below + _rows(names, 0.3)) as figure:
        axes = figure.subplots()
        _draw_cells(axes, grid)
        axes.set_yticks([row + 0.5 for row in range(len(names))], names)
        _name_columns(axes, grid.publishers, sheet)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        topics = _noted("Publisher", len(names), grid.topics_left_out, "topics")
        axes.set_xlabel(_noted(topics, len(columns), grid.left_out, "publishers"))
        axes.set_ylabel("Topic")
    return figure


def _draw_cells(axes: Axes, grid: Grid) -> None:
    """Shade by the square root of the numbers, or one large number would make all others white."""
    most = max((number for row in grid.numbers for number in row), default=0)
    norm = PowerNorm(0.5, vmin=0, vmax=max(most, 1))
    edges: tuple[Sequence[int], Sequence[int]] = range(len(grid.publishers) + 1), range(len(grid.topics) + 1)
    axes.pcolormesh(*edges, grid.numbers, cmap="Blues", norm=norm, edgecolors="white", linewidth=1.5)
    axes.invert_yaxis()
    for row, numbers in enumerate(grid.numbers):
        for column, number in enumerate(numbers):
            colour = "white" if norm(number) > 0.6 else "black"
            text = f"{number:,}" if number else "·"
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", color=colour)


def _name_columns(axes: Axes, publishers: Sequence[str], sheet: Sheet) -> None:
    places = [column + 0.5 for column in range(len(publishers))]
    if _fit(publishers, sheet):
        axes.set_xticks(places, [_folded(one, sheet.width * 8 / len(publishers), 3) for one in publishers])
    else:
        names = [cut(one, _COLUMN) for one in publishers]
        axes.set_xticks(places, names, rotation=50, ha="right", rotation_mode="anchor")


def _fit(publishers: Sequence[str], sheet: Sheet) -> bool:
    """Tell whether the names of columns can stand side by side."""
    return len(publishers) * 1.8 <= sheet.width


def plot_quotes(shares: Shares, sheet: Sheet) -> Figure:
    """Draw each speaker's share of all quoted words as bars."""
    bars = [*shares.speakers, *([("everybody else", shares.others)] if shares.others else [])]
    total = sum(number for _, number in bars) or 1
    names, parts = [_folded(name, 6 + sheet.width * 4) for name, _ in bars], [number / total for _, number in bars]
    fills = [_BLUE] * len(shares.speakers) + [_GREY] * (len(bars) - len(shares.speakers))
    with _page(sheet, "Share of voice by speaker", height=0.7 + _rows(names, 0.26)) as figure:
        axes = figure.subplots()
        drawn = axes.barh(range(len(bars)), parts, color=fills, height=0.7)
        axes.bar_label(drawn, [f"{part:.0%}" if part >= 0.005 else "<1%" for part in parts], padding=3)
        axes.set_yticks(range(len(bars)), names)
        axes.tick_params(axis="y", length=0)
        axes.invert_yaxis()
        axes.set_xticks([])  # each bar says its number
        axes.spines["bottom"].set_visible(False)
        axes.set_xlabel(f"Share of the {total:,} quoted words")
        axes.margins(x=0.15)
    return figure


def save(figure: Figure, path: Path, *, form: str) -> None:
    """Write a plot as 'svg' or 'png'; the same plot gives the same file."""
    metadata = {"Date": None} if form == "svg" else None
    with rc_context(_STYLE):
        figure.savefig(path, dpi=200, format=form, metadata=metadata)


def as_png(figure: Figure) -> bytes:
    """Return a plot as a small PNG for mail: sharp on a dense screen, and a third of the bytes of `save`."""
    whole, small = io.BytesIO(), io.BytesIO()
    with rc_context(_STYLE):
        figure.savefig(whole, dpi=220, format="png")
    Image.open(whole).convert("RGB").quantize(_COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


@contextmanager
def _page(sheet: Sheet, title: str, *, height: float) -> Iterator[Figure]:
    """Give a figure to draw on, with title and source where the sheet has one."""
    source = textwrap.fill(sheet.source, int(sheet.width * 17))
    around = 0.35 + 0.12 * (source.count("\n") + 1) if source else 0
    with rc_context(_STYLE):
        figure = Figure(figsize=(sheet.width, height + around), layout="constrained")
        yield figure
        if source:
            figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12)
            figure.supxlabel(source, x=0.01, ha="left", fontsize=7, color="#555555")


def _rows(names: Sequence[str], height: float) -> float:
    """The height of some rows in inches: of two lines each where one name needs them."""
    return len(names) * (height if all("\n" not in name for name in names) else max(height, 0.36))


def _noted(label: str, shown: int, left_out: int, what: str) -> str:
    return f"{label}\nthe largest {shown} of {shown + left_out} {what}" if left_out else label


def _folded(text: str, width: float, lines: int = 2) -> str:
    return "\n".join(textwrap.wrap(text, int(width), max_lines=lines, placeholder=" …"))
