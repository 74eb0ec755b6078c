"""A query that finds nothing is loosened word by word, and only where that can find more."""

from __future__ import annotations

import pytest

from parsers.topics.language import parse
from parsers.topics.loosening import loosened
from parsers.topics.printing import render

BEGINNINGS = {"exercised": "exercis", "ships": "ship", "jef": "je", "go": "go", "o'neill": "o"}


@pytest.mark.parametrize(
    ("query", "looser"),
    [
        ("exercised", "exercis*"),
        ("Exercised AND drone", "exercis* AND drone"),
        ('"ships exercised"', '"ship* exercis*"'),
        ("title:(ships NEAR/3 exercised)", "title:(ship* NEAR/3 exercis*)"),
        ("ATLEAST/2 (ships) OR FIRST/9 (ships)", "ATLEAST/2 (ship*) OR FIRST/9 (ship*)"),
        ("ships SENTENCE exercised", "ship* SENTENCE exercis*"),
        ("exercised NOT ships", "exercis* NOT ships"),
        ("exercised EXCEPT ships", "exercis* EXCEPT ships"),
        ("JEF", "JEF"),
        ("exact:ships", "exact:ships"),
        ("ship* AND go AND topic:ships", "ship* AND go AND topic:ships"),
        ("o'neill", "o'neill"),
    ],
)
def test_a_query_is_loosened_to_what_forms_of_its_words_begin_with(query: str, looser: str) -> None:
    assert render(loosened(parse(query), BEGINNINGS.get)) == looser
