"""What a poll of a listing leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from parsers.records import Problem
from tests.warehouse.builders import (
    FEED,
    HOME,
    SOURCE,
    at,
    entry,
    everything,
    failed,
    fetch,
    load,
    one,
    release,
    rows,
    visit,
    walk,
)
from warehouse.database import Connection
from warehouse.records import Copy, Ladder, Walk
from warehouse.runs import plan, targets
from warehouse.walks import load_walk

URL = f"{HOME}/grey-heron"
LADDER = Ladder(steps=(timedelta(days=90),))


def _copies(db: Connection, now: float) -> list[Copy]:
    return list(targets(db, SOURCE, mode="due", ladder=LADDER, now=at(now), started=at(now)))


def _gap(db: Connection) -> object:
    return one(db, "SELECT gap FROM pages WHERE role = 'listing'")


def _broken(hours: float, sha256: str = "same") -> Walk:
    """A walk whose second page was not answered."""
    first = fetch(FEED, hours, role="listing", sha256=sha256)
    second = replace(failed(f"{FEED}?page=2", hours), role="listing")
    problem = Problem(source=SOURCE, url=second.url, kind="timed_out", detail="no answer within 30 s")
    return walk(hours, entry("grey-heron", 0), fetches=(first, second), problems=(problem,), finished=False)


def _whole(hours: float, sha256: str = "same") -> Walk:
    first = fetch(FEED, hours, role="listing", sha256=sha256)
    return walk(hours, entry("grey-heron", 0), fetches=(first,))


def test_new_entries_become_pages_to_read(db: Connection) -> None:
    assert load_walk(db, walk(0, entry("grey-heron", 0), entry("tern", None))) == 2
    assert sorted(copy.url for copy in _copies(db, 0)) == [URL, f"{HOME}/tern"]


def test_a_newer_date_makes_a_known_page_due_without_conditions(db: Connection) -> None:
    """A server that still says 304 is not believed: the listing knows better."""
    load_walk(db, walk(0, entry("grey-heron", 0)))
    load(db, visit(release(), 1))
    assert load_walk(db, walk(2, entry("grey-heron", 2))) == 1
    (copy,) = _copies(db, 2)
    assert (copy.url, copy.etag, copy.last_modified) == (URL, None, None)
    assert copy.warc_file is not None


def test_an_older_date_from_another_listing_makes_nothing_due(db: Connection) -> None:
    load_walk(db, walk(0, entry("grey-heron", 0)))
    load(db, visit(release(), 1))
    assert load_walk(db, walk(2, entry("grey-heron", -1))) == 0
    assert plan(db, SOURCE, [FEED], most=9).entries == {URL: at(0)}


def test_an_entry_without_a_date_is_due_once(db: Connection) -> None:
    assert [load_walk(db, walk(hours, entry("tern", None))) for hours in (0, 1)] == [1, 0]


def test_a_page_that_was_missing_before_it_was_read_is_due_when_the_listing_dates_it_again(db: Connection) -> None:
    load_walk(db, walk(0, entry("grey-heron", 0)))
    db.execute("UPDATE pages SET visited_at = ?, status = 404 WHERE url = ?", [at(1), URL])
    load_walk(db, walk(2, entry("grey-heron", 2)))
    assert [copy.url for copy in _copies(db, 2)] == [URL]


def test_an_unchanged_listing_writes_its_request_and_nothing_else(db: Connection) -> None:
    load_walk(db, _whole(0))
    before = everything(db)
    unchanged = fetch(FEED, 1, role="listing", status=304, outcome="not_modified", warc_file=None, sha256=None)
    assert load_walk(db, walk(1, fetches=(unchanged,))) == 0
    after = everything(db)
    assert [table for table in after if after[table] != before[table]] == ["fetches"]
    assert len(after["fetches"]) == 2


def test_a_listing_that_cannot_be_had_is_a_problem_and_keeps_its_copy(db: Connection) -> None:
    load_walk(db, _whole(0))
    kept = plan(db, SOURCE, [FEED], most=9).listings
    problem = Problem(source=SOURCE, url=FEED, kind="timed_out", detail="no answer within 30 s")
    load_walk(db, walk(1, fetches=(replace(failed(FEED, 1), role="listing"),), problems=(problem,), finished=False))
    assert rows(db, "SELECT kind, times, resolved_at FROM problems") == [("timed_out", 1, None)]
    assert plan(db, SOURCE, [FEED], most=9).listings == kept
    load_walk(db, _whole(2))
    assert rows(db, "SELECT kind, resolved_at FROM problems") == [("timed_out", at(2))]


def test_a_walk_that_breaks_off_leaves_a_gap(db: Connection) -> None:
    load_walk(db, _broken(0))
    assert _gap(db) is True
    assert plan(db, SOURCE, [FEED], most=9).listings[FEED].gap


def test_a_whole_walk_closes_the_gap_though_the_first_page_is_the_same(db: Connection) -> None:
    load_walk(db, _broken(0, "same"))
    load_walk(db, _whole(1, "same"))
    assert _gap(db) is False


def test_a_walk_that_breaks_off_again_does_not_close_the_gap(db: Connection) -> None:
    load_walk(db, _broken(0))
    load_walk(db, replace(_broken(1), finished=True))
    assert _gap(db) is True


def test_what_a_run_knows_before_it_asks(db: Connection) -> None:
    assert plan(db, SOURCE, [FEED], most=9).first
    load_walk(db, walk(0, entry("grey-heron", 0), entry("tern", -1)))
    load_walk(db, walk(1, entry("gull", 1)))
    known = plan(db, SOURCE, [FEED], most=2)
    assert not known.first
    assert len(known.entries) == 2
    assert known.entries[f"{HOME}/gull"] == at(1)
    assert known.listings[FEED].etag == '"1"'
