"""When listings were asked and when they are asked next, and how much was asked of each host: what a pace is kept by.

Does not decide; `flows.pacing` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.entry_documents import CONTENT_TYPE
from warehouse.database import Connection
from warehouse.records import Poll
from warehouse.rows import values
from warehouse.staging import ask, load_rows, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What one host said to one source in one run."""

    source: str
    origin: str  # the host as its publisher calls it: 'https://www.gov.uk'
    run_id: str
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


def requests_since(connection: Connection, since: datetime) -> dict[tuple[str, str], int]:
    """Return how many requests were made since then, by source and the publisher's own origin."""
    rows = ask(connection, "requests_since", since=since, entry=CONTENT_TYPE)
    return {(row["source"], row["origin"]): row["requests"] for row in rows}


def conduct_since(connection: Connection, since: datetime) -> tuple[Conduct, ...]:
    """Return what each host said in each run since then, of the sources that were refused anything."""
    return tuple(Conduct(**row) for row in ask(connection, "conduct_since", since=since, entry=CONTENT_TYPE))
