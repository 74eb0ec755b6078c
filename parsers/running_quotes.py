"""Quotes in running text: which of the passages in quotation marks are speech, and the words that say whose.

Does not resolve 'she' or 'the Minister', and does not look at the paragraphs before: what has no attribution of its own
is handed back without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.attributions import after_quote, before_quote, signature
from parsers.marks import Span, find_spans, first_closing, opens_with_mark, unquoted
from parsers.speech import verb_pattern

_DASH_LINE = re.compile(r"[–—-]\s+(?=\S)")
_ENDS = frozenset(".!?…")
_PAUSES = frozenset(".,!?…")
_DASHES = frozenset("–—-")
_SET_OFF = _DASHES | {","}
_BETWEEN = re.compile(r"[\s.,;:–—-]*")
_OPENS = _ENDS | frozenset('”:"’')
_MOST = 500  # passages in marks that are looked at in one paragraph; no release has so many
_CLOSE_BY = 480  # characters before a quote in which its attribution stands
_LONG_FRAGMENT = 8  # words from which a part of a sentence is a quote and no scare quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph and those that follow it, into which its quote may go on."""

    text: str
    following: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Speech in a paragraph; `who` is the phrase that says whose, empty where the paragraph does not say."""

    text: str
    who: str
    start: int
    stop: int  # where quote and attribution end
    alone: bool = False  # the paragraph is nothing but this quote
    closing: bool = False  # nothing follows it in its paragraph


def read_paragraph(paragraph: Paragraph) -> tuple[list[Spoken], int]:
    """Return the speech in a paragraph, and how many paragraphs it takes: more than one where its quote goes on."""
    spans = find_spans(paragraph.text)[:_MOST]
    taken, tail = _carried_on(paragraph, spans)
    found: list[Spoken] = []
    for number, span in enumerate(spans):
        last = number == len(spans) - 1
        one = _spoken(paragraph, span, found, tail if last else ())
        if one and found and one.who == found[-1].who and _runs_on(paragraph.text, found[-1], span):
            before = found.pop()
            one = replace(one, text=f"{before.text} {one.text}", start=before.start)
        if one:
            found.append(one)
    if found and _BETWEEN.fullmatch(paragraph.following[taken - 2] if taken > 1 else paragraph.text, found[-1].stop):
        found[-1] = replace(found[-1], closing=True)
    return [replace(one, text=one.text.removesuffix(",").rstrip()) for one in found], taken


def dash_quote(text: str, *, language: str) -> Spoken | None:
    """Return the speech of a paragraph that opens with a dash and ends in ', says X'; None for any other."""
    dash = _DASH_LINE.match(text)
    if not dash:
        return None
    verbs = list(re.finditer(rf"[,?!.…]\s+(?={verb_pattern(language)})", text))
    for verb in reversed(verbs):
        found = after_quote(text, verb.end(), language=language, ended=False)
        if found:
            said = text[dash.end() : verb.start() + (text[verb.start()] != ",")]
            return Spoken(text=said.strip(' »”"'), who=found.who, start=0, stop=found.stop)
    return None


def _carried_on(paragraph: Paragraph, spans: Sequence[Span]) -> tuple[int, tuple[str, ...]]:
    """(How many paragraphs a quote takes that its own paragraph does not close, the paragraphs behind the first)."""
    if not spans or spans[-1].closed or paragraph.text[spans[-1].start] in "‘'‚":
        return 1, ()
    for number, text in enumerate(paragraph.following):
        if opens_with_mark(text):
            inner = find_spans(text)
            if inner and not inner[0].closed:
                continue
            return number + 2, paragraph.following[: number + 1]
        if first_closing(text) is not None:
            return number + 2, paragraph.following[: number + 1]
        if number == 0 and not any(first_closing(one) for one in paragraph.following):
            break
    return 1, ()


def _spoken(paragraph: Paragraph, span: Span, found: Sequence[Spoken], tail: tuple[str, ...]) -> Spoken | None:
    text, language = paragraph.text, paragraph.language
    stop = found[-1].stop if found else 0
    said, after_text, after_at = _whole(text, span, tail)
    before = before_quote(text[max(stop, span.start - _CLOSE_BY) : span.start], language=language)
    if before and _is_introduced(span, before[1]):
        return Spoken(text=said, who=before[0], start=span.start, stop=span.stop)
    after = after_text[after_at : after_at + 2].strip()[:1]
    attribution = after_quote(after_text, after_at, language=language, ended=span.text[-1:] in _ENDS)
    if attribution and _is_followed(text, span, after):
        return Spoken(text=said, who=attribution.who, start=span.start, stop=attribution.stop)
    if found and found[-1].who and _BETWEEN.fullmatch(text, stop, span.start):
        return Spoken(text=said, who=found[-1].who, start=span.start, stop=span.stop)
    signed = (
        signature(after_text[after_at:].strip())
        if after and after in _DASHES and len(after_text) - after_at < _CLOSE_BY
        else None
    )
    if signed:
        return Spoken(text=said, who=signed, start=span.start, stop=len(after_text))
    alone = span.start == 0 and len(after_text) - after_at <= 1 and len(said.split()) >= 3
    return Spoken(text=said, who="", start=span.start, stop=span.stop, alone=True) if alone else None


def _whole(text: str, span: Span, tail: tuple[str, ...]) -> tuple[str, str, int]:
    """(The speech without its marks, the text in which its attribution may follow, where that begins)."""
    if not tail:
        return span.text, text, span.stop
    close = first_closing(tail[-1][1:])
    end = len(tail[-1]) if close is None else close + 1
    paragraphs = unquoted([span.text, *tail[:-1], tail[-1][:end]])
    return "\n\n".join(paragraphs), tail[-1], min(end + 1, len(tail[-1]))


def _runs_on(text: str, before: Spoken, span: Span) -> bool:
    """Whether a quote goes on in the middle of its sentence: '"A," X said, "b."'."""
    return text[before.stop : span.start].strip() == "," and not span.text[:1].isupper()


def _is_introduced(span: Span, gap: str) -> bool:
    """Whether a passage behind a verb of saying is speech: set off by colon or comma, or too long for a term."""
    words = len(span.text.split())
    set_off = gap.rstrip().endswith((":", ",")) or not gap.strip()
    if set_off and not span.text[:1].islower():
        return words >= 2
    return words >= _LONG_FRAGMENT and len(gap.split()) <= 6


def _is_followed(text: str, span: Span, after: str) -> bool:
    """Whether a passage in front of a verb of saying is speech: a sentence, set off by its punctuation."""
    words = len(span.text.split())
    opens = span.start == 0 or text[max(0, span.start - 2) : span.start].rstrip()[-1:] in _OPENS
    pauses = span.text[-1:] in _PAUSES or after in _SET_OFF or not span.closed
    return pauses and words >= 2 and (opens or (not span.text[:1].islower() and words >= 4) or words >= _LONG_FRAGMENT)
