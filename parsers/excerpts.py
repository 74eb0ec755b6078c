"""Whether a description says anything that the text does not: most are its first words, cut off where the space ended.

Does not compare whole texts.
"""

from __future__ import annotations

import re

_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
_CONTINUED = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]$")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters."""
    return tuple(_WORD.findall(text.casefold()))


def begins_with(text: str, description: str) -> bool:
    """Whether a description is only the beginning of the text, cut off where the space ended."""
    cut = _CUT_OFF.sub("", description)
    wanted = words_of(cut)
    found = words_of(text[: 2 * len(description) + 200])
    if cut != description:
        wanted = wanted[:-1]  # the last word may be half of one
    return bool(wanted) and found[: len(wanted)] == wanted


def is_continued(text: str) -> bool:
    """Whether a text says that it goes on elsewhere, as programs do: '[…]'; dots alone may be the author's."""
    return _CONTINUED.search(text.rstrip()) is not None
