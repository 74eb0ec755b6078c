"""Stored releases as documents of the search index and back: the words that are looked for, and what is shown.

Words are taken from the matcher's own concordance, so that index and matcher cannot tell words apart differently.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from parsers.records import FieldName, Quote, Release, Tag
from parsers.topics.concordance import Concordance
from warehouse.search_index import Document
from warehouse.stored import Stored

LONGEST = 16_000  # letters of a word that are looked at: the index takes no word of more than 65,530 bytes
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


def document_of(edition: int, stored: Stored, publisher: str) -> Document:
    """Return the document of a release's latest edition."""
    title, text, tagged = _words(stored.release)
    return Document(
        edition=edition,
        published=microseconds(stored.moment),
        title=title,
        text=text,
        tagged=tagged,
        record=json.dumps(_values(stored, publisher), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        ),
    )


def microseconds(moment: datetime) -> int:
    """Return a moment as the index sorts it: microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _words(release: Release) -> tuple[str, str, str]:
    concordance = Concordance(release, everywhere=True)
    words = concordance.haystack.split()
    if max(map(len, words), default=0) > LONGEST:
        words = [one[:LONGEST] for one in words]
    title = _count(concordance, "title")
    text = title + _count(concordance, "summary", "body", "notes")
    return " ".join(words[:title]), " ".join(words[:text]), " ".join(words[text:])


def _count(concordance: Concordance, *fields: FieldName) -> int:
    return sum(len(one.words) for one in concordance.passages if one.field in fields)


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
    return Shelved(stored=Stored(**state, release=release), publisher=values["publisher"])


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
