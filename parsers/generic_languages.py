"""The language of a page of an unknown publisher: what it declares, unless its script says that this cannot be.

Does not guess between languages of one script where something is declared that can be true.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from parsers.generic_page import GenericPage
from parsers.json_items import text_at

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Z][a-z]{3}))?(?:[-_][A-Za-z0-9]+)*")
_SCRIPTS = {  # first word of a letter's name in Unicode -> languages that are written with it, the commonest first
    "CYRILLIC": "ru uk bg sr be mk kk ky mn tg tt ba cv os ab",
    "GREEK": "el",
    "ARABIC": "ar fa ur ps ku ckb ug sd pa",
    "HEBREW": "he yi iw",
    "DEVANAGARI": "hi mr ne sa kok mai",
    "BENGALI": "bn as",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "MYANMAR": "my",
    "KHMER": "km",
    "ETHIOPIC": "am ti",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh ja ko yue",
}
_ALSO_LATIN = frozenset("sr kk ky tg tt ku pa az uz".split())
_LETTERS = (("uk", "іїєґ"), ("be", "ў"), ("mk", "ѓќѕ"), ("sr", "ђћџљњ"), ("fa", "پچژگ"), ("ur", "ٹڈڑے"))
_COMMON = {
    "en": "the of and to in is that for with was on as by",
    "de": "der die das und ist nicht mit von den dem für auf ein",
    "fr": "le la les des et est pour dans une que du au sur",
    "es": "el la los las de y que en una por con para del",
    "it": "il di che la della per una con del gli sono nel",
    "pt": "o a os as de que do da em para com uma não",
    "nl": "de het een van en is dat voor met op zijn niet",
    "sv": "och att det som en är för av med den till inte",
    "da": "og at det som en er for af med den til ikke",
    "nb": "og å det som en er for av med den til ikke",
    "fi": "ja on että se ei ovat myös oli sekä joka kun",
    "pl": "i w na z do że się nie jest oraz dla przez",
    "cs": "a v na se že je s do pro jako které při",
    "et": "ja on et ei see mis kui oma ning ka aasta",
    "ro": "și de în la a care pentru cu din este nu",
    "tr": "ve bir bu için ile da de olan olarak çok",
}


def find_language(page: GenericPage, text: str, fallback: str) -> tuple[str, str]:
    """Return (language tag, where it stood: 'markup', 'source' or 'detected') of a page with a text.

    `fallback` is the language of the source, for pages that declare none.
    """
    script = _script(text)
    declared = [tag for one in _declared(page) if (tag := normal_tag(one))]
    if possible := [one for one in declared if _is_possible(one, script)]:
        return possible[0], "markup"
    if not declared and _is_possible(fallback, script):
        return fallback, "source"
    return _detected(text, script) or fallback, "detected"


def _declared(page: GenericPage) -> tuple[str, ...]:
    root = page.tree.get("lang") or page.tree.get("xml:lang") or page.body.get("lang") or ""
    metas = ("og:locale", "content-language", "dc.language", "dcterms.language", "inlanguage", "language")
    return (root, *(page.meta(one) for one in metas), text_at(page.item, "inLanguage"))


def normal_tag(tag: str) -> str:
    """Return a tag without its region: 'en' of 'en_GB', 'zh-Hant' of 'zh-Hant-TW'; empty for what is no tag."""
    found = _TAG.fullmatch(tag.strip())
    if not found:
        return ""
    return f"{found[1].lower()}-{found[2]}" if found[2] else found[1].lower()


def language_among(text: str, languages: Sequence[str]) -> str:
    """Return which of a source's languages a text is in: that of most common words, the first where none leads.

    A language whose common words are not known is never the answer unless it is the first.
    """
    words = Counter(re.findall(r"\w+", text.casefold()))
    found = {one: sum(words[common] for common in _COMMON.get(one, "").split()) for one in languages}
    return max(languages, key=lambda one: found[one])


def _script(text: str) -> str:
    """Return the script of most letters of a text; kana make it Japanese however many characters are Chinese."""
    names = Counter(unicodedata.name(one, "").partition(" ")[0] for one in text[:3000] if one.isalpha())
    kana = names["HIRAGANA"] + names["KATAKANA"]
    if 10 * kana > sum(names.values()):
        return "HIRAGANA"
    return names.most_common(1)[0][0] if names else ""


def _is_possible(tag: str, script: str) -> bool:
    language = tag.partition("-")[0]
    if script in _SCRIPTS:
        return language in _SCRIPTS[script].split()
    only_elsewhere = {one for names in _SCRIPTS.values() for one in names.split()} - _ALSO_LATIN
    return script != "LATIN" or language not in only_elsewhere


def _detected(text: str, script: str) -> str:
    """Return the likeliest language of a script; empty for Latin letters without a common word that is known."""
    if script in _SCRIPTS:
        languages = _SCRIPTS[script].split()
        letters = Counter(text.casefold())
        telling = ((sum(letters[one] for one in signs), name) for name, signs in _LETTERS if name in languages)
        times, name = max(telling, default=(0, ""))
        if 200 * times > len(text):
            return name
        return "bg" if script == "CYRILLIC" and letters["ъ"] and not letters["ы"] + letters["э"] else languages[0]
    words = Counter(re.findall(r"\w+", text.casefold()))
    times, name = max((sum(words[one] for one in common.split()), name) for name, common in _COMMON.items())
    return name if times else ""
