"""When listings were asked and when they are asked next, and how much was asked of each host: what a pace is kept by.

Does not decide; `flows.pacing` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.entry_documents import CONTENT_TYPE
from warehouse.database import Connection
from warehouse.records import Poll, Standing
from warehouse.rows import values
from warehouse.staging import ask, load_rows, run


@dataclass(frozen=True, slots=True, kw_only=True)
class HostConduct:
    """What one host said to one source in one run."""

    source: str
    origin: str  # the host as its publisher calls it: 'https://www.gov.uk'
    run_id: str
    is_listing: bool  # False: its pages
    at: datetime  # of the last request
    refusals: int  # 401, 403, 429, 451
    answers: int  # of any other sort that settles something: a page, "not modified", "gone"
    status: int | None  # of the last refusal


def kept_polls(connection: Connection, source: str) -> dict[str, Poll]:
    """Return what is kept of each listing of a source, by URL."""
    rows = ask(connection, "polls", source=source)
    return {row["url"]: Poll(**{**row, "news": tuple(row["news"])}) for row in rows}


def keep_polls(connection: Connection, polls: Sequence[Poll]) -> None:
    """Keep what came of asking some listings."""
    load_rows(connection, "polls", [values(one) for one in polls])


def drop_polls(connection: Connection, source: str, urls: Sequence[str]) -> None:
    """Forget the listings of a source that are not among these."""
    run(connection, "change/drop_polls", source=source, urls=list(urls))


def requests_since(connection: Connection, since: datetime, now: datetime) -> dict[tuple[str, str], int]:
    """Return how many requests were made between two moments, by source and the publisher's own origin."""
    rows = ask(connection, "requests_since", since=since, now=now, entry=CONTENT_TYPE)
    return {(row["source"], row["origin"]): row["requests"] for row in rows}


def conduct_since(connection: Connection, since: datetime, now: datetime) -> tuple[HostConduct, ...]:
    """Return what each host said in each run between two moments, of the sources that were refused anything."""
    rows = ask(connection, "conduct_since", since=since, now=now, entry=CONTENT_TYPE)
    return tuple(HostConduct(**row) for row in rows)


def standings(connection: Connection, since: datetime, now: datetime) -> tuple[Standing, ...]:
    """Return how hosts are treated across runs, with their requests between two moments that left no fetch."""
    rows = ask(connection, "standings", since=since, now=now)
    return tuple(Standing(**{**row, "asked": tuple(row["asked"])}) for row in rows)


def keep_standings(connection: Connection, found: Sequence[Standing]) -> None:
    """Keep how some hosts are treated across runs."""
    load_rows(connection, "standings", [values(one) for one in found])
