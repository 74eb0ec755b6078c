"""What is wrong, since when, how often, and when it was right again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.warehouse.builders import (
    HOME,
    SOURCE,
    at,
    edited,
    everything,
    failed,
    load,
    one,
    release,
    rows,
    unreadable,
    visit,
)
from warehouse.database import Connection
from warehouse.loading import load_visits
from warehouse.records import Ladder, Visit
from warehouse.runs import targets

URL = f"{HOME}/grey-heron"
PROBLEMS = "SELECT kind, times, first_seen_at, last_seen_at, resolved_at FROM problems ORDER BY first_seen_at"
LADDER = Ladder(steps=(timedelta(minutes=15), timedelta(days=90)))


def _due(db: Connection, now: float) -> list[str]:
    found = targets(db, SOURCE, mode="due", ladder=LADDER, now=at(now), started=at(now))
    return [copy.url for copy in found]


def test_a_page_that_cannot_be_read_is_a_problem_with_its_detail(db: Connection) -> None:
    loaded = load(db, unreadable(URL, 0))
    assert loaded.problems == 1
    assert rows(db, "SELECT source, url, kind, detail FROM problems") == [(SOURCE, URL, "no_body", "nothing matched")]


def test_a_problem_says_since_when_and_how_often(db: Connection) -> None:
    load(db, unreadable(URL, 0), unreadable(URL, 1), unreadable(URL, 4))
    assert rows(db, PROBLEMS) == [("no_body", 3, at(0), at(4), None)]


def test_a_problem_is_solved_when_the_page_is_right_again(db: Connection) -> None:
    load(db, unreadable(URL, 0), visit(release(), 1))
    assert rows(db, PROBLEMS) == [("no_body", 1, at(0), at(0), at(1))]


def test_a_problem_that_comes_back_is_open_again(db: Connection) -> None:
    load(db, unreadable(URL, 0), visit(release(), 1), unreadable(URL, 2))
    assert rows(db, PROBLEMS) == [("no_body", 2, at(0), at(2), None)]


def test_one_thing_is_wrong_with_a_page_at_a_time(db: Connection) -> None:
    load(db, unreadable(URL, 0), unreadable(URL, 1, "two_titles"))
    assert rows(db, "SELECT kind FROM problems WHERE resolved_at IS NULL") == [("two_titles",)]


def test_an_unreadable_page_does_not_revise_the_stored_release(db: Connection) -> None:
    load(db, visit(release(), 0))
    before = everything(db)
    assert load(db, unreadable(URL, 1)).changes == ()
    after = everything(db)
    assert all(after[table] == before[table] for table in ("releases", "revisions", "changes", "alerts"))


def test_a_request_without_an_answer_is_a_problem_by_its_stable_word(db: Connection) -> None:
    load(db, Visit(fetch=failed(URL, 0, "timed_out")))
    assert rows(db, "SELECT kind, detail FROM problems") == [("timed_out", "no answer within 30 s")]


def test_a_failure_without_a_word_is_still_a_problem_and_no_answer(db: Connection) -> None:
    load(db, Visit(fetch=replace(failed(URL, 0), kind=None, error=None)))
    assert rows(db, "SELECT kind, detail FROM problems") == [("failed", "failed")]
    assert one(db, "SELECT visited_at FROM pages") is None


def test_a_page_that_fails_is_tried_in_the_next_run_and_then_rests_longer_and_longer(db: Connection) -> None:
    load(db, unreadable(URL, 0))
    assert _due(db, 0.1) == [URL]
    load(db, unreadable(URL, 1))
    assert [_due(db, 1 + minutes / 60) for minutes in (14, 15)] == [[], [URL]]
    load(db, unreadable(URL, 2))
    assert [_due(db, 2 + minutes / 60) for minutes in (29, 30)] == [[], [URL]]


def test_a_page_that_has_failed_for_weeks_is_tried_once_a_day(db: Connection) -> None:
    load_visits(db, [unreadable(URL, hours) for hours in range(40)])
    assert [_due(db, 39 + hours) for hours in (23.9, 24)] == [[], [URL]]


def test_a_known_release_that_cannot_be_read_is_retried_and_found_changed(db: Connection) -> None:
    load(db, visit(release(), 0), unreadable(URL, 1))
    assert _due(db, 1.1) == [URL]
    assert load(db, visit(edited(release(), 1, summary="Two weeks."), 2)).changes[0].kind == "update"


def test_a_page_of_another_type_is_passed_over_without_a_problem(db: Connection) -> None:
    assert load(db, unreadable(f"{HOME}/guidance", 0, "other_type")).problems == 0
    assert rows(db, "SELECT role FROM pages") == [("other",)]
    assert (one(db, "SELECT count(*) FROM problems"), _due(db, 100)) == (0, [])


def test_a_page_that_turns_out_to_be_of_another_type_has_no_problem_left(db: Connection) -> None:
    load(db, unreadable(URL, 0), unreadable(URL, 1, "other_type"))
    assert one(db, "SELECT count(*) FROM problems WHERE resolved_at IS NULL") == 0
