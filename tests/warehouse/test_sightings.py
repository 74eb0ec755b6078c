"""What was empty in releases as they were read: told of a batch before it is kept, and by the warehouse afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from flows.holding import empty_fields
from parsers.records import Release, Tag
from tests.warehouse.builders import NOON, SOURCE, at, entry, load, missing, quote, release, source, visit, walk
from warehouse.contracts import episode, sample
from warehouse.database import Connection
from warehouse.loading import load_visits
from warehouse.quarantine import held_back
from warehouse.runs import keep_sources
from warehouse.walks import load_walk

HELD = episode(SOURCE, "text", "shorter than before", NOON, holds=True)
FULL = release(
    people=(Tag(name="Marit Lindqvist"),), places=(Tag(name="Skarvik"),), quotes=(quote("The JEF is here,"),)
)
EMPTY: dict[str, Any] = {
    "title": "",
    "summary": "",
    "body": "",
    "notes": "",
    "external_id": None,
    "language": "",
    "published_at": None,
    "updated_at": None,
    "organisations": (),
    "people": (),
    "places": (),
    "quotes": (),
}


def _told(db: Connection, edition: Release) -> Sequence[frozenset[str]]:
    """Return what is empty by each of those that say so."""
    load_visits(db, [visit(edition, 0)], hold=HELD)
    (kept,), (held,) = sample(db)[SOURCE], held_back(db, SOURCE)
    return (empty_fields(edition), kept.missing, held.sighting.missing)


@pytest.mark.parametrize("field", EMPTY)
def test_an_empty_field_is_told_before_and_after_it_is_kept(db: Connection, field: str) -> None:
    assert set(_told(db, replace(FULL, **{field: EMPTY[field]}))) == {frozenset((field,))}


def test_a_release_without_anything_lacks_every_field(db: Connection) -> None:
    assert set(_told(db, replace(FULL, **EMPTY))) == {frozenset(EMPTY)}


def test_a_full_release_lacks_nothing(db: Connection) -> None:
    assert set(_told(db, FULL)) == {frozenset()}


def test_a_release_whose_disappearance_is_held_back_is_a_measure_for_others(db: Connection) -> None:
    """It was read well."""
    load(db, visit(FULL, 0), missing(FULL.url, 1))
    load_visits(db, [missing(FULL.url, 2)], hold=HELD)
    load_visits(db, [visit(release("tern"), 3)], hold=HELD)
    assert [one.held for one in sample(db)[SOURCE]] == [True, False]


@pytest.mark.parametrize(
    ("listed", "published", "updated", "agrees"),
    [
        (0, 0, 0, True),
        (0, -48, 0, True),
        (0, 0, None, True),
        (0, -48, -48, False),
        (0, -48, None, False),
        (0, None, -48, False),
        (0, None, None, None),
        (None, 0, 0, None),
    ],
)
def test_listing_and_page_agree_where_one_of_the_page_s_dates_is_the_listing_s(
    db: Connection, listed: int | None, published: int | None, updated: int | None, agrees: bool | None
) -> None:
    """A publisher that gives one date only is held to that."""
    keep_sources(db, [source()], active=[SOURCE])
    load_walk(db, walk(0, entry("grey-heron", listed)))
    published_at, updated_at = (None if one is None else at(one) for one in (published, updated))
    load(db, visit(release(published_at=published_at, updated_at=updated_at), 1))
    assert [one.agrees for one in sample(db)[SOURCE]] == [agrees]
