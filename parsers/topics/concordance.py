"""A release laid out by its words: where each word stands, numbered through all its texts.

Holds no queries. Everything is made when it is first asked for: most releases are only asked for `haystack`.
A word's number leaps between two texts, so that no distance and no phrase reaches from one into the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice

from parsers.records import FieldName, Quote, Release
from parsers.topics.patterns import Pattern, Word, bridges
from parsers.topics.sentences import paragraphs, sentences
from parsers.topics.tree import Stretch, ZoneName
from parsers.topics.words import LETTER, WORD, Text, core, forms, read_text

Span = tuple[int, int]  # first and last word, both inside
LEAP = 1 << 20  # more words than any distance in a query
_LETTER = re.compile(LETTER)
_FEW = 4  # words that are looked for one by one: numbering every word takes as long as looking for a dozen


class Passage:
    """One text of a release: its title, its body, one of its quotes."""

    def __init__(self, field: FieldName, position: int | None, stored: str, base: int) -> None:
        """Split `stored` into words; `base` is the number of the first."""
        self.field, self.position, self.base = field, position, base
        self.text: Text = read_text(stored)
        self.folded = self.text.clean.casefold()
        self._spotted: dict[int, Span] = {}
        self._spans: list[tuple[int, int]] = []
        self._unread = WORD.finditer(self.text.clean)  # words are read to the last one whose place was asked for

    @cached_property
    def words(self) -> list[str]:
        """All words, as they are compared when case does not matter."""
        return WORD.findall(self.folded)

    @property
    def stop(self) -> int:
        """The number after that of the last word."""
        return self.base + len(self.words)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the ordered text."""
        self._spans += [one.span() for one in self._unread]
        return self._spans

    def span(self, number: int) -> tuple[int, int]:
        """Return where a word stands in the ordered text, by its number."""
        place = number - self.base
        if place >= len(self._spans) and not self._is_spotted(place):
            self._spans += [one.span() for one in islice(self._unread, place + 1 - len(self._spans))]
        return self._spans[place] if place < len(self._spans) else self._spotted[place]

    def _is_spotted(self, place: int) -> bool:
        """Look for a word by its letters, for the first few: to read all words before it takes ten times as long."""
        if place not in self._spotted and len(self._spotted) < _FEW:
            word = self.words[place]
            if starts := self.standing(word):
                start = starts[self.words[:place].count(word)]
                self._spotted[place] = (start, start + len(word))
        return place in self._spotted

    def standing(self, word: str, *, whole: bool = True) -> list[int] | None:
        """Return where a folded word begins, or one that begins so; None where its letters leave in doubt which it is.

        An apostrophe beside it does, and a letter that folds to several, behind which places are others.
        """
        starts: list[int] | None = [] if len(self.folded) == len(self.text.clean) else None
        start = self.folded.find(word)
        while start >= 0 and starts is not None:
            beside = self._beside(start, start + len(word) if whole else None)
            starts = None if "'" in beside else starts if _LETTER.search(beside) else [*starts, start]
            start = self.folded.find(word, start + 1)
        return starts

    def _beside(self, start: int, stop: int | None) -> str:
        before = self.folded[start - 1] if start else ""
        return before if stop is None else before + self.folded[stop : stop + 1]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in the ordered text."""
        return [start for start, _ in self.spans]

    def numbers(self, folded: str) -> list[int]:
        """Return the numbers of a word that is one of the words here, or a form of one."""
        places: list[int] = []
        for _ in range(self.words.count(folded)):
            places.append(self.words.index(folded, places[-1] + 1 if places else 0))
        text = self.folded if "'" in self.folded else ""
        if f"'{folded}" in text or f"{folded}'" in text:  # hardly ever: forms need not be made of every other word
            elided = [place for place, word in enumerate(self.words) if "'" in word and word != folded]
            places = sorted(places + [one for one in elided if folded in _forms(self.words[one])])
        return [self.base + place for place in places]

    def word(self, number: int) -> str:
        """Return a word by its number, with its case."""
        start, stop = self.span(number)
        return self.text.clean[start:stop]

    def gap(self, number: int) -> str:
        """Return what stands between a word and the next."""
        return self.text.clean[self.span(number)[1] : self.span(number + 1)[0]]

    def stretches(self, kind: Stretch) -> list[Span]:
        """Return the sentences or paragraphs that hold words, as numbers of their first word and after their last."""
        pieces = sentences(self.text.clean) if kind == "sentence" else paragraphs(self.text.clean)
        numbers = [(bisect_left(self.starts, start), bisect_left(self.starts, stop)) for start, stop in pieces]
        return [(self.base + first, self.base + stop) for first, stop in numbers if first < stop]


class Concordance:
    """The words of one release; `everywhere` adds the quotes, speakers, organisations and places."""

    _laid_out: type[Passage] = Passage

    def __init__(self, release: Release, *, everywhere: bool) -> None:
        """Lay out the texts of `release`; nothing is looked up yet."""
        self.release = release
        self.passages: list[Passage] = []
        for field, position, stored in _texts(release, everywhere=everywhere):
            base = self.passages[-1].stop + LEAP if self.passages else 0
            self.passages.append(self._laid_out(field, position, stored, base))
        self.covered: dict[int, frozenset[int]] = {}  # what evaluation has found out about its own plans
        self._bases = [one.base for one in self.passages]
        self._words: dict[Word, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}  # of the few words that were looked for one by one
        self._stretches: dict[Stretch, list[Span]] = {}

    @cached_property
    def haystack(self) -> str:
        """All words, each between two spaces and without what makes only a form of it."""
        words = [core(word) if "'" in word else word for passage in self.passages for word in passage.words]
        return f" {' '.join(words)} "

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """The numbers of every word and every form of a word, ascending."""
        index: dict[str, list[int]] = {}
        for passage in self.passages:
            for number, word in enumerate(passage.words, passage.base):
                if "'" in word:
                    for one in _forms(word):
                        index.setdefault(one, []).append(number)
                else:
                    index.setdefault(word, []).append(number)
        return index

    def passage(self, number: int) -> Passage:
        """Return the text in which a word stands."""
        return self.passages[bisect_right(self._bases, number) - 1]

    def zone(self, name: ZoneName | None) -> list[Span]:
        """Return the ranges of word numbers (stop excluded) of a zone; None: title, summary and body with its notes."""
        if name in {"body", "notes"}:
            return self._body(notes=name == "notes")
        wanted = (name,) if name else ("title", "summary", "body", "notes")
        return [(one.base, one.stop) for one in self.passages if one.field in wanted]

    def _body(self, *, notes: bool) -> list[Span]:
        passage = next(one for one in self.passages if one.field == "body")
        edge = passage.base + self._main_words(passage)
        apart = [(one.base, one.stop) for one in self.passages if one.field == "notes"]
        return [(edge, passage.stop), *apart] if notes else [(passage.base, edge)]

    def _main_words(self, passage: Passage) -> int:
        if self.notes_start is None:
            return len(passage.words)
        return sum(passage.text.stored_span(*span)[0] < self.notes_start for span in passage.spans)

    @cached_property
    def notes_start(self) -> int | None:
        """Where the notes to editors begin in the stored body; None without notes there."""
        notes, body = self.release.notes, self.release.body
        return len(body) - len(notes) if notes and body.endswith(notes) else None

    def stretches(self, kind: Stretch) -> list[Span]:
        """Return all sentences or paragraphs, ascending, as ranges of word numbers (stop excluded)."""
        if kind not in self._stretches:
            self._stretches[kind] = [one for passage in self.passages for one in passage.stretches(kind)]
        return self._stretches[kind]

    def places(self, pattern: Pattern) -> list[Span]:
        """Return where the words of a pattern stand one after the other, ascending."""
        if len(pattern.words) == 1:
            return [(number, number) for number in self._places(pattern.words[0])]
        return [(first, first + len(pattern.gaps)) for first in self._firsts(pattern) if self._bridged(first, pattern)]

    def _firsts(self, pattern: Pattern) -> list[int]:
        places = [self._places(word) for word in pattern.words]
        rarest = min(range(len(places)), key=lambda which: len(places[which]))
        firsts = [number - rarest for number in places[rarest]]
        for which, numbers in enumerate(places):
            if which != rarest and firsts:
                here = set(numbers)
                firsts = [first for first in firsts if first + which in here]
        return firsts

    def _bridged(self, first: int, pattern: Pattern) -> bool:
        passage = self.passage(first)
        return all(bridges(passage.gap(first + which), gap) for which, gap in enumerate(pattern.gaps))

    def _places(self, word: Word) -> list[int]:
        if not word.wild and not word.exact:
            return self._numbered(word.folded)
        if word not in self._words:
            self._words[word] = self._looked_up(word)
        return self._words[word]

    def _looked_up(self, word: Word) -> list[int]:
        numbers = self._alike(word) if word.wild else self._numbered(word.folded)
        return [one for one in numbers if self.form(one, word)] if word.exact else numbers

    def _numbered(self, folded: str) -> list[int]:
        if "index" in self.__dict__ or (folded not in self._numbers and len(self._numbers) == _FEW):
            return self.index.get(folded, [])
        if folded not in self._numbers:
            self._numbers[folded] = [one for passage in self.passages for one in passage.numbers(folded)]
        return self._numbers[folded]

    def _alike(self, word: Word) -> list[int]:
        stem, folded = word.stem, Word(word.folded, exact=False, wild=True)
        near = {one for passage in self.passages for one in passage.words if stem in one}
        alike = {one for written in near for one in _forms(written) if one.startswith(stem) and folded.matches(one)}
        return sorted({number for one in alike for number in self._numbered(one)})

    def form(self, number: int, word: Word) -> tuple[int, int] | None:
        """Return the part of a text's word that `word` matches, as (start, stop) in it; None for no part."""
        written = self.passage(number).word(number)
        return next((one for one in forms(written) if word.matches(written[one[0] : one[1]])), None)


def _forms(word: str) -> set[str]:
    return {word[start:stop] for start, stop in forms(word)}


def speaker_text(quote: Quote) -> str:
    """Return the text into which mentions of the field 'speaker' count: the speaker and the role."""
    return ", ".join(part for part in (quote.speaker, quote.role) if part)


def _texts(release: Release, *, everywhere: bool) -> list[tuple[FieldName, int | None, str]]:
    texts: list[tuple[FieldName, int | None, str]] = [
        ("title", None, release.title),
        ("summary", None, release.summary),
        ("body", None, release.body),
    ]
    if release.notes and not release.body.endswith(release.notes):
        texts.append(("notes", None, release.notes))
    return texts + (_tagged(release) if everywhere else [])


def _tagged(release: Release) -> list[tuple[FieldName, int | None, str]]:
    found: list[tuple[FieldName, int | None, str]] = []
    for position, quote in enumerate(release.quotes):
        found += [("quote", position, quote.text), ("speaker", position, speaker_text(quote))]
    found += [("organisation", position, tag.name) for position, tag in enumerate(release.organisations)]
    found += [("place", position, tag.name) for position, tag in enumerate(release.places)]
    return found
