"""Versions of watched topics: a changed query is a new version, and a topic that is no longer watched is retired.

Does not parse or match queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from parsers.records import Topic
from warehouse.database import Connection, transaction
from warehouse.rows import Row
from warehouse.staging import ask, load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The watched topics with their versions, and which of these are new and still to be run over history."""

    topics: tuple[Topic, ...]
    new: tuple[Topic, ...]


def versions(connection: Connection, topics: Sequence[Topic]) -> Versions:
    """Return the versions that topics have, or will have once `keep_versions` has kept them; writes nothing."""
    current = {row["topic"]: row for row in ask(connection, "topics_current")}
    numbered = [_numbered(topic, current.get(topic.topic)) for topic in topics]
    new = [one for one in numbered if one.topic not in current or _is_newer(one, current[one.topic])]
    return Versions(topics=tuple(numbered), new=tuple(new))


def keep_versions(connection: Connection, found: Versions, now: datetime) -> None:
    """Keep new versions and retire those that they replace and those that are watched no longer."""
    watched = {(one.topic, one.version) for one in found.topics}
    rows = [_row(one, now) for one in found.new]
    for row in ask(connection, "topics_current"):
        named = next((one.name for one in found.topics if one.topic == row["topic"]), row["name"])
        if row["retired_at"] is None and (row["topic"], row["version"]) not in watched:
            rows.append({**row, "retired_at": now})
        elif row["retired_at"] is None and named != row["name"]:
            rows.append({**row, "name": named})
    if rows:
        with transaction(connection):
            load_rows(connection, "topics", rows)


def _numbered(topic: Topic, row: Row | None) -> Topic:
    if row is None:
        return replace(topic, version=1)
    same = (row["query"], row["aliases"], row["retired_at"]) == (topic.query, _aliases(topic), None)
    return replace(topic, version=row["version"] + (not same))


def _aliases(topic: Topic) -> list[str]:
    return [f"{language}: {query}" for language, query in topic.aliases]


def _is_newer(topic: Topic, row: Row) -> bool:
    return bool(topic.version > row["version"])


def _row(topic: Topic, now: datetime) -> Row:
    return {
        "topic": topic.topic,
        "version": topic.version,
        "name": topic.name,
        "query": topic.query,
        "aliases": _aliases(topic),
        "created_at": now,
        "retired_at": None,
    }
