"""Words of a text, spelled alike where readers see them alike, with their places in the text as stored.

Knows characters and apostrophes, no queries and no languages that write without spaces. Spelling is put in order
once for a text and for the words of a query: composed accents (NFC), straight apostrophes, no invisible characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_RANGES = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069), (0xFE00, 0xFE0F))
INVISIBLE = "\u00ad\u034f\u180e\ufeff" + "".join(chr(code) for low, high in _RANGES for code in range(low, high + 1))
HYPHENS = "\\-\u2010\u2011\u2012\u2013"
_MARK_BLOCKS = ((0x0300, 0x2100), (0xA600, 0xAC00), (0xFB1E, 0xFB1F), (0xFE20, 0xFE30))
_CURLED = "‘’‛ʼ´"


def _marks() -> str:
    """Return all combining marks: Python counts none of them as part of a word, though Hindi words are full of them."""
    every = (chr(code) for first, stop in _MARK_BLOCKS for code in range(first, stop))
    return "".join(one for one in every if unicodedata.category(one)[0] == "M" and one != "\u034f")


LETTER = rf"[\w{_marks()}]"
WORD = re.compile(rf"{LETTER}++(?:'{LETTER}++)*+")  # never steps back: a fifth faster
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_CLUSTER = re.compile(rf"[^{INVISIBLE}][{_marks()}\u1160-\u11ff{INVISIBLE}]*")  # jamo: parts of one Hangul syllable
_BLANK_LINE = r"(?:\r\n?+|\n)[^\S\r\n]*(?:\r\n?|\n)|\u2029"
BLANK_LINE = re.compile(_BLANK_LINE)
GAP = re.compile(rf"(?!.*?(?:{_BLANK_LINE}))[\s{HYPHENS}]+", re.DOTALL)  # what may stand inside a phrase

# What stands behind an apostrophe without making another word: JEF's, and the Danish and Norwegian JEF'en.
ENDINGS = frozenset({"s", "en", "et", "er", "ens", "ets", "ene", "erne"})
# What stands before an apostrophe without being part of the name: l'Arctique, dell'Artico; and any single letter.
_ELISIONS = frozenset({"qu", "un", "all", "dall", "dell", "nell", "sull", "jusqu", "lorsqu", "puisqu"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text as stored and as it is read; `starts` and `stops` lead each character read back to the stored ones."""

    stored: str
    clean: str
    starts: tuple[int, ...] | None  # None: characters stand where they stood
    stops: tuple[int, ...] | None

    def stored_span(self, start: int, stop: int) -> tuple[int, int]:
        """Return where the characters `start` to `stop` of `clean` stand in `stored`."""
        if self.starts is None or self.stops is None:
            return start, stop
        return self.starts[start], self.stops[stop - 1]


def read_text(stored: str) -> Text:
    """Return `stored` with its spelling put in order; ordinary text costs next to nothing."""
    if stored.isascii():
        return Text(stored, _straight(stored), None, None)
    if _INVISIBLE.search(stored) is None and unicodedata.is_normalized("NFC", stored):
        return Text(stored, _straight(stored), None, None)
    return _mapped(stored)


def _mapped(stored: str) -> Text:
    clean: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    for cluster in _CLUSTER.finditer(stored):
        written = _INVISIBLE.sub("", cluster[0])
        stop = cluster.start() + len(cluster[0].rstrip(INVISIBLE))
        composed = unicodedata.normalize("NFC", written)
        clean.append(composed)
        starts += [cluster.start()] * len(composed)
        stops += [stop] * len(composed)
    return Text(stored, _straight("".join(clean)), tuple(starts), tuple(stops))


def _straight(text: str) -> str:
    for curled in _CURLED:
        text = text.replace(curled, "'")
    return text.replace("_", " ")  # which \w would take for a letter


def spell(written: str) -> str:
    """Return a piece of a query in the spelling of texts; letters keep their case."""
    return read_text(written).clean


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a word that match on their own, as (start, stop): itself first, then without 's, without l'.

    Only words with an apostrophe have more than one.
    """
    start, stop = _core(word)
    every = ((0, len(word)), (0, stop), (start, len(word)), (start, stop))
    return tuple(dict.fromkeys(every))


def core(word: str) -> str:
    """Return what is left of a word without elisions before and endings behind: the same for all its forms."""
    start, stop = _core(word)
    return word[start:stop]


def _core(word: str) -> tuple[int, int]:
    parts = word.split("'")
    first, last = 0, len(parts)
    while last > 1 and parts[last - 1].casefold() in ENDINGS:
        last -= 1
    while first < last - 1 and (len(parts[first]) == 1 or parts[first].casefold() in _ELISIONS):
        first += 1
    start = sum(len(part) + 1 for part in parts[:first])
    return start, len("'".join(parts[:last]))
