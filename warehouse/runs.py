"""What a run knows before it asks for anything, and what it leaves about itself: plans, targets, robots.txt, run rows.

Does not load pages; `walks` and `loading` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from parsers.records import Source
from warehouse.clocks import AHEAD
from warehouse.database import Connection
from warehouse.records import Copy, Ladder, Revisit, Robots, Run
from warehouse.staging import ask, load_rows, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known of a source before its listings are asked for."""

    robots: tuple[Robots, ...]
    listings: dict[str, Copy]  # by URL
    entries: dict[str, datetime | None]  # the newest pages that were listed, and the date that stood beside them
    first: bool  # nothing of this source was ever listed


def plan(connection: Connection, source: str, listings: Sequence[str], *, most: int) -> Plan:
    """Return what is known of a source: its listings' copies and the `most` pages that were listed last."""
    copies = [Copy(**row) for row in ask(connection, "listings", source=source, urls=list(listings))]
    entries = {row["url"]: row["entry_updated"] for row in ask(connection, "known_entries", source=source, most=most)}
    return Plan(
        robots=robots(connection), listings={one.url: one for one in copies}, entries=entries, first=not entries
    )


def robots(connection: Connection) -> tuple[Robots, ...]:
    """Return every robots.txt that is kept."""
    return tuple(Robots(**row) for row in ask(connection, "robots"))


def keep_robots(connection: Connection, records: Iterable[Robots]) -> None:
    """Keep what hosts' robots.txt files said."""
    rows = [
        {"host": one.host, "robots": one.text, "status": one.status, "fetched_at": one.fetched_at} for one in records
    ]
    load_rows(connection, "hosts", rows)


def targets(
    connection: Connection, source: str, *, mode: Revisit, ladder: Ladder, now: datetime, started: datetime
) -> tuple[Copy, ...]:
    """Return the pages of a source to ask for now, new ones first; none that was asked for since `started`."""
    steps = [int(step.total_seconds()) for step in ladder.steps]
    asked = {"source": source, "mode": mode, "steps": steps, "now": now, "started": started, "ahead": now + AHEAD}
    return tuple(Copy(**row) for row in ask(connection, "targets", **asked))


def keep_run(connection: Connection, run: Run) -> None:
    """Keep the row of a run, at its start and again at its end."""
    load_rows(connection, "runs", [asdict(run)])


def keep_end(connection: Connection, run: Run) -> None:
    """Keep the row of a run that collected, with how much is kept now and its checksum, by which a copy is checked."""
    (held,) = ask(connection, "held")
    keep_run(connection, replace(run, counts={**run.counts, **held}))


def keep_sources(connection: Connection, sources: Iterable[Source], *, active: Iterable[str]) -> None:
    """Keep what some sources are called, and which of all are watched; writes nothing where that is known."""
    wanted = set(active)
    rows = [
        {
            "source": one.name,
            "name": one.title,
            "country": one.country,
            "homepage": one.homepage,
            "language": one.language,
            "active": one.name in wanted,
        }
        for one in sources
    ]
    known = ask(connection, "sources")
    load_rows(connection, "sources", [row for row in rows if row not in known])
    if any(row["active"] and row["source"] not in wanted for row in known):
        run(connection, "change/retire_sources", active=sorted(wanted))
