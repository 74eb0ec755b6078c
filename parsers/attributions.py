"""The words around a quote that say who speaks: 'X said:', '… said X', 'X, Director of Y, added'.

Returns the phrase as written; `parsers.speakers` parts it and `parsers.people` finds out whom it means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from parsers.people import is_pronoun
from parsers.sentences import ABBREVIATION, last_sentence
from parsers.speakers import part_speaker
from parsers.speech import STATEMENTS, inverted, puts_verb_first, second_verb, verb_pattern, with_pronoun

# In lower case only, because somebody called May speaks.
_SUPPOSED = re.compile(r"\b(?:might|would|could|may|should|to|not|can|must|often)\s*$")
_CUT = re.compile(
    r",? (?:in an? |in the |during |after |following |when |while |today|yesterday|as (?:he|she|they|the)|upon |"
    r"ahead of|on \w+day|adding|who\b|at (?:an?|the) (?:event|conference|launch|meeting|summit)|of (?:the|his|her) |"
    r"i en |i ett |i dag|om |heute|gegenüber|bei (?:ein|der|dem)|anlässlich|im Rahmen|am \w+tag|lors |à propos|"
    r"under ett? |under en |ved en |ved et |tijdens |pendant |durante |podczas |під час |во время |per )"
)  # where, when or why somebody says it: no part of who
# 'statssekretær Jo Reed i Fergedepartementet' is Jo Reed, wherever she works
_AT_HOUSE = re.compile(r"(?<= )([A-ZÅÄÖÆØ][\w’-]+ [A-ZÅÄÖÆØ][\w’-]+) (?:i|på|ved|vid|från|fra) [A-ZÅÄÖÆØ][^,]*$")
_LONGEST = 240  # characters in which an attribution must be complete
_SIGNED = re.compile(r"[”\"»’]\s*([–—-]\s*[^”\"»]+)$")
_PUNCTUATED = re.compile(r"[:“”\"„«»?!]")
_DASH = re.compile(r"^\s*[–—-]{1,2}\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A phrase that says who speaks; `stop` counts the characters of the text that the attribution takes."""

    who: str
    stop: int


def lead_in(text: str, *, language: str, quoted: bool) -> str | None:
    """Return who speaks in what follows a paragraph ('X, Director of Y, said:'); None where it announces no speech.

    `quoted` says that what follows is marked as a quote, so that the colon may be missing and the verb as well.
    """
    sentence = last_sentence(text).strip()
    announced = sentence.endswith((":", ":-", ":–"))
    if not announced and not quoted:
        return None
    sentence = sentence.rstrip(" :–—-")
    statement = STATEMENTS.search(sentence)
    if statement:
        return sentence[: statement.start()]
    found = _before_verb(sentence, language, most_after=_LONGEST if announced else 40)
    if found or not quoted:
        return found
    return sentence if _is_byline(sentence, announced=announced) else None


def before_quote(text: str, *, language: str) -> tuple[str, str] | None:
    """Return (who speaks, what stands between verb and quote) for the text in front of a quote; None for no speaker."""
    sentence = last_sentence(text[-_LONGEST * 2 :])
    turned = _turned(sentence, language)
    if turned:
        return turned, sentence.rstrip()[-1]
    for verb in _verbs(language).finditer(sentence):
        who = sentence[: verb.start()].rstrip(" ,")
        if puts_verb_first(language):
            return sentence[verb.end() :].strip(" :,"), ""
        if not _SUPPOSED.search(sentence[: verb.start()]) and _may_speak(who):
            return who, sentence[verb.end() :]
    named = sentence.rstrip()
    if named.endswith(":") and named == text.strip() and _is_byline(named[:-1], announced=True):
        return named[:-1], ":"
    statement = STATEMENTS.search(sentence)
    return (sentence[: statement.start()], sentence[statement.end() :]) if statement else None


