"""Pages that are no longer there, and releases that moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from parsers.records import Release
from tests.warehouse.builders import HOME, NOON, SOURCE, at, edited, load, missing, one, release, rows, visit, walk
from tests.warehouse.builders import entry as line
from warehouse.database import Connection
from warehouse.records import Ladder
from warehouse.runs import targets
from warehouse.walks import load_walk

CHANGES = "SELECT kind FROM changes ORDER BY change_id"
URL = f"{HOME}/grey-heron"
MOVED = f"{HOME}/2026/grey-heron"
LADDER = Ladder(steps=(timedelta(minutes=15), timedelta(days=90)))


def _asked(db: Connection, now: float, started: float) -> list[str]:
    found = targets(db, SOURCE, mode="none", ladder=LADDER, now=at(now), started=at(started))
    return [copy.url for copy in found]


def test_a_page_that_is_missing_once_may_be_a_hiccup(db: Connection) -> None:
    loaded = load(db, visit(release(), 0), missing(URL, 1))
    assert loaded.changes == ()
    assert one(db, "SELECT status FROM releases") == "live"


def test_a_page_that_is_missing_twice_in_a_row_is_gone(db: Connection) -> None:
    loaded = load(db, visit(release(), 0), missing(URL, 1, 404), missing(URL, 2, 410))
    assert [(change.kind, change.detail) for change in loaded.changes] == [("gone", "HTTP 410")]
    assert rows(db, "SELECT status, revision, last_seen_at FROM releases") == [("gone", 1, NOON)]


def test_a_release_is_gone_once_however_often_it_is_missed(db: Connection) -> None:
    load(db, visit(release(), 0), *(missing(URL, hours) for hours in (1, 2, 3, 4)))
    assert rows(db, CHANGES) == [("new",), ("gone",)]


def test_an_answer_between_two_misses_starts_the_count_again(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 1), visit(release(), 2), missing(URL, 3))
    assert one(db, "SELECT status FROM releases") == "live"


def test_a_page_that_is_back_revives_its_release(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 1), missing(URL, 2), visit(release(), 3))
    assert one(db, "SELECT status FROM releases") == "live"
    assert rows(db, CHANGES) == [("new",), ("gone",), ("revived",)]


def test_a_410_is_looked_at_again_in_the_same_run(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 5, 410))
    assert _asked(db, now=5.01, started=4.9) == [URL]


def test_a_404_is_looked_at_again_in_a_later_run_and_not_in_the_same(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 5, 404))
    assert _asked(db, now=5.01, started=4.9) == []
    assert _asked(db, now=5.3, started=5.2) == [URL]


def test_a_missing_page_that_never_was_a_release_gets_no_second_look(db: Connection) -> None:
    load(db, missing(f"{HOME}/never-read", 5, 410))
    assert _asked(db, now=5.3, started=5.2) == []


def test_an_item_that_says_with_status_200_that_it_is_gone_is_meant_as_a_410(db: Connection) -> None:
    load(db, visit(release(), 0), missing(URL, 5, 200))
    assert _asked(db, now=5.01, started=4.9) == [URL]


def test_a_release_that_moved_is_the_same_release_at_a_new_address(db: Connection) -> None:
    loaded = load(db, visit(release(), 0), visit(replace(release(), url=MOVED), 1, url=URL, outcome="moved"))
    assert rows(db, "SELECT url, revision, status FROM releases") == [(MOVED, 1, "live")]
    assert [(change.kind, change.detail, change.url) for change in loaded.changes] == [("moved", URL, MOVED)]
    assert rows(db, "SELECT url, moved_to FROM pages ORDER BY url") == [(MOVED, None), (URL, MOVED)]


def test_a_release_that_moves_and_changes_keeps_its_history(db: Connection) -> None:
    later = edited(release(), 1, url=MOVED, summary="Two weeks.")
    load(db, visit(release(), 0), visit(later, 2, url=URL, outcome="moved"))
    assert rows(db, CHANGES) == [("new",), ("update",), ("moved",)]
    assert one(db, "SELECT revision FROM releases") == 2


def test_the_old_address_of_a_moved_release_may_vanish_without_it(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), url=MOVED), 1, url=URL, outcome="moved"))
    load(db, missing(URL, 2, 410), missing(URL, 3, 410))
    assert one(db, "SELECT status FROM releases") == "live"


def test_the_old_address_of_a_moved_release_is_not_asked_for_again(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), url=MOVED), 1, url=URL, outcome="moved"))
    found = targets(db, SOURCE, mode="all", ladder=LADDER, now=at(9), started=at(9))
    assert [copy.url for copy in found] == [MOVED]


def test_a_release_that_is_missing_is_looked_for_where_it_was_before(db: Connection) -> None:
    """The publisher took the move back, and no redirect says so; the old page is read as if it were new."""
    load(db, visit(release(), 0, etag='"x"', sha256="abc"))
    load(db, visit(replace(release(), url=MOVED), 1, url=URL, outcome="moved"), missing(MOVED, 2))
    (copy,) = targets(db, SOURCE, mode="none", ladder=LADDER, now=at(2.1), started=at(1.9))
    assert (copy.url, copy.etag, copy.sha256, copy.warc_file) == (URL, None, None, None)
    load(db, visit(release(), 2.2))
    assert rows(db, "SELECT url, status FROM releases") == [(URL, "live")]
    assert rows(db, CHANGES) == [("new",), ("moved",), ("moved",)]
    assert _asked(db, now=3, started=3) == []


def test_a_release_that_is_nowhere_any_more_is_gone_and_its_old_address_left_alone(db: Connection) -> None:
    load(db, visit(release(), 0), visit(replace(release(), url=MOVED), 1, url=URL, outcome="moved"))
    load(db, missing(MOVED, 2), missing(URL, 2.2), missing(MOVED, 3), missing(URL, 3.2))
    assert one(db, "SELECT status FROM releases") == "gone"
    assert _asked(db, now=4, started=4) == []


def test_a_release_that_moves_back_is_where_it_was(db: Connection) -> None:
    there, back = replace(release(), url=MOVED), visit(release(), 2, url=MOVED, outcome="moved")
    load(db, visit(release(), 0), visit(there, 1, url=URL, outcome="moved"), back)
    assert rows(db, "SELECT url FROM releases") == [(URL,)]
    assert rows(db, "SELECT url FROM pages WHERE moved_to IS NULL") == [(URL,)]


def _nameless(url: str = URL) -> Release:
    return release(external_id=None, url=url)


def test_a_release_without_an_id_moves_with_its_redirect(db: Connection) -> None:
    load(db, visit(_nameless(), 0), visit(_nameless(MOVED), 1, url=URL, outcome="moved"))
    assert rows(db, "SELECT url FROM releases") == [(MOVED,)]


def test_a_release_without_an_id_moves_to_an_address_that_a_listing_named_first(db: Connection) -> None:
    load(db, visit(_nameless(), 0))
    load_walk(db, walk(1, line("2026/grey-heron", 1)))
    load(db, visit(_nameless(MOVED), 2, url=URL, outcome="moved"))
    assert rows(db, "SELECT url FROM releases") == [(MOVED,)]
