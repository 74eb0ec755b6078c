"""What a term of a query looks for: its words one by one, each with its rule of case and its wildcards.

Does not look for anything itself; `concordance` holds the texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from parsers.topics.words import BLANK_LINE, GAP, LETTER

WRITTEN = re.compile(rf"(?:{LETTER}|[*?])+(?:'(?:{LETTER}|[*?])+)*")
_WILDCARD = re.compile(r"[*?]")
SHORTEST_STEM = 3  # letters before the first wildcard: fewer would find half the dictionary


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a term."""

    written: str
    exact: bool  # case as written
    wild: bool

    @property
    def folded(self) -> str:
        """The word as texts are compared when case does not matter."""
        return self.written.casefold()

    @property
    def stem(self) -> str:
        """What stands before the first wildcard, folded."""
        return _WILDCARD.split(self.written.casefold(), maxsplit=1)[0]

    @property
    def root(self) -> str:
        """The stem without what an apostrophe parts from it: every text that matches holds it, whatever it elides."""
        return self.stem.rpartition("'")[2]

    def matches(self, word: str) -> bool:
        """Say whether this is `word`, a form of a text's word with its case."""
        compared = word if self.exact else word.casefold()
        if self.wild:
            return shape(self.written if self.exact else self.folded).fullmatch(compared) is not None
        return compared == (self.written if self.exact else self.folded)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of a term, and what must stand between each two: nothing special (''), or just that punctuation."""

    words: tuple[Word, ...]
    gaps: tuple[str, ...]


@lru_cache(maxsize=4096)
def shape(written: str) -> re.Pattern[str]:
    """Return the pattern of a word with wildcards; a wildcard stands for letters and digits, not for an apostrophe."""
    return re.compile("".join({"*": "[^']*", "?": "[^']"}.get(one, re.escape(one)) for one in written))


def read_pattern(text: str, *, exact: bool) -> Pattern:
    """Return what the text of a term looks for; a text without words gives a pattern without words."""
    found = list(WRITTEN.finditer(text))
    between = tuple(text[a.end() : b.start()] for a, b in pairwise(found))
    return Pattern(tuple(_word(one[0], exact=exact) for one in found), tuple(map(_required, between)))


def _word(written: str, *, exact: bool) -> Word:
    return Word(written, exact or is_capital(written), _WILDCARD.search(written) is not None)


def is_capital(word: str) -> bool:
    """Say whether a word is written in capitals: two letters at least, all of them capitals."""
    return word.isupper() and sum(one.isalpha() for one in word) > 1


def _required(gap: str) -> str:
    return "" if GAP.fullmatch(gap) else squeezed(gap)


def squeezed(gap: str) -> str:
    """Return what stands between two words, without white space."""
    return "".join(gap.split())


def bridges(gap: str, required: str) -> bool:
    """Say whether what stands between two words of a text is what a phrase allows there."""
    if required:
        return squeezed(gap) == required and BLANK_LINE.search(gap) is None
    return GAP.fullmatch(gap) is not None