def after_quote(text: str, at: int, *, language: str, ended: bool) -> Attribution | None:
    """Return the attribution that follows a quote: 'said X, Director of Y.' or 'X added'.

    `ended` says that the quote ended its sentence: then 'X said that …' opens the next one and says nothing about it.
    """
    window = text[at : at + _LONGEST]
    tied = with_pronoun(language)
    if tied and (match := tied.match(window)):
        return Attribution(who=match["who"], stop=at + match.end())
    match = _verb_first(language).match(window)
    if match and (who := _trimmed(match["who"], language)) and _may_speak(who):
        return Attribution(who=who, stop=at + match.start("who") + len(match["who"]))
    match = _verb_second(language).match(window)
    if match and _may_speak(match["who"]) and (not ended or not match["more"]) and not _SUPPOSED.search(match["who"]):
        return Attribution(who=match["who"], stop=at + match.end())
    return None


def signature(text: str) -> str | None:
    """Return who signs a quote in a paragraph of its own ('— Jo Reed, Director of Maps'); None where nobody does."""
    dashed = _DASH.sub("", text)
    return dashed.rstrip(".") if _is_byline(dashed, announced=dashed != text) else None


def split_signature(text: str) -> list[str]:
    """Return [quote, signature] of a paragraph that ends in one ('… run.” – Jo Reed, MP'); [paragraph] of others."""
    match = _SIGNED.search(text, max(0, len(text) - _LONGEST))
    return [text[: match.start() + 1], match[1]] if match and signature(match[1]) else [text]


def _turned(sentence: str, language: str) -> str | None:
    """Who speaks in a lead-in that puts the verb first for its opening word."""
    form = inverted(language)
    match = form.match(sentence.strip()) if form else None
    return match["who"] if match and _may_speak(match["who"]) else None


def _before_verb(sentence: str, language: str, *, most_after: int) -> str | None:
    if turned := _turned(f"{sentence}:", language):
        return turned
    for verb in _verbs(language).finditer(sentence):
        if puts_verb_first(language):
            return sentence[verb.end() :].strip()
        who = sentence[: verb.start()].rstrip(" ,")
        near = len(sentence) - verb.end() <= most_after
        if near and not _SUPPOSED.search(sentence[: verb.start()]) and _may_speak(who):
            return who
    return None


def _is_byline(text: str, *, announced: bool) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 24 or text.endswith(".") or _PUNCTUATED.search(text):
        return False
    speaker = part_speaker(text)
    return speaker is not None and speaker.name is not None and (announced or speaker.role is not None)


def _may_speak(who: str) -> bool:
    """A clause with many words is no speaker, and neither is one that ends without naming anybody."""
    words = who.split()
    return bool(words) and len(words) <= 60 and (is_pronoun(who) or part_speaker(who) is not None)


def _trimmed(who: str, language: str) -> str:
    more = second_verb(language)
    for cut in (_CUT.search(who), more.search(who) if more else None):
        who = who[: cut.start()] if cut and cut.start() < len(who) else who
    return _AT_HOUSE.sub(r"\1", who.strip(" ,–—-"))


@cache
def _verbs(language: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if puts_verb_first(language) else re.NOFLAG
    return re.compile(rf"(?<!\w){verb_pattern(language)}", flags)


@cache
def _verb_first(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"[\s,–—-]*{verb_pattern(language)},?\s(?P<who>(?:\b{ABBREVIATION}\.|\([^()]{{0,40}}\)|[^.;:!?“”„«»\"(])+)"
    )


@cache
def _verb_second(language: str) -> re.Pattern[str]:
    more = (
        r"(?P<more>\s+(?:in|on|at|during|after|today|of|about|when|as|following|while|yesterday|to)\b[^.“”\"]{0,120})?"
    )
    who = rf"(?P<who>(?:\b{ABBREVIATION}\.|\([^()]{{0,40}}\)|[^.;:!?“”„«»\"(]){{2,160}}?)"
    return re.compile(
        rf"[\s,–—-]*{who},?\s+{verb_pattern(language)}(?:\s+(?:today|yesterday|afterwards|later))?{more}(?=\s*[.,;:“\"]|\s*$)"
    )
