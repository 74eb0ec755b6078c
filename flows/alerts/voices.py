"""The same news in several releases: which of what is due is one item, who leads it, and how the others are named.

Pure. Which releases are one story was decided when they were loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from flows.alerts.links import safe_link
from flows.alerts.marks import cut
from flows.alerts.phrasing import happened, when
from flows.alerts.records import Digest, Earlier, Edition, Item
from flows.alerts.wording import wording
from warehouse.records import Due

_TITLE_MOST, _NAME_MOST = 200, 80  # characters
_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "ga": "Irish", "gd": "Scottish Gaelic",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "kl": "Greenlandic", "ko": "Korean", "lb": "Luxembourgish", "lt": "Lithuanian",
    "lv": "Latvian", "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "nn": "Nynorsk", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "se": "Northern Sami",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
Key = tuple[str, str]


def stories_of(dues: Iterable[Due], stems: Mapping[str, Key]) -> dict[str, Key]:
    """Return by release what its item is named by: its story where everything about it is new, else its stem.

    `stems` holds what a release shares with its translations. What happens to one release later is told of it alone.
    """
    told: dict[Key, list[Due]] = defaultdict(list)
    for due in dues:
        told[stems[due.release_id]].append(due)
    named: dict[str, str] = {}  # of stories that translations hold together, the one that names them all
    for group in told.values():
        _join(named, {due.story_id for due in group if due.story_id})
    return {due.release_id: _key(stem, group, named) for stem, group in told.items() for due in group}


def _join(named: dict[str, str], stories: Collection[str]) -> None:
    known = {*stories, *(named[story] for story in stories if story in named)}
    joined = (one for one, name in named.items() if name in known) if len(known) > 1 else ()
    for story in {*known, *joined}:
        named[story] = min(known)


def _key(stem: Key, group: Sequence[Due], named: Mapping[str, str]) -> Key:
    stories = [named[due.story_id] for due in group if due.story_id]
    fresh = all(due.kind == "new" for due in group)
    echo = "echo" if all(due.is_echo for due in group) else "story"
    return (echo, stories[0]) if stories and fresh else stem


def leading(due: Due, first: Due, language: str) -> tuple[bool, datetime, int, str]:
    """Return what a story's releases are ordered by: those that the recipient reads, then the earliest.

    `due` is the latest that is due about the release, `first` the first. Of two at once the plainer address leads.
    """
    return not same_language(due.language, language), first.published_at or first.at, len(due.url), due.release_id


def edition_of(due: Due, lead: Due) -> Edition:
    """Return another release of a story as the item of the lead names it."""
    publisher = "" if due.source == lead.source else cut(due.publisher, _NAME_MOST)
    title = cut(due.text.title or due.url, _TITLE_MOST)
    return Edition(language=due.language, title=title, url=safe_link(due.url), publisher=publisher)


def earlier_of(family: Collection[Due]) -> Earlier | None:
    """Return what was told of a story before, where nothing that is due tells more; None where it is to be told."""
    heard = sorted((due.heard for due in family if due.heard), key=lambda one: (one.told_at, one.url))
    if not heard or not all(due.is_echo for due in family):
        return None
    first = heard[0]
    title, publisher = cut(first.title or first.url, _TITLE_MOST), cut(first.publisher, _NAME_MOST)
    return Earlier(publisher=publisher, title=title, url=safe_link(first.url), told_at=first.told_at)


def voice_label(digest: Digest, item: Item, other: Edition) -> str:
    """Return who else says it, or in which language: 'Also published by the Navy', 'Also in Danish by the Navy'."""
    words = wording(digest.language)
    if same_language(other.language, item.language):
        return words.also_by.format(publisher=other.publisher or item.publisher)
    found = f"{words.translations} {tongue(other.language)}"
    return words.by.format(what=found, publisher=other.publisher) if other.publisher else found


def tongue(language: str) -> str:
    """Return the name of a language (BCP 47), or its code where it has none here."""
    return _LANGUAGES.get(language.partition("-")[0].casefold(), language)


def echoed(digest: Digest, item: Item) -> str:
    """Return on one line who says what is known, and when and from whom that was told; empty for other items."""
    if item.earlier is None:
        return ""
    before = wording(digest.language).told_before.format(
        publisher=item.earlier.publisher, moment=when(digest, item.earlier.told_at)
    )
    foreign = () if same_language(item.language, digest.language) else (tongue(item.language),)
    return " · ".join((*foreign, happened(digest, item), before))


def same_language(one: str, other: str) -> bool:
    """Return whether two languages (BCP 47) are one, whatever the country."""
    return one.casefold().partition("-")[0] == other.casefold().partition("-")[0]
