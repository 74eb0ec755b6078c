"""Dates as publishers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parsers.dates import names_a_day, parse_date, parse_duration

# One row for every form that a publisher was seen to use.
FORMS = [
    ("2016-12-25T00:15:06.000+00:00", datetime(2016, 12, 25, 0, 15, 6, tzinfo=UTC)),  # Content API
    ("2026-01-26T00:01:00Z", datetime(2026, 1, 26, 0, 1, tzinfo=UTC)),  # activity feeds
    ("2026-06-09T10:30:00+01:00", datetime(2026, 6, 9, 9, 30, tzinfo=UTC)),  # the finder's feed
    ("2012-09-28 01:00:00 +0100", datetime(2012, 9, 28, 0, 0, tzinfo=UTC)),  # Ruby's to_s
    ("2012-12-17 15:45:44 UTC", datetime(2012, 12, 17, 15, 45, 44, tzinfo=UTC)),  # Ruby's to_s, in UTC
    ("2026-07-01T09:00:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),  # no zone: the publisher's own
    ("2012-12-03", datetime(2012, 12, 3, tzinfo=UTC)),
    ("2012-07-03", datetime(2012, 7, 2, 23, 0, tzinfo=UTC)),  # midnight in London, in summer
    ("28 September 2012", datetime(2012, 9, 27, 23, 0, tzinfo=UTC)),
    ("Published 3 February 2020 Last updated 6 February 2020", datetime(2020, 2, 3, tzinfo=UTC)),
    ("1 Sept 2026", datetime(2026, 8, 31, 23, 0, tzinfo=UTC)),
    ("05 Jan 2026", datetime(2026, 1, 5, tzinfo=UTC)),
    ("Tue, 03 Mar 2026 10:00:00 +0100", datetime(2026, 3, 3, 9, 0, tzinfo=UTC)),  # RSS
    ("1881-02-27T00:00:00+00:00", datetime(1881, 2, 27, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "moment"), FORMS)
def test_every_form_of_a_date_gives_the_instant_in_utc(text: str, moment: datetime) -> None:
    """White space around a date does not matter."""
    assert parse_date(f"\n {text} ", "Europe/London") == moment


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "3 Mawrth 2026", "31 February 2026", "2099-02-29", "20/03/2026", "0001-01-01T00:00:00+02:00"],
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    """Nothing is guessed: a date that does not exist, or in words that are not known, is refused."""
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text, "Europe/London")


def test_the_error_says_what_was_expected_and_what_came() -> None:
    """So that whoever reads the problem sees whether the site or the reader is wrong."""
    with pytest.raises(ValueError, match="not a date: 'Publicado hoy'; expected ISO 8601"):
        parse_date("Publicado hoy", "Europe/London")


@pytest.mark.parametrize(
    ("text", "is_day"), [("28 September 2012", True), ("2012-12-03", True), ("2012-12-03T09:00Z", False)]
)
def test_a_day_is_told_from_an_instant(text: str, *, is_day: bool) -> None:
    """A date without hours names a day."""
    assert names_a_day(text) is is_day


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("15m", 900), ("6h", 21_600), ("1.5 d", 129_600)])
def test_durations_are_a_number_and_a_unit(text: str, seconds: int) -> None:
    """Settings and source files write them so."""
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "15", "m", "15 minutes", "-3h"])
def test_what_is_no_duration_is_an_error(text: str) -> None:
    """A bare number is refused: nobody would agree on its unit."""
    with pytest.raises(ValueError, match="expected a number and s, m, h or d"):
        parse_duration(text)
