"""The date in a line that people read: '24. februar, 2026 - Kl. 15.00', 'Posted On: 09 AUG 2026 5:43PM by PIB Delhi'.

Does not choose: a line with two dates is an error, unless the second is marked as that of an update.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import TypeVar

from parsers.clocks import find_clocks, in_zone
from parsers.months import month_number

_T = TypeVar("_T", date, time)
_MOST = 20  # dates of one form that are looked at; a line with more is none
_NAME = r"(?P<name>[^\W\d_]{3,15})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_START, _STOP = r"(?<![\d./-])", r"(?![./-]?\d)"
_NUMERIC = tuple(
    re.compile(_START + form + _STOP)
    for form in (
        r"(?P<year>\d{4})(?P<by>[./-])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<by>[./-]) ?(?P<second>\d{1,2})(?P=by) ?(?P<year>\d{4})",
    )
)
_NAMED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[ ./-]*(?:de |of )?{_NAME}\.?,?[ /-]*(?:del? |of )?{_YEAR}",
        rf"(?<!\w){_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?<!\d)(?P<year>\d{{4}})(?: ?m\.|,)? {_NAME} (?P<day>\d{{1,2}})(?!\d)",  # '2026 m. spalio 4 d.'
        rf"(?<!\d)(?P<year>\d{{4}})\.? ?(?:gada|g\.) (?P<day>\d{{1,2}})\. {_NAME}",  # '2026. gada 4. oktobrī'
    )
)
# From here on a line speaks of the last change: 'Published 3 May 2020 Last updated 6 May 2020'.
_CHANGED = re.compile(
    r"(?<!\w)(?:(?:last )?(?:updated|modified|edited)"
    r"|(?:(?:sist|senast|sidst) )?(?:oppdatert|endret|uppdaterad|opdateret)"
    r"|(?:zuletzt )?(?:aktualisiert|geändert)|päivitetty|muokattu|uuendatud|atjaunots|atnaujinta|bijgewerkt"
    r"|mis à jour|mise à jour|modifié|actualizado|aggiornato|zaktualizowano|оновлено|обновлено)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A date and the span of the text that holds it."""

    on: date
    start: int
    stop: int


def read_written(text: str, time_zone: str, languages: Sequence[str]) -> datetime | None:
    """Return the moment that a line names, with its zone; None for a line without a date.

    Months have names in the `languages`, and in English. A day in figures comes before its month, but for English
    publishers in American time zones. Raises ValueError for two dates or times, and for those that do not exist.
    """
    line = " ".join(unicodedata.normalize("NFC", text).split())
    found = list(_dates(line, languages, time_zone))
    if len(found) > 1 and (changed := _CHANGED.search(line, min(one.stop for one in found))):
        line = line[: changed.start()]
        found = [one for one in found if one.stop <= changed.start()]
    if not found:
        return None
    on = _only({one.on for one in found}, "date")
    clocks = find_clocks(line, tuple((one.start, one.stop) for one in found))
    if not clocks:
        return in_zone(datetime.combine(on, time()), "", time_zone)
    _only({one.at for one in clocks}, "time of day")
    return in_zone(datetime.combine(on, clocks[0].at), clocks[0].zone, time_zone)


def _only(found: set[_T], what: str) -> _T:
    if len(found) > 1:
        raise ValueError(f"expected one {what}, got {' and '.join(sorted(map(str, found))[:2])}")
    return found.pop()


def _dates(line: str, languages: Sequence[str], time_zone: str) -> Iterator[_Found]:
    month_first = time_zone.startswith("America/") and languages[:1] != () and languages[0].partition("-")[0] == "en"
    for form in _NUMERIC:
        for match in islice(form.finditer(line), _MOST):
            yield _found(match, _numeric(match.groupdict(), month_first=month_first))
    for form in _NAMED:
        for match in islice(form.finditer(line), _MOST):
            month = month_number(match["name"], languages)
            if month:
                yield _found(match, date(int(match["year"]), month, int(match["day"])))


def _found(match: re.Match[str], on: date) -> _Found:
    return _Found(on=on, start=match.start(), stop=match.end())


def _numeric(parts: dict[str, str], *, month_first: bool) -> date:
    if "month" in parts:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    month, day = (first, second) if month_first else (second, first)
    return date(int(parts["year"]), month, day)
