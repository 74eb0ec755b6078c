"""Numbers as releases write them: in digits, in words, and the words that multiply them ('million', 'mia.', 'lakh').

Does not know money; `parsers.amounts` says which numbers are sums.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

# Bounded everywhere: a page of digits must not cost more than its length. What follows the first digit stands apart,
# because a pattern that begins with a plain digit is found five times faster than one that looks around first.
AFTER_FIRST_DIGIT = (
    r"(?:\d{0,2}(?:[,.'’\u00a0\u202f\u2009 ]\d{3}(?!\d)){1,5}(?:[.,]\d{1,4})?|\d{0,14}(?:[.,]\d{1,4})?)(?!\d)"
)
FIGURE = rf"\d{AFTER_FIRST_DIGIT}"
_SPACES = re.compile(r"[\s'’]")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_POINT_LANGUAGES = frozenset(("en", "cy", "ga", "gd", "ur", "hi", "zh", "ja", "ko", "he", "ar", "th", "bn", "pa"))

_SHORT_SCALE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_LONG_SCALE = {"mia": 9, "mrd": 9, "mln": 6, "mio": 6}
_SCALES: dict[str, dict[str, int]] = {
    "en": _SHORT_SCALE
    | {"hundred": 2, "millions": 6, "billions": 9, "k": 3, "m": 6, "mn": 6, "mln": 6, "mil": 6, "b": 9, "bn": 9}
    | {"tn": 12, "trn": 12, "lakh": 5, "lakhs": 5, "lac": 5, "crore": 7, "crores": 7, "cr": 7},
    "sv": {"hundra": 2, "tusen": 3, "miljon": 6, "miljoner": 6, "mn": 6, "mkr": 6, "miljard": 9, "miljarder": 9, "mdr": 9},
    "da": {"hundrede": 2, "tusind": 3, "tusinde": 3, "million": 6, "millioner": 6, "mio": 6}
    | {"milliard": 9, "milliarder": 9, "mia": 9, "md": 9},
    "nb": {"hundre": 2, "tusen": 3, "million": 6, "millioner": 6, "millionar": 6, "mill": 6}
    | {"milliard": 9, "milliarder": 9, "milliardar": 9, "mrd": 9},
    "is": {"þúsund": 3, "milljón": 6, "milljónir": 6, "milljónum": 6, "milljóna": 6, "m": 6}
    | {"milljarður": 9, "milljarðar": 9, "milljarða": 9, "milljörðum": 9, "ma": 9},
    "fi": {"tuhat": 3, "tuhatta": 3, "miljoona": 6, "miljoonaa": 6, "miljoonan": 6, "miljoonalla": 6, "milj": 6}
    | {"miljardi": 9, "miljardia": 9, "miljardin": 9, "miljardilla": 9, "mrd": 9},
    "et": {"tuhat": 3, "miljon": 6, "miljonit": 6, "miljoni": 6, "mln": 6, "miljard": 9, "miljardit": 9, "mld": 9, "mljrd": 9},
    "lv": {"tūkstoši": 3, "tūkstošu": 3, "miljons": 6, "miljoni": 6, "miljonu": 6, "miljoniem": 6, "milj": 6, "milj.": 6}
    | {"miljards": 9, "miljardi": 9, "miljardu": 9, "mljrd": 9},
    "lt": {"tūkst": 3, "tūkstančių": 3, "milijonas": 6, "milijonai": 6, "milijonų": 6, "milijonus": 6, "mln": 6}
    | {"milijardas": 9, "milijardai": 9, "milijardų": 9, "milijardus": 9, "mlrd": 9},
    "de": {"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9}
    | {"billion": 12, "billionen": 12},
    "nl": {"duizend": 3, "miljoen": 6, "mln": 6, "miljard": 9, "mld": 9, "mrd": 9},
    "fr": {"mille": 3, "million": 6, "millions": 6, "m": 6, "milliard": 9, "milliards": 9, "md": 9, "mds": 9},
    "es": {"mil": 3, "millón": 6, "millones": 6, "m": 6},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9},
    "it": {"mila": 3, "milione": 6, "milioni": 6, "mln": 6, "miliardo": 9, "miliardi": 9, "mld": 9},
    "pl": {"tys": 3, "tysięcy": 3, "tysiące": 3, "mln": 6, "milion": 6, "miliony": 6, "milionów": 6}
    | {"mld": 9, "miliard": 9, "miliardy": 9, "miliardów": 9},
    "cs": {"tisíc": 3, "tis": 3, "mil": 6, "milion": 6, "miliony": 6, "milionů": 6, "mld": 9, "miliarda": 9, "miliard": 9},
    "uk": {"тис": 3, "тисяч": 3, "тисячі": 3, "млн": 6, "мільйон": 6, "мільйони": 6, "мільйонів": 6}
    | {"млрд": 9, "мільярд": 9, "мільярди": 9, "мільярдів": 9},
    "ru": {"тыс": 3, "тысяч": 3, "млн": 6, "миллион": 6, "миллиона": 6, "миллионов": 6}
    | {"млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9},
    "cy": {"mil": 3, "miliwn": 6, "m": 6, "biliwn": 9, "bn": 9},
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


def scale_words(language: str) -> dict[str, int]:
    """Return word -> power of ten, in lower case and without a full stop.

    English words are known in every language, because releases everywhere use them for foreign sums; the
    language's own meaning goes first (a German 'Billion' is 10**12).
    """
    own = _SCALES.get(base_language(language), {})
    return _SHORT_SCALE | _LONG_SCALE | {"bn": 9, "m": 6} | own if own else _SCALES["en"] | _LONG_SCALE


def read_figure(digits: str, *, language: str) -> Decimal:
    """Return the value of a text that matches FIGURE.

    A single group of three digits ('1.234') is read as the language writes it: English groups with commas, most
    others group with points.
    """
    text = _SPACES.sub("", digits)
    point = "." if base_language(language) in _POINT_LANGUAGES else ","
    if "." in text and "," in text:
        point = max(".", ",", key=text.rfind)
    elif (groups := _GROUPS.fullmatch(text)) and (groups[1] != point or text.count(point) > 1):
        return Decimal(text.replace(groups[1], ""))
    elif "." in text or "," in text:
        point = "." if "." in text else ","
    group = "," if point == "." else "."
    return Decimal(text.replace(group, "").replace(point, "."))


def read_words(words: Sequence[str], *, language: str) -> Decimal | None:
    """Return the number that a run of words ends in ('worth two and a half' -> 2.5); None where they end in none."""
    lowered = [word.lower() for word in words]
    if base_language(language) in _TO_TWELVE:
        names = _TO_TWELVE[base_language(language)].split()
        return Decimal(names.index(lowered[-1]) + 1) if lowered and lowered[-1] in names else None
    return next((value for start in range(len(lowered)) if (value := _english(lowered[start:])) is not None), None)


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
