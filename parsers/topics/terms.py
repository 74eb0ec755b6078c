"""Terms of a query as they are written: words, phrases and wildcards, checked.

Does not look for them; `patterns` says what a term looks for.
"""

from __future__ import annotations

import re

from parsers.topics.complaints import MistakeError
from parsers.topics.patterns import SHORTEST_STEM, Word, read_pattern
from parsers.topics.tree import Term
from parsers.topics.words import ENDINGS, HYPHENS, spell

_BARE_GAP = re.compile(rf"[{HYPHENS}'.&/]")
_EDGE = re.compile(r"['.]?\Z")


def phrase(written: str, at: int) -> Term:
    """Return the term between quotation marks. Raises MistakeError for no word and for wildcards that find too much."""
    return _checked(Term(text=_spaced(written), at=at))


def word(written: str, at: int) -> Term:
    """Return a term without quotation marks. Raises MistakeError also for characters that need them."""
    text = _spaced(written)
    found = _checked(Term(text=text, at=at))
    rest = _outside(text)
    if rest:
        message = f"{rest!r} is no part of a word; leave it out, or put the text in quotation marks"
        raise MistakeError(at, message, f'"{text[:60]}"')
    return found


def _spaced(written: str) -> str:
    """Return a text in the spelling of releases, one blank between its words; an underscore is a blank."""
    return " ".join(spell(written).split())


def _outside(text: str) -> str:
    """Return what stands around or between the words of a bare term and may not stand there."""
    pieces = read_pattern(text, exact=False)
    start = text.index(pieces.words[0].written)
    stop = text.rindex(pieces.words[-1].written) + len(pieces.words[-1].written)
    wrong = [one for one in pieces.gaps if one and not _BARE_GAP.fullmatch(one)]
    wrong += [one for one in (text[:start], "" if _EDGE.match(text[stop:]) else text[stop:]) if one]
    return wrong[0] if wrong else ""


def _checked(term: Term) -> Term:
    pattern = read_pattern(term.text, exact=term.exact)
    if not pattern.words:
        raise MistakeError(term.at, f"there is no word to look for in {term.text[:60]!r}", '"High North"')
    for one in pattern.words:
        if one.wild:
            _check_wildcard(one, term.at)
    return term


def _check_wildcard(one: Word, at: int) -> None:
    behind = one.written.casefold()[len(one.stem) :]
    if "'" in behind or ("'" in one.stem and any(ending.startswith(one.root) for ending in ENDINGS)):
        message = (
            f"behind the apostrophe of {one.written[:60]} a wildcard stands for nothing; possessives match without"
        )
        raise MistakeError(at, message, "Ukrain*")
    if len(one.root) < SHORTEST_STEM:
        message = f"{one.written[:60]} finds too much: write at least {SHORTEST_STEM} letters before the first wildcard"
        raise MistakeError(at, message, "deter*")
