"""The words of the message frame, language by language, and the form of dates; nothing here knows a publisher's text.

A new language is one more `Wording` in `_WORDINGS`. Texts with braces are filled by `phrasing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parsers.records import ChangeKind, FieldName

_RTL = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language's words; pairs are singular and plural."""

    language: str
    nothing: str
    nothing_subject: str
    matched: tuple[str, str]
    unmatched: tuple[str, str]
    also_seen: str
    notices: tuple[str, str]
    echoes: tuple[str, str]
    also_from: str
    also_by: str
    by: str
    told_before: str
    kinds: Mapping[ChangeKind, str]
    counted: Mapping[ChangeKind, str]  # '{n} withdrawn'
    fields: Mapping[FieldName, str]
    why: str
    in_places: str
    times: str
    no_longer: str
    new_here: str
    was: str
    now: str
    moved_now: str
    moved_here: str
    added: str
    removed: str
    note: str
    cause: str
    moved_from: str
    edition: str
    edition_before: str
    compare: str
    sums: str
    translations: str
    published: str
    elsewhere: str
    told_under: str
    more_items: tuple[str, str]
    more_passages: tuple[str, str]
    more_edits: tuple[str, str]
    more_words: str
    more_topics: tuple[str, str]
    topics: str
    zone: str
    footer: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    day_of_year: str
    moment: str
    quote: str
    figures: str
    published_since: str
    all_kept: str
    picture_titles: Mapping[str, str]
    seven_days: str
    weeks_to: str
    everybody_else: str


_ENGLISH = Wording(
    language="en",
    nothing="Nothing new: no release matched your topics since the last digest.",
    nothing_subject="Nothing new on your topics",
    matched=("{n} release on your topics", "{n} releases on your topics"),
    unmatched=("{n} other release", "{n} other releases"),
    also_seen="Also seen",
    notices=("{n} notice about sources", "{n} notices about sources"),
    echoes=("{n} known story, now elsewhere too", "{n} known stories, now elsewhere too"),
    also_from="Also now elsewhere",
    also_by="Also published by {publisher}",
    by="{what} by {publisher}",
    told_before="told {moment}, from {publisher}",
    kinds={
        "new": "New",
        "update": "Updated",
        "silent": "Edited without notice",
        "withdrawn": "Withdrawn",
        "revived": "Back online",
        "gone": "Gone from the site",
        "moved": "Moved",
        "broken": "Broken",
        "mended": "Mended",
    },
    counted={
        "new": "{n} new",
        "update": "{n} updated",
        "silent": "{n} edited without notice",
        "withdrawn": "{n} withdrawn",
        "revived": "{n} back online",
        "gone": "{n} gone from the site",
        "moved": "{n} moved",
        "broken": "{n} broken",
        "mended": "{n} mended",
    },
    fields={
        "title": "title",
        "summary": "standfirst",
        "body": "text",
        "notes": "notes to editors",
        "quote": "quote",
        "speaker": "speaker",
        "organisation": "organisations",
        "place": "places",
    },
    why="Why",
    in_places="{words} in {places}",
    times="{place} ×{n}",
    no_longer="no longer mentioned in this edition",
    new_here="new in this edition",
    was="Was",
    now="Now",
    moved_now="Now, elsewhere",
    moved_here="Moved here",
    added="Added",
    removed="Removed",
    note="Publisher’s note",
    cause="Reason given",
    moved_from="Was at",
    edition="Edition",
    edition_before="{n}; edition {before} was seen on {moment}",
    compare="Compare",
    sums="Sums",
    translations="Also in",
    published="published {day}",
    elsewhere="Also on this topic",
    told_under="told under {topic}",
    more_items=("and {n} more release", "and {n} more releases"),
    more_passages=("and {n} more passage", "and {n} more passages"),
    more_edits=("and {n} more change", "and {n} more changes"),
    more_words="{n} more",
    more_topics=("{n} more topic", "{n} more topics"),
    topics="Your topics",
    zone="Times are {zone}.",
    footer="Sent by presswatch to {recipient}, digest {digest}.",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    day="{weekday} {day} {month}",
    day_of_year="{weekday} {day} {month} {year}",
    moment="{day}, {hour}",
    quote="“{text}”",
    figures="In figures",
    published_since="published since {day}",
    all_kept="of everything that is kept",
    picture_titles={
        "topics": "Releases a week by topic",
        "sources": "Releases by topic and publisher",
        "quotes": "Share of voice by speaker",
    },
    seven_days="Seven days up to",
    weeks_to="weeks up to {first} … {last}",
    everybody_else="everybody else",
)
_WORDINGS = {"en": _ENGLISH}


def wording(language: str) -> Wording:
    """Return the words of a language (BCP 47), of its main language, or English where there are none."""
    return _WORDINGS.get(language.casefold().partition("-")[0], _ENGLISH)


def counted(forms: tuple[str, str], number: int) -> str:
    """Return the form for a number, filled in: '1 release', '1,200 releases'."""
    return forms[number != 1].format(n=f"{number:,}")


def direction(language: str) -> str:
    """Return the direction that a language is written in, as HTML's `dir` takes it."""
    main, _, rest = language.casefold().partition("-")
    return "rtl" if main in _RTL or "arab" in rest.split("-") else "ltr"


def day(words: Wording, moment: date, *, year: bool) -> str:
    """Return the day of a moment in the zone that it is given in: 'Tue 24 Nov', 'Tue 24 Nov 2026'."""
    return (words.day_of_year if year else words.day).format(
        weekday=words.weekdays[moment.weekday()], day=moment.day, month=words.months[moment.month - 1], year=moment.year
    )
