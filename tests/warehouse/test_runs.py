"""What a run leaves about itself, and the two questions that an operator asks first."""

from __future__ import annotations

from dataclasses import replace

from tests.warehouse.builders import HOME, NOON, SOURCE, at, everything, load, one, rows, source, unreadable, visit
from tests.warehouse.builders import release as edition
from warehouse.database import Connection
from warehouse.health import interrupted_runs, open_problems, source_health
from warehouse.records import Robots, Run
from warehouse.runs import keep_robots, keep_run, keep_sources, robots

RUN = Run(run_id="run-1", flow="collect", started_at=NOON, finished_at=None, outcome="interrupted")


def test_a_run_is_interrupted_until_it_says_how_it_ended(db: Connection) -> None:
    keep_run(db, RUN)
    assert [row["run_id"] for row in interrupted_runs(db).records()] == ["run-1"]
    keep_run(db, replace(RUN, finished_at=at(1), outcome="done", counts={"new": 3}))
    assert rows(db, "SELECT outcome, finished_at, counts->>'new' FROM runs") == [("done", at(1), "3")]
    assert interrupted_runs(db).rows == ()


def test_a_run_whose_work_a_later_one_took_up_is_no_news(db: Connection) -> None:
    keep_run(db, RUN)
    keep_run(db, replace(RUN, run_id="run-2", flow="deliver", started_at=at(1), finished_at=at(1), outcome="done"))
    assert [row["run_id"] for row in interrupted_runs(db).records()] == ["run-1"]
    keep_run(db, replace(RUN, run_id="run-3", started_at=at(2), finished_at=at(3), outcome="done"))
    assert interrupted_runs(db).rows == ()


def test_a_hosts_robots_txt_is_kept_and_replaced(db: Connection) -> None:
    old = Robots(host="www.coast.example", text="User-agent: *\nDisallow: /draft", status=200, fetched_at=NOON)
    new = replace(old, text="", status=404, fetched_at=at(25))
    keep_robots(db, [old])
    assert robots(db) == (old,)
    keep_robots(db, [new])
    assert robots(db) == (new,)


def test_sources_are_kept_and_marked_as_watched(db: Connection) -> None:
    keep_sources(db, [source(), source("uk/idle", "Idle Office")], active=[SOURCE])
    assert rows(db, "SELECT source, name, active FROM sources ORDER BY source") == [
        (SOURCE, "Coast Ministry", True),
        ("uk/idle", "Idle Office", False),
    ]


def test_a_source_that_is_watched_no_more_is_marked_so_by_the_runs_of_others(db: Connection) -> None:
    keep_sources(db, [source(), source("uk/idle", "Idle Office")], active=[SOURCE, "uk/idle"])
    keep_sources(db, [source()], active=[SOURCE])
    assert rows(db, "SELECT source, active FROM sources ORDER BY source") == [(SOURCE, True), ("uk/idle", False)]


def test_sources_that_are_as_they_were_write_nothing(db: Connection) -> None:
    keep_sources(db, [source()], active=[SOURCE])
    before = everything(db)
    keep_sources(db, [source()], active=[SOURCE])
    assert everything(db) == before
    keep_sources(db, [source(title="Ministry of Coast")], active=[])
    assert rows(db, "SELECT name, active FROM sources") == [("Ministry of Coast", False)]


def test_open_problems_come_newest_first_with_their_count(db: Connection) -> None:
    load(db, unreadable(f"{HOME}/a", 0), unreadable(f"{HOME}/b", 1), unreadable(f"{HOME}/a", 2), visit(edition(), 3))
    found = [(row["url"], row["times"]) for row in open_problems(db).records()]
    assert found == [(f"{HOME}/a", 2), (f"{HOME}/b", 1)]


def test_health_has_a_row_for_a_source_of_which_nothing_is_known_yet(db: Connection) -> None:
    keep_sources(db, [source()], active=[SOURCE])
    (row,) = source_health(db).records()
    assert (row["source"], row["releases"], row["last_success_at"], row["open_problems"]) == (SOURCE, 0, None, 0)
    assert one(db, "SELECT count(*) FROM source_health") == 1
