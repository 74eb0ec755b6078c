"""Texts that no publisher writes: quotes must neither break nor hold a run up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.quotes import find_quotes
from parsers.records import Block

_PIECES = st.sampled_from(
    "“ ” \" ' ‘ ’ « » – . , : ( ) said säger mówi Jak Jo Reed Dr. Sen. Minister and of the Boats run well she".split()
)


@given(
    st.lists(st.lists(_PIECES, max_size=12).map(" ".join), max_size=4), st.sampled_from(["en", "sv", "fr", "cy", "pl"])
)
def test_whatever_stands_side_by_side_a_quote_is_text_of_the_text_and_has_a_speaker(
    texts: list[str], language: str
) -> None:
    found = find_quotes([Block(text=text) for text in texts if text], language=language)
    words = set(" ".join(texts).replace(",", " ").split())
    assert all(one.speaker for one in found)
    assert all(set(one.text.replace(",", " ").split()) <= words for one in found)


HOSTILE = [
    "“",
    '"a ',
    "'a ",
    "“A said. ” ",
    "X said: ",
    "“A,” said B. ",
    "“A b,” said (a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a) ",
    "– a, säger ",
    "Sens. Ab Cd and ",
    "– a – mówi Jan Kos. – ",
]


def language_of(piece: str) -> str:
    return "sv" if "säger" in piece else "pl" if "mówi" in piece else "en"


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_in_one_paragraph_costs_less_than_a_second(piece: str) -> None:
    block = Block(text=(piece * (1_000_000 // len(piece))).strip())
    began = time.process_time()
    find_quotes([block], language=language_of(piece))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("piece", [*HOSTILE, "X said: “Boats run.”", "She said:", "“Boats run well”"])
@pytest.mark.parametrize("quotation", [None, 1])
def test_a_megabyte_in_small_paragraphs_costs_less_than_a_second(piece: str, quotation: int | None) -> None:
    blocks = [
        Block(text=piece.strip(), quotation=quotation if number % 2 else None)
        for number in range(1_000_000 // (len(piece) + 20))
    ]
    began = time.process_time()
    find_quotes(blocks, language=language_of(piece))
    assert time.process_time() - began < 1
