"""Cron expressions as administrators write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from flows.alerts.cron import parse_cron


@pytest.mark.parametrize(
    ("text", "first", "number"),
    [
        ("0 7 * * *", time(7), 1),
        ("*/15 8-9 * * *", time(8), 8),
        ("5,35 */6 * * *", time(0, 5), 8),
        ("10/20 12 * * *", time(12, 10), 3),
    ],
)
def test_lists_ranges_and_steps_are_understood(text: str, first: time, number: int) -> None:
    """As every cron understands them."""
    times = list(parse_cron(text).times())
    assert (times[0], len(times)) == (first, number)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0 7 * * 1-5", [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]),
        ("0 7 * * 1,5", [2, 6, 9, 13]),
        ("0 7 * * 5-7", [1, 6, 7, 8, 13]),
        ("0 7 * * 7", [1, 8]),
        ("0 7 1,15 * *", [1]),
        ("0 7 10 * 1", [2, 9, 10]),
        ("0 7 * 12 *", []),
    ],
)
def test_it_fires_on_these_days_of_early_november(text: str, days: list[int]) -> None:
    """Sunday is 0 and 7 (1 November 2026 is one); a day of the month and a weekday together mean either."""
    cron = parse_cron(text)
    assert [day for day in range(1, 14) if cron.fires_on(date(2026, 11, day))] == days


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("0 7 * *", "expected five fields"),
        ("60 7 * * *", "cron, minute: expected values from 0 to 59"),
        ("0 7-5 * * *", "cron, hour: .* in rising order, got '7-5'"),
        ("0 7 0 * *", "cron, day of the month"),
        ("0 7 * * friday", "cron, weekday"),
        ("0 7 * 13 *", "cron, month: expected values from 1 to 12 in rising order, got '13'"),
        ("*/0 7 * * *", "cron, minute"),
        ("0 7 L * *", "cron, day of the month"),
    ],
)
def test_a_wrong_expression_is_refused_by_field(text: str, complaint: str) -> None:
    """With what was expected and what stands there."""
    with pytest.raises(ValueError, match=complaint):
        parse_cron(text)
