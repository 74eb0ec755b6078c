"""How much money: the sums that a text names, as written and as numbers.

Does not convert between currencies, does not add up, and leaves out what is no figure ('billions of pounds').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import islice

from parsers.currencies import SIGN, bare_crowns, currency_of_sign, minor_unit
from parsers.numbers import AFTER_FIRST_DIGIT, read_words, scale_words
from parsers.records import Amount, FieldName
from parsers.sums import GAP, Sum, SumReader

_FIGURE = re.compile(rf"\d(?:(?<![\d.,_/]\d)|(?<=[RK][sr]\.\d)|(?<=kr\.\d)){AFTER_FIRST_DIGIT}")  # 'Rs.500' as well
_SIGN_BEFORE = re.compile(rf"({SIGN}){GAP}?$")
_FIGURE_BEFORE = re.compile(rf"\d{GAP}?$")
_PENCE = re.compile(r"p\b(?!\.?\d)")
_SCREENS = frozenset(("144", "240", "360", "480", "720"))  # lines of a video, not pence
_SPACED = "[ \u00a0\u202f\u2009-]"
_SPELLED = re.compile(rf"[^\W\d_]+(?:{_SPACED}[^\W\d_]+){{0,4}}(?={_SPACED}$)")
_BEFORE_UNIT = frozenset("€£$-–—.")
_MOST = 10_000  # figures that are looked at; longer texts are no releases, and must not hold a run up
# A Nordic sum often goes without its currency ('satsar 1,5 miljarder på luftvärn'); people and drones do not, so
# it must end its phrase, and smaller sums must stand where money is talked about.
_PHRASE_ENDS = re.compile(
    r"\s*(?:[.,;:!?)\n]|$)|\s(?:för|på|till|i|om|som|per|från|och|att|lagts|ska|til|for|fra|over|skal|kan|er|ekstra|extra|mer)\b"
)
_MONEY_CUE = re.compile(
    r"sats|kontrakt|köp|upphandl|beställ|anslag|anslå|budget|bidra|stöd|kost|invest|tillsk|utbetal|finans|värde|avsätt"
    r"|bevil|støtt|verdi|værdi|betal|afsat|avsatt|midler|medel",
    re.IGNORECASE,
)


def find_amounts(text: str, *, field: FieldName, language: str, home: str) -> list[Amount]:
    """Return the sums of money in a text, in their order; `value` is in whole units of the ISO 4217 `currency`.

    `home` is the currency of a sign that several countries use ('$', 'kr'), empty where it is not known. Figures that
    share a unit ('between 20 and 30 million euros') are two sums, and the text of the first is the whole phrase. Of a
    text with more than 10,000 figures only the first are looked at.
    """
    reader = SumReader(text=text, language=language, home=home, scales=scale_words(language))
    found = {one.start: one for one in _spelled_sums(reader)}
    for one in _figure_sums(reader):
        found.setdefault(one.start, one)
    return [
        Amount(text=text[one.start : one.stop], value=_whole(one.value), currency=one.currency, field=field)
        for _, one in sorted(found.items())
        if one.value  # '£000' is the head of a column
    ]


def _whole(value: Decimal) -> Decimal:
    """2.1 times a billion is 2100000000, not 2100000000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _figure_sums(reader: SumReader) -> Iterator[Sum]:
    """Sums written in digits. Most figures of a release are no sums, so they are dismissed by their neighbours."""
    text = reader.text
    for figure in islice(_FIGURE.finditer(text), _MOST):
        start, stop = figure.span()
        before, after = text[max(0, start - 2) : start].rstrip()[-1:], text[stop : stop + 2].lstrip()[:1]
        sign = _SIGN_BEFORE.search(text, max(0, start - 6), start) if before and not before.isdigit() else None
        if sign:
            yield from _signed(reader, figure, sign)
        elif (after.isalpha() or after in _BEFORE_UNIT) and not text[start - 1 : start].isalpha():
            yield from reader.unsigned(figure) or _coins(reader, figure) or _without_currency(reader, figure)


def _signed(reader: SumReader, figure: re.Match[str], sign: re.Match[str]) -> list[Sum]:
    if sign[1][:2] in ("kr", "Kr") and _FIGURE_BEFORE.search(reader.text, max(0, sign.start() - 2), sign.start()):
        return []  # '24 kr 12 öre'
    currency = currency_of_sign(sign[1], language=reader.language, home=reader.home)
    return reader.signed(figure, start=sign.start(), currency=currency) if currency else []


def _coins(reader: SumReader, figure: re.Match[str]) -> list[Sum]:
    """'50p' and '50 pence'; the letter only at home, where it means nothing else."""
    stop = figure.end()
    if reader.home == "GBP" and len(figure[0]) <= 5 and figure[0] not in _SCREENS and _PENCE.match(reader.text, stop):
        return [Sum(start=figure.start(), stop=stop + 1, value=reader.read(figure[0]) / 100, currency="GBP")]
    word = reader.word(stop)
    unit = minor_unit(word[1]) if word else None
    if not word or not unit:
        return []
    return [Sum(start=figure.start(), stop=word.end(1), value=reader.read(figure[0]) * unit[1], currency=unit[0])]


def _without_currency(reader: SumReader, figure: re.Match[str]) -> list[Sum]:
    power, stop = reader.scale(figure.end())
    return _bare(reader, figure.start(), stop, reader.read(figure[0]), power)


def _bare(reader: SumReader, start: int, stop: int, value: Decimal, power: int) -> list[Sum]:
    currency = bare_crowns(reader.language, reader.home)
    if not currency or power < 6 or not _PHRASE_ENDS.match(reader.text, stop):
        return []
    if power < 9 and not _MONEY_CUE.search(reader.text, max(0, start - 80), start):
        return []
    return [Sum(start=start, stop=stop, value=value * 10**power, currency=currency)]


def _spelled_sums(reader: SumReader) -> Iterator[Sum]:
    """Sums whose number is a word: 'half a billion pounds'. The words that multiply are rare, so they are sought."""
    for scale in islice(_spelled_scales(reader.language).finditer(reader.text), _MOST):
        gap = scale.start()
        if not reader.text[gap - 1 : gap].isalpha():
            continue
        words = _SPELLED.search(reader.text, max(0, gap - 40), gap + 1)
        number = _number_before(words[0], reader.language) if words else None
        if number:
            yield from _spelled(reader, number, gap)


def _spelled(reader: SumReader, number: tuple[Decimal, int], gap: int) -> list[Sum]:
    """The sum of a number in words; `gap` is where the word that multiplies it is parted from it."""
    value, start = number[0], gap - number[1]
    power, stop = reader.scale(gap)
    unit = reader.currency(stop, scaled=True)
    if unit:
        return [Sum(start=start, stop=unit[1], value=value * 10**power, currency=unit[0])]
    return _bare(reader, start, stop, value, power)


@cache
def _spelled_scales(language: str) -> re.Pattern[str]:
    words = sorted((re.escape(word) for word in scale_words(language) if len(word) > 3), key=len, reverse=True)
    return re.compile(rf"{_SPACED}(?:{'|'.join(words)})\b")


def _number_before(text: str, language: str) -> tuple[Decimal, int] | None:
    """The number in words that a text ends in, and how many characters of the text it takes."""
    words = re.split(_SPACED, text)
    for first in range(len(words)):
        value = read_words(words[first:], language=language)
        if value is not None:
            return value, len(text) - sum(len(word) + 1 for word in words[:first])
    return None
