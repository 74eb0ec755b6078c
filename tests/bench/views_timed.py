"""How fast the views answer the three kinds of questions that analysts ask: the first rows, all of them, a few of them.

Knows the views by name, so that a new one has to be added here. Does not fill a warehouse.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Final

from warehouse.database import Connection
from warehouse.statements import names_in

LIMIT: Final = 1000  # rows that are shown of a whole view
_ONE: Final = "release_id = (SELECT max(release_id) FROM releases WHERE revision > 1)"
ALL_AND_FEW: Final = {  # a question over the whole view, and one for a few rows of it
    "alert_ledger": (
        "SELECT recipient, state, count(*), max(delivered_at) FROM alert_ledger GROUP BY ALL",
        "FROM alert_ledger WHERE state = 'sent' AND due_at >= TIMESTAMPTZ '2016-01-01' ORDER BY due_at DESC LIMIT 50",
    ),
    "latest_releases": (
        "SELECT document_type, status, count(*), sum(words) FROM latest_releases GROUP BY ALL",
        "SELECT title, url FROM latest_releases WHERE published_at > '2016-03-01' ORDER BY published_at DESC LIMIT 50",
    ),
    "money_mentioned": (
        "SELECT currency, sum(value), count(DISTINCT release_id) FROM money_mentioned GROUP BY ALL",
        f"FROM money_mentioned WHERE {_ONE}",
    ),
    "quotes_by_speaker": (
        "SELECT speaker, count(*), sum(length(text)) FROM quotes_by_speaker GROUP BY ALL ORDER BY 2 DESC",
        "FROM quotes_by_speaker WHERE speaker ILIKE '%lind%' ORDER BY published_at DESC LIMIT 50",
    ),
    "revision_diffs": (
        "SELECT edition, field, kind, count(*), sum(length(text)) FROM revision_diffs GROUP BY ALL",
        f"FROM revision_diffs WHERE {_ONE}",
    ),
    "silent_edits": (
        "SELECT source, count(*), median(within), sum(len(added)) FROM silent_edits GROUP BY ALL",
        f"FROM silent_edits WHERE {_ONE}",
    ),
    "source_health": ("FROM source_health", "FROM source_health WHERE source = 'uk/govuk'"),
    "topic_daily": (
        "SELECT date_trunc('month', day) AS month, sum(releases) FROM topic_daily GROUP BY ALL ORDER BY 1",
        "FROM topic_daily WHERE topic = 'jef' AND day >= DATE '2016-03-01' ORDER BY day",
    ),
    "topic_mentions": (
        "SELECT topic, field, count(*), count(DISTINCT release_id) FROM topic_mentions GROUP BY ALL",
        "FROM topic_mentions WHERE topic = 'jef' AND published_at > '2016-03-01' ORDER BY published_at DESC LIMIT 50",
    ),
}


def time_views(connection: Connection) -> list[tuple[str, str]]:
    """Return, for each view, its rows and the seconds of three questions."""
    views = sorted(name.partition("/")[2] for name in names_in("views"))
    return [_timed(connection, name) for name in views]


def _timed(connection: Connection, name: str) -> tuple[str, str]:
    ((rows,),) = connection.sql(f'FROM "{name}"').aggregate("count(*)").fetchall()
    asked = (f'FROM "{name}" LIMIT {LIMIT}', *ALL_AND_FEW[name])
    took = [best(partial(_ask, connection, question)) for question in asked]
    return f"view {name}, {rows:,} rows: first, all, few", " · ".join(f"{one:.3f}" for one in took) + " s"


def _ask(connection: Connection, question: str) -> None:
    connection.execute(question).fetchall()


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of three: the others were disturbed."""
    return min(seconds(work) for _ in range(3))


def seconds(work: Callable[[], object]) -> float:
    """Return how many seconds a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
