"""The same news in several releases is one story, in whatever order they come, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from parsers.records import Release, Translation
from tests.parsers.test_likeness import BODY, FOOTER, GRANT, RESCUED
from tests.warehouse.builders import NOON, at, edited, load, release, rows, source, visit
from warehouse.contracts import episode
from warehouse.database import Connection, transaction
from warehouse.loading import load_visits
from warehouse.rereading import Reread, archived_editions, replace_editions
from warehouse.runs import keep_sources
from warehouse.stories import catch_up, gather

STORIES = "SELECT story_id, release_id, relation, likeness FROM stories ORDER BY ALL"
GATHERED = ("stories", "likenesses", "fingerprints")
TOLD = "SELECT place, source, relation FROM story_publishers WHERE releases > 1 ORDER BY story_id, place"


def said(where: str = "no/coast", name: str = "heron", hours: float = 0, body: str = BODY, **changes: Any) -> Release:
    """A release of a source, published so many hours after noon."""
    url = f"https://{where.partition('/')[2]}.example/{name}"
    fixed = {"source": where, "url": url, "external_id": None, "notes": "", "body": body, "published_at": at(hours)}
    return release(name, **{**fixed, **changes})


COAST, PORT = said(), said("no/port", hours=2, body=f"{BODY}\n\n{FOOTER}", title="Exercise begins")
NAVY = said("no/navy", hours=1, body=BODY.rpartition("\n\n")[0] + "\n\nThe navy wishes all crews a following wind.")


def come(db: Connection, *editions: Release, hours: float = 3) -> None:
    """Load editions as they are met, each by a run of its own source."""
    for number, one in enumerate(editions):
        load(db, visit(one, hours + number, words="", source=one.source))


def _empty(db: Connection, *tables: str) -> None:
    for table in tables:
        db.execute(f'TRUNCATE "{table}"')


def test_who_said_it_first_is_who_published_first(db: Connection) -> None:
    """Seen last, and above a footer of another office; the shortened one is similar."""
    keep_sources(db, [source("no/navy", "The Navy")], active=())
    come(db, PORT, NAVY, COAST)
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/navy", "similar"), (3, "no/port", "copy")]
    shown = rows(db, "SELECT publisher, after FROM story_publishers ORDER BY place")
    assert shown[:2] == [("no/coast", timedelta(0)), ("The Navy", timedelta(hours=1))]


def test_the_order_in_which_they_come_makes_no_difference(db: Connection) -> None:
    """Three sources race; two releases of one of them come in one batch or in two."""
    found = set()
    other = said(name="second", hours=5, body=GRANT)
    for number, order in enumerate(permutations((COAST, PORT, NAVY))):
        _empty(db, "stories", "likenesses", "fingerprints", "releases", "revisions", "pages", "fetches")
        come(db, *order)
        batch = [visit(one, 9, words="", source="no/port") for one in (replace(other, source="no/port"), PORT)]
        load_visits(db, batch[: 1 + number % 2])
        found.add(tuple(rows(db, STORIES)))
    assert len(found) == 1


def test_one_form_filled_in_for_two_towns_is_two_stories(db: Connection) -> None:
    texts = [GRANT.format(town=town, sum=sum_) for town, sum_ in (("Skarvik", "1,250,000"), ("Holmsund", "480,300"))]
    come(db, said(body=texts[0]), said(name="grant", body=texts[1]), said("no/port", body=texts[1]))
    assert rows(db, "SELECT count(*), count(DISTINCT story_id) FROM stories") == [(3, 2)]


@pytest.mark.parametrize(("name", "hours", "stories"), [("no/port", 20, 1), ("no/port", 200, 2), ("no/coast", 1, 2)])
def test_a_short_notice_is_news_again_a_week_later(db: Connection, name: str, hours: float, stories: int) -> None:
    """And where its own publisher says it again."""
    come(db, said(body=RESCUED), said(name, "rescue", hours, body=RESCUED))
    assert rows(db, "SELECT count(DISTINCT story_id) FROM stories") == [(stories,)]


def test_the_same_text_after_two_weeks_is_another_story(db: Connection) -> None:
    come(db, COAST, said("no/port", hours=13 * 24), said("no/navy", hours=29 * 24))
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/port", "copy")]


def _danish(**changes: Any) -> Release:
    words = {"title": "Øvelse", "summary": "", "body": "Øvelsen begyndte mandag.", "language": "da"}
    return said(name="heron.da", hours=1, **{**words, **changes})


@pytest.mark.parametrize("danish_first", [True, False])
def test_a_translation_that_its_page_links_is_the_same_story(db: Connection, *, danish_first: bool) -> None:
    """Whichever of the two is read first, and whichever of them names the other."""
    linked = replace(COAST, translations=(Translation(language="da", url=_danish().url),))
    come(db, *((_danish(), linked) if danish_first else (linked, _danish())))
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/coast", "translation")]
    assert rows(db, "SELECT kind, likeness FROM likenesses") == [("translation", None)]


def test_a_translation_with_the_publisher_s_id_is_the_same_story(db: Connection) -> None:
    come(db, replace(COAST, external_id="17"), _danish(external_id="17"), said("no/port", body=GRANT, external_id="17"))
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/coast", "translation")]


def test_nothing_is_a_translation_by_guess(db: Connection) -> None:
    """Nor by a menu, which names one page as the other language of every page."""
    menu = (Translation(language="da", url=_danish().url),)
    come(db, _danish())
    load_visits(
        db, [visit(replace(one, translations=menu), 5, words="") for one in (COAST, said(name="b", body=GRANT))]
    )
    come(db, _danish(url="https://coast.example/other.da", title=COAST.title), hours=9)
    assert rows(db, TOLD) == []


def test_one_page_in_two_sources_is_one_story(db: Connection) -> None:
    come(db, said(body=RESCUED), said("no/port", hours=80, body="Three sailors are safe.", url=said().url))
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/port", "copy")]


def test_an_edit_changes_no_story_and_can_make_one(db: Connection) -> None:
    """A release stays where it was told; a stub that is filled in joins those who say the same."""
    stub = said("no/navy", hours=1, body="A statement follows.")
    come(db, COAST, PORT, stub)
    before = rows(db, STORIES)
    come(db, edited(PORT, 8, body="The exercise is over."), hours=8)
    assert rows(db, STORIES) == before
    come(db, edited(stub, 9, body=BODY), hours=9)
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/navy", "copy"), (3, "no/port", "copy")]


def test_a_first_release_that_is_withdrawn_was_the_first_all_the_same(db: Connection) -> None:
    come(db, COAST, PORT)
    come(db, replace(COAST, withdrawn_at=at(9), withdrawal="The exercise was called off."), hours=9)
    shown = rows(db, "SELECT place, source, status FROM story_publishers ORDER BY place")
    assert shown == [(1, "no/coast", "withdrawn"), (2, "no/port", "live")]


def _reread(db: Connection, now: Release) -> None:
    (edition,) = archived_editions(db, now.source)
    replace_editions(db, [Reread(edition=edition, release=now, mentions=(), before=None)])


def test_reading_the_archive_again_gives_the_same_stories(db: Connection) -> None:
    """Another reading of the same text changes nothing; one that reads another text changes what follows from it."""
    come(db, COAST, PORT, NAVY)
    before = rows(db, "FROM stories ORDER BY ALL")
    _reread(db, replace(PORT, layout="better"))
    assert rows(db, "FROM stories ORDER BY ALL") == before
    _reread(db, replace(COAST, body="Only now is it read what the coast ministry had said.", layout="better"))
    assert rows(db, TOLD) == [(1, "no/navy", "first"), (2, "no/port", "similar")]


def test_what_is_held_back_is_in_no_story_until_it_is_right(db: Connection) -> None:
    """A misreading would be alike to every other misreading."""
    come(db, COAST)
    held = episode("no/port", "text", "shorter than before", NOON, holds=True)
    load_visits(db, [visit(PORT, 4, words="", source="no/port")], hold=held)
    catch_up(db)
    assert rows(db, "SELECT count(*) FROM stories") == [(1,)]
    db.execute("UPDATE quarantined SET outcome = 'told'")
    catch_up(db)
    assert rows(db, TOLD) == [(1, "no/coast", "first"), (2, "no/port", "copy")]


def test_what_is_older_than_stories_is_gathered_by_the_next_run(db: Connection) -> None:
    come(db, COAST, PORT, NAVY, said(name="grant", body=GRANT))
    before = rows(db, STORIES)
    _empty(db, *GATHERED)
    catch_up(db)
    catch_up(db)
    assert rows(db, STORIES) == before


def test_gathering_again_changes_nothing(db: Connection) -> None:
    come(db, COAST, PORT)
    before = [rows(db, f"FROM {table} ORDER BY ALL") for table in GATHERED]
    with transaction(db):
        gather(db, [str(one) for (one,) in rows(db, "SELECT release_id FROM releases")])
    assert [rows(db, f"FROM {table} ORDER BY ALL") for table in GATHERED] == before
