"""Whether a text can be in the language that its page declares, as far as the letters alone say so for certain.

Does not tell languages of one script apart, and does not detect: where the declared one cannot be, the source's own is
taken if it can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.numbers import base_language

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC_LANGUAGES = frozenset("uk ru bg be mk".split())  # and no other script
_LATIN_LANGUAGES = frozenset("en da nb is sv fi et lv lt nl pl de fr es it pt cs sk hu ro cy ga gd".split())
_SAMPLE = 1_000  # characters that are looked at
_ENOUGH = 40  # letters; fewer may be a name


def credible_language(declared: str, own: Sequence[str], text: str) -> str:
    """Return the declared language (BCP 47) of a text, or the first of the source's `own` where that cannot be.

    A text of Cyrillic letters is not in English, whatever a template says. Where none of `own` can be it, what is
    declared stays.
    """
    impossible = _impossible(text[:_SAMPLE])
    if base_language(declared) not in impossible:
        return declared
    return next((one for one in own if base_language(one) not in impossible), declared)


def _impossible(sample: str) -> frozenset[str]:
    """The languages that a text cannot be in: those of the script that hardly any of its letters has."""
    if sample.isascii():
        return _CYRILLIC_LANGUAGES if len(_LATIN.findall(sample)) >= _ENOUGH else frozenset()
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if max(cyrillic, latin) < _ENOUGH or max(cyrillic, latin) < 4 * min(cyrillic, latin):
        return frozenset()
    return _LATIN_LANGUAGES if cyrillic > latin else _CYRILLIC_LANGUAGES
