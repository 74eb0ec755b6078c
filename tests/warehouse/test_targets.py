"""Which pages are to be asked for now."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.warehouse.builders import HOME, NOON, SOURCE, at, edited, entry, load, release, visit, walk
from warehouse.database import Connection
from warehouse.records import Ladder, Revisit
from warehouse.runs import targets
from warehouse.walks import load_walk

STEPS = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 360, 1440, 4320, 10080, 43200, 129600))  # 15 m … 90 d
LADDER = Ladder(steps=STEPS)
URL = f"{HOME}/grey-heron"
PUBLISHED = release(published_at=NOON, updated_at=NOON)


def _due(db: Connection, after: timedelta, mode: Revisit = "due") -> list[str]:
    now = NOON + after
    return [copy.url for copy in targets(db, SOURCE, mode=mode, ladder=LADDER, now=now, started=now)]


def test_pages_are_visited_so_long_after_publication(db: Connection) -> None:
    """A visit on each rung: due from there on, not a minute before, and not again until the next."""
    load(db, visit(PUBLISHED, 0))
    minute = timedelta(minutes=1)
    for rung, following in pairwise(STEPS):
        assert (_due(db, rung - minute), _due(db, rung)) == ([], [URL])
        load(db, visit(PUBLISHED, rung / timedelta(hours=1)))
        assert (_due(db, rung + minute), _due(db, following - minute)) == ([], [])


def test_after_the_ladder_a_page_is_visited_at_each_last_step(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0), visit(PUBLISHED, 24 * 100))
    days = timedelta(days=1)
    assert [_due(db, 189 * days), _due(db, 190 * days)] == [[], [URL]]


def test_several_rungs_that_were_missed_are_one_visit(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0), visit(PUBLISHED, 24 * 8))
    assert [_due(db, timedelta(days=9)), _due(db, timedelta(days=30))] == [[], [URL]]


def test_an_edit_starts_the_ladder_again(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0), visit(edited(PUBLISHED, 240, summary="Two weeks."), 240))
    assert [_due(db, timedelta(hours=240, minutes=minutes)) for minutes in (14, 15)] == [[], [URL]]


def test_a_silent_edit_is_counted_from_when_it_was_seen(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0), visit(release(published_at=NOON, updated_at=NOON, title="Other"), 240))
    assert [_due(db, timedelta(hours=240, minutes=minutes)) for minutes in (14, 15)] == [[], [URL]]


def test_an_old_release_that_is_new_to_us_is_not_visited_as_if_it_were_new(db: Connection) -> None:
    load(db, visit(release(published_at=at(-24 * 60), updated_at=None), 0))
    assert [_due(db, timedelta(days=days)) for days in (1, 29, 30)] == [[], [], [URL]]


def test_a_date_in_the_future_is_not_believed(db: Connection) -> None:
    load(db, visit(release(published_at=at(24 * 365), updated_at=None), 0))
    assert _due(db, timedelta(minutes=15)) == [URL]


@pytest.mark.parametrize(("mode", "expected"), [("due", [URL]), ("all", [URL, f"{HOME}/tern"]), ("none", [])])
def test_modes_choose_what_is_due_everything_or_only_what_is_unread(
    db: Connection, mode: Revisit, expected: list[str]
) -> None:
    load(db, visit(PUBLISHED, 0), visit(release("tern", published_at=at(-1)), 0.2))
    assert sorted(_due(db, timedelta(minutes=16), mode)) == expected


@pytest.mark.parametrize("mode", ["due", "all", "none"])
def test_unread_pages_are_asked_for_in_every_mode_and_first(db: Connection, mode: Revisit) -> None:
    load(db, visit(PUBLISHED, 0))
    load_walk(db, walk(0.1, entry("tern", 0.1)))
    assert _due(db, timedelta(hours=1), mode)[0] == f"{HOME}/tern"


def test_a_page_is_not_asked_for_twice_in_one_run(db: Connection) -> None:
    load(db, visit(PUBLISHED, 1))
    again = targets(db, SOURCE, mode="all", ladder=LADDER, now=at(2), started=at(0.5))
    assert again == ()


def test_the_copy_that_is_kept_goes_with_the_target(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0, sha256="abc", etag='"x"', warc_offset=77))
    (copy,) = targets(db, SOURCE, mode="all", ladder=LADDER, now=at(1), started=at(1))
    assert (copy.etag, copy.sha256, copy.warc_offset) == ('"x"', "abc", 77)


def test_other_sources_pages_are_not_asked_for(db: Connection) -> None:
    load(db, visit(PUBLISHED, 0))
    assert targets(db, "uk/govuk", mode="all", ladder=LADDER, now=at(1), started=at(1)) == ()
