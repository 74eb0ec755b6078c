"""Records as rows of their tables.

Pure: column names here are those of the migrations, and nothing else is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from parsers.records import Mention, Release, Status
from warehouse.editions import Known, content_hash, record_hash
from warehouse.passages import Span, added_spans, overlaps, turnover
from warehouse.records import Fetch, Role

Row = dict[str, Any]
_FETCH_ONLY_IN_MEMORY = ("role", "kind")


def values(record: Any) -> Row:
    """Return the fields of a record by name; unlike `asdict` it copies nothing, for nothing here is ever changed."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def fetch_row(fetch: Fetch) -> Row:
    """Return the row of one request."""
    return {name: value for name, value in values(fetch).items() if name not in _FETCH_ONLY_IN_MEMORY}


def fetch_of(row: Mapping[str, Any]) -> Fetch:
    """Return the request that a row of `fetches` is, of a release's page; columns of other tables are passed over."""
    names = {one.name for one in fields(Fetch)}
    return Fetch(**{name: value for name, value in row.items() if name in names}, role="release")


def new_page(source: str, url: str, role: Role, at: datetime) -> Row:
    """Return the row of a URL that was never asked for."""
    empty = dict.fromkeys(
        (
            "release_id entry_updated etag last_modified sha256 warc_file warc_offset visited_at tried_at status "
            "moved_to"
        ).split()
    )
    state = {"failures": 0, "missing": 0, "unchanged": 0, "gap": False, "anchor_at": at, "listed_at": at}
    return {"source": source, "url": url, "role": role, **empty, **state}


def release_row(identity: str, release: Release, status: Status, revision: int, first_seen_at: datetime) -> Row:
    """Return the state of a release after a reading; `last_seen_at` is the caller's."""
    return {
        "release_id": identity,
        "source": release.source,
        "url": release.url,
        "external_id": release.external_id,
        "document_type": release.document_type,
        "language": release.language,
        "first_seen_at": first_seen_at,
        "status": status,
        "withdrawn_at": release.withdrawn_at,
        "withdrawal": release.withdrawal or None,
        "revision": revision,
    }


def revision_row(identity: str, revision: int, kind: str, release: Release, fetch: Fetch) -> Row:
    """Return the row of one edition."""
    same = ("title", "summary", "body", "notes", "published_at", "updated_at", "change_note", "layout")
    return {
        "release_id": identity,
        "revision": revision,
        "kind": kind,
        **{name: getattr(release, name) for name in same},
        "content_hash": content_hash(release),
        "record_hash": record_hash(release),
        "seen_at": fetch.requested_at,
        "fetch_id": fetch.fetch_id,
        "words": len(release.body.split()),
    }


def child_rows(identity: str, revision: int, release: Release) -> dict[str, list[Row]]:
    """Return the rows of everything that hangs on an edition, by table, numbered in order from 0."""
    tables: dict[str, Iterable[Any]] = {
        name: getattr(release, name)
        for name in ("quotes", "amounts", "organisations", "people", "places", "attachments", "links", "translations")
    }
    key = {"release_id": identity, "revision": revision}
    return {
        name: [{**key, "position": n, **values(one)} for n, one in enumerate(found)] for name, found in tables.items()
    }


def mention_rows(
    identity: str, revision: int, mentions: Sequence[Mention], release: Release, old: Known | None
) -> list[Row]:
    """Return the rows of an edition's mentions, marked as added where the text was not in the one before."""
    key = {"release_id": identity, "revision": revision}
    spans = new_spans(old, release) if old and mentions else {}
    return [{**values(one), **key, "added": old is None or _is_added(one, release, old, spans)} for one in mentions]


def _is_added(mention: Mention, release: Release, old: Known, spans: Mapping[str, Sequence[Span]]) -> bool:
    if mention.field in spans:
        return overlaps(spans[mention.field], mention.start, mention.stop)
    if mention.field in ("organisation", "place"):
        return _tag(mention, release) not in old.tags
    places = _places_in_body(mention, release)
    if not places:
        return mention.text not in old.body
    return any(overlaps(spans["body"], start, start + len(mention.text)) for start in places)


def _tag(mention: Mention, release: Release) -> str:
    tags = release.organisations if mention.field == "organisation" else release.places
    return tags[mention.position].name if mention.position is not None else mention.text


def _places_in_body(mention: Mention, release: Release) -> list[int]:
    """Where the words of a quote or its speaker stand in the body: in the quoted paragraph, or else anywhere."""
    if mention.field == "quote" and mention.position is not None:
        text = release.quotes[mention.position].text
        begin = text.rfind("\n", 0, mention.start) + 1
        there = release.body.find(text[begin:].partition("\n")[0])
        if there >= 0:
            return [there + mention.start - begin]
    return [found.start() for found in re.finditer(re.escape(mention.text), release.body)]


def passage_rows(identity: str, revision: int, old: Known, release: Release) -> list[Row]:
    """Return the rows of what an edition added to the one before, and what it took away."""
    key = {"release_id": identity, "revision": revision}
    rows: list[Row] = []
    for field in ("title", "summary", "body"):
        before, after = getattr(old, field), getattr(release, field)
        edit = turnover(before, after)
        for kind, text, spans in (("removed", before, edit.removed), ("added", after, edit.added)):
            rows += [{**key, "field": field, "kind": kind, "start": i, "text": text[i:j]} for i, j in spans]
    return rows


def new_spans(old: Known, release: Release) -> dict[str, tuple[Span, ...]]:
    """Return the spans of each text field that are new beside the edition before."""
    return {
        field: added_spans(getattr(old, field), getattr(release, field))
        for field in ("title", "summary", "body", "notes")
    }
