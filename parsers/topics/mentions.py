"""From words of a concordance to mentions: characters of the text as it is stored.

A mention covers what the term matched and no more: 'JEF' of "JEF's", with invisible characters that stand inside.
"""

from __future__ import annotations

from typing import get_args

from parsers.records import FieldName, Mention, Topic
from parsers.topics.concordance import Concordance, Passage, Span
from parsers.topics.evaluation import Look
from parsers.topics.patterns import Word

_READING = {field: place for place, field in enumerate(get_args(FieldName))}


def reading_order(one: Mention) -> tuple[str, int, int, int, int]:
    """Return the key by which mentions are sorted: topic, then field, then place."""
    return (one.topic, _READING[one.field], one.position or 0, one.start, one.stop)


def mention(topic: Topic, words: Concordance, look: Look, span: Span) -> Mention:
    """Return the mention of `topic` that the words `span` are; notes to editors count from their own start."""
    passage = words.passage(span[0])
    start, stop = stored_span(words, look, span)
    text, field = passage.text.stored[start:stop], passage.field
    if field == "body" and words.notes_start is not None and start >= words.notes_start:
        start, stop, field = start - words.notes_start, stop - words.notes_start, "notes"
    where = passage.position
    return Mention(
        topic=topic.topic, version=topic.version, field=field, start=start, stop=stop, text=text, position=where
    )


def stored_span(words: Concordance, look: Look, span: Span) -> tuple[int, int]:
    """Return where a term stands in its passage's stored text."""
    passage = words.passage(span[0])
    start, _ = _form_span(words, passage, span[0], look.pattern.words[0])
    _, stop = _form_span(words, passage, span[1], look.pattern.words[-1])
    return passage.text.stored_span(start, stop)


def _form_span(words: Concordance, passage: Passage, number: int, word: Word) -> tuple[int, int]:
    start, stop = passage.span(number)
    if "'" not in passage.text.clean[start:stop]:
        return start, stop
    form = words.form(number, word)
    return (start + form[0], start + form[1]) if form else (start, stop)
