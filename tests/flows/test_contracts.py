"""What a source promises and does not keep, in words: declared, or learnt from what it did so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from flows.contracts import judge, judge_batch, learnt
from parsers.records import Expect
from warehouse.contracts import Conduct, Sighting, Trouble
from warehouse.quarantine import HeldBack

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday
EXPECT = Expect(
    releases_per_week_min=1, releases_per_week_max=99, filled=("title", "body"), longest_silence=timedelta(days=21)
)
CHANCE = Random(7)  # noqa: S311 - lengths, not secrets
USUAL = [round(CHANCE.lognormvariate(6.2, 0.5)) for _ in range(120)]  # words: mostly 300 to 800


def seen(words: int, *missing: str, agrees: bool | None = True) -> Sighting:
    """A release that was read."""
    return Sighting(words=words, missing=frozenset(missing), agrees=agrees)


def conduct(**changed: Any) -> Conduct:
    """A source that keeps every contract, with something changed."""
    well = Conduct(
        source="no/coast",
        watched_since=NOW - timedelta(days=90),
        last_new_at=NOW - timedelta(hours=3),
        in_7_days=20,
        days={},
        unread=0,
        read=12,
        failures=0,
        commonest="",
        example="",
        listings=(),
        sightings=tuple(map(seen, USUAL)),
    )
    return replace(well, **changed)


def trouble(kind: str, minutes: int = 0) -> Trouble:
    """A problem with a listing, so many minutes old."""
    since = NOW - timedelta(minutes=minutes)
    return Trouble(kind=kind, url="https://coast.example/feed", detail="it was so", first_seen_at=since)


def days(**counts: int) -> Any:
    """Releases on the last nine Mondays, by default ten on each."""
    monday = (NOW - timedelta(days=1)).date()
    return {monday - timedelta(weeks=week): counts.get(f"m{week}", 10 + week % 3) for week in range(9)}


BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("listing", "empty_listing", {"listings": (trouble("empty_listing"),)}),
    ("listing", "timed_out", {"listings": (trouble("timed_out", 61),)}),
    ("pages", "7 of 9 pages", {"unread": 7, "read": 2, "commonest": "no_body", "example": "x: no body"}),
    ("pages", "1 of 1 pages", {"unread": 1, "read": 0, "failures": 4, "commonest": "no_body"}),
    ("silence", "nothing new since 2026-11-02", {"last_new_at": NOW - timedelta(days=22)}),
    ("silence", "expected some every 21 days", {"last_new_at": None}),
    ("volume", "expected 1 to 99 releases in seven days, got 0", {"in_7_days": 0}),
    ("volume", "got 100", {"in_7_days": 100}),
    (
        "volume",
        "expected about 40 releases on a Monday, got 2",
        {"days": days(**{"m0": 2, **{f"m{n}": 40 for n in range(1, 9)}})},
    ),
    ("fields", "expected body in every release", {"sightings": (seen(0, "body"),) * 3}),
    (
        "fields",
        "0% of the last 20 releases have summary; before that, 100% had it",
        {"sightings": (*(seen(one, "summary") for one in USUAL[:20]), *map(seen, USUAL[20:]))},
    ),
    ("text", "words, got about", {"sightings": (*(seen(one // 2) for one in USUAL[:20]), *map(seen, USUAL[20:]))}),
    (
        "dates",
        "0% of the last 20",
        {"sightings": (*(seen(one, agrees=False) for one in USUAL[:20]), *map(seen, USUAL))},
    ),
]
KEPT: list[dict[str, Any]] = [
    {},
    {"listings": (trouble("timed_out", 59), trouble("gap", 900), trouble("bad_link", 900))},
    {"unread": 2, "read": 1},
    {"unread": 3, "read": 9},
    {"watched_since": NOW - timedelta(days=6), "in_7_days": 0},
    {"days": days(m0=7)},
    {"days": {}, "sightings": ()},
    {"sightings": tuple(seen(one * 3, "summary") for one in USUAL[:20])},  # nothing to compare with
    {"sightings": (seen(0, "body"), seen(0, "body"), *map(seen, USUAL[2:]))},
    {"watched_since": None, "last_new_at": None, "sightings": ()},
]


@pytest.mark.parametrize(("contract", "words", "changed"), BROKEN, ids=[f"{one}: {words}" for one, words, _ in BROKEN])
def test_a_contract_that_is_not_kept_is_told_in_words(contract: str, words: str, changed: dict[str, Any]) -> None:
    (breach,) = judge(EXPECT, conduct(**changed), NOW, patience=timedelta(hours=1))
    assert breach.contract == contract
    assert words in breach.detail


@pytest.mark.parametrize("changed", KEPT, ids=str)
def test_what_may_be_chance_breaks_no_contract(changed: dict[str, Any]) -> None:
    assert judge(EXPECT, conduct(**changed), NOW, patience=timedelta(hours=1)) == ()


def read(before: int | None, words: int, *missing: str) -> HeldBack:
    """A release of a batch: how long it was, and is."""
    return HeldBack(url="", sighting=seen(words, *missing), before=before)


def test_known_releases_that_lose_text_together_are_held_back() -> None:
    shrunk, whole = [read(400, 200)] * 4, [read(400, 390)] * 3
    breach = judge_batch(EXPECT, [*shrunk, *whole], [])
    assert breach
    assert "4 of 7 known releases" in breach.detail
    assert judge_batch(EXPECT, [*shrunk[:2], *whole], []) is None
    assert judge_batch(EXPECT, [*shrunk[:3], *whole], []) is None
    assert judge_batch(EXPECT, [*shrunk[:3], *whole], [], most=0.1)


def test_new_releases_are_measured_by_those_before_them() -> None:
    usual = [seen(one) for one in USUAL]
    assert judge_batch(EXPECT, [read(None, 40)] * 6, usual)
    assert judge_batch(EXPECT, [read(None, 40)] * 5, usual) is None, "five may be short"
    assert judge_batch(EXPECT, [read(None, 40)] * 6, usual[:39]) is None, "too little is known"
    assert judge_batch(EXPECT, [read(None, 500, "title")] * 3, []), "declared: no history is needed"


def test_ordinary_days_are_never_held_back() -> None:
    """Two thousand batches drawn from what is usual."""
    usual = [seen(one) for one in USUAL]
    batches = ([read(None, CHANCE.choice(USUAL)) for _ in range(CHANCE.randint(4, 20))] for _ in range(2000))
    assert [one for one in batches if judge_batch(EXPECT, one, usual)] == []


def test_what_is_learnt_of_a_source_is_told_in_words() -> None:
    told = dict(learnt([*map(seen, USUAL[:99]), seen(500, "summary")]))
    assert told["words"].startswith("about ")
    assert (told["summary"], told["title"]) == ("99%", "100%")
    assert list(learnt([])) == []
