"""What the pictures of a digest are called, and what they say in words: for screen readers, and where images are off.

Pure; does not draw. A picture of a single number is none: the text says it as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from flows.alerts.marks import cut
from flows.alerts.wording import Wording, day
from warehouse.figures import Figures, Grid, Shares, Span, Weeks

PictureName = Literal["topics", "sources", "quotes"]
_NAME, _TEXT = 60, 900  # characters of a name in a text, and of the whole text


def worth_drawing(figures: Figures) -> Iterator[PictureName]:
    """Yield the pictures that show more than one number, in their order; none of a span without a release."""
    if not figures.grid.topics:
        return
    if len(figures.weeks.weeks) > 1:
        yield "topics"
    if len(figures.grid.topics) * len(figures.grid.publishers) > 1:
        yield "sources"
    if len(figures.shares.speakers) + bool(figures.shares.others) > 1:
        yield "quotes"


def in_words(name: PictureName, figures: Figures, words: Wording) -> str:
    """Return the numbers of a picture as text: 'Releases a week by topic: JEF 1, 0, 3 (to 24 Nov)'."""
    if name == "topics":
        told = _weeks(figures.weeks, words)
    else:
        told = _cells(figures.grid) if name == "sources" else _parts(figures.shares, words)
    return cut(f"{words.picture_titles[name]}: {told}", _TEXT)


def counted_since(span: Span, words: Wording) -> str:
    """Return from which day on releases are counted, on the clocks of the span."""
    if span.since is None:
        return words.all_kept
    begin = span.since.astimezone(span.until.tzinfo)
    return words.published_since.format(day=day(words, begin, year=begin.year != span.until.year))


def _weeks(weeks: Weeks, words: Wording) -> str:
    rows = [f"{cut(topic, _NAME)} {', '.join(map(str, numbers))}" for topic, numbers in weeks.topics.items()]
    first, last = (day(words, one, year=False) for one in (weeks.weeks[0], weeks.weeks[-1]))
    return f"{'; '.join(rows)} ({words.weeks_to.format(first=first, last=last)})."


def _cells(grid: Grid) -> str:
    rows = []
    for topic, numbers in zip(grid.topics, grid.numbers, strict=True):
        held = [f"{cut(one, _NAME)} {n}" for one, n in zip(grid.publishers, numbers, strict=True) if n]
        rows += [f"{cut(topic, _NAME)}: {', '.join(held)}"] if held else []
    return f"{'; '.join(rows)}."


def _parts(shares: Shares, words: Wording) -> str:
    bars = [*shares.speakers, *([(words.everybody_else, shares.others)] if shares.others else [])]
    total = sum(number for _, number in bars)
    return f"{', '.join(f'{cut(name, _NAME)} {number / total:.0%}' for name, number in bars)}."
