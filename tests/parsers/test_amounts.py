"""Sums of money in running text, as written and as numbers. Every sentence here is invented."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.amounts import find_amounts


def read(text: str, language: str = "en", home: str = "GBP") -> list[tuple[str, str, str]]:
    """Return (text, value, currency) of every sum."""
    found = find_amounts(text, field="body", language=language, home=home)
    return [(one.text, str(one.value), one.currency) for one in found]


BRITISH = [
    ("a pier worth £2.1 billion opened", "£2.1 billion", "2100000000"),
    ("it cost £20m", "£20m", "20000000"),
    ("it cost £1.5bn-worth of steel", "£1.5bn", "1500000000"),
    ("fees of £650,000.", "£650,000", "650000"),
    ("£590 a week", "£590", "590"),
    ("£12.50 a ticket", "£12.50", "12.50"),
    ("sums of £10K", "£10K", "10000"),
    ("a £24-million scheme", "£24-million", "24000000"),
    ("£ 5 million", "£ 5 million", "5000000"),
    ("£3tn of trade", "£3tn", "3000000000000"),
    ("half a billion pounds", "half a billion pounds", "500000000"),
    ("three quarters of a million pounds", "three quarters of a million pounds", "750000"),
    ("worth two and a half million pounds", "two and a half million pounds", "2500000"),
    ("two hundred and fifty million pounds", "two hundred and fifty million pounds", "250000000"),
    ("a million pounds", "a million pounds", "1000000"),
    ("2 million pounds of lifeboats", "2 million pounds", "2000000"),
    ("a 10 million pound fund", "10 million pound", "10000000"),
    ("500 pounds", "500 pounds", "500"),
    ("50p a mile", "50p", "0.5"),
    ("25 pence", "25 pence", "0.25"),
    ("£20 M&S voucher", "£20", "20"),
]


@pytest.mark.parametrize(("text", "written", "value"), BRITISH)
def test_sums_in_pounds_are_read_however_they_are_written(text: str, written: str, value: str) -> None:
    assert read(text) == [(written, value, "GBP")]


FOREIGN = [
    ("US$1.6 billion", "US$1.6 billion", "1600000000", "USD"),
    ("$5 million", "$5 million", "5000000", "USD"),
    ("C$5m", "C$5m", "5000000", "CAD"),
    ("A$10 million", "A$10 million", "10000000", "AUD"),
    ("CAD$5", "CAD$5", "5", "CAD"),
    ("€85 million", "€85 million", "85000000", "EUR"),
    ("EUR 3 bn", "EUR 3 bn", "3000000000", "EUR"),
    ("3 bn EUR", "3 bn EUR", "3000000000", "EUR"),
    ("NOK 140 million", "NOK 140 million", "140000000", "NOK"),
    ("140 million Norwegian kroner", "140 million Norwegian kroner", "140000000", "NOK"),
    ("30m Canadian dollars", "30m Canadian dollars", "30000000", "CAD"),
    ("¥500bn", "¥500bn", "500000000000", "JPY"),
    ("₹1.5 lakh crore", "₹1.5 lakh crore", "1500000000000", "INR"),
    ("Rs. 2,817 crore", "Rs. 2,817 crore", "28170000000", "INR"),
    ("Rs. 6,40,000", "Rs. 6,40,000", "640000", "INR"),
    ("100,000 euros", "100,000 euros", "100000", "EUR"),
    ("5 million Swiss francs", "5 million Swiss francs", "5000000", "CHF"),
]


@pytest.mark.parametrize(("text", "written", "value", "currency"), FOREIGN)
def test_foreign_sums_keep_their_currency(text: str, written: str, value: str, currency: str) -> None:
    assert read(text) == [(written, value, currency)]


@pytest.mark.parametrize(("home", "currency"), [("CAD", "CAD"), ("AUD", "AUD"), ("GBP", "USD"), ("", "USD")])
def test_a_bare_dollar_is_the_publishers_own(home: str, currency: str) -> None:
    assert read("$500 million", home=home) == [("$500 million", "500000000", currency)]


LANGUAGES = [
    ("sv", "77 miljoner kronor", "77 miljoner kronor", "77000000", "SEK"),
    ("sv", "3,6 miljoner euro", "3,6 miljoner euro", "3600000", "EUR"),
    ("sv", "520 miljoner pund", "520 miljoner pund", "520000000", "GBP"),
    ("sv", "Två miljarder kronor", "Två miljarder kronor", "2000000000", "SEK"),
    ("sv", "250 000 kronor", "250 000 kronor", "250000", "SEK"),
    ("sv", "en satsning på 1,5 miljarder på broar", "1,5 miljarder", "1500000000", "SEK"),
    ("sv", "utbetalningar för 916 miljoner för broar", "916 miljoner", "916000000", "SEK"),
    ("da", "800 mio. kr. til broer", "800 mio. kr.", "800000000", "DKK"),
    ("da", "2.500 kr.", "2.500 kr.", "2500", "DKK"),
    ("nb", "kr 500", "kr 500", "500", "NOK"),
    ("nb", "140 mrd. kroner", "140 mrd. kroner", "140000000000", "NOK"),
    ("nb", "7 milliarder svenske kroner", "7 milliarder svenske kroner", "7000000000", "SEK"),
    ("is", "500 milljónir króna", "500 milljónir króna", "500000000", "ISK"),
    ("fi", "38 miljoonalla eurolla", "38 miljoonalla eurolla", "38000000", "EUR"),
    ("et", "5 miljonit eurot", "5 miljonit eurot", "5000000", "EUR"),
    ("lv", "10 miljoni eiro", "10 miljoni eiro", "10000000", "EUR"),
    ("lt", "15 mln. eurų", "15 mln. eurų", "15000000", "EUR"),
    ("pl", "3,5 mld złotych", "3,5 mld złotych", "3500000000", "PLN"),
    ("uk", "3 млрд грн", "3 млрд грн", "3000000000", "UAH"),
    ("uk", "5 млн доларів", "5 млн доларів", "5000000", "USD"),
    ("de", "1,5 Mrd. Euro", "1,5 Mrd. Euro", "1500000000", "EUR"),
    ("de", "300 Millionen US-Dollar", "300 Millionen US-Dollar", "300000000", "USD"),
    ("de", "1.234.567,89 Euro", "1.234.567,89 Euro", "1234567.89", "EUR"),
    ("fr", "10 millions d’euros", "10 millions d’euros", "10000000", "EUR"),
    ("fr", "5 €", "5 €", "5", "EUR"),
    ("nl", "10 miljoen euro", "10 miljoen euro", "10000000", "EUR"),
    ("cy", "£5 miliwn", "£5 miliwn", "5000000", "GBP"),
]


@pytest.mark.parametrize(("language", "text", "written", "value", "currency"), LANGUAGES)
def test_every_language_has_its_own_words(language: str, text: str, written: str, value: str, currency: str) -> None:
    assert read(text, language, home="") == [(written, value, currency)]


SHARED_UNITS = [
    ("£1-2 million", "en", [("£1-2 million", "1000000"), ("2 million", "2000000")]),
    ("between £1 and £2 million", "en", [("£1 and £2 million", "1000000"), ("£2 million", "2000000")]),
    ("£20 and £30 million", "en", [("£20 and £30 million", "20000000"), ("£30 million", "30000000")]),
    ("20 to 30 million euros", "en", [("20 to 30 million euros", "20000000"), ("30 million euros", "30000000")]),
    (
        "500 respektive 577 miljoner kronor",
        "sv",
        [("500 respektive 577 miljoner kronor", "500000000"), ("577 miljoner kronor", "577000000")],
    ),
]


@pytest.mark.parametrize(("text", "language", "sums"), SHARED_UNITS)
def test_a_shared_unit_counts_for_both_figures(text: str, language: str, sums: list[tuple[str, str]]) -> None:
    assert [(written, value) for written, value, _ in read(text, language)] == sums


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("£500 to £1 million", ["500", "1000000"]),
        ("between £100 and £300", ["100", "300"]),
        ("£5m-£6m", ["5000000", "6000000"]),
        ("from £1m to 2 million passengers", ["1000000"]),
        ("£5 - 10 people came", ["5"]),
    ],
)
def test_figures_with_units_of_their_own_share_none(text: str, values: list[str]) -> None:
    assert [value for _, value, _ in read(text)] == values


NO_SUMS = [
    ("Section 20 million people, 20 per cent, in 2020", "en", "GBP"),
    ("tens of millions of pounds, a multi-million pound pier", "en", "GBP"),
    ("a 720p film, page 50, flight BA50p1, the F35", "en", "GBP"),
    ("at COP26, in $PATH and $name, 2024 $", "en", "GBP"),
    ("300 pounds of rope, 5 pounds", "en", "USD"),
    ("in £000 and £m", "en", "GBP"),
    ("3 miljoner båtar och 2 miljoner invånare", "sv", ""),
    ("de fick 3 svar efter 10 sek", "sv", ""),
    ("2 millioner passasjerer fikk nok", "nb", ""),
]


@pytest.mark.parametrize(("text", "language", "home"), NO_SUMS)
def test_years_weights_counts_and_code_are_no_sums(text: str, language: str, home: str) -> None:
    assert read(text, language, home) == []


def test_sums_come_in_the_order_of_the_text_with_their_field() -> None:
    found = find_amounts("a million pounds, then £5", field="title", language="en", home="GBP")
    assert [(one.value, one.field) for one in found] == [(Decimal(1_000_000), "title"), (Decimal(5), "title")]


_PIECES = st.sampled_from(
    "0 1 23 456 1,000 1.5 , . £ $ € - to and million bn m p kr EUR euros pounds half a \n x".split(" ")
)


@given(st.lists(_PIECES).map("".join), st.sampled_from(["en", "sv", "de", "uk"]))
def test_whatever_stands_side_by_side_a_sum_is_text_of_the_text_and_worth_something(text: str, language: str) -> None:
    for one in find_amounts(text, field="body", language=language, home="GBP"):
        assert one.text in text
        assert one.value > 0


@pytest.mark.parametrize(
    "piece", ["1 ", "1 a ", "£1 ", "£1-£1 ", "a million ", "5 to ", "1,", "1", "million euros ", "£ "]
)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_megabyte_of_figures_costs_less_than_a_second(piece: str, language: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()
    read(text, language)
    assert time.process_time() - began < 1
