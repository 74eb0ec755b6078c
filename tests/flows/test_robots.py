"""What a robots.txt allows, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from flows.robots import read_rules
from warehouse.records import Robots

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def record(text: str) -> Robots:
    """Return what example.org said at noon."""
    return Robots(host="example.org", text=text, status=200, fetched_at=NOON)


@pytest.mark.parametrize(
    ("line", "delay"),
    [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: -3", 0), ("Crawl-delay: nan", 0), ("Crawl-delay: x", 0)],
)
def test_a_crawl_delay_is_a_number_of_seconds_or_none(line: str, delay: float) -> None:
    assert read_rules(record(f"User-agent: *\n{line}\n")).delay == delay


@pytest.mark.parametrize(
    "text", ["", "<!DOCTYPE html><p>Not found", "\x00\xff", "Disallow: /", "User-agent: other\nDisallow: /"]
)
def test_what_names_no_rule_for_us_allows_everything(text: str) -> None:
    assert read_rules(record(text)).allow(httpx.URL("https://example.org/news"))


@pytest.mark.parametrize(("age", "fresh"), [(0, True), (23.9, True), (24, False), (-0.1, False)])
def test_a_record_serves_for_a_day(age: float, fresh: bool) -> None:
    assert read_rules(record("")).fresh(NOON + timedelta(hours=age)) is fresh
