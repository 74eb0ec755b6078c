"""A release laid out by its letters: enough for plans whose words stand alone, and three times as fast to make.

A word's number is here the place of its first letter, which puts words in order but does not count them: phrases,
distances and FIRST need the concordance.
"""

from __future__ import annotations

from parsers.topics.concordance import Concordance, Passage
from parsers.topics.evaluation import All, Look, Never, Often, Only, Plan, Some, parts_of
from parsers.topics.patterns import Word
from parsers.topics.words import WORD


class DoubtError(Exception):
    """The letters do not tell which word it is that stands there; the concordance does."""


def is_loose(plan: Plan) -> bool:
    """Say whether a sketch is enough for a plan."""
    match plan:
        case Look():
            return _stands_alone(plan)
        case All() | Some() | Never() | Often() | Only():
            return all(map(is_loose, parts_of(plan)))
    return False


def _stands_alone(look: Look) -> bool:
    words = look.pattern.words
    plain = len(words) == 1 and "'" not in words[0].folded
    return plain and look.first is None and not look.excepted and look.zone not in {"body", "notes"}


class SketchedPassage(Passage):
    """One text of a release, each word of it numbered by the place of its first letter."""

    @property
    def stop(self) -> int:
        """The number after that of the last word."""
        return self.base + len(self.text.clean)

    def span(self, number: int) -> tuple[int, int]:
        """Return where a word stands in the ordered text, by its number."""
        start = number - self.base
        found = WORD.match(self.text.clean, start)
        return found.span() if found else (start, start)

    def numbers(self, folded: str) -> list[int]:
        """Return the numbers of a word. Raises DoubtError where it may be a form of another."""
        return [self.base + start for start in _standing(self, folded, whole=True)]


class Sketch(Concordance):
    """The texts of one release, for plans that `is_loose` allows. To look for them may raise DoubtError."""

    _laid_out = SketchedPassage

    def _numbered(self, folded: str) -> list[int]:
        if folded not in self._numbers:
            self._numbers[folded] = [one for passage in self.passages for one in passage.numbers(folded)]
        return self._numbers[folded]

    def _alike(self, word: Word) -> list[int]:
        folded = Word(word.folded, exact=False, wild=True)
        return [one for passage in self.passages for one in _alike(passage, folded)]


def _alike(passage: Passage, word: Word) -> list[int]:
    begun = [WORD.match(passage.folded, start) for start in _standing(passage, word.stem, whole=False)]
    if any("'" in one[0] for one in begun if one):
        raise DoubtError
    return [passage.base + one.start() for one in begun if one and word.matches(one[0])]


def _standing(passage: Passage, folded: str, *, whole: bool) -> list[int]:
    starts = passage.standing(folded, whole=whole)
    if starts is None:
        raise DoubtError
    return starts
