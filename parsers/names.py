"""Persons' names inside phrases: which words are one, and where it begins behind an office.

Does not know what the office is called; `parsers.speakers` parts the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.offices import (
    CONNECTORS,
    bare,
    ends_rank,
    is_body,
    is_head,
    is_honorific,
    is_particle,
    is_peer,
    is_post_nominal,
    may_be_surname,
    takes_general,
)

_ITALIAN = frozenset("dei della dello delle degli".split())  # 'of the'; written large, Della is a first name
_LONGEST_RANK = 4  # words: 'Detective Chief Superintendent' and what may precede it


def is_name(phrase: str) -> bool:
    """Tell whether a phrase is a person's name and nothing else, with or without 'Sir', 'Colonel' or 'MP'."""
    words = without_letters(phrase.split())
    words = words[rank_length(words) :]
    rest = [word for word in words if not is_honorific(word) and not (word == "of" and is_peer(words[0]))]
    if not 1 <= len(rest) <= 5 or (len(rest) == 1 and len(words) == 1):
        return False
    surname = is_capitalised(rest[-1]) and (_is_name_word(rest[-1]) or (len(rest) > 1 and may_be_surname(rest[-1])))
    return surname and is_capitalised(rest[0]) and all(map(_is_name_word, rest[:-1])) and not _names_body(rest)


def rank_length(words: Sequence[str]) -> int:
    """Return how many words a military or police rank takes in front of a name: 2 for 'Squadron Leader Jo Reed'."""
    sizes = range(min(_LONGEST_RANK, len(words) - 1), 0, -1)
    return next((size for size in sizes if all(map(ends_rank, words[:size])) and not takes_general(words, size)), 0)


def name_start(words: Sequence[str]) -> int | None:
    """Return where the name begins in an office with a name behind it; None where there is no name, or no office."""
    end = len(without_letters(words))
    start = _titled(words, end)
    if start is None:
        start = _plain_run(words, end)
    return _with_rank(words, start) if start else None


def without_letters(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the letters behind it ('MP', 'OBE')."""
    kept = list(words)
    while len(kept) > 1 and is_post_nominal(kept[-1]):
        kept.pop()
    return kept


def is_capitalised(word: str) -> bool:
    """Tell whether a word is written like a name: a capital in front, no digits, nothing behind."""
    if word.endswith(".") and len(word) > 3:
        return False  # 'J.' and 'Jr.' are names, the end of a sentence is none
    return word[:1].isupper() and not word.endswith(("’s", "'s", ",")) and not any(map(str.isdigit, word))


def _titled(words: Sequence[str], end: int) -> int | None:
    """Where the first form of address stands behind which there are names only: 'Chair Professor Dame Jo Reed'."""
    for start in range(1, end - 1):
        behind = words[start + 1 : end]
        if is_honorific(words[start]) and is_capitalised(words[start]):
            seat = is_peer(words[start])
            if all(_is_name_word(word) or is_honorific(word) or (seat and word == "of") for word in behind):
                return start
    return None


def _plain_run(words: Sequence[str], end: int) -> int | None:
    """Where the names at the end begin: all words right behind an office, two behind 'of' or 'for'."""
    run = end - (end > 1 and may_be_surname(words[end - 1]) and is_capitalised(words[end - 1]))  # 'Director Jo King'
    while run and _is_name_word(words[run - 1]) and not (end - run >= 2 and is_body(words[run - 1])):
        run -= 1
    field = is_particle(words[run]) and end - run > 3 if run < end else False  # 'ministro de Defensa Ana Ríos'
    while run < end and not is_capitalised(words[run]):
        run += 1
    if field and end - run > 2 and run > 1 and is_head(words[run - 2]):
        return end - 2
    if run in (0, end):
        return None
    if _is_connector(words[run - 1]) or not (
        is_head(words[run - 1]) or words[run - 1][:1].islower() or _is_possessive(words[run - 1])
    ):
        run = end - 2 if end - run >= 2 else end
    if end - run == 1 and not (is_head(words[run - 1]) or _is_possessive(words[run - 1])):
        return None  # a single word behind any other word is rarely a person
    return None if run >= end or _names_body(words[run:end]) else run


def _with_rank(words: Sequence[str], at: int) -> int:
    """A rank between an office and a name belongs to the name; a rank that is all there is does not."""
    for start in range(max(1, at - _LONGEST_RANK), at):
        if rank_length([*words[start:at], "Name"]) == at - start and not takes_general(words, start + 1):
            return start if any(not ends_rank(word) for word in words[:start]) else at
    return at


def _names_body(words: Sequence[str]) -> bool:
    """Whether capitalised words name an organisation or a field ('Net Zero') and nobody."""
    return all(map(is_body, words)) or (is_body(words[-1]) and not may_be_surname(words[-1]))


def _is_name_word(word: str) -> bool:
    return (is_capitalised(word) or is_particle(word)) and not is_head(word) and not _is_connector(word)


def _is_connector(word: str) -> bool:
    return word in _ITALIAN or (bare(word) in CONNECTORS and not is_particle(word))


def _is_possessive(word: str) -> bool:
    return word.endswith(("’s", "'s"))
