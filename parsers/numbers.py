"""Numbers as releases write them: in digits, in words, and the words that multiply them ('million', 'mia.', 'lakh').

Does not know money; `parsers.amounts` says which numbers are sums.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

# Bounded everywhere: a page of digits must not cost more than its length. What follows the first digit stands apart,
# because a pattern that begins with a plain digit is found five times faster than one that looks around first.
AFTER_FIRST_DIGIT = (
    r"(?:\d{0,2}(?:[,.'’\u00a0\u202f\u2009 ]\d{3}(?!\d)){1,5}(?:[.,]\d{1,4})?|\d?(?:,\d{2}){1,5},\d{3}(?:\.\d{1,4})?"
    r"|\d{0,14}(?:[.,]\d{1,4})?)(?!\d)"
)
FIGURE = rf"\d{AFTER_FIRST_DIGIT}"
_SPACES = re.compile(r"[\s'’]")
_MARKS = re.compile("[.,]")
_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_POINT_LANGUAGES = frozenset(("en", "cy", "ga", "gd", "ur", "hi", "zh", "ja", "ko", "he", "ar", "th", "bn", "pa"))

_SHORT_SCALE = {3: "thousand", 6: "million m", 9: "billion bn", 12: "trillion"}
_ANYWHERE = {9: "mia mrd", 6: "mln mio"}
_SCALES: dict[str, dict[int, str]] = {  # power of ten: the words for it, without full stops
    "en": {
        2: "hundred",
        3: "thousand k",
        5: "lakh lakhs lac",
        6: "million millions m mn mln mil",
        7: "crore crores cr",
        9: "billion billions b bn",
        12: "trillion tn trn",
    },
    "sv": {2: "hundra", 3: "tusen", 6: "miljon miljoner mn", 9: "miljard miljarder mdr"},
    "da": {2: "hundrede", 3: "tusind tusinde", 6: "million millioner mio", 9: "milliard milliarder mia md"},
    "nb": {2: "hundre", 3: "tusen", 6: "million millioner millionar mill", 9: "milliard milliarder milliardar mrd"},
    "is": {
        3: "þúsund þús",
        6: "milljón milljónir milljónum milljóna millj m",
        9: "milljarður milljarðar milljarða milljörðum ma",
    },
    "fi": {
        3: "tuhat tuhatta tuhannen",
        6: "miljoona miljoonaa miljoonan miljoonalla milj",
        9: "miljardi miljardia miljardin miljardilla mrd",
    },
    "et": {3: "tuhat tuh", 6: "miljon miljonit miljoni mln", 9: "miljard miljardit miljardi mld mljrd mlrd"},
    "lv": {
        3: "tūkstoši tūkstošu tūkstošus tūkstošiem tūkst",
        6: "miljons miljoni miljonu miljonus miljoniem miljona milj",
        9: "miljards miljardi miljardu miljardus miljardiem miljarda mljrd",
    },
    "lt": {
        3: "tūkst tūkstančių",
        6: "milijonas milijonai milijonų milijonus milijono milijoną mln",
        9: "milijardas milijardai milijardų milijardus milijardo milijardą mlrd",
    },
    "de": {3: "tausend tsd", 6: "million millionen mio", 9: "milliarde milliarden mrd", 12: "billion billionen"},
    "nl": {3: "duizend", 6: "miljoen mln", 9: "miljard mld mrd"},
    "fr": {3: "mille", 6: "million millions m", 9: "milliard milliards md mds"},
    "es": {3: "mil", 6: "millón millones m", 12: "billón billones"},
    "pt": {3: "mil", 6: "milhão milhões", 9: "bilhão bilhões"},
    "it": {3: "mila", 6: "milione milioni mln", 9: "miliardo miliardi mld"},
    "pl": {
        3: "tys tysięcy tysiące",
        6: "mln milion miliony milionów miliona",
        9: "mld miliard miliardy miliardów miliarda",
    },
    "cs": {3: "tisíc tis", 6: "mil milion miliony milionů", 9: "mld miliarda miliard"},
    "uk": {
        3: "тис тисяч тисячі",
        6: "млн мільйон мільйони мільйонів мільйона",
        9: "млрд мільярд мільярди мільярдів мільярда",
    },
    "ru": {3: "тыс тысяч тысячи", 6: "млн миллион миллиона миллионов", 9: "млрд миллиард миллиарда миллиардов"},
    "cy": {3: "mil", 6: "miliwn m", 9: "biliwn bn"},
}
_SAME = {"no": "nb", "nn": "nb", "fo": "da"}

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TO_TWELVE = {
    "sv": "en två tre fyra fem sex sju åtta nio tio elva tolv",
    "da": "en to tre fire fem seks syv otte ni ti elleve tolv",
    "nb": "en to tre fire fem seks sju åtte ni ti elleve tolv",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista",
    "de": "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_ENGLISH = (
    dict(zip(_UNITS.split(), map(Decimal, range(1, 20)), strict=True))
    | dict(zip(_TENS.split(), map(Decimal, range(20, 100, 10)), strict=True))
    | {"a": Decimal(1), "an": Decimal(1)}
)
_FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25"), "third": Decimal(1) / 3}


def base_language(language: str) -> str:
    """Return the language whose number words a BCP 47 tag uses: 'nn-NO' -> 'nb', 'en-GB' -> 'en'."""
    code = language.partition("-")[0].lower()
    return _SAME.get(code, code)


@cache
def scale_words(language: str) -> Mapping[str, int]:
    """Return word -> power of ten, in lower case and without a full stop.

    English words are known in every language, because releases everywhere use them for foreign sums; the
    language's own meaning goes first (a German 'Billion' is 10**12).
    """
    own = _SCALES.get(base_language(language), _SCALES["en"])
    tables = (_SHORT_SCALE, _ANYWHERE, own)
    return {word: power for table in tables for power, words in table.items() for word in words.split()}


def read_figure(digits: str, *, language: str) -> Decimal:
    """Return the value of a text that matches FIGURE.

    A single group of three digits ('1.234') is read as the language writes it: English groups with commas, most
    others group with points.
    """
    text = _SPACES.sub("", digits)
    point = _decimal_mark(text, "." if base_language(language) in _POINT_LANGUAGES else ",")
    whole, _, fraction = text.rpartition(point) if point else (text, "", "")
    digits_only = _MARKS.sub("", whole)
    return Decimal(f"{digits_only}.{fraction}" if fraction else digits_only)


def _decimal_mark(text: str, usual: str) -> str:
    """The mark that parts the fraction off; empty for a whole number."""
    last = max(".,", key=text.rfind)
    if "." in text and "," in text:
        return last
    groups = text.count(last) > 1 or (last != usual and _GROUP.fullmatch(text) is not None)
    return last if last in text and not groups else ""


def read_words(words: Sequence[str], *, language: str) -> Decimal | None:
    """Return the number that words are from end to end (['two', 'and', 'a', 'half'] -> 2.5); None for other words."""
    lowered = [word.lower() for word in words]
    if base_language(language) in _TO_TWELVE:
        names = _TO_TWELVE[base_language(language)].split()
        return Decimal(names.index(lowered[0]) + 1) if len(lowered) == 1 and lowered[0] in names else None
    return _english(lowered)


def _english(words: list[str]) -> Decimal | None:
    """The value of words that are a number from end to end."""
    if words[-2:] in (["half", "a"], ["half", "an"]) or words[-2:] == ["of", "a"]:
        return _fraction(words)
    if words[-3:] == ["and", "a", "half"]:
        whole = _english(words[:-3]) if words[:-3] else None
        return None if whole is None else whole + _FRACTIONS["half"]
    if "hundred" in words:
        before, after = words[: words.index("hundred")], words[words.index("hundred") + 1 :]
        return _hundreds(before, [word for word in after if word != "and"])
    return _below_hundred(words)


def _fraction(words: list[str]) -> Decimal | None:
    if words in (["half", "a"], ["half", "an"]):
        return _FRACTIONS["half"]
    part = _FRACTIONS.get(words[-3]) if len(words) >= 3 else None
    times = _below_hundred(words[:-3]) if words[:-3] else Decimal(1)
    return None if part is None or times is None else times * part


def _hundreds(before: list[str], after: list[str]) -> Decimal | None:
    hundreds = _below_hundred(before) if before else None
    rest = _below_hundred(after) if after else Decimal(0)
    return None if hundreds is None or rest is None else hundreds * 100 + rest


def _below_hundred(words: list[str]) -> Decimal | None:
    values = [_ENGLISH.get(word) for word in words]
    if len(values) == 2 and values[0] and values[1] and values[0] >= 20 > values[1] * 2:
        return values[0] + values[1]
    return values[0] if len(values) == 1 else None
