"""The deployments that one machine serves; imports Prefect, so its server's address must be known before.

Does not limit how many runs there are at a time: a flow ends at once where another one is at work (`orchestration`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.abandoned import mark_crashed
from flows.orchestration import checkup_flow, collect_flow, deliver_flow

COLLECT_EVERY = timedelta(minutes=15)
START_AFTER = timedelta(seconds=15)  # a busy machine takes ten to make the deployments; a time that is past is skipped
DELIVER_AFTER = timedelta(minutes=3)  # a collect of a usual quarter of an hour is over by then
CHECKUP_EVERY = timedelta(hours=1)
CHECKUP_AFTER = timedelta(minutes=8)  # between a deliver and the next collect
DIGEST_AT, DIGEST_ZONE = "0 7 * * *", "Europe/London"


def serve_all(now: datetime, data_dir: Path) -> None:
    """Serve the schedules until interrupted; the first collect starts at once.

    Runs that were killed with the process before this one are called crashed first.

    Deliver follows each collect, for recipients who want to be told soon, and comes at 07:00 on the dot for the others:
    whose hour has come is the watch list's business.
    """
    mark_crashed(data_dir)
    collect = _deployment(
        collect_flow, "every-15-minutes", [Interval(COLLECT_EVERY, anchor_date=now + START_AFTER)], paced=True
    )
    after_collect = Interval(COLLECT_EVERY, anchor_date=now + START_AFTER + DELIVER_AFTER)
    deliver = _deployment(deliver_flow, "digests", [after_collect, Cron(DIGEST_AT, timezone=DIGEST_ZONE)])
    hourly = Interval(CHECKUP_EVERY, anchor_date=now + START_AFTER + CHECKUP_AFTER)
    checkup = _deployment(checkup_flow, "every-hour", [hourly])
    serve(collect, deliver, checkup, print_starting_message=False)


def _deployment(flow: Flow[..., Any], name: str, schedules: list[Schedule], **parameters: Any) -> RunnerDeployment:
    return cast(  # the call is a coroutine only inside an event loop, which this is not
        "RunnerDeployment",
        flow.to_deployment(
            name=name,
            schedules=schedules,
            parameters=parameters,
            entrypoint_type=EntrypointType.MODULE_PATH,
        ),
    )
