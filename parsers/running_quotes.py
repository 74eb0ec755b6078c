"""Quotes in running text: which of the passages in quotation marks are speech, and the words that say whose.

Does not resolve 'she' or 'the Minister', and does not look at the paragraphs before: what has no attribution of its own
is handed back without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from parsers.attributions import after_quote, before_quote, signature
from parsers.marks import Span, find_spans, first_closing, has_marks, opens_with_mark, stripped
from parsers.speech import verb_pattern

_DASH_LINE = re.compile(r"[–—-]\s+(?=\S)")
_NEXT_DASH = re.compile(r"[^.!?–—]{0,80}\.\s+[–—-]\s+(?=\S)")
_BETWEEN = re.compile(r"[\s.,;:–—-]*")
_ENDS = frozenset(".!?…")
_PAUSES = _ENDS | {","}
_DASHES = frozenset("–—-")
_SET_OFF = _DASHES | {","}
_OPENS = _ENDS | frozenset('”:"’')
_SINGLE = frozenset("‘'‚")
_MOST = 500  # passages in marks that are looked at in one paragraph; no release has so many
_CLOSE_BY = 480  # characters around a quote in which its attribution stands
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A passage in marks, and where its attribution may stand."""

    span: Span
    said: str
    text: str  # the paragraph in which it begins
    behind: str  # the paragraph in which it ends
    at: int  # where it ends there
    language: str
    last: Spoken | None  # the speech before it in its paragraph

    @property
    def free(self) -> int:
        """Where the words begin that say nothing about the speech before."""
        return self.last.stop if self.last else 0

    @property
    def next_mark(self) -> str:
        """The first character behind it that is no space."""
        return self.behind[self.at : self.at + 2].strip()[:1]

    def spoken(self, who: str, stop: int) -> Spoken:
        return Spoken(text=self.said, who=who, start=self.span.start, stop=stop)


def read_paragraph(paragraph: Paragraph) -> tuple[list[Spoken], int]:
    """Return the speech in a paragraph, and how many paragraphs it takes: more than one where its quote goes on."""
    spans = find_spans(paragraph.text)[:_MOST]
    tail = _carried_on(paragraph, spans)
    found: list[Spoken] = []
    for number, span in enumerate(spans):
        passage = _passage(paragraph, span, tail if number == len(spans) - 1 else (), found)
        one = _introduced(passage) or _followed(passage) or _continued(passage) or _signed(passage) or _alone(passage)
        if one and found and one.who == found[-1].who and _runs_on(paragraph.text, found[-1], span):
            before = found.pop()
            one = replace(one, text=f"{before.text} {one.text}", start=before.start)
        if one:
            found.append(one)
    if found and _BETWEEN.fullmatch(tail[-1] if tail else paragraph.text, found[-1].stop):
        found[-1] = replace(found[-1], closing=True)
    return [replace(one, text=one.text.removesuffix(",").rstrip()) for one in found], 1 + len(tail)


def dash_quotes(text: str, *, language: str) -> list[Spoken]:
    """Return the speech of a paragraph that opens with a dash and holds ', says X' or ' – says X'; none of any other.

    What goes on behind the attribution and its own dash is speech of the same person.
    """
    dash = _DASH_LINE.match(text)
    if not dash:
        return []
    parted = _set_off(language).finditer(text, dash.end())
    one = next((found for verb in parted if (found := _dashed(text, dash.end(), verb, language))), None)
    if one:
        return [one, *_more_behind_dash(text, one, language)]
    verbs = list(re.finditer(rf"[,?!.…]\s+(?={verb_pattern(language)})", text))
    one = next((found for verb in reversed(verbs) if (found := _dashed(text, dash.end(), verb, language))), None)
    one = one or _named_first(text, dash.end(), language)
    return [one] if one else []


def dash_line(text: str) -> str:
    """Return the sentences behind the dash that opens a paragraph; empty for a paragraph without, and for an item."""
    dash = _DASH_LINE.match(text)
    said = text[dash.end() :] if dash else ""
    return said if said[:1].isupper() and said[-1] in _ENDS else ""


def _dashed(text: str, start: int, verb: re.Match[str], language: str) -> Spoken | None:
    """The speech from a dash to the attribution that begins behind `verb`."""
    found = after_quote(text, verb.end(), language=language, ended=False)
    if not found:
        return None
    said = text[start : verb.start() + (text[verb.start()] in _ENDS)]
    return Spoken(text=said.strip(' »”"'), who=found.who, start=0, stop=found.stop)


def _named_first(text: str, start: int, language: str) -> Spoken | None:
    """'– A, X sanoo.': the words behind the last comma, where nothing follows."""
    comma = text.rfind(", ", start)
    found = after_quote(text, comma + 1, language=language, ended=False) if comma > 0 else None
    if not found or text[found.stop :].strip(" ."):
        return None
    return Spoken(text=text[start:comma].strip(' »”"'), who=found.who, start=0, stop=found.stop)


