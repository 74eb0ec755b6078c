"""What analysts said of samples: whether a release really speaks of a topic. Later queries are measured by it.

Does not match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from warehouse.database import Connection
from warehouse.staging import ask, load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one analyst said of one release."""

    topic: str
    release_id: str
    revision: int
    is_right: bool


def keep_judgements(connection: Connection, judgements: Sequence[Judgement], now: datetime) -> None:
    """Keep what was said; a second judgement of a release takes the place of the first."""
    load_rows(connection, "judgements", [{**asdict(one), "judged_at": now} for one in judgements])


def judgements(connection: Connection) -> dict[str, dict[str, bool]]:
    """Return {topic: {release_id: right}} of everything that was ever judged."""
    found: dict[str, dict[str, bool]] = {}
    for row in ask(connection, "judgements"):
        found.setdefault(row["topic"], {})[row["release_id"]] = row["is_right"]
    return found
