"""Words of a release, read slowly and plainly: character by character, for the oracle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.records import FieldName, Release

ENDINGS = {"s", "en", "et", "er", "ens", "ets", "ene", "erne"}
ELISIONS = {"qu", "un", "all", "dall", "dell", "nell", "sull", "jusqu", "lorsqu", "puisqu"}
INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
HYPHENS = "-\u2010\u2011\u2012\u2013"


@dataclass(frozen=True)
class Letter:
    """One character as it is read, and where it stands in the stored text."""

    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class Token:
    """One word of one text of the release."""

    passage: int
    number: int  # in its passage
    field: FieldName
    position: int | None
    letters: tuple[Letter, ...]
    before: str  # what stands between it and the word before
    sentence: int
    paragraph: int

    @property
    def text(self) -> str:
        """The word with its case."""
        return "".join(letter.text for letter in self.letters)


def letters(stored: str) -> list[Letter]:
    """Read a text character by character: invisible ones vanish, accents join the letter before."""
    read: list[Letter] = []
    for place, one in enumerate(stored):
        if one in INVISIBLE:
            continue
        if unicodedata.combining(one) and read:
            last = read.pop()
            joined = unicodedata.normalize("NFC", last.text + one)
            read.append(Letter(joined, last.start, place + 1))
        else:
            read.append(Letter("'" if one in "‘’‛ʼ´" else one, place, place + 1))
    return read


def tokens(release: Release) -> list[Token]:
    """Return all words of all texts of a release, in order."""
    return [token for number, text in enumerate(texts(release)) for token in _tokens(number, *text, release)]


def texts(release: Release) -> list[tuple[FieldName, int | None, str]]:
    texts: list[tuple[FieldName, int | None, str]] = [
        ("title", None, release.title),
        ("summary", None, release.summary),
        ("body", None, release.body),
    ]
    for position, quote in enumerate(release.quotes):
        speaker = ", ".join(part for part in (quote.speaker, quote.role) if part)
        texts += [("quote", position, quote.text), ("speaker", position, speaker)]
    texts += [("organisation", position, tag.name) for position, tag in enumerate(release.organisations)]
    return texts + [("place", position, tag.name) for position, tag in enumerate(release.places)]


def _tokens(passage: int, field: FieldName, position: int | None, stored: str, release: Release) -> Iterable[Token]:
    read = letters(stored)
    notes = len(release.body) - len(release.notes) if release.notes else None
    start = gap = 0
    sentence = paragraph = number = 0
    while start < len(read):
        if not _is_letter(read[start].text):
            start += 1
            continue
        stop = start + 1
        while stop < len(read) and (_is_letter(read[stop].text) or _is_inner_apostrophe(read, stop)):
            stop += 1
        before = "".join(one.text for one in read[gap:start])
        paragraph += has_blank_line(before)
        sentence += number > 0 and (has_blank_line(before) or _ends_sentence(before, read[start].text))
        in_notes = field == "body" and notes is not None and read[start].start >= notes
        name: FieldName = "notes" if in_notes else field
        yield Token(passage, number, name, position, tuple(read[start:stop]), before, sentence, paragraph)
        start = gap = stop
        number += 1


def _is_letter(text: str) -> bool:
    return text[0].isalnum() or unicodedata.category(text[0])[0] == "M"


def _is_inner_apostrophe(read: list[Letter], place: int) -> bool:
    return read[place].text == "'" and place + 1 < len(read) and _is_letter(read[place + 1].text)


def has_blank_line(gap: str) -> bool:
    lines = gap.replace("\r\n", "\n").split("\n")
    return len(lines) > 2 and any(not line.strip() for line in lines[1:-1])


def _ends_sentence(gap: str, following: str) -> bool:
    """Only for texts without abbreviations: those have a table of their own."""
    return re.match(r"[.!?]+\s+$", gap) is not None and not following.islower()


def may_part(gap: str) -> bool:
    return all(one.isspace() or one in HYPHENS for one in gap) and not has_blank_line(gap)


def forms(word: str) -> list[tuple[int, int]]:
    """Return a word whole, without its endings, without its elisions, and without both."""
    stop, start = len(word), 0
    while "'" in word[:stop] and word[:stop].rpartition("'")[2].casefold() in ENDINGS:
        stop = word[:stop].rindex("'")
    while "'" in word[start:stop]:
        head = word[start:stop].partition("'")[0]
        if len(head) > 1 and head.casefold() not in ELISIONS:
            break
        start += len(head) + 1
    return [(0, len(word)), (0, stop), (start, len(word)), (start, stop)]
