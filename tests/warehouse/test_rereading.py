"""Archived pages read again by better parsers."""

from __future__ import annotations

from dataclasses import replace

from parsers.entry_documents import CONTENT_TYPE
from parsers.records import Release, Tag
from tests.warehouse.builders import (
    HOME,
    SOURCE,
    at,
    edited,
    everything,
    failed,
    fetch,
    load,
    mentions,
    missing,
    quote,
    release,
    rows,
    subscription,
    unreadable,
    visit,
)
from warehouse.database import Connection
from warehouse.records import Visit
from warehouse.rereading import Reread, archived_editions, replace_editions, unread_pages
from warehouse.rows import fetch_row
from warehouse.staging import load_rows

FIRST = release()
SECOND = edited(FIRST, 1, body=FIRST.body + "\n\nMore ships of the JEF.")


def _story(db: Connection) -> None:
    load(db, visit(FIRST, 0, warc_offset=10), visit(SECOND, 2, warc_offset=20), told=[subscription("desk", "jef")])


def _better(edition: Release) -> Release:
    """The same page as a parser reads it that sees one more quote and one more place."""
    return replace(
        edition, quotes=(quote("More."),), places=(Tag(name="Skarvik"),), title=edition.title.upper(), layout="api-2"
    )


def _rereads(db: Connection) -> list[Reread]:
    texts = (None, _better(FIRST), _better(SECOND))
    return [
        Reread(edition=one, release=_better(now), mentions=mentions(_better(now), "JEF"), before=texts[number])
        for number, (one, now) in enumerate(zip(archived_editions(db, SOURCE), (FIRST, SECOND), strict=True))
    ]


def test_every_edition_with_an_archived_page_is_found_with_its_fetch(db: Connection) -> None:
    _story(db)
    found = archived_editions(db, SOURCE)
    assert [(one.revision, one.kind, one.fetch.warc_offset) for one in found] == [(1, "new", 10), (2, "update", 20)]
    assert archived_editions(db, "uk/govuk") == []


def test_what_today_reads_alike_is_not_changed(db: Connection) -> None:
    _story(db)
    first = archived_editions(db, SOURCE)[0]
    assert not Reread(edition=first, release=FIRST, mentions=(), before=None).changed
    assert Reread(edition=first, release=_better(FIRST), mentions=(), before=None).changed


def test_a_better_reading_keeps_number_kind_and_date_of_sight(db: Connection) -> None:
    _story(db)
    kept = "SELECT release_id, revision, kind, seen_at, fetch_id, published_at FROM revisions ORDER BY revision"
    before = rows(db, kept)
    replace_editions(db, _rereads(db))
    assert rows(db, kept) == before
    assert rows(db, "SELECT DISTINCT title, layout FROM revisions") == [(FIRST.title.upper(), "api-2")]


def test_what_hangs_on_an_edition_is_replaced_and_not_doubled(db: Connection) -> None:
    _story(db)
    replace_editions(db, _rereads(db))
    replace_editions(db, _rereads(db))
    assert rows(db, "SELECT revision, text FROM quotes ORDER BY revision") == [(1, "More."), (2, "More.")]
    assert rows(db, "SELECT revision, name FROM places ORDER BY revision") == [(1, "Skarvik"), (2, "Skarvik")]
    assert rows(db, "SELECT revision, count(*) FROM organisations GROUP BY ALL ORDER BY ALL") == [(1, 1), (2, 1)]


def test_mentions_are_marked_as_new_beside_the_edition_before_as_it_is_read_today(db: Connection) -> None:
    _story(db)
    replace_editions(db, _rereads(db))
    assert rows(db, "SELECT revision, added FROM mentions ORDER BY revision, start") == [
        (1, True),
        (2, False),
        (2, True),
    ]
    assert rows(db, "SELECT revision, kind, text FROM passages") == [(2, "added", "More ships of the JEF.")]


def test_a_better_reading_is_no_change_and_alerts_nobody(db: Connection) -> None:
    _story(db)
    before = everything(db)
    replace_editions(db, _rereads(db))
    after = everything(db)
    assert all(after[table] == before[table] for table in ("alerts", "changes", "fetches", "pages", "problems"))


def test_a_withdrawal_that_todays_parsers_see_is_kept(db: Connection) -> None:
    load(db, visit(FIRST, 0))
    (edition,) = archived_editions(db, SOURCE)
    seen = replace(FIRST, withdrawn_at=at(-1), withdrawal="Superseded.")
    replace_editions(db, [Reread(edition=edition, release=seen, mentions=(), before=None)])
    assert rows(db, "SELECT status, withdrawn_at, withdrawal FROM releases") == [("withdrawn", at(-1), "Superseded.")]


def test_a_release_that_is_gone_is_not_brought_back_by_reading_its_page_again(db: Connection) -> None:
    load(db, visit(FIRST, 0), missing(FIRST.url, 1), missing(FIRST.url, 2))
    (edition,) = archived_editions(db, SOURCE)
    replace_editions(db, [Reread(edition=edition, release=_better(FIRST), mentions=(), before=None)])
    assert rows(db, "SELECT status FROM releases") == [("gone",)]


def test_nothing_to_replace_is_nothing(db: Connection) -> None:
    _story(db)
    before = everything(db)
    replace_editions(db, [])
    assert everything(db) == before


def test_pages_that_never_became_a_release_are_read_again_from_their_newest_answer(db: Connection) -> None:
    load(db, visit(FIRST, 0), unreadable(f"{HOME}/odd", 1), unreadable(f"{HOME}/odd", 2))
    load(db, unreadable(f"{HOME}/guide", 3, "other_type"), Visit(fetch=failed(f"{HOME}/slow", 4)))
    found = unread_pages(db, SOURCE)
    assert [(one.url.rpartition("/")[2], one.requested_at) for one in found] == [("odd", at(2)), ("guide", at(3))]


def test_the_text_of_a_feed_is_no_answer_of_a_page_that_is_read_itself(db: Connection) -> None:
    load(db, unreadable(f"{HOME}/odd", 1))
    said = fetch(f"{HOME}/odd", 2, content_type=CONTENT_TYPE)
    load_rows(db, "fetches", [fetch_row(said)])
    assert [one.requested_at for one in unread_pages(db, SOURCE)] == [at(1)]
    db.execute("UPDATE pages SET role = 'entry'")
    assert [one.requested_at for one in unread_pages(db, SOURCE)] == [at(2)]
