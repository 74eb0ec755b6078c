"""The deployments that one machine serves; imports Prefect, so its server's address must be known before.

A second collect while one runs is not started: what it would find, the next one finds.
"""

from __future__ import annotations

from datetime import timedelta

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron, Interval
from prefect.types.entrypoint import EntrypointType

from flows.orchestration import collect_flow, deliver_flow

_ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def serve_all(collect_every: timedelta, digest_at: str, digest_zone: str) -> None:
    """Serve the schedules until interrupted."""
    collect = collect_flow.to_deployment(
        name="every-15-minutes",
        schedule=Interval(collect_every),
        concurrency_limit=_ONE,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deliver = deliver_flow.to_deployment(
        name="daily-digest",
        schedule=Cron(digest_at, timezone=digest_zone),
        concurrency_limit=_ONE,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    serve(collect, deliver, print_starting_message=False)
