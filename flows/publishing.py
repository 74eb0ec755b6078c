"""What a run leaves on Prefect's pages: a table artifact, and an event for each new match.

What a publisher wrote is cleaned and cut before it goes there. A server that does not take it stops nobody. Does not
decide what came of a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prefect.artifacts import create_table_artifact
from prefect.context import FlowRunContext
from prefect.events import emit_event

from flows.alerts.marks import cut
from flows.alerts.records import Digest
from flows.checkup import Checked
from flows.collect import Report
from flows.deliver import Delivered
from flows.replaying import Replayed
from flows.reporting import told_if_heard

_TITLE, _DETAIL = 200, 500  # characters
Row = dict[str, Any]


def publish_report(report: Report) -> None:
    """Leave a table of what came of a run, and tell of each new match by an event."""
    rows = [
        {
            "source": one.source,
            "seen": one.pages,
            "new": one.count("new"),
            "revised": one.count("update") + one.count("silent"),
            "withdrawn or gone": one.count("withdrawn") + one.count("gone"),
            "problems": one.problems,
            "lag": f"{one.lag_seconds:.0f} s" if one.lag_seconds is not None else "",
        }
        for one in report.sources
    ]
    _leave(rows, "collect", f"What {report.run_id} found")
    for one in report.sources:
        for topic, release, title in one.new_mentions:
            _tell_match(one.source, topic, release, cut(title, _TITLE), report.run_id)


def _tell_match(source: str, topic: str, release: str, title: str, run_id: str) -> None:
    with told_if_heard():
        emit_event(
            event="presswatch.match",
            resource={
                "prefect.resource.id": f"presswatch.release.{release}",
                "prefect.resource.name": title,
                "presswatch.topic": topic,
                "presswatch.source": source,
            },
            payload={"topic": topic, "release_id": release, "title": title, "run_id": run_id},
        )


def publish_replayed(replayed: Mapping[str, Replayed]) -> None:
    """Leave a table of what came of reading the archive again."""
    rows = [
        {"source": name, "read": one.read, "replaced": one.replaced, "problems": one.problems}
        for name, one in replayed.items()
    ]
    _leave(rows, "replay", "Archived pages read again")


def publish_checked(checked: Checked) -> None:
    """Leave a table of the contracts that are not kept."""
    rows = [
        {
            "source": one.source,
            "contract": one.contract,
            "since": one.began_at.isoformat(),
            "detail": cut(one.detail, _DETAIL),
        }
        for one in checked.lasting
    ]
    _leave(rows, "checkup", "Contracts that are not kept now")


def _told(digest: Digest) -> int:
    return digest.matched + len(digest.others) + len(digest.echoes)


def publish_delivered(delivered: Delivered) -> None:
    """Leave a table of what was sent to whom, and what waits."""
    rows = [
        {"recipient": one.digest.recipient, "state": one.state, "items": _told(one.digest)} for one in delivered.handed
    ]
    rows += [
        {"recipient": one.recipient, "state": "waiting", "items": one.waiting}
        for one in delivered.waiting
        if one.waiting
    ]
    _leave(rows, "deliver", f"What {delivered.run_id} sent")


def _leave(rows: Sequence[Row], key: str, description: str) -> None:
    if FlowRunContext.get() is None:  # the server was gone when it was to begin
        return
    with told_if_heard():
        create_table_artifact(table=list(rows), key=key, description=description)
