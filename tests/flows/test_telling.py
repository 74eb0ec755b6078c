"""What a run says when it is over."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from flows.collect import Report
from flows.collecting import SourceReport
from flows.commands.telling import tell_report
from flows.terminals import Screen


def test_after_the_first_run_of_a_source_its_history_of_this_year_is_offered() -> None:
    """Whatever year it is."""
    evening = datetime(2031, 5, 6, 18, 0, tzinfo=UTC)
    first = SourceReport(
        source="uk/govuk",
        requests=4,
        pages=2,
        problems=0,
        first=True,
        changes=(),
        new_mentions=(),
        lag_seconds=None,
    )
    report = Report(run_id="1", started=evening, finished=evening + timedelta(minutes=1), sources=(first,))
    out = io.StringIO()
    tell_report(Screen(file=out, soft_wrap=True), report)
    assert "presswatch backfill uk/govuk --since 2031-01-01" in out.getvalue()
