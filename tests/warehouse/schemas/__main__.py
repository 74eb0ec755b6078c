"""Writes a warehouse of today's schema with a row at least in every table, filled by the program's own loads."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from parsers.records import Amount, Link, Release, Tag, Translation
from tests.warehouse.builders import JEF, at, edited, load, quote, release, source, subscription, unreadable, visit
from tests.warehouse.schemas import keep
from warehouse import outbox
from warehouse.alerts import mute
from warehouse.compaction import rewrite
from warehouse.contracts import episode
from warehouse.database import Connection, writing
from warehouse.editions import release_id
from warehouse.judgements import Judgement, keep_judgements
from warehouse.loading import load_visits
from warehouse.migrate import shipped
from warehouse.polls import keep_polls, keep_standings
from warehouse.quarantine import release_held
from warehouse.records import Poll, Robots, Run, Standing
from warehouse.runs import keep_robots, keep_run, keep_sources
from warehouse.topics import keep_versions, versions

NO_WAIT = timedelta(0)


def rich() -> Release:
    """A release of which every field is filled."""
    return release(
        quotes=(quote("The JEF guards the cables."),),
        amounts=(Amount(text="£2.1 billion", value=Decimal(2_100_000_000), currency="GBP", field="body"),),
        people=(Tag(name="Marit Lindqvist"),),
        places=(Tag(name="Skarvik"),),
        attachments=(Link(title="Map", url="https://www.coast.example/map.pdf", content_type="application/pdf"),),
        links=(Link(title="The exercise", url="https://www.coast.example/exercise"),),
        translations=(Translation(language="no", url="https://www.coast.example/no/grey-heron"),),
    )


def fill(connection: Connection, folder: Path) -> None:
    """Load a new release, an update, a problem; tell one recipient; judge and mute."""
    first = rich()
    keep_sources(connection, [source()], active=[source().name])
    keep_run(connection, Run(run_id="run-1", flow="collect", started_at=at(0), finished_at=at(0.1), outcome="done"))
    keep_robots(connection, [Robots(host="www.coast.example", text="", status=404, fetched_at=at(0))])
    poll = Poll(source=source().name, url="feed", first_at=at(0), polled_at=at(0), next_poll_at=at(1))
    keep_polls(connection, [poll])
    keep_standings(connection, [Standing(host="www.coast.example", paused_until=at(1), asked=(at(0),))])
    keep_versions(connection, versions(connection, [JEF]), at(0))
    second = edited(first, 1, body=f"{first.body}\n\nThe JEF stays until spring.")
    load(
        connection,
        visit(first, 0),
        visit(second, 1),
        unreadable(f"{first.url}-map", 1),
        told=[subscription("desk", "jef")],
    )
    _deliver(connection, folder / "attempts.jsonl")
    identity = release_id(first.source, first)
    keep_judgements(connection, [Judgement(topic="jef", release_id=identity, revision=1, is_right=True)], at(2))
    mute(connection, "desk", identity, at(3))
    _hold_back(connection)


def _hold_back(connection: Connection) -> None:
    """Load the first release in its other language, and another one while the source is not believed."""
    load(connection, visit(release("no/grey-heron", external_id="id-grey-heron", language="no"), 4))
    held = episode(source().name, "text", "half of every text is gone", at(4), holds=True)
    other = visit(release("black-heron"), 4)
    load_visits(connection, [other], subscriptions=[subscription("desk", "jef")], hold=held)
    release_held(connection, source().name, (), at=at(5), by="person")


def _deliver(connection: Connection, journal: Path) -> None:
    outbox.take(connection, at(2))
    (digest,) = outbox.open_digests(connection)
    outbox.name_digests(connection, [(digest, "JEF: one release", 1)])
    tried = outbox.Attempt(
        digest_id=digest.digest_id, channel="file-3fa1c2", attempt=1, tried_at=at(2), outcome="begun"
    )
    for attempt in (tried, replace(tried, outcome="sent")):
        outbox.note_attempt(journal, attempt)
    outbox.keep_attempts(connection, journal)
    outbox.set_state(connection, [digest.digest_id], "sent")


def main() -> None:
    """Make the warehouse, make it small, and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        with writing(path, purpose="tests", wait=NO_WAIT) as connection:
            fill(connection, Path(folder))
        rewrite(path, wait=NO_WAIT)
        print(keep(shipped()[-1].number, path).name)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
