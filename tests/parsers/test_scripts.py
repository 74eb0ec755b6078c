"""The declared language of a page whose letters say that it cannot be. Every text is invented."""

from __future__ import annotations

import pytest

from parsers.scripts import credible_language

UKRAINIAN = "Порти знову приймають човни, повідомили в міністерстві. Перший причал відкрили у понеділок."
ENGLISH = "Ports take in boats again, the ministry said. The first quay was opened on Monday."
POLISH = "Porty znów przyjmują łodzie, poinformowało ministerstwo. Pierwsze nabrzeże otwarto w poniedziałek."


@pytest.mark.parametrize(
    ("declared", "own", "text", "language"),
    [
        ("en", ["uk"], UKRAINIAN, "uk"),  # a template's lang="en" on a Ukrainian page
        ("en-GB", ["en", "ru"], UKRAINIAN, "ru"),
        ("uk", ["uk", "en"], ENGLISH, "en"),
        ("uk", ["uk", "pl"], POLISH, "pl"),
        ("uk", ["uk"], UKRAINIAN, "uk"),
        ("uk", ["en"], UKRAINIAN, "uk"),
        ("en", ["en", "fr"], UKRAINIAN, "en"),  # nothing better is known
        ("pl", ["uk"], ENGLISH, "pl"),  # the letters do not tell Polish from English
        ("sr", ["en"], UKRAINIAN, "sr"),  # is written in both
        ("en", ["uk"], "Київ", "en"),  # a name is no text
        ("en", ["uk"], ENGLISH[:60] + UKRAINIAN[:60], "en"),
        ("en", ["uk"], "", "en"),
    ],
)
def test_letters_overrule_a_language_that_is_not_written_with_them(
    declared: str, own: list[str], text: str, language: str
) -> None:
    """And nothing else does."""
    assert credible_language(declared, own, text) == language
