"""Sums of money in the languages and currencies of all publishers, with near misses. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.amounts import find_amounts
from parsers.currencies import home_currency

SENTENCES = Path(__file__).with_name("sums_abroad.txt")


def cases() -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield (language, currency at home, text, ['text = value currency' of each sum]) of the file."""
    for paragraph in SENTENCES.read_text("utf-8").replace("\n  ", "\t").splitlines():
        if paragraph and not paragraph.startswith("#"):
            sentence, *sums = paragraph.split("\t")
            language, home, text = sentence.split(" ", maxsplit=2)
            yield language, home, text, sums


@pytest.mark.parametrize(("language", "home", "text", "sums"), list(cases()))
def test_a_sum_is_read_as_its_language_writes_it(language: str, home: str, text: str, sums: list[str]) -> None:
    """With its words, commas, points and narrow spaces; telephone numbers, people, shares and years are no money."""
    for written in (text, text.replace(" ", "\u00a0")):
        found = find_amounts(written, field="body", language=language, home=home)
        read = [f"{one.text} = {one.value} {one.currency}".replace("\u00a0", " ") for one in found] or ["none"]
        assert read == sums


@pytest.mark.parametrize(
    ("country", "text", "currency"),
    [
        ("dk", "kr. 500", "DKK"),
        ("no", "kr 500", "NOK"),
        ("se", "500 kr", "SEK"),
        ("is", "500 kr.", "ISK"),
        ("us", "$500", "USD"),
        ("ca", "$500", "CAD"),
        ("jm", "$500", "JMD"),
        ("in", "Rs 500", "INR"),
        ("lk", "Rs 500", "LKR"),
        ("fi", "$500", "USD"),
        ("zz", "$500", "USD"),
    ],
)
def test_a_sign_that_many_share_is_the_publishers_own(country: str, text: str, currency: str) -> None:
    """Also in what it writes in English: 'kr' in a Danish ministry's English release is Danish."""
    found = find_amounts(text, field="body", language="en", home=home_currency(country))
    assert [one.currency for one in found] == [currency]


def test_a_sum_without_a_currency_is_crowns_only_where_crowns_are_paid() -> None:
    """'5 miljarder' is Swedish money in Sweden, Norwegian in Norway, and anything in the Swedish of Finland."""
    text = "Regeringen satsar 5 miljarder på kajer."
    homes = {"se": "SEK", "no": "NOK", "fi": "", "zz": "SEK"}
    for country, currency in homes.items():
        found = find_amounts(text, field="body", language="sv", home=home_currency(country))
        assert [one.currency for one in found] == ([currency] if currency else [])
