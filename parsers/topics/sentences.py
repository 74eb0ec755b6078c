"""Sentences and paragraphs of a text.

Knows the full stops that end no sentence: 'Mr. Smith', 'No. 10', 'the U.S. Navy', '2.1 billion', 'J. Doe'.
Knows no grammar: where a full stop both shortens a word and ends a sentence, the next word decides.
"""

from __future__ import annotations

import re

from parsers.topics.words import BLANK_LINE

Span = tuple[int, int]

_SHORTENED = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms dr prof sir gen lt col maj capt sgt cpl adm brig cmdr cdr wg sqn flt rev hon st sen rep gov pres "
        "amb messrs mt ft jr sr vs cf ca approx dept est fig figs vol art para paras sec no nos nr pp ed eds "
        "jan feb mar apr jun jul aug sep sept oct nov dec hr fr frk bl kl tel",
    )
)
_NUMBERED = frozenset({"no", "nos", "nr", "art", "sec", "ed", "para", "paras", "fig", "figs", "vol", "pp", "kl", "tel"})
_OPENERS = frozenset(
    re.findall(
        r"\w+",
        "the this that these those a an it he she we they you i in on at as by for from with but and or so if when "
        "while there here his her its our their after before since under today yesterday both all no such",
    )
)  # words that open a sentence though the word before ends in its own full stop
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+\s++(?=["'“‘„«(\[]*\w)""")
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_NEXT_WORD = re.compile(r"\W*(\w+)")


def paragraphs(text: str) -> list[Span]:
    """Return the blocks of a text that blank lines part, as (start, stop)."""
    edges = [0, *(edge for one in BLANK_LINE.finditer(text) for edge in one.span()), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text, as (start, stop); none crosses a blank line."""
    return [one for start, stop in paragraphs(text) for one in _sentences(text, start, stop)]


def _sentences(text: str, start: int, stop: int) -> list[Span]:
    ends = [one.end() for one in _END.finditer(text, start, stop) if _ends(text, start, one)]
    return list(zip([start, *ends], [*ends, stop], strict=True))


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Say whether a mark ends a sentence: not inside 'No. 10', and not where a small letter goes on."""
    following = _NEXT_WORD.match(text, mark.end())
    word = following[1] if following else ""
    if mark[0][0] != "." or mark[0].startswith(".."):
        return not word[:1].islower()
    if word[:1].islower():
        return False
    before = _LAST_WORD.search(text[max(start, mark.start() - 40) : mark.start()])
    return before is None or not _goes_on(before[0], word)


def _goes_on(before: str, following: str) -> bool:
    if before.casefold() in _SHORTENED:
        return before.casefold() not in _NUMBERED or following[0].isdigit()
    if len(before) == 1 and before.isalpha():
        return before.isupper() and following.casefold() not in _OPENERS
    return "." in before and not before[-1].isdigit() and following.casefold() not in _OPENERS
