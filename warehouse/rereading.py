"""Archived pages read again by better parsers: which there are, and editions replaced by what is read from them today.

A better reading is no edition: revision numbers, kinds and dates of sight stay, nobody is alerted. Does not parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from parsers.entry_documents import CONTENT_TYPE
from parsers.records import EditionKind, Mention, Release
from warehouse.database import Connection, transaction
from warehouse.editions import known_of, record_hash
from warehouse.history import editions
from warehouse.records import Fetch
from warehouse.rows import child_rows, fetch_of, mention_rows, passage_rows, revision_row
from warehouse.staging import ask, load_rows, run
from warehouse.stories import gather


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedEdition:
    """One edition, and the fetch that its page is archived by."""

    release_id: str
    revision: int
    kind: EditionKind
    record_hash: str
    fetch: Fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One edition as today's parsers read it.

    `before` is the edition before it, as they read that; None for the first, and where its page cannot be read any
    more: then it is compared with what is kept of that.
    """

    edition: ArchivedEdition
    release: Release
    mentions: tuple[Mention, ...]
    before: Release | None

    @property
    def changed(self) -> bool:
        """True where today's parsers read something else than what is kept."""
        return record_hash(self.release) != self.edition.record_hash


def archived_editions(connection: Connection, source: str) -> list[ArchivedEdition]:
    """Return every edition of a source whose page is in the archive, by release and number."""
    own = ("release_id", "revision", "kind", "record_hash")
    rows = ask(connection, "archived_editions", source=source)
    return [ArchivedEdition(**{name: row[name] for name in own}, fetch=fetch_of(row)) for row in rows]


def unread_pages(connection: Connection, source: str) -> list[Fetch]:
    """Return the newest archived fetch of every page that never became a release."""
    return [fetch_of(row) for row in ask(connection, "unread_pages", source=source, entry=CONTENT_TYPE)]


def replace_editions(connection: Connection, rereads: Sequence[Reread]) -> None:
    """Replace editions by what is read from their pages today, in one transaction."""
    if not rereads:
        return
    rereads = _beside_the_kept(connection, rereads)
    with transaction(connection):
        run(connection, "change/name_reread")
        load_rows(connection, "reread", [_state(one) for one in rereads])
        run(connection, "change/drop_reread")
        for table, rows in _rows(rereads).items():
            load_rows(connection, table, rows)
        gather(connection, {one.edition.release_id for one in rereads})


def _beside_the_kept(connection: Connection, rereads: Sequence[Reread]) -> list[Reread]:
    wanted = {one.edition.release_id for one in rereads if one.before is None and one.edition.revision > 1}
    found = editions(connection, latest=False, ids=sorted(wanted)) if wanted else ()
    kept = {(one.release_id, one.revision): one.release for one in found}
    return [
        replace(one, before=one.before or kept.get((one.edition.release_id, one.edition.revision - 1)))
        for one in rereads
    ]


def _state(one: Reread) -> dict[str, Any]:
    key = {"release_id": one.edition.release_id, "revision": one.edition.revision}
    return {
        **key,
        **{name: getattr(one.release, name) for name in ("external_id", "document_type", "withdrawn_at", "withdrawal")},
    }


def _rows(rereads: Sequence[Reread]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {"revisions": [], "mentions": [], "passages": []}
    for one in rereads:
        identity, revision = one.edition.release_id, one.edition.revision
        old = known_of(identity, one.before, "live", revision - 1) if one.before else None
        tables["revisions"].append(revision_row(identity, revision, one.edition.kind, one.release, one.edition.fetch))
        tables["mentions"] += mention_rows(identity, revision, one.mentions, one.release, old)
        tables["passages"] += passage_rows(identity, revision, old, one.release) if old else []
        for table, rows in child_rows(identity, revision, one.release).items():
            tables.setdefault(table, []).extend(rows)
    return tables
