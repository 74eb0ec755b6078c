"""Stored mentions put back to the places where their words stand in a release.

A mention whose offsets do not fit the stored text is looked for by its words, and passed over where the text does not
hold them: a digest never marks something else than what matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from flows.alerts.marks import MarkedSpan
from parsers.records import FieldName, Mention, Quote
from warehouse.records import Due

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mention at its place, with the text that holds it and, in a quote or its speaker's name, the quote."""

    field: FieldName
    text: str
    start: int
    stop: int
    topic: str
    added: bool
    quote: Quote | None = None

    @property
    def words(self) -> str:
        """The words that matched."""
        return self.text[self.start : self.stop]


def find_matches(due: Due) -> tuple[Match, ...]:
    """Return the matches of a release, those of a field in the order in which they stand there.

    Of a first edition everything is new, so that nothing is said to be.
    """
    added = due.added if due.former else (False,) * len(due.mentions)
    found = [_match(due, mention, new) for mention, new in zip(due.mentions, added, strict=False)]
    return tuple(sorted((match for match in found if match), key=lambda match: (match.field, match.start)))


def spans_in(matches: Iterable[Match], field: FieldName) -> tuple[MarkedSpan, ...]:
    """Return the marked spans of the matches in one field."""
    return tuple((match.start, match.stop, "match") for match in matches if match.field == field)


def _match(due: Due, mention: Mention, added: bool) -> Match | None:
    for text, quote in _texts(due, mention):
        start = mention.start if text[mention.start : mention.stop] == mention.text else text.find(mention.text)
        if start >= 0 and mention.text:
            stop = start + len(mention.text)
            return Match(
                field=mention.field, text=text, start=start, stop=stop, topic=mention.topic, added=added, quote=quote
            )
    return None


def _texts(due: Due, mention: Mention) -> Iterator[tuple[str, Quote | None]]:
    """Yield the texts that a mention can stand in, the one that it names first."""
    if mention.field in ("title", "summary", "body", "notes"):
        yield getattr(due.text, mention.field), None
    elif mention.field in ("quote", "speaker"):
        for quote in _named_first(due.quotes, mention.position):
            texts = (quote.text,) if mention.field == "quote" else (quote.speaker, quote.role)
            yield from ((text, quote) for text in texts if text)
    else:
        yield from ((name, None) for name in _named_first(due.organisations, mention.position))
        yield mention.text, None  # places are not handed over: the words that matched stand for themselves


def _named_first(values: tuple[Value, ...], position: int | None) -> tuple[Value, ...]:
    if position is None or not 0 <= position < len(values):
        return values
    return (values[position], *values[:position], *values[position + 1 :])
