"""Runs whose process was killed, together with the server or alone: Prefect's pages would call them running for ever.

A run holds a lock while it works, and the kernel takes that away from the dead: where nobody holds it, nobody works.
Does not begin anything again; the next run does that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

from warehouse.locks import idle

_UNDER_WAY: Final = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_FLOWS: Final = {"collect.lock": ["collect", "backfill", "replay"], "deliver.lock": ["deliver"]}


def mark_crashed(data_dir: Path) -> int:
    """Mark the runs as crashed that are under way for Prefect while nobody works; return how many there were.

    Asks the configured server; raises what Prefect's client does where that does not answer.
    """
    found = 0
    with get_client(sync_client=True) as client:
        for lock, names in _FLOWS.items():
            with idle(data_dir / lock) as nobody:
                found += _mark(client, names) if nobody else 0
    return found


def _mark(client: SyncPrefectClient, names: list[str]) -> int:
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)))
    runs = client.read_flow_runs(flow_filter=FlowFilter(name=FlowFilterName(any_=names)), flow_run_filter=under_way)
    for run in runs:
        client.set_flow_run_state(run.id, Crashed(message="its process ended without a word"), force=True)
    return len(runs)
