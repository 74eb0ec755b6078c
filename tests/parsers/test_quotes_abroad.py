"""Quotes in the languages of all publishers, four and more in each, and near misses. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.parsers.written_quotes import read

SENTENCES = Path(__file__).with_name("quotes_abroad.txt")
LANGUAGES = frozenset("da nb nn sv fi is et lv lt nl pl uk ru de fr es it".split())


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """Yield (language, text, [speaker | role | text of each quote]) of the file."""
    language, text, said = "", "", list[str]()
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("  "):
            said.append(line.strip())
        elif line and not line.startswith("#"):
            if text:
                yield language, text, said
            language, _, text = line.partition(" ")
            said = []
    yield language, text, said


@pytest.mark.parametrize(("language", "text", "said"), list(cases()))
def test_a_ministrys_sentence_says_who_said_what(language: str, text: str, said: list[str]) -> None:
    """In the marks, dashes and verbs of its language; a name in marks and a list behind dashes are no quotes."""
    found = read(text.replace(" / ", "\n"), language)
    written = [f"{name} | {role or ''} | {words}" for name, role, words in found] or ["nobody"]
    assert written == said


def test_every_language_has_examples() -> None:
    assert {language for language, _, said in cases() if said != ["nobody"]} == LANGUAGES


def test_a_list_behind_a_minister_who_says_is_no_speech() -> None:
    """Only whole sentences are: 'Ministeren siger, at havnen åbner: – mandag – tirsdag' lists days."""
    assert read("Ministeren Orla Quist siger:\n– mandag\n– tirsdag", "da") == []
    assert [said for *_, said in read("Minister Orla Quist siger:\n– Vi åbner mandag.", "da")] == ["Vi åbner mandag."]


def test_english_reads_none_of_this() -> None:
    """A dash opens a list there, and what stands behind ' – says' is an aside."""
    assert read("– Boats sail again – says the minister Jo Reed.", "en") == []
