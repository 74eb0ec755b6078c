"""The words that GOV.UK puts around a release: names of types, dates, labels; in English and Welsh.

Does not know markup. The words are those of alphagov/frontend's and govuk_publishing_components' locale files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language's words."""

    language: str  # its name for itself
    months: tuple[str, ...]
    types: Mapping[str, str]  # of documents
    conjunction: str
    sender: str
    published: str
    updated: str
    see_all: str
    published_on: str
    updated_on: str
    share: str


ENGLISH: Final = Wording(
    language="English",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    types={
        "press_release": "Press release",
        "news_story": "News story",
        "speech": "Speech",
        "oral_statement": "Oral statement to Parliament",
        "fatality_notice": "Fatality notice",
        "case_study": "Case study",
    },
    conjunction="and",
    sender="From",
    published="Published",
    updated="Last updated",
    see_all="See all updates",
    published_on="Published {}",
    updated_on="Last updated {}",
    share="Share this page",
)
WELSH: Final = Wording(
    language="Cymraeg",
    months=(
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ),
    types={"press_release": "Datganiad i'r wasg", "news_story": "Stori newyddion", "case_study": "Astudiaeth achos"},
    conjunction="a",
    sender="Oddi wrth",
    published="Cyhoeddwyd",
    updated="Diweddarwyd ddiwethaf",
    see_all="gweld pob diweddariad",
    published_on="Cyhoeddwyd ar {}",
    updated_on="Diweddarwyd ddiwethaf ar {}",
    share="Rhannu'r dudalen hon",
)
WORDINGS: Final[Mapping[str, Wording]] = {"en": ENGLISH, "cy": WELSH}

# Several types of document share one schema, and with it one kind of page.
_SCHEMAS: Final[Mapping[str, str]] = {
    "press_release": "news_article",
    "news_story": "news_article",
    "speech": "speech",
    "oral_statement": "speech",
    "fatality_notice": "fatality_notice",
    "case_study": "case_study",
}


def schema_of(document_type: str) -> str:
    """Return the schema that documents of a type have."""
    return _SCHEMAS[document_type]


def type_name(document_type: str, locale: str = "en") -> str:
    """Return a document type in words; in English where the language has none."""
    return WORDINGS[locale].types.get(document_type) or ENGLISH.types[document_type]


def written_date(day: date, locale: str = "en") -> str:
    """Return a day as pages write it, '2 March 2026'; of a moment, the day in London."""
    local = day.astimezone(_LONDON) if isinstance(day, datetime) else day
    return f"{local.day} {WORDINGS[locale].months[local.month - 1]} {local.year}"


def london_time(moment: datetime) -> str:
    """Return a moment as London's clocks show it, in RFC 3339."""
    return moment.astimezone(_LONDON).isoformat()


def sentence(parts: Sequence[str], locale: str = "en") -> str:
    """Return 'A, B and C'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {WORDINGS[locale].conjunction} {parts[-1]}"
