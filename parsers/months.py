"""The names of the months in the languages of the publishers, as numbers.

Does not find a name in a text and does not know days; `parsers.written_dates` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

_NAMES = "january february march april may june july august september october november december"
_ENGLISH = {written: number for number, name in enumerate(_NAMES.split(), start=1) for written in (name, name[:3])} | {
    "sept": 9
}
# What publishers write and CLDR lacks: cases that a date takes in Latvian and Estonian, and other abbreviations.
_MORE = {
    "lv": (
        "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
        "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra",
    ),
    "et": (
        "jaanuaril veebruaril märtsil aprillil mail juunil juulil augustil septembril oktoobril novembril detsembril",
        "jaanuari veebruari märtsi aprilli mai juuni juuli augusti septembri oktoobri novembri detsembri",
        "jan feb mär apr mai jun jul aug sep okt nov dets",
    ),
    "da": ("jan feb mar apr maj jun jul aug sept okt nov dec",),
    "nb": ("jan febr mar apr mai jun jul aug sept okt nov des",),
    "nn": ("jan febr mar apr mai jun jul aug sept okt nov des",),
    "sv": ("jan feb mar apr maj jun jul aug sept okt nov dec",),
    "is": ("jan feb mar apr maí jún júl ág sept okt nóv des",),
    "nl": ("jan febr mrt apr mei jun jul aug sept okt nov dec",),
    "de": (
        "jänner feber mrz apr mai jun jul aug sep okt nov dez",
        "jän febr märz apr mai jun jul aug sept okt nov dez",
    ),
    "fr": ("jan fév mar avr mai jui jul aoû sep oct nov déc",),
    "es": (
        "enero feb mar abr mayo jun jul ago setiembre oct nov dic",
        "ene feb mzo abr may jun jul ago sep oct nov dic",
    ),
    "it": ("gen feb mar apr mag giu lug ago sett ott nov dic",),
    "ru": ("янв фев мар апр мая июн июл авг сен окт ноя дек",),
}


def month_number(name: str, languages: Sequence[str]) -> int:
    """Return the month that a name or an abbreviation means, 1 to 12; 0 for a word that is none.

    English is known everywhere, other languages where they are asked for (BCP 47), the first that knows the name.
    """
    word = name.casefold()
    if word in _ENGLISH:
        return _ENGLISH[word]
    return next((number for one in languages if (number := _months(one.partition("-")[0].lower()).get(word, 0))), 0)


@cache
def _months(language: str) -> Mapping[str, int]:
    """Return name -> number, in folded case and without a full stop; English is known without asking."""
    if language == "en":
        return {}
    own = {word: n for names in _MORE.get(language, ()) for n, word in enumerate(names.split(), start=1)}
    return own | _of_cldr(language)


def _of_cldr(language: str) -> dict[str, int]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - costs 60 ms, and most sources write numbers

    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    forms = (months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    return {name.casefold().removesuffix("."): number for names in forms for number, name in names.items()}
