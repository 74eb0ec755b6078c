"""Other forms of a word that releases use: 'exercise' and 'exercising' beside 'exercises'.

For hints only: ranks nothing and matches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.search_index import SearchIndex, stems_field
from warehouse.search_stems import LANGUAGES, stem

_SHORTEST = 3  # letters that forms must share to be looked for


def beginning(index: SearchIndex, word: str) -> str | None:
    """Return what a folded word and its other forms in titles and texts begin with; None where there are no others.

    The language is that in which most releases have one of them.
    """
    spoken = {one: index.frequency(stems_field("text", one), stem(one, word)) for one in LANGUAGES}
    for language in sorted((one for one, releases in spoken.items() if releases), key=lambda one: -spoken[one]):
        if forms := _forms(index, language, word):
            return _shared([word, *forms])
    return None


def _forms(index: SearchIndex, language: str, word: str) -> set[str]:
    wanted = stem(language, word)
    shared = _shared([wanted, word])
    near = index.vocabulary("text", shared) if len(shared) >= _SHORTEST else []
    return {one for one in near if one != word and stem(language, one) == wanted}


def _shared(words: Sequence[str]) -> str:
    """Return what all words begin with: what the first and the last of the alphabet do."""
    first, last = min(words), max(words)
    return first[: next((place for place, one in enumerate(first) if one != last[place : place + 1]), len(first))]
