"""One sum around one figure: its scale, its currency, and the second figure that shares its unit.

Does not search a text for figures; `parsers.amounts` does, and asks here about each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from parsers.currencies import SIGN, currency_of_words
from parsers.numbers import FIGURE, read_figure

GAP = "[ \u00a0\u202f\u2009]"
_SCALE = re.compile(rf"({GAP}|-)?([^\W\d_]{{1,20}})(?![\w&])")
_WORD = re.compile(rf"\.?(?:{GAP}|-)?(U\.S\.|US(?=-[DdK])|d(?=['’]e)|[^\W\d_]{{1,20}}|[€¥$](?!{GAP}?\d))['’]?")
_JOINED = re.compile(
    rf"{GAP}?(?P<by>[-–—]|to|and|or|till|och|respektive|eller|og|til|bis|und|oder|à|et|ou|tot|en|ja|do|i|y|e|a|ir|un|до|та|і|й|и)"
    rf"{GAP}?(?P<sign>{SIGN}{GAP}?)?(?P<figure>{FIGURE})(?!\d)"
)
_DASHES = frozenset("-–—")
_RANGE_WORDS = _DASHES | {"to", "till", "til", "bis", "à", "tot", "do", "до"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(r"\bbetween ?$", re.IGNORECASE)
_ABBREVIATED = frozenset(("kr", "Kr"))
_FUSED = {"mkr": (6, 1), "mnkr": (6, 2), "mdkr": (9, 2), "mdrkr": (9, 3), "tkr": (3, 1)}  # power, length of its letters
_LETTERS = {"M": 6, "m": 6, "k": 3, "K": 3}  # of scale, in front of a sign: 'M€'
_BEFORE_SIGN = re.compile(rf"{GAP}?[€$]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of money and where it stands; `start` and `stop` count characters of the text."""

    start: int
    stop: int
    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Second:
    """The second figure of a pair ('20 to 30 million'), with the scale behind it."""

    joined: re.Match[str]
    value: Decimal
    power: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SumReader:
    """A text, and what its language and its publisher's country say about figures."""

    text: str
    language: str
    home: str
    scales: Mapping[str, int]

    def read(self, figure: str) -> Decimal:
        """Return the value of digits as this language groups them."""
        return read_figure(figure, language=self.language)

    def word(self, at: int) -> re.Match[str] | None:
        """Return the word at a position, in group 1; a gap, a hyphen or the point of an abbreviation may precede it."""
        return _WORD.match(self.text, at)

    def scale(self, at: int) -> tuple[int, int]:
        """Return (power of ten, where its words end); (0, at) where no word of scale stands."""
        match = _SCALE.match(self.text, at)
        word = match[2] if match else ""
        if match and word in _FUSED:
            return _FUSED[word][0], match.start(2) + _FUSED[word][1]
        if match and word in _LETTERS and _BEFORE_SIGN.match(self.text, match.end()):
            return _LETTERS[word], match.end()
        power = self.scales.get(word.lower(), 0)
        if not match or not power or (len(word) == 1 and match[1] and word != "m"):
            return 0, at
        more = _SCALE.match(self.text, match.end()) if len(word) > 3 or word == "mil" else None
        further = self.scales.get(more[2].lower(), 0) if more and len(more[2]) > 3 else 0
        if more and further > power:  # 'lakh crore', 'hundred million', 'mil millones'
            return power + further, more.end()
        return power, match.end()

    def currency(self, at: int, *, scaled: bool) -> tuple[str, int] | None:
        """Return (currency, where its words end) for the words at a position; None where they name none."""
        matches: list[re.Match[str]] = []
        while len(matches) < 3 and (match := _WORD.match(self.text, matches[-1].end() if matches else at)):
            matches.append(match)
        words = [match[1] for match in matches]
        found = currency_of_words(words, language=self.language, home=self.home, scaled=scaled)
        if not found:
            return None
        stop = matches[found[1] - 1].end(1)
        dotted = words[found[1] - 1] in _ABBREVIATED and self.text[stop : stop + 1] == "."
        return found[0], stop + dotted

    def signed(self, figure: re.Match[str], *, start: int, currency: str) -> list[Sum]:
        """Return the sum of a figure behind a currency's sign, and a second one that has no sign of its own."""
        power, stop = self.scale(figure.end())
        value = self.read(figure[0])
        between = _BETWEEN.search(self.text, max(0, start - 10), start) is not None
        second = self._second(stop, between=between, scaled=power > 0)
        if not second:
            return [Sum(start=start, stop=stop, value=value * 10**power, currency=currency)]
        if not power and second.power and value < second.value:
            power, stop = second.power, second.stop
        first = Sum(start=start, stop=stop, value=value * 10**power, currency=currency)
        return [first] if second.joined["sign"] else [first, self._own(second, currency)]

    def unsigned(self, figure: re.Match[str]) -> list[Sum]:
        """Return the sum of a figure that its currency follows, and of one that shares the unit of the next figure."""
        power, stop = self.scale(figure.end())
        value = self.read(figure[0])
        unit = self.currency(stop, scaled=power > 0)
        if unit:
            return [Sum(start=figure.start(), stop=unit[1], value=value * 10**power, currency=unit[0])]
        joined = None if _YEAR.fullmatch(figure[0]) else _JOINED.match(self.text, stop)
        if not joined or joined["sign"]:
            return []
        further, end = self.scale(joined.end())
        unit = self.currency(end, scaled=further > 0)
        if not unit:
            return []
        return [Sum(start=figure.start(), stop=unit[1], value=value * 10 ** (power or further), currency=unit[0])]

    def _second(self, at: int, *, between: bool, scaled: bool) -> _Second | None:
        joined = _JOINED.match(self.text, at)
        if not joined:
            return None
        power, stop = self.scale(joined.end())
        dashed = joined["by"] in _DASHES and power > 0  # '£5-10' may be a range, but '£5 - 10 people' is none
        worded = joined["by"] in _RANGE_WORDS and power > 0 and not scaled  # not '£1m to 2 million customers'
        if not (joined["sign"] or between or dashed or worded):
            return None
        return _Second(joined=joined, value=self.read(joined["figure"]), power=power, stop=stop)

    def _own(self, second: _Second, currency: str) -> Sum:
        value = second.value * 10**second.power
        return Sum(start=second.joined.start("figure"), stop=second.stop, value=value, currency=currency)
