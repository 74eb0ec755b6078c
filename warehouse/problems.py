"""Problems that no page has: of deliveries, say. Those of pages and listings are kept with their visits and walks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from parsers.records import Problem
from warehouse.batch import Batch
from warehouse.database import Connection
from warehouse.staging import ask, run


def keep_problems(
    connection: Connection, source: str, found: Sequence[Problem], *, solved: Sequence[str], at: datetime, run_id: str
) -> None:
    """Keep what is wrong, and that everything is right again with the things named in `solved`."""
    if not (found or solved):
        return
    batch = Batch(source)
    batch.read_problems(connection, {*solved, *(one.url for one in found)})
    for name in solved:
        batch.solve_problems(name, at)
    for one in found:
        batch.found_problem(one, at)
    batch.write(connection, run_id)


def settle_others(connection: Connection, source: str, known: Sequence[str], at: datetime) -> None:
    """Keep that nothing is wrong any more with things that are not among the `known`: they are gone."""
    run(connection, "change/settle_others", source=source, known=list(known), at=at)


def settle_shortfalls(
    connection: Connection, sources: Sequence[str], found: Sequence[Problem], at: datetime, run_id: str
) -> None:
    """Keep why sources were not collected to the end, and that those are right again which now were."""
    still = {(one.source, one.url, one.kind) for one in found}
    for row in ask(connection, "open_shortfalls"):
        if row["source"] in sources and (row["source"], row["url"], row["kind"]) not in still:
            run(connection, "change/settle_one", **row, at=at)
    for one in found:
        keep_problems(connection, one.source, [one], solved=(), at=at, run_id=run_id)
