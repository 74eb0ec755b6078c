"""Words are found however they are encoded, and mentions count the characters that are stored."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.topics.match import Matcher
from parsers.topics.words import WORD, core, forms, read_text
from tests.topics.releases import found, mentions, release, topic

# what is true | query | text | what is mentioned, as stored
SPELLINGS = [
    ("a word in capitals keeps its case", "JEF", "jef Jef JEF", ["JEF"]),
    ("one capital letter does not make a word in capitals", "a", "A a", ["A", "a"]),
    ("other words match in any case", "jef", "jef Jef JEF", ["jef", "Jef", "JEF"]),
    ("exact keeps the case that is written", "exact:Jef", "jef Jef JEF", ["Jef"]),
    ("exact holds for a whole group", 'exact:(Jef OR "High North")', "jef High North high north", ["High North"]),
    ("a possessive still matches", "JEF", "the JEF's plan", ["JEF"]),
    ("a possessive with a curly apostrophe still matches", "JEF", "the JEF’s plan", ["JEF"]),
    ("a possessive in capitals still matches", "JEF", "THE JEF'S PLAN", ["JEF"]),
    ("a plural possessive still matches", "nations", "the nations’ plan", ["nations"]),
    ("a Swedish genitive with a colon still matches", "JEF", "JEF:s möte", ["JEF"]),
    ("a Danish ending behind an apostrophe still matches", "JEF", "JEF’en og JEF'ets", ["JEF", "JEF"]),
    ("a French article before it still matches", "Arctique", "l’Arctique", ["Arctique"]),
    ("an Italian article before it still matches", "Artico", "dell'Artico", ["Artico"]),
    ("article and ending together still match", "OTAN", "l'OTAN's", ["OTAN"]),
    ("the start of a contraction is no word", "don", "I don't know", []),
    ("a contraction matches itself", "don't", "I don’t know", ["don’t"]),
    ("a name with an apostrophe matches itself", "O'Brien", "Mr O’Brien’s desk", ["O’Brien"]),
    ("a hyphen parts words", "JEF", "JEF-led, non-JEF", ["JEF", "JEF"]),
    ("a phrase matches across a hyphen", '"High North"', "High-North", ["High-North"]),
    ("a phrase matches across a dash without spaces", '"High North"', "High–North", ["High–North"]),
    ("a phrase matches across a non-breaking hyphen", '"High North"', "High\u2011North", ["High\u2011North"]),
    (
        "a phrase matches across a line break",
        '"High North"',
        "High\nNorth High\r\nNorth",
        ["High\nNorth", "High\r\nNorth"],
    ),
    ("a phrase matches across a hyphen at a line's end", '"High North"', "High-\nNorth", ["High-\nNorth"]),
    ("a phrase matches across a non-breaking space", '"High North"', "High\u00a0North", ["High\u00a0North"]),
    ("a phrase matches across several spaces", '"High North"', "High  North", ["High  North"]),
    ("a hyphened query matches the words", "High-North", "High North", ["High North"]),
    ("a phrase does not cross a blank line", '"High North"', "High\n\nNorth High\r\n \r\nNorth", []),
    ("a phrase does not cross a comma", '"High North"', "High, North", []),
    ("punctuation of a phrase counts", '"U.S. Navy"', "the U.S. Navy, US Navy", ["U.S. Navy"]),
    ("a number with a point matches only so", '"2.1 billion"', "2.1 billion, 2 1 billion", ["2.1 billion"]),
    (
        "a possessive inside a phrase still matches",
        '"Ukraine air defence"',
        "Ukraine’s air defence",
        ["Ukraine’s air defence"],
    ),
    ("an accent composed or not is the same", "café", "café cafe\u0301", ["café", "cafe\u0301"]),
    ("an accent in the query, composed or not, is the same", "cafe\u0301", "café", ["café"]),
    ("no accent is not the same", "cafe", "café", []),
    ("ß is ss in any case", "straße", "STRASSE Strasse", ["STRASSE", "Strasse"]),
    ("a dotted capital I folds into two characters", "istanbul*", "x İstanbul istanbul y", ["istanbul"]),
    ("a soft hyphen is passed over", '"High North"', "Hi\u00adgh North", ["Hi\u00adgh North"]),
    ("a zero-width space is passed over", "JEF", "x\u200b J\u200bEF y", ["J\u200bEF"]),
    ("an invisible character in the query is passed over", "J\u200bEF", "JEF", ["JEF"]),
    ("an invisible character at a word's end stays outside", "JEF", "JEF\u200b met", ["JEF"]),
    ("an underscore is no letter", "JEF", "_JEF_", ["JEF"]),
    ("Greek folds its last sigma", "ΟΔΟΣ OR οδος", "οδός οδος ΟΔΟΣ", ["οδος", "ΟΔΟΣ"]),
    ("Hindi words are whole words", "हिन्दी", "हिन्दी हिन्दीतर", ["हिन्दी"]),
    (
        "Hangul syllables match however they are encoded",
        "한국",
        unicodedata.normalize("NFD", "한국"),
        [unicodedata.normalize("NFD", "한국")],
    ),
    ("a Ukrainian apostrophe may be the letter", "об'єднані", "Обʼєднані Об’єднані", ["Обʼєднані", "Об’єднані"]),
    ("a star is any letters or none", "deter*", "deter deterrence's", ["deter", "deterrence"]),
    ("a question mark is one letter", "wom?n", "woman women wmn", ["woman", "women"]),
    ("a wildcard in capitals keeps their case", "JEF*", "JEFs Jefferson", ["JEFs"]),
    ("a wildcard behind an inner apostrophe", "об'єднан*", "об’єднаних", ["об’єднаних"]),
    ("a wildcard in a phrase", '"critical infra*"', "critical infrastructures", ["critical infrastructures"]),
    ("an emoji beside a word is no part of it", "JEF", "🚢JEF🚢", ["JEF"]),
]


@pytest.mark.parametrize(("truth", "query", "text", "expected"), SPELLINGS)
def test_a_word_is_found_however_it_is_spelt(truth: str, query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected, truth
    for one in mentions(query, text):
        assert text[one.start : one.stop] == one.text


def test_mentions_count_from_the_start_of_the_stored_notes() -> None:
    (one,) = mentions("JEF", "Ships sail.", notes="Notes to editors\n\nThe JEF is a force.")
    assert (one.field, one.start, one.stop) == ("notes", 22, 25)


def test_notes_that_are_not_in_the_body_are_read_too() -> None:
    apart = replace(release("Ships sail."), notes="The JEF is a force.")
    (one,) = Matcher([topic("JEF")]).mentions(apart)
    assert (one.field, one.start) == ("notes", 4)


def test_letters_are_letters_in_any_case() -> None:
    """So that words of the folded text and of the text with its case are the same words, one for one."""
    everything = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert [one for one in everything if bool(WORD.fullmatch(one)) != bool(WORD.fullmatch(one.casefold()))] == []


@given(
    st.text(
        alphabet=st.sampled_from("aé e\u0301\u0327ßİ’'\u00ad\u200b\ufe0f한\u1112\u1161\u11abक\u094d_-"), max_size=30
    )
)
def test_every_character_read_leads_back_to_where_it_is_stored(stored: str) -> None:
    text = read_text(stored)
    for place, one in enumerate(text.clean):
        start, stop = text.stored_span(place, place + 1)
        assert one in read_text(stored[start:stop]).clean
    assert text.clean == read_text(text.clean).clean


@given(
    st.lists(st.sampled_from(["a", "l", "s", "en", "ef", "qu", "brien", "dell"]), min_size=1, max_size=5).map("'".join)
)
def test_all_forms_of_a_word_have_the_same_core(word: str) -> None:
    assert {core(word[start:stop]) for start, stop in forms(word)} == {core(word)}
