"""A batch is loaded whole or not at all."""

from __future__ import annotations

import duckdb
import pytest

from parsers.records import Link
from tests.warehouse.builders import NOON, edited, everything, load, release, subscription, visit
from warehouse.database import Connection, transaction
from warehouse.loading import load_visits
from warehouse.staging import load_rows

NOWHERE = Link(title="here", url=None)  # type: ignore[arg-type]
DESK = [subscription("desk", "jef")]


def test_a_batch_whose_last_insert_fails_leaves_no_trace(db: Connection) -> None:
    """A link to nowhere cannot be kept; what was inserted before it goes too."""
    load(db, visit(release(), 0), told=DESK)
    before = everything(db)
    broken = [visit(release("tern"), 1), visit(release("gull", links=(NOWHERE,)), 1)]
    with pytest.raises(duckdb.ConstraintException):
        load_visits(db, broken, subscriptions=DESK)
    assert everything(db) == before


def test_alerts_are_in_the_same_transaction_as_the_edition(own: Connection) -> None:
    own.execute("DROP TABLE alerts")
    with pytest.raises(duckdb.CatalogException):
        load(own, visit(release(), 0), told=DESK)
    assert everything(own)["revisions"] == []


def test_after_a_failed_batch_the_next_one_loads(db: Connection) -> None:
    with pytest.raises(duckdb.ConstraintException):
        load(db, visit(release(links=(NOWHERE,)), 0))
    load(db, visit(release(), 0))
    assert len(everything(db)["revisions"]) == 1


def test_a_batch_of_nothing_is_nothing(db: Connection) -> None:
    assert load_visits(db, []).pages == 0


def test_the_numbers_of_changes_go_on_from_batch_to_batch(db: Connection) -> None:
    load(db, visit(release(), 0), visit(release("tern"), 1), visit(edited(release(), 2, body="Other."), 3))
    assert [row[0] for row in everything(db)["changes"]] == [1, 2, 3]


def _load_and_be_interrupted(db: Connection) -> None:
    with transaction(db):
        load_rows(db, "hosts", [{"host": "a.example", "robots": "", "status": 200, "fetched_at": NOON}])
        raise KeyboardInterrupt


def test_an_interrupt_in_the_middle_rolls_back(db: Connection) -> None:
    with pytest.raises(KeyboardInterrupt):
        _load_and_be_interrupted(db)
    assert everything(db)["hosts"] == []
