"""Stored editions back as records, a few hundred at a time, by release or name, and mentions of new topic versions.

Does not match: the caller does, with the records that it is given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from parsers.records import Amount, Mention, Quote, Release, Tag
from warehouse.database import Connection, second, transaction
from warehouse.editions import Known, known_of
from warehouse.rows import Row, mention_rows
from warehouse.staging import ask, load_rows, run
from warehouse.statements import statement
from warehouse.stored import Stored

_BATCH = 500  # editions held at once


def editions(
    connection: Connection, *, latest: bool, since: datetime | None = None, ids: Sequence[str] | None = None
) -> Iterator[Stored]:
    """Yield editions by release and number: every one or the latest of each release, of all releases or of `ids`."""
    cursor = second(connection)
    named = None if ids is None else json.dumps(list(ids))
    cursor.execute(statement("ask/editions"), {"latest": latest, "since": since, "ids": named})
    names = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(_BATCH):
        for row in rows:
            yield _stored(dict(zip(names, row, strict=True)))


def find_release(connection: Connection, name: str) -> list[str]:
    """Return the releases that a name can mean: an id, an address, or the end of one; the likeliest first."""
    return [str(row["release_id"]) for row in ask(connection, "releases_named", wanted=name)]


def monthly(connection: Connection, *, since: datetime | None = None) -> list[tuple[str, int]]:
    """Return (month, releases) by month of publication: ('2026-03', 41)."""
    return [(row["month"], row["releases"]) for row in ask(connection, "monthly", since=since)]


def match_history(connection: Connection, mentions: Callable[[Release], Sequence[Mention]]) -> int:
    """Run a matcher over every edition that is kept, keep what it finds, and return how many mentions that are.

    Nobody is told of the past: this makes no alerts.
    """
    found: list[Row] = []
    before: Known | None = None
    for one in editions(connection, latest=False):
        old = before if before and before.release_id == one.release_id else None
        found += mention_rows(one.release_id, one.revision, mentions(one.release), one.release, old)
        before = known_of(one.release_id, one.release, "live", one.revision)
    with transaction(connection):
        run(connection, "change/drop_unkept_mentions")
        load_rows(connection, "mentions", found)
    return len(found)


def _stored(row: dict[str, Any]) -> Stored:
    return Stored(
        release_id=row["release_id"],
        revision=row["revision"],
        seen_at=row["seen_at"],
        first_seen_at=row["first_seen_at"],
        status=row["status"],
        release=_release(row),
    )


def _release(row: dict[str, Any]) -> Release:
    same = (
        "source url external_id document_type language title summary body notes published_at updated_at "
        "withdrawn_at layout"
    ).split()
    return Release(
        **{name: row[name] for name in same},
        country=row["country"] or "",
        organisations=tuple(Tag(**one) for one in row["organisations"]),
        people=tuple(Tag(**one) for one in row["people"]),
        places=tuple(Tag(**one) for one in row["places"]),
        quotes=tuple(Quote(**one) for one in row["quotes"]),
        amounts=tuple(Amount(**one) for one in row["amounts"]),
    )
