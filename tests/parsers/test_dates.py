"""Dates as publishers write them."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dates import names_a_day, parse_date, parse_duration

ROOT = Path(__file__).parents[2]

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


# What publishers write for readers, each in its language and where it is written.
LINES = [
    ("da", "Europe/Copenhagen", "24. februar, 2026 - Kl. 15.00", "2026-02-24 15:00"),
    ("da", "Europe/Copenhagen", "24.02.2026 kl. 15.00", "2026-02-24 15:00"),
    ("nb", "Europe/Oslo", "Publisert dato: 4.10.2026", "2026-10-04 00:00"),
    ("nb", "Europe/Oslo", "Publisert 5. okt. 2026 kl 9", "2026-10-05 09:00"),
    ("nn", "Europe/Oslo", "Pressemelding | 24. desember 2026", "2026-12-24 00:00"),
    ("sv", "Europe/Stockholm", "Publicerad den 5 oktober 2026", "2026-10-05 00:00"),
    ("sv", "Europe/Stockholm", "2026-10-04 15:00", "2026-10-04 15:00"),
    ("fi", "Europe/Helsinki", "4. lokakuuta 2026 klo 12.00", "2026-10-04 12:00"),
    ("fi", "Europe/Helsinki", "4.10.2026 12.00", "2026-10-04 12:00"),
    ("is", "Atlantic/Reykjavik", "Mánudagur 5. október 2026", "2026-10-05 00:00"),
    ("et", "Europe/Tallinn", "5. oktoober 2026", "2026-10-05 00:00"),
    ("et", "Europe/Tallinn", "5. oktoobril 2026 kell 14.30", "2026-10-05 14:30"),
    ("lv", "Europe/Riga", "2026. gada 4. oktobrī", "2026-10-04 00:00"),
    ("lv", "Europe/Riga", "4. oktobris, 2026 plkst. 9:05", "2026-10-04 09:05"),
    ("lt", "Europe/Vilnius", "2026 m. spalio 4 d.", "2026-10-04 00:00"),
    ("nl", "Europe/Amsterdam", "maandag 5 oktober 2026 | 12:30", "2026-10-05 12:30"),
    ("pl", "Europe/Warsaw", "5 października 2026", "2026-10-05 00:00"),
    ("pl", "Europe/Warsaw", "04.10.2026", "2026-10-04 00:00"),
    ("uk", "Europe/Kyiv", "4 жовтня 2026, 15:00", "2026-10-04 15:00"),
    ("ru", "Europe/Moscow", "5 октября 2026 года, 14:30", "2026-10-05 14:30"),
    ("de", "Europe/Berlin", "Montag, 5. Oktober 2026, 14.30 Uhr", "2026-10-05 14:30"),
    ("de", "Europe/Berlin", "10.08.1999 – 10:00", "1999-08-10 10:00"),
    ("de", "Europe/Vienna", "5. Okt. 2026 um 14 Uhr", "2026-10-05 14:00"),
    ("fr", "Europe/Paris", "le 5 octobre 2026 à 14h30", "2026-10-05 14:30"),
    ("fr", "Europe/Paris", "1er août 2026", "2026-08-01 00:00"),
    ("es", "Europe/Madrid", "5 de octubre de 2026", "2026-10-05 00:00"),
    ("it", "Europe/Rome", "Roma, 5 ottobre 2026", "2026-10-05 00:00"),
    ("en", "Asia/Kolkata", "29 SEP 2026 4:30PM by PIB Delhi", "2026-09-29 16:30"),
    ("en", "Asia/Kolkata", "Posted On: 09 AUG 2026 12:43AM by PIB Delhi", "2026-08-09 00:43"),
    ("en", "Asia/Kolkata", "09 Aug 2026 22:07:00 PM", "2026-08-09 22:07"),
    ("en", "America/New_York", "October 5, 2017", "2017-10-05 00:00"),
    ("en", "America/New_York", "Sept. 5, 2017", "2017-09-05 00:00"),
    ("en", "America/New_York", "Thursday, September 28th, 2017 4 p.m. ET", "2017-09-28 16:00"),
    ("en", "America/New_York", "10/05/2017", "2017-10-05 00:00"),
    ("en", "Europe/London", "10/05/2017", "2017-05-10 00:00"),
    ("es", "America/Mexico_City", "10/05/2017", "2017-05-10 00:00"),
    ("en", "Europe/London", "14:30, 5th of October 2017", "2017-10-05 14:30"),
    ("en", "Europe/London", "5 October 2017 at 14:30", "2017-10-05 14:30"),
    ("en", "Europe/Brussels", "18-07-2019 - 12:24", "2019-07-18 12:24"),
    ("en", "Europe/London", "2017/09/29", "2017-09-29 00:00"),
    ("en", "Europe/London", "20031231", "2003-12-31 00:00"),
    ("en", "Etc/UTC", "1507200000", "2017-10-05 10:40"),
    ("en", "Etc/UTC", "1507200000000", "2017-10-05 10:40"),
    ("de", "Europe/Berlin", "Mon, 05 Okt 2026 10:00:00 +0200", "2026-10-05 10:00"),  # RSS, but in German
    ("en", "Europe/London", "Mon, 05 Oct 2026", "2026-10-05 00:00"),
    ("en", "Etc/UTC", "Mon, 05 Oct 2026 10:00:00 EDT", "2026-10-05 14:00"),
    ("en", "Etc/UTC", "Mon, 05 Jan 2026 10:00 CET", "2026-01-05 09:00"),
    ("en", "Asia/Kolkata", "Mon, 05 Oct 2026 10:00:00 IST", "2026-10-05 10:00"),
    ("en", "Etc/UTC", "2026-10-04T12:00:00+02:00[Europe/Paris]", "2026-10-04 10:00"),
    ("en", "Europe/Paris", "Published: 2026-10-04T12:00:00Z", "2026-10-04 14:00"),
    ("nb", "Europe/Oslo", "Publisert: 4.10.2026 12:00 | Sist endret: 4.10.2026 13:00", "2026-10-04 12:00"),
]


@pytest.mark.parametrize(("language", "time_zone", "text", "local"), LINES)
def test_a_line_for_readers_names_an_instant_in_the_publishers_zone(
    language: str, time_zone: str, text: str, local: str
) -> None:
    """Case, spaces of any width and letters typed in two parts do not matter, and its day is told from an instant."""
    for written in (text, unicodedata.normalize("NFD", text.upper()).replace(" ", "\u00a0\n")):
        found = parse_date(written, time_zone, (language,))
        assert found.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M") == local
    assert names_a_day(text) is (local.endswith("00:00") and "AM" not in text)


WIDE = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "lv": "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}


@pytest.mark.parametrize("language", WIDE)
def test_every_month_is_known_by_its_name_and_stays_unknown_to_others(language: str) -> None:
    """A release in Polish is not read with Finnish months; English is known everywhere."""
    months = [parse_date(f"14. {name} 2026", "Etc/UTC", (language,)).month for name in WIDE[language].split()]
    assert months == list(range(1, 13))
    other = "fi" if language != "fi" else "pl"
    with pytest.raises(ValueError, match=f"months have names in: {other}, en"):
        parse_date(f"14. {WIDE[language].split()[1]} 2026", "Etc/UTC", (other,))


def test_languages_without_names_of_months_and_words_in_their_place_are_no_dates() -> None:
    """'xx' is no language that anybody knows; the error is that of any other text."""
    with pytest.raises(ValueError, match=r"not a date: '14\. februari 2026'"):
        parse_date("14. februari 2026", "Etc/UTC", ("xx", "zh-Hant"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "expected ISO 8601"),
        ("yesterday", "expected ISO 8601"),
        ("3 Mawrth 2026", "expected ISO 8601"),
        ("in October 2026", "expected ISO 8601"),
        ("31 February 2026", "day is out of range"),
        ("2099-02-29", "day is out of range"),
        ("31.02.2026", "day is out of range"),
        ("03/20/2026", "month must be in"),
        ("0001-01-01T00:00:00+02:00", "not a date of this world"),
        ("05.10.26", "expected ISO 8601"),
        ("192.168.10.2026", "expected ISO 8601"),
        ("5.10.2026 – 7.10.2026", "expected one date, got 2026-10-05 and 2026-10-07"),
        ("5 October 2026 10:00-12:00", "expected one time of day, got 10:00:00 and 12:00:00"),
        ("5 October 2026 25:10", "hour must be in"),
        ("5 October 2026 13:00 AM", "expected at most 12 before a.m."),
        ("Mon, 31 Feb 2026 10:00:00 GMT", "not a date: 'Mon, 31 Feb 2026 10:00:00 GMT': day is out of range"),
        ("Mon, 05 Oct 2026 10:00:00 XYZ", "not a time zone: 'XYZ'"),
        ("Mon, 05 Oct 2026 10:00:00 IST", "not a time zone: 'IST'"),
    ],
)
def test_what_is_no_date_is_an_error(text: str, why: str) -> None:
    """Nothing is guessed: two dates, a date that does not exist, or one in words that are not known, is refused."""
    with pytest.raises(ValueError, match=why):
        parse_date(text, "Europe/London")


def test_english_dates_do_not_load_the_names_of_other_languages() -> None:
    """They cost every command that reads nothing else a twentieth of a second."""
    code = (
        "import sys; from parsers.dates import parse_date as p; p('5 Oct 2026, 9:00', 'Etc/UTC', ('da',)); "
        "p('5.10.2026', 'Etc/UTC', ('da',)); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"


_PIECES = st.sampled_from(
    "0 1 12 31 99 2026 9999 0001 1507200000 . , : - / T Z + kl. klo at h PM Uhr oktober October Mon, GMT IST +99:99 m. "
    "st".split()
)


@given(st.lists(_PIECES, max_size=9), st.sampled_from(["", " "]), st.sampled_from(["Europe/Oslo", "America/Toronto"]))
def test_whatever_stands_side_by_side_is_an_instant_or_an_error_of_its_own(
    pieces: list[str], gap: str, time_zone: str
) -> None:
    """Nothing else is raised, and an instant is in UTC."""
    text = gap.join(pieces)
    with contextlib.suppress(ValueError):
        assert parse_date(text, time_zone, ("nb", "en")).tzinfo is UTC
    assert names_a_day(text) in (True, False)


@pytest.mark.parametrize("piece", ["1 ", "a", "5 October 2017 ", "5.10.2017 ", "10:00 ", "kl. ", "2026 m. spalio "])
def test_a_long_line_costs_no_more_than_its_length(piece: str) -> None:
    """A page that shows a megabyte where its date was must not hold a run up."""
    began = time.process_time()
    with contextlib.suppress(ValueError):
        parse_date(piece * (300_000 // len(piece)), "Etc/UTC", ("lt",))
    assert time.process_time() - began < 1


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
