"""Sentences end where readers see them end."""

from __future__ import annotations

import pytest

from parsers.topics.sentences import paragraphs, sentences

# | marks where a sentence begins after another
TEXTS = [
    "The force met. |It will meet again.",
    "Mr. Smith met Dr. Jones and Lt. Col. Brown. |They left.",
    "They met at No. 10 Downing Street. |Then they left.",
    "He said no. |Everyone left.",
    "The U.S. Navy sailed. |The ships came back.",
    "It was made in the U.S. |The ships came back.",
    "It costs £2.1 billion. |It will last.",
    "J. R. Smith spoke. |Others listened.",
    "“We will act.” |Ministers agreed.",
    "“We will act.” said he, and left.",
    "Will they act? |Yes! |They will.",
    "The talks began at 9 a.m. and ended at 5 p.m. |The ministers left.",
    "Ships, planes etc. were sent.",
    "Den 5. maj mødtes de. |Så rejste de.",
    "Det sker bl.a. i Norge. |Andre følger.",
    "It grew by 3.5 per cent. |3 countries joined.",
    "Heading without a stop\n\n|The force met.\n\n|It left.",
    "A line\nthat goes on. |Another one.",
    "First… |Second.",
    "Version 2.0. |Another.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_a_full_stop_ends_a_sentence_only_where_readers_see_one(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|")]
    assert [text[start:stop].strip() for start, stop in sentences(text)] == expected


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\r\n\r\n", "\r\r", "\n\n\n\n", "\u2029"])
def test_a_blank_line_parts_paragraphs(gap: str) -> None:
    text = f"One.{gap}Two."
    blocks = [text[start:stop].strip() for start, stop in paragraphs(text)]
    assert [one for one in blocks if one] == ["One.", "Two."]


@pytest.mark.parametrize("gap", ["\n", "\r\n", " \n "])
def test_a_single_line_break_parts_nothing(gap: str) -> None:
    assert len(paragraphs(f"One{gap}two.")) == 1
    assert len(sentences(f"One{gap}two.")) == 1