def _more_behind_dash(text: str, before: Spoken, language: str) -> list[Spoken]:
    """'– A – says X. – B – adds X.': the B, once."""
    dash = _NEXT_DASH.match(text, before.stop)
    if not dash:
        return []
    verb = _set_off(language).search(text, dash.end())
    said = text[dash.end() : verb.start() + (text[verb.start()] in _ENDS) if verb else len(text)].strip()
    return [Spoken(text=said, who=before.who, start=dash.end(), stop=len(text))] if len(said.split()) > 1 else []


@cache
def _set_off(language: str) -> re.Pattern[str]:
    return re.compile(rf"[,?!.…]?\s+[–—-]\s+(?={verb_pattern(language)})")


def _carried_on(paragraph: Paragraph, spans: Sequence[Span]) -> tuple[str, ...]:
    """The paragraphs into which a quote goes on that its own paragraph does not close."""
    if not spans or spans[-1].closed or paragraph.text[spans[-1].start] in _SINGLE:
        return ()
    reopened = 0
    for number, text in enumerate(paragraph.following):
        opens = opens_with_mark(text)
        if first_closing(text) is not None or (opens and find_spans(text)[:1] and find_spans(text)[0].closed):
            return paragraph.following[: number + 1]
        if not opens and has_marks(text, double=True):
            break
        reopened = number + 1 if opens else reopened
    return paragraph.following[:reopened]


def _passage(paragraph: Paragraph, span: Span, tail: tuple[str, ...], found: Sequence[Spoken]) -> _Passage:
    said, behind, at = span.text, paragraph.text, span.stop
    if tail:
        behind = tail[-1]
        close = first_closing(behind[1:])
        end = len(behind) if close is None else close + 1
        said, at = "\n\n".join(stripped([span.text, *tail[:-1], behind[:end]])), min(end + 1, len(behind))
    last = found[-1] if found else None
    text, language = paragraph.text, paragraph.language
    return _Passage(span=span, said=said, text=text, behind=behind, at=at, language=language, last=last)


def _introduced(passage: _Passage) -> Spoken | None:
    """'X said: “…”', set off by colon or comma, or too long for a term."""
    span, start = passage.span, passage.span.start
    before = before_quote(passage.text[max(passage.free, start - _CLOSE_BY) : start], language=passage.language)
    if before is None:
        return None
    who, gap = before
    words = len(span.text.split())
    if (gap.rstrip().endswith((":", ",")) or not gap.strip()) and not span.text[:1].islower():
        return passage.spoken(who, span.stop) if words >= 2 else None
    return passage.spoken(who, span.stop) if words >= _LONG_FRAGMENT and len(gap.split()) <= 6 else None


def _followed(passage: _Passage) -> Spoken | None:
    """'“…,” said X': a sentence, set off by its punctuation."""
    span, text = passage.span, passage.text
    words = len(span.text.split())
    pauses = span.text[-1:] in _PAUSES or passage.next_mark in _SET_OFF or not span.closed
    if not pauses or words < 2:
        return None
    opens = span.start == 0 or text[max(0, span.start - 2) : span.start].rstrip()[-1:] in _OPENS
    if not (opens or words >= _LONG_FRAGMENT or (words >= 4 and not span.text[:1].islower())):
        return None
    ended = span.text[-1:] in _ENDS
    found = after_quote(passage.behind, passage.at, language=passage.language, ended=ended)
    return passage.spoken(found.who, found.stop) if found else None


def _continued(passage: _Passage) -> Spoken | None:
    """'“…,” said X. “…”': nothing but a pause stands between the attribution and more speech."""
    start = passage.span.start
    pause = passage.text[max(0, start - 2) : start].rstrip()[-1:]
    if not passage.last or not passage.last.who or pause.isalnum():
        return None
    between = _BETWEEN.fullmatch(passage.text, passage.free, start)
    return passage.spoken(passage.last.who, passage.span.stop) if between else None


def _signed(passage: _Passage) -> Spoken | None:
    """'“…” – X, Director of Y'."""
    if not passage.next_mark or passage.next_mark not in _DASHES or len(passage.behind) - passage.at > _CLOSE_BY:
        return None
    who = signature(passage.behind[passage.at :].strip())
    return passage.spoken(who, len(passage.behind)) if who else None


def _alone(passage: _Passage) -> Spoken | None:
    whole = passage.span.start == 0 and len(passage.behind) - passage.at <= 1 and len(passage.said.split()) >= 3
    return replace(passage.spoken("", passage.span.stop), alone=True) if whole else None


def _runs_on(text: str, before: Spoken, span: Span) -> bool:
    """Whether a quote goes on in the middle of its sentence: '"A," X said, "b."'."""
    return text[before.stop : span.start].strip() == "," and not span.text[:1].isupper()
