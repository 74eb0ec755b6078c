"""The pictures of digests: counted in the warehouse, drawn once for all who follow the same topics.

Needs matplotlib, which is loaded when the first picture is drawn; where it is missing or fails, digests go without
pictures and the log says so once. Does not decide who gets any.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.alerts.figures import PictureName, counted_since, in_words, worth_drawing
from flows.alerts.records import Picture
from flows.alerts.wording import Wording, wording
from warehouse.database import Connection
from warehouse.figures import Figures, Span, figures_of

if TYPE_CHECKING:
    from types import ModuleType

WEEK = timedelta(days=7)
MISSING = "digests go without pictures, which need {what}: pip install 'presswatch[plot]'"
_MOST = 7  # topics, publishers and speakers: what a telephone can show
_WEEKS, _MOST_WEEKS = 12, 52  # to compare with
_WIDE = 440  # CSS pixels
_LOG = logging.getLogger("presswatch")
Note = Callable[[str], None]


def span_of(topics: Iterable[str], *, since: datetime | None, until: datetime, zone: str) -> Span:
    """Return what is counted for a digest of some days, None: of everything; on the clocks of `zone`."""
    there = until.astimezone(ZoneInfo(zone))
    asked = -((since - until) // WEEK) if since else _MOST_WEEKS
    weeks = min(max(_WEEKS, asked), _MOST_WEEKS)
    return Span(since=since, until=there, topics=tuple(sorted(topics)), weeks=weeks)


class Gallery:
    """The pictures of one run."""

    def __init__(self, note: Note = _LOG.warning) -> None:
        """Take what is told of pictures that cannot be drawn."""
        self._note = note
        self._works = True
        self._figures: dict[tuple[Span, object], Figures] = {}
        self._drawn: dict[tuple[Span, object, str], tuple[Picture, ...]] = {}

    def count(self, connection: Connection, spans: Iterable[Span]) -> None:
        """Ask the warehouse for the figures of some spans."""
        for span in spans:
            if _key(span) not in self._figures:
                self._figures[_key(span)] = figures_of(connection, span, most=_MOST)

    def pictures(self, span: Span, language: str) -> tuple[Picture, ...]:
        """Return the pictures of a span that was counted; none where they cannot be drawn, or would show nothing."""
        key = (*_key(span), language)
        if key not in self._drawn:
            self._drawn[key] = self._draw(self._figures[_key(span)], span, wording(language))
        return self._drawn[key]

    def _draw(self, figures: Figures, span: Span, words: Wording) -> tuple[Picture, ...]:
        names = [*worth_drawing(figures)]
        try:
            return _all(figures, names, span, words) if names and self._works else ()
        except ModuleNotFoundError as error:
            self._note(MISSING.format(what=error.name))
        except Exception as error:  # noqa: BLE001 - a picture is not worth a digest
            self._note(f"digests go without pictures, which could not be drawn ({type(error).__name__}: {error})")
        self._works = False
        return ()


def _key(span: Span) -> tuple[Span, object]:
    """The same moment on other clocks is equal, and may be another day."""
    return span, span.until.tzinfo


def _all(figures: Figures, names: Iterable[PictureName], span: Span, words: Wording) -> tuple[Picture, ...]:
    # Where its home cannot be written matplotlib warns, and where it was just installed too; neither matters here.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from flows import plotting  # noqa: PLC0415 - an extra that most runs do without, and half a second to load

    return tuple(
        Picture(
            name=name,
            title=words.picture_titles[name],
            since=counted_since(span, words),
            alt=in_words(name, figures, words),
            content=_png(plotting, name, figures, words),
            width=_WIDE,
        )
        for name in names
    )


def _png(plotting: ModuleType, name: PictureName, figures: Figures, words: Wording) -> bytes:
    if name == "topics":
        figure = plotting.plot_topics(figures.weeks, plotting.MAIL, label=words.seven_days)
    elif name == "sources":
        figure = plotting.plot_sources(figures.grid, plotting.MAIL)
    else:
        figure = plotting.plot_quotes(figures.shares, plotting.MAIL)
    content: bytes = plotting.as_png(figure)
    return content
