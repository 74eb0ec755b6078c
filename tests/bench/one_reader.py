"""One analyst in a process of its own: asks a copy again and again, and checks every answer that can be checked.

`python -m tests.bench.one_reader COPY [PAUSE]` until its standard input is closed; then what it saw, as one JSON
object. What is checked is the last question of the cookbook, at the beginning and at the end of each time that the copy
is open. PAUSE are the seconds until the next time; none where it is left out.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.manuals import chapter, fenced, page
from warehouse.database import Connection, reading
from warehouse.errors import WarehouseError
from warehouse.queries import run_sql

(WHOLE,) = fenced(chapter(page("docs/COOKBOOK.md"), "25. Is this copy whole?"), "sql")
QUESTIONS = (
    "SELECT count(*), sum(length(body)), max(last_seen_at) FROM latest_releases",
    "SELECT topic, sum(releases) FROM topic_daily GROUP BY topic",
    "SELECT speaker, count(*) FROM quotes_by_speaker GROUP BY speaker ORDER BY 2 DESC LIMIT 20",
    "SELECT state, count(*) FROM alert_ledger GROUP BY state",
    "FROM source_health",
)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What a reader met."""

    answers: int = 0
    slowest: float = 0.0  # seconds for one question
    runs: list[str] = field(default_factory=list)  # whose copies were read, in order
    wrong: list[str] = field(default_factory=list)  # errors, torn reads, answers that changed under an open copy


def read(copy: Path, until: threading.Event, pause: float = 0.0) -> Seen:
    """Open the copy, ask, close it, and again after a pause, until it is enough; at least once."""
    seen = Seen()
    while True:
        try:
            with reading(copy) as connection:
                _visit(connection, seen)
        except WarehouseError as error:
            seen.wrong.append(f"{type(error).__name__}: {error}")
        if until.wait(pause):
            return seen


def _visit(connection: Connection, seen: Seen) -> None:
    before = _whole(connection, seen)
    for question in QUESTIONS:
        _ask(connection, question, seen)
    if _whole(connection, seen) != before:
        seen.wrong.append(f"the copy of {before[0]} changed while it was open")


def _whole(connection: Connection, seen: Seen) -> tuple[Any, ...]:
    (row,) = _ask(connection, WHOLE, seen)
    run_id, _, is_whole = row
    if is_whole is not True:
        seen.wrong.append(f"the copy of {run_id} does not agree with its checksum ({is_whole})")
    if run_id not in seen.runs[-1:]:
        seen.runs.append(run_id)
    return row


def _ask(connection: Connection, question: str, seen: Seen) -> list[tuple[Any, ...]]:
    started = time.perf_counter()
    rows = list(run_sql(connection, question).rows)
    seen.slowest = max(seen.slowest, time.perf_counter() - started)
    seen.answers += 1
    return rows


def main(copy: Path, pause: float = 0.0) -> Seen:
    """Read until standard input ends."""
    enough = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        enough.set()

    threading.Thread(target=wait, daemon=True).start()
    return read(copy, enough, pause)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(main(Path(sys.argv[1]), *map(float, sys.argv[2:])))) + "\n")
