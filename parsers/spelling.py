"""What a word was meant to be, among those that are known.

Does not decide whether it is wrong.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like `word`; empty where none is."""
    found = difflib.get_close_matches(word, sorted(known), n=1)
    return found[0] if found else ""


def meant(word: str, known: Iterable[str]) -> str:
    """Return what to add to a complaint about a word: '; did you mean …?', or nothing."""
    found = near(word, known)
    return f"; did you mean {found!r}?" if found else ""
