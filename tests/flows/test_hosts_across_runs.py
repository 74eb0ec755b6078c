"""What a host said in one run, the next ones keep to: its budget, its wishes, its refusals, its robots.txt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.newsroom import serve
from flows.collect import Report
from flows.settings import FetchSettings, SourceSettings
from tests.flows.fronts import Front, front
from tests.flows.rooms import Room
from tests.flows.servers import Asked, Said, answer

pytestmark = pytest.mark.thorough

DAY = 24 * 60
Says = Callable[[Asked], Said | None]


@dataclass
class Visitor:
    """Runs against one host, some minutes after the first moment each."""

    room: Room
    host: Front
    asked: list[str] = field(default_factory=list)  # paths, of the last run

    def says(self, said: Says) -> None:
        """Let the host say this from now on; None: what the newsroom says."""

        def noted(one: Asked) -> Said | None:
            self.asked.append(one.path)
            return said(one)

        self.host.instead = noted

    def run(self, minutes: int, **order: Any) -> Report:
        """Collect so many minutes after the beginning."""
        self.asked.clear()
        return self.room.collect(clock=lambda: self.room.clock() + timedelta(minutes=minutes), **order)

    def paths(self, minutes: int, **order: Any) -> list[str]:
        """Return what a run asked for."""
        self.run(minutes, **order)
        return self.asked

    def requests(self, *minutes: int, **order: Any) -> list[int]:
        """Return how many requests each of these runs made."""
        return [len(self.paths(one, **order)) for one in minutes]

    def pages(self, *minutes: int) -> list[int]:
        """Return how many pages each of these runs asked for."""
        return [len(list(filter(_is_page, self.paths(one)))) for one in minutes]

    def problems(self) -> list[tuple[str, str]]:
        """Return kind and detail of what is wrong now, each once."""
        return self.room.ask_live("SELECT DISTINCT kind, detail FROM problems WHERE resolved_at IS NULL ORDER BY ALL")


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    with serve(day=1) as newsroom, front(newsroom) as host:

        def made(**limits: Any) -> Visitor:
            changed = {
                "sources": {"uk/govuk": SourceSettings(base_url=host.url)},
                "fetch": FetchSettings(**{"requests_per_second": 0, "tries": 2, **limits}),
            }
            return Visitor(Room(newsroom, tmp_path, changed=changed), host)

        yield made


def _is_page(path: str) -> bool:
    return path.startswith("/government/")


def _of_pages(said: bytes) -> Says:
    return lambda one: said if _is_page(one.path) else None


def _of_robots(said: bytes) -> Says:
    return lambda one: said if one.path == "/robots.txt" else None


def _of_all_but_robots(said: bytes) -> Says:
    return lambda one: None if one.path == "/robots.txt" else said


@pytest.mark.parametrize("says", [_of_all_but_robots(answer(503)), _of_pages(answer(503)), _of_robots(answer(503))])
def test_second_tries_and_robots_txt_count_among_the_requests_of_a_day_across_runs(
    visitor: Callable[..., Visitor], says: Says
) -> None:
    here = visitor(requests_per_day=6)
    here.says(says)
    made = here.requests(20, 40, 60, 80)
    assert sum(made) <= 6
    assert sum(here.requests(20 + DAY, 40 + DAY)) > 0


def test_pages_that_are_refused_run_after_run_rest_for_growing_times_and_the_feed_is_asked_on(
    visitor: Callable[..., Visitor],
) -> None:
    here = visitor()
    here.says(_of_pages(answer(403)))
    asked = here.pages(0, 15, 20)
    assert [pages > 0 for pages in asked] == [True, True, False]
    assert any(".atom" in path for path in here.asked)
    (detail,) = [detail for kind, detail in here.problems() if kind == "left_alone"]
    assert "said no to every page in 2 runs in a row, the last time with 403; its pages are left alone until" in detail
    assert [pages > 0 for pages in here.pages(35, 60)] == [True, False]  # the third row of refusals rests for 30
    here.says(lambda _: None)
    assert here.pages(DAY) == [here.room.ask("SELECT count(*) FROM releases")[0][0]]
    assert here.problems() == []


@pytest.mark.parametrize("kind", ["pages", "robots.txt"])
def test_a_wish_to_be_left_alone_for_a_day_is_kept_by_the_next_runs_and_by_a_person_too(
    visitor: Callable[..., Visitor], kind: str
) -> None:
    here, no = visitor(), answer(429, Retry_After="86400")
    here.says(_of_pages(no) if kind == "pages" else _of_robots(no))
    assert here.requests(0)[0] > 0
    here.says(lambda _: None)
    assert here.requests(15, 600) == [0, 0]
    assert any("asked to be left alone (Retry-After), and is until 20" in detail for _, detail in here.problems())
    assert here.requests(DAY + 1)[0] > 0
    assert here.problems() == []


def test_a_wish_for_years_is_kept_for_a_day(visitor: Callable[..., Visitor]) -> None:
    here = visitor()
    here.says(_of_pages(answer(503, Retry_After="999999999")))
    here.run(0)
    here.says(lambda _: None)
    assert [made > 0 for made in here.requests(DAY - 5, DAY + 1)] == [False, True]


def test_a_robots_txt_that_cannot_be_read_is_asked_for_after_growing_times_until_it_answers(
    visitor: Callable[..., Visitor],
) -> None:
    here = visitor()
    here.says(_of_robots(answer(503)))
    made = here.requests(0, 15, 20, 35, 60, 70, 125)
    assert [number > 0 for number in made] == [True, True, False, True, False, True, False]
    assert any(
        kind == "robots_unreachable" and "could not be read in 4 runs in a row since 20" in detail
        for kind, detail in here.problems()
    )
    here.says(lambda _: None)
    assert here.run(300).problems == 0
    assert here.room.ask_live("SELECT failing_since, failures, rests_until FROM hosts") == [(None, 0, None)]
    here.says(_of_robots(answer(503)))
    assert [number > 0 for number in here.requests(300 + DAY, 301 + DAY)] == [True, True]


def test_a_slow_host_ends_after_its_seconds_and_the_next_runs_take_what_was_left_the_newest_first(
    visitor: Callable[..., Visitor],
) -> None:
    here = visitor(source_seconds=1)
    delay = answer(200, b"User-agent: *\nCrawl-delay: 0.15\n", Content_Type="text/plain")
    here.says(_of_robots(delay))
    began = time.monotonic()
    report = here.run(0, mode="none")
    assert time.monotonic() - began < 5
    first = [path for path in here.asked if _is_page(path)]
    assert 0 < len(first) < 14
    assert [(one.kind, one.url) for one in report.sources[0].shortfalls] == [("time_spent", "https://www.gov.uk")]
    listed = here.room.ask_live(
        "SELECT replace(url, 'https://www.gov.uk', '') FROM pages WHERE role = 'release'"
        " ORDER BY coalesce(entry_updated, listed_at) DESC, url"
    )
    assert set(first) <= {path for (path,) in listed[: len(first) + 1]}
    here.run(15, mode="none")
    second = [path for path in here.asked if _is_page(path)]
    assert second
    assert not set(first) & set(second)
