"""How hosts are treated across runs: what is counted, and what a clock that was wrong does not spoil."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from parsers.records import Outcome
from tests.warehouse.builders import at, load, release, visit
from warehouse.database import Connection
from warehouse.polls import conduct_since, keep_standings, requests_since, standings
from warehouse.records import Robots, Standing
from warehouse.runs import keep_robots, robots


def spent(db: Connection, now: datetime) -> int:
    """Return how many requests were made in the day before."""
    return sum(requests_since(db, at(-24), now).values())


def test_every_request_of_a_fetch_counts_and_one_of_a_fetch_that_was_not_counted(db: Connection) -> None:
    for requests in (None, 4, 0):
        one = visit(release(f"of-{requests}"), 1)
        load(db, replace(one, fetch=replace(one.fetch, requests=requests)))
    assert spent(db, at(2)) == 5


def test_what_was_noted_while_the_clock_was_ahead_counts_for_nothing(db: Connection) -> None:
    one = visit(release("early"), 5)
    load(db, replace(one, fetch=replace(one.fetch, requests=4, status=403, outcome="refused"), release=None))
    keep_standings(db, [Standing(host="a.example", asked=(at(1), at(5)))])
    assert spent(db, at(2)) == 0
    assert conduct_since(db, at(-24), at(2)) == ()
    assert [one.asked for one in standings(db, at(-24), at(2))] == [(at(1),)]
    assert spent(db, at(6)) == 4


def test_listings_and_pages_of_a_host_are_told_apart(db: Connection) -> None:
    said: list[tuple[str, int, Outcome]] = [("list", 200, "ok"), ("visit0", 403, "refused")]
    for stage, status, outcome in said:
        one = visit(release(stage), 1)
        fetch = replace(one.fetch, fetch_id=f"run-1-uk-coast-{stage}-00001", status=status, outcome=outcome)
        load(db, replace(one, fetch=fetch, release=None))
    found = {one.is_listing: (one.answers, one.refusals) for one in conduct_since(db, at(0), at(2))}
    assert found == {True: (1, 0), False: (0, 1)}


def test_a_robots_txt_and_a_standing_of_one_host_leave_each_other_as_they_are(db: Connection) -> None:
    known = Standing(host="a.example", failures=2, failing_since=at(0), rests_until=at(1), paused_until=at(2))
    keep_standings(db, [known])
    assert robots(db) == ()
    read = Robots(host="a.example", text="User-agent: *", status=200, fetched_at=at(1))
    keep_robots(db, [read])
    assert standings(db, at(-24), at(2)) == (known,)
    keep_standings(db, [Standing(host="a.example")])
    assert robots(db) == (read,)
    assert standings(db, at(-24), at(2)) == ()
