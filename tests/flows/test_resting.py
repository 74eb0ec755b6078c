"""A host that says no in run after run is left alone for growing times, and asked again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.newsroom import serve
from flows.resting import rests
from flows.settings import SourceSettings
from tests.flows.fronts import Front, front
from tests.flows.rooms import Room
from tests.flows.servers import Asked, Said, answer
from warehouse.polls import HostConduct

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOST = "www.coast.example"


def said(
    minutes: int, status: int | None = 403, *, source: str = "uk/coast", answers: int = 0, pages: int = 0
) -> HostConduct:
    """Return what the host said in the run that was so many minutes before noon; None: no refusal.

    Of so many pages; 0: of a listing.
    """
    return HostConduct(
        source=source,
        origin=f"https://{HOST}",
        run_id=f"run-{minutes}",
        is_listing=not pages,
        at=NOON - timedelta(minutes=minutes),
        refusals=max(pages, 1) if status else 0,
        answers=answers,
        status=status,
    )


def minutes_left(*conduct: HostConduct) -> int:
    """Return for how many minutes from noon on the host is left alone."""
    left = [rest.until - NOON for rest in rests(((HOST, one) for one in conduct), NOON)]
    return int(left[0] / timedelta(minutes=1)) if left else 0


@pytest.mark.parametrize(
    ("conduct", "minutes"),
    [
        ([], 0),
        ([said(0)], 0),  # a bad hour
        ([said(0), said(15)], 15),
        ([said(15), said(30)], 0),  # rested
        ([said(0), said(15), said(30)], 30),
        ([said(0), said(15), said(30), said(45)], 60),
        ([said(0), said(15, None, answers=3), said(30), said(45)], 0),
        ([said(0, answers=1), said(15), said(30)], 0),  # that page alone
        ([said(0), said(0, None, source="uk/harbour", answers=2), said(15)], 0),  # that publisher alone
        ([said(15 * number) for number in range(13)], 24 * 60),
    ],
)
def test_the_rest_doubles_with_every_run_that_met_refusals_alone(conduct: list[HostConduct], minutes: int) -> None:
    assert minutes_left(*conduct) == minutes


def listing(minutes: int) -> HostConduct:
    """Return a listing that answered well."""
    return said(minutes, None, answers=1)


@pytest.mark.parametrize(
    ("conduct", "minutes"),
    [
        ([listing(0), said(0, pages=5)], 0),  # a bad hour
        ([listing(0), said(0, pages=5), listing(15), said(15, pages=5)], 15),
        ([listing(0), listing(5), said(10, pages=5), said(20, pages=5), said(50, pages=5)], 20),
        ([said(0, pages=2), said(15, pages=2), said(30, pages=1)], 0),  # those pages, each of which rests alone
        ([said(0, pages=1, answers=1), said(15, pages=5), said(30, pages=5)], 0),
    ],
)
def test_pages_rest_by_themselves_where_the_listings_of_their_host_answer(
    conduct: list[HostConduct], minutes: int
) -> None:
    assert minutes_left(*conduct) == minutes
    assert all(one.pages for one in rests(((HOST, one) for one in [listing(0), *conduct]), NOON))


@pytest.mark.parametrize(("status", "kind"), [(403, "refused"), (451, "refused"), (429, "rate_limited")])
def test_the_reason_says_what_the_host_said_and_until_when_it_rests(status: int, kind: str) -> None:
    (rest,) = rests([(HOST, said(0, status)), (HOST, said(5, status))], NOON)
    assert (rest.reason().kind, rest.reason().outcome) == (kind, "refused")
    assert str(rest.reason()) == (
        f"{HOST} said no to everything in 2 runs in a row, the last time with {status}, "
        "and is left alone until 2026-11-24 12:15 UTC"
    )


@pytest.fixture
def host() -> Iterator[Front]:
    with serve(day=1) as newsroom, front(newsroom) as host:
        yield host


def test_a_host_that_refuses_is_left_alone_after_the_second_time_and_asked_again_later(
    host: Front, tmp_path: Path
) -> None:
    room = Room(host.newsroom, tmp_path, changed={"sources": {"uk/govuk": SourceSettings(base_url=host.url)}})
    asked: list[str] = []

    def forbid(one: Asked) -> Said:
        asked.append(one.path)
        return answer(403)

    def requests(minutes: int) -> int:
        """Collect so many minutes later; return how often the host was asked."""
        asked.clear()
        room.collect(clock=lambda: room.clock() + timedelta(minutes=minutes))
        return len(asked)

    assert room.collect().problems == 0
    host.instead = forbid
    assert [requests(minutes) > 0 for minutes in (1, 2, 10)] == [True, True, False]
    (detail,) = {one for (one,) in room.ask_live("SELECT detail FROM problems WHERE url LIKE '%.atom'")}
    assert "said no to everything in 2 runs in a row, the last time with 403" in detail
    assert room.ask("SELECT DISTINCT status FROM releases") == [("live",)]
    host.instead = lambda _: None
    assert room.collect(clock=lambda: room.clock() + timedelta(minutes=20)).problems == 0
    assert room.ask_live("SELECT kind FROM problems WHERE resolved_at IS NULL") == []
