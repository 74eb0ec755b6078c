"""Stored releases as documents of the search index and back: the words that are looked for, and what is shown.

Words are taken from the matcher's own concordance, so that index and matcher cannot tell words apart differently.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from parsers.records import FieldName, Quote, Release, Tag
from parsers.topics.concordance import Concordance
from parsers.topics.filters import passing, plain
from parsers.topics.tree import FilterName
from parsers.topics.words import core
from warehouse.search_index import WORDS, Document
from warehouse.search_stems import stemmed
from warehouse.stored import Stored

LONGEST = 16_000  # letters of a word that are looked at: the index takes no word of more than 65,530 bytes
_FILTERS = get_args(FilterName)
_PLACES: dict[FieldName, tuple[str, ...]] = {
    "title": ("title", "text"),
    "summary": ("text",),
    "body": ("text",),
    "notes": ("text",),
    "quote": ("quoted",),
    "speaker": ("quoted",),
    "organisation": ("organisation",),
    "place": ("place",),
}  # where the index keeps the words of a field
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATE = ("release_id", "revision", "status")
_TEXTS = ("source", "country", "url", "external_id", "document_type", "language", "title", "summary", "body", "notes")
_SEEN = ("seen_at", "first_seen_at")
_DATED = ("published_at", "updated_at", "withdrawn_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One release as the index keeps it: without sums of money, people and links, which nobody searches by."""

    stored: Stored
    publisher: str  # 'GOV.UK'
    record: bytes  # what all of this was read from


def document_of(edition: int, stored: Stored, publisher: str) -> Document:
    """Return the document of a release's latest edition."""
    release = stored.release
    return Document(
        edition=edition,
        published=microseconds(stored.moment),
        **_words(release),
        passing=frozenset(passing_term(name, one) for name in _FILTERS for one in passing(release, name)),
        stems=stemmed(release.language),
        record=json.dumps(_values(stored, publisher), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        ),
    )


def microseconds(moment: datetime) -> int:
    """Return a moment as the index sorts it: microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def passing_term(name: FilterName, value: str) -> str:
    """Return a filter as the index looks it up: 'source:uk'."""
    return f"{name}:{plain(name, value)}"[:LONGEST].encode("utf-8", "replace").decode()


def _words(release: Release) -> dict[str, str]:
    words: dict[str, list[str]] = {field: [] for field in WORDS}
    concordance = Concordance(release, everywhere=True)
    for passage in concordance.passages:
        for field in _PLACES[passage.field]:
            words[field] += passage.words
    return {field: _terms(found) for field, found in words.items()}


def _terms(words: list[str]) -> str:
    terms = [core(one) if "'" in one else one for one in words]
    text = " ".join(terms)
    return text if len(text) <= LONGEST else " ".join(one[:LONGEST] for one in terms)


def _values(stored: Stored, publisher: str) -> dict[str, Any]:
    release = stored.release
    return {
        "publisher": publisher,
        **{name: getattr(stored, name) for name in _STATE},
        **{name: getattr(release, name) for name in _TEXTS},
        **{name: _written(getattr(stored, name)) for name in _SEEN},
        **{name: _written(getattr(release, name)) for name in _DATED},
        "organisations": [one.name for one in release.organisations],
        "places": [one.name for one in release.places],
        "quotes": [(one.text, one.speaker, one.role) for one in release.quotes],
    }


def shelved(record: bytes) -> Shelved:
    """Return the release that a document's record is of."""
    values: dict[str, Any] = json.loads(record)
    dated: dict[str, Any] = {name: _read(values[name]) for name in (*_DATED, *_SEEN)}
    release = Release(
        **{name: values[name] for name in _TEXTS},
        **{name: dated[name] for name in _DATED},
        organisations=tuple(Tag(name=one) for one in values["organisations"]),
        places=tuple(Tag(name=one) for one in values["places"]),
        quotes=tuple(Quote(text=text, speaker=speaker, role=role) for text, speaker, role in values["quotes"]),
    )
    state = {**{name: values[name] for name in _STATE}, **{name: dated[name] for name in _SEEN}}
    return Shelved(stored=Stored(**state, release=release), publisher=values["publisher"], record=record)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
