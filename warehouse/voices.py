"""The stories of what is due: in which each release stands, and what its recipient has heard of that before.

Does not gather stories, and does not decide how a later voice is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from warehouse.database import Connection
from warehouse.records import Due, Heard
from warehouse.staging import ask


def with_stories(connection: Connection, found: Iterable[tuple[str, Due]]) -> list[tuple[str, Due]]:
    """Return what is due with its stories, as (digest, due); it is what the temporary table `mine` holds."""
    known = {(row["digest_id"], row["release_id"]): row for row in ask(connection, "story_voices")}
    return [(digest, _told(due, known.get((digest, due.release_id)))) for digest, due in found]


def _told(due: Due, row: dict[str, Any] | None) -> Due:
    if row is None:
        return due
    heard = Heard(**row["told"], topics=frozenset(row["topics"])) if row["told"] else None
    return replace(due, story_id=row["story_id"], heard=heard)
