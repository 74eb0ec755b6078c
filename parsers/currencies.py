"""The names of currencies: signs, ISO 4217 codes and words in the languages of the publishers.

Does not read numbers and does not convert. What a sign means may hang on the publisher's country and language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from parsers.numbers import base_language

_CODES = (
    "GBP EUR USD CAD AUD NZD HKD SGD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN UAH RUB TRY JPY CNY KRW INR PKR BDT LKR "
    "ZAR NGN KES GHS EGP AED SAR QAR KWD ILS BRL MXN ARS CLP JMD TTD MYR THB IDR PHP VND TWD XOF XAF"
)
CODES = frozenset(_CODES.split())
_SIGN_PAIRS = (
    "£ GBP € EUR ₹ INR ₴ UAH ₽ RUB ₺ TRY ₩ KRW ₪ ILS ₦ NGN US$ USD U.S.$ USD C$ CAD CA$ CAD A$ AUD AU$ AUD NZ$ NZD "
    "HK$ HKD S$ SGD NT$ TWD R$ BRL J$ JMD JA$ JMD TT$ TTD MX$ MXN Rs INR Rs. INR Re. INR RMB CNY zł PLN Kč CZK"
).split()
_SHARED_SIGNS = ("$", "¥", "kr", "kr.", "Kr", "Kr.")  # whose, the publisher's country or the language says
_SIGNS = dict(zip(_SIGN_PAIRS[::2], _SIGN_PAIRS[1::2], strict=True)) | dict.fromkeys(_SHARED_SIGNS, "")
_DOLLARS = frozenset("USD CAD AUD NZD HKD SGD TWD JMD TTD".split())
_RUPEES = frozenset(("INR", "PKR", "LKR", "NPR"))
_CROWNS = {"sv": "SEK", "da": "DKK", "nb": "NOK", "is": "ISK"}
_CROWN_CODES = frozenset(_CROWNS.values())

_WORDS: dict[str, str] = {
    "GBP": "sterling pund pond ponden libras sterline фунтів funtów",
    "EUR": "€ euro euros euron euroa euroja eurolla eurosta eurot euroon eurojen eurosse eurosid eiro evrur evra evrum "
    "eurų eurai eurus eura eur євро евро ewro",
    "UAH": "hryvnia hryvnias hrywien грн гривень гривні гривня гривню гривен",
    "PLN": "zloty zlotys złoty złotych złote złotego zł",
    "CZK": "kč koruna korun koruny",
    "CHF": "franken schweizerfranken",
    "JPY": "¥ yen jen ієн",
    "CNY": "yuan renminbi юанів",
    "INR": "rupees rupee",
    "RUB": "rubles roubles ruble rouble rubel рублів рублей рубля руб",
    "TRY": "lira liras",
    "ILS": "shekels shekel",
    "AED": "dirhams dirham",
    "USD": "bandaríkjadalir bandaríkjadala bandaríkjadali",
    "NGN": "naira",
    "ZAR": "rand",
}
_CURRENCY_OF = {word: code for code, words in _WORDS.items() for word in words.split()}
_POUNDS = frozenset(("pounds", "pound"))
_DOLLAR_WORDS = frozenset(
    "dollar dollars dollaria dollarin dollarilla dollár dollarar dólares dólar dollari dolarów dolerių dolerius "
    "dolāru dolāri dollarit dollareid доларів долара долари долларов доллара dolary $".split()
)
_CROWN_WORDS = {
    **dict.fromkeys(("kronor", "krona", "kr"), "sv"),
    **dict.fromkeys(("kroner", "krone"), "da"),
    **dict.fromkeys(("kronur", "krónur", "króna", "krónum"), "is"),
    **dict.fromkeys(("kruunua", "kruunun"), "sv"),
}
_NATIONS = {
    **dict.fromkeys(("us", "u.s.", "american", "amerikanska", "amerikanske", "yhdysvaltain", "us-"), "USD"),
    **dict.fromkeys(("canadian", "kanadensiska", "canadiens", "canadiske"), "CAD"),
    **dict.fromkeys(("australian", "australiska"), "AUD"),
    **dict.fromkeys(("jamaican",), "JMD"),
    **dict.fromkeys(("swedish", "svenska", "svenske", "sænskar", "ruotsin"), "SEK"),
    **dict.fromkeys(("norwegian", "norska", "norske", "norskar", "norjan"), "NOK"),
    **dict.fromkeys(("danish", "danska", "danske", "danskar", "tanskan"), "DKK"),
    **dict.fromkeys(("icelandic", "isländska", "islandske", "íslenskar"), "ISK"),
    **dict.fromkeys(("swiss", "schweizer", "suisses"), "CHF"),
    **dict.fromkeys(("british", "brittiska", "britiske"), "GBP"),
}
_COUNTRY_PAIRS = (
    "gb GBP us USD ca CAD au AUD nz NZD hk HKD sg SGD tw TWD jm JMD tt TTD in INR pk PKR lk LKR dk DKK fo DKK gl DKK "
    "no NOK se SEK is ISK pl PLN cz CZK hu HUF ro RON ua UAH ru RUB ch CHF tr TRY jp JPY cn CNY kr KRW za ZAR ng NGN "
    "ke KES gh GHS il ILS br BRL mx MXN ae AED"
).split()
_HOMES = {
    **dict(zip(_COUNTRY_PAIRS[::2], _COUNTRY_PAIRS[1::2], strict=True)),
    **dict.fromkeys("at be bg cy de ee es fi fr gr hr ie it lt lu lv mt nl pt si sk".split(), "EUR"),
}
_MINOR = {"pence": ("GBP", Decimal("0.01")), "penny": ("GBP", Decimal("0.01"))}

_SIGN_SOURCE = "|".join(sorted(map(re.escape, (*_SIGNS, *CODES)), key=len, reverse=True))
SIGN = rf"(?:(?<![A-Za-z])(?:{'|'.join(sorted(CODES))})[$£€]|(?<![A-Za-z])(?:{_SIGN_SOURCE})|[£€$¥₹])"


def home_currency(country: str) -> str:
    """Return the currency of a country (ISO 3166-1 alpha-2, lower case), for its bare signs; empty if unknown."""
    return _HOMES.get(country, "")


def currency_of_sign(sign: str, *, language: str, home: str) -> str:
    """Return the currency of a sign or code that SIGN matches; empty where nobody can say whose it is."""
    code = sign[:3]
    if code in CODES:
        return code
    if sign == "$":
        return home if home in _DOLLARS else "USD"
    if sign == "¥":
        return "CNY" if home == "CNY" or base_language(language) == "zh" else "JPY"
    if sign.lower().startswith("kr"):
        return _crown(base_language(language), home)
    if sign.startswith(("Rs", "Re")):
        return home if home in _RUPEES else "INR" if sign.startswith("Rs") else ""
    return _SIGNS[sign]


def currency_of_words(words: Sequence[str], *, language: str, home: str, scaled: bool) -> tuple[str, int] | None:
    """Return (currency, how many of the words name it) for the words that follow a number; None where they name none.

    `scaled` says that 'million' or the like stands between: without it, 'pounds' are a weight anywhere but at home.
    """
    lowered = [word.lower().rstrip(".") for word in words]
    at = 1 if lowered and lowered[0] in ("de", "d", "di") else 0  # 'dix millions de dollars', 'd’euros'
    nation = _NATIONS.get(lowered[at], "") if len(lowered) > at + 1 else ""
    at += nation != ""
    if at >= len(lowered):
        return None
    if words[at] in CODES:
        return words[at], at + 1
    currency = _of_word(lowered[at], language=base_language(language), home=home, scaled=scaled, nation=nation)
    return (currency, at + 1) if currency else None


def minor_unit(word: str) -> tuple[str, Decimal] | None:
    """Return (currency, its share of the whole unit) of a word for small coins."""
    return _MINOR.get(word.lower())


def bare_crowns(language: str, home: str) -> str:
    """Return the currency that a sum without any ('5 miljarder') has in a Nordic release; empty elsewhere.

    Swedish of a country without crowns, such as Finland, leaves it open.
    """
    code = base_language(language)
    return _crown(code, home) if code in _CROWNS and (not home or home in _CROWN_CODES) else ""


def _of_word(word: str, *, language: str, home: str, scaled: bool, nation: str) -> str:
    word = word.removeprefix("us-")
    if word == "$" and language == "en":
        return ""  # in English it stands in front
    if word in ("dala", "dalir", "dali") and language == "is":
        return "USD"
    if word in _DOLLAR_WORDS:
        return nation or (home if home in _DOLLARS else "USD")
    if word in _CROWN_WORDS:
        return nation or _crown(language if language in _CROWNS else _CROWN_WORDS[word], home)
    if word in _POUNDS:
        return "GBP" if home == "GBP" or (scaled and home not in _DOLLARS) else ""
    return nation if word in ("francs", "franc") else _CURRENCY_OF.get(word, "")


def _crown(language: str, home: str) -> str:
    return home if home in _CROWN_CODES else _CROWNS.get(language, "")
