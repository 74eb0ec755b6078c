"""Sums of money in texts. Nothing is allowed: every text has sums or none."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.amounts import find_amounts
from parsers.records import Amount
from tests.fuzz import material
from tests.fuzz.targets import Target

HOMES = (
    *(("en", "GBP"), ("en", "USD"), ("en", ""), ("sv", "SEK"), ("da", "DKK"), ("nb", "NOK"), ("is", "ISK")),
    *(("fi", "EUR"), ("lt", "EUR"), ("pl", "PLN"), ("de", "EUR"), ("en", "INR"), ("uk", "UAH"), ("zz", "")),
)
WORDS = (
    *"£ € $ US$ R$ kr kr. Rs. ₹ p pence million".split(),
    *"m bn mia. mrd lakh crore half quarter hundred twenty mkr öre NOK".split(),
    *"1,5 1.500.000 2 000 000 20-30 20 to 30 between and to – 1’000 000,000 £000 144p ٣ ²".split(),
    *("a billion pounds", "half a million euros", "M€", "\u00a0", "\u202f"),
)


def read(variant: int, content: bytes) -> list[Amount]:
    """Find the sums of a text of one of the publishers; each is a part of the text, and more than nothing."""
    text = content.decode("utf-8", "replace")
    language, home = HOMES[variant]
    found = find_amounts(text, field="body", language=language, home=home)
    assert all(one.text in text and one.value.is_finite() and one.value > 0 for one in found), found
    return found


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield texts of releases."""
    for number, text in enumerate(material.texts()):
        yield number % len(HOMES), text.encode()


TARGET = Target(read=read, variants=len(HOMES), seeds=seeds, words=WORDS)
