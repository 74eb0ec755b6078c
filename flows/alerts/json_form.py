"""A digest as JSON for programs: a form that keeps its keys; `version` is raised when one changes its meaning.

Times are UTC, texts are unescaped; what is marked in a text is told by offsets, so that a text can be read alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from flows.alerts import phrasing as say
from flows.alerts.marks import plain
from flows.alerts.records import Digest, Earlier, Edition, Item, Piece, Section

VERSION = 1
Json = dict[str, object]


def render_json(digest: Digest) -> str:
    """Return the digest as one JSON object, ending in a line break; the same digest gives the same text."""
    document: Json = {
        "version": VERSION,
        "digest_id": digest.digest_id,
        "recipient": digest.recipient,
        "language": digest.language,
        "made_at": _time(digest.made_at),
        "zone": digest.zone,
        "subject": say.subject(digest),
        "summary": list(say.summary(digest)),
        "topics": [_topic(section) for section in digest.sections],
        "releases": [_release(digest, item) for item in digest.items],
        "others": [_release(digest, item) for item in digest.others],
        "matched": digest.matched,
        "more": digest.more,
        "more_others": digest.more_others,
        "echoes": [_release(digest, item) for item in digest.echoes],
        "more_echoes": digest.more_echoes,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _topic(section: Section) -> Json:
    releases = [item.release_id for item in (*section.items, *section.elsewhere)]
    return {
        "topic": section.topic,
        "name": section.name,
        "query": section.query,
        "count": section.count,
        "releases": releases,
        "more": section.more,
    }


def _release(digest: Digest, item: Item) -> Json:
    return {
        "release_id": item.release_id,
        "revision": item.revision,
        "alerts": list(item.alerts),
        "source": item.source,
        "publisher": item.publisher,
        "url": item.url,
        "document_type": item.document_type,
        "language": item.language,
        "published_at": _time(item.published_at),
        "updated_at": _time(item.updated_at),
        "events": [{"kind": one.kind, "at": _time(one.at), "detail": one.detail} for one in item.events],
        "title": item.name,
        "standfirst": plain(item.standfirst),
        "why": [_why(digest, item, number) for number in range(len(item.reasons))],
        "passages": [_passage(item, number) for number in range(len(item.passages))],
        "former": {"revision": item.former.revision, "seen_at": _time(item.former.seen_at)} if item.former else None,
        "edits": [
            {"field": one.field, "moved": one.moved, "before": _marked(one.before), "after": _marked(one.after)}
            for one in item.edits
        ],
        "sums": list(item.sums),
        "translations": [_voice(item, one) for one in item.translations],
        "copies": [_voice(item, one) for one in item.copies],
        "earlier": _earlier(item.earlier) if item.earlier else None,
    }


def _voice(item: Item, other: Edition) -> Json:
    publisher = other.publisher or item.publisher
    return {"language": other.language, "title": other.title, "url": other.url, "publisher": publisher}


def _earlier(one: Earlier) -> Json:
    return {"publisher": one.publisher, "title": one.title, "url": one.url, "told_at": _time(one.told_at)}


def _why(digest: Digest, item: Item, number: int) -> Json:
    reason = item.reasons[number]
    return {
        "topic": reason.topic,
        "name": reason.name,
        "words": list(reason.words),
        "places": {place.field: place.times for place in reason.places},
        "sentence": say.reason(digest, reason),
    }


def _passage(item: Item, number: int) -> Json:
    passage = item.passages[number]
    return {
        "field": passage.field,
        **_marked(passage.pieces),
        "topics": list(passage.topics),
        "language": passage.language,
        "added": passage.added,
        "speaker": passage.speaker,
        "role": passage.role,
    }


def _marked(pieces: Iterable[Piece]) -> Json:
    """Return a text and the [start, stop, mark] of what is marked in it."""
    text, marks = "", []
    for piece in pieces:
        marks += [[len(text), len(text) + len(piece.text), piece.mark]] if piece.mark else []
        text += piece.text
    return {"text": text, "marks": marks}


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
