"""Words brought to their stems, so that 'exercises' counts where 'exercise' is asked for: for ranking and for hints.

Decides nothing: what matches is the topic language's to say. Stems are those of Snowball, as Tantivy has them.
"""

from __future__ import annotations

from functools import cache

import tantivy

_STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "fi": "finnish",
    "nb": "norwegian",
    "nl": "dutch",
    "sv": "swedish",
}
_SAME = {"no": "nb", "nn": "nb"}
LANGUAGES = tuple(_STEMMERS)


def stemmed(tag: str) -> str | None:
    """Return the language in whose stems a release is indexed, by its BCP 47 tag: 'en' of 'en-GB'; None for none."""
    language = tag.casefold().partition("-")[0]
    language = _SAME.get(language, language)
    return language if language in _STEMMERS else None


def stem(language: str, word: str) -> str:
    """Return the stem of a folded word."""
    return next(iter(analyzer(language).analyze(word)), word)


@cache
def analyzer(language: str) -> tantivy.TextAnalyzer:
    """Return what brings the words of a text to their stems; the words are told apart by spaces already."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return words.filter(tantivy.Filter.stemmer(_STEMMERS[language])).build()
