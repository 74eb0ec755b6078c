"""Dates and durations as publishers write them. Allowed: ValueError."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from parsers.dates import names_a_day, parse_date, parse_duration
from parsers.months import month_number
from tests.fuzz.targets import Target
from tests.shipped import shipped_sources

PLACES = tuple(dict.fromkeys((one.time_zone, one.tongues) for one in shipped_sources()))
DATES = (
    *("2016-12-25T00:15:06.000+00:00", "20120928", "2012-09-28 01:00:00 +0100", "2026-10-04T12:00:00Z[UTC]"),
    *("Mon, 05 Oct 2026 10:00:00 GMT", "Thu, 1 Jan 1970 24:00 EST"),
    *("1790000000", "1790000000123", "24.02.2026 kl. 15.00"),
    *("28 September 2012 at 14:30", "Posted On: 09 AUG 2026 5:43PM by PIB Delhi", "2026 m. spalio 4 d.", "14h30"),
    *("2026. gada 4. oktobrī", "Published 3 May 2020 Last updated 6 May 2020", "4 октября 2026", "15m", "90s", "1.5d"),
)  # fmt: skip
WORDS = (
    *"T Z UTC GMT EST IST am pm kl. klo Uhr + -".split(),
    *": . / , [UTC] W53 -13:00 +14:00 +25:99 0000 9999 00:00:60 24:00".split(),
    *"updated October mai března februar ٣ ² ½".split(),
)


def read(variant: int, content: bytes) -> datetime | timedelta | None:
    """Read a date in one of the publishers' languages; the last variant reads durations."""
    text = content.decode("utf-8", "replace")
    try:
        if variant == len(PLACES):
            return parse_duration(text)
        zone, languages = PLACES[variant]
        assert isinstance(names_a_day(text), bool)
        assert month_number(text, languages) in range(13)
        moment = parse_date(text, zone, languages)
    except ValueError:
        return None
    assert moment.utcoffset() == timedelta(0), moment
    return moment


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield dates in every form, each for the next of the publishers."""
    for number, date in enumerate(DATES * 3):
        yield number % (len(PLACES) + 1), date.encode()


TARGET = Target(read=read, variants=len(PLACES) + 1, seeds=seeds, words=WORDS)
