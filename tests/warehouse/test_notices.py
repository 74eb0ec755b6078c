"""Who is told that a source does not do what it promised, and who that it does again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.builders import NOON, SOURCE, at, one, rows, source, subscription
from warehouse import outbox
from warehouse.contracts import ended, episode, keep_episodes, tell_episodes
from warehouse.database import Connection
from warehouse.outbox import Attempt
from warehouse.runs import keep_sources

BROKEN = episode(SOURCE, "listing", "no entry", NOON)
KEEPER = subscription("keeper")


@pytest.fixture
def told(db: Connection) -> Connection:
    """An episode whose notice was taken into a digest."""
    keep_sources(db, [source()], active=[SOURCE])
    keep_episodes(db, [BROKEN])
    tell_episodes(db, [KEEPER])
    outbox.take(db, NOON)
    return db


def _mended(db: Connection) -> list[str]:
    """Return what a recipient is told once the source is right again."""
    keep_episodes(db, [ended(BROKEN, at(80), "contract")])
    tell_episodes(db, [KEEPER])
    return [kind for (kind,) in rows(db, "SELECT kind FROM alerts ORDER BY kind")]


def _give_up(db: Connection) -> None:
    outbox.set_state(db, [str(one(db, "SELECT digest_id FROM digests"))], "dead")


def test_who_heard_that_a_source_is_broken_hears_that_it_is_mended(told: Connection) -> None:
    assert _mended(told) == ["broken", "mended"]
    assert _mended(told) == ["broken", "mended"]


def test_nobody_hears_of_the_end_of_an_episode_of_which_the_notice_was_given_up(told: Connection) -> None:
    _give_up(told)
    assert _mended(told) == ["broken"]


def test_a_notice_that_reached_one_channel_was_heard(told: Connection, tmp_path: Path) -> None:
    digest = str(one(told, "SELECT digest_id FROM digests"))
    sent = Attempt(digest_id=digest, channel="smtp", attempt=1, tried_at=NOON, outcome="sent")
    outbox.note_attempt(tmp_path / "a.jsonl", sent)
    outbox.keep_attempts(told, tmp_path / "a.jsonl")
    _give_up(told)
    assert _mended(told) == ["broken", "mended"]


def test_nobody_hears_of_the_end_of_an_episode_that_was_over_before_they_came(told: Connection) -> None:
    keep_episodes(told, [ended(BROKEN, at(80), "contract")])
    tell_episodes(told, [subscription("later")])
    assert rows(told, "SELECT recipient, kind FROM alerts") == [("keeper", "broken")]
