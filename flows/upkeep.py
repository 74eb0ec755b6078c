"""`presswatch up`: a Prefect server and the schedules of the flows, in one process tree on one machine.

For several machines, or a server that is there already, use deploy/prefect.yaml instead.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from datetime import UTC, datetime

from flows.server import prefect_server
from flows.terminals import Screen
from flows.world import World


def serve_schedules(here: World, *, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Run until interrupted; raises ServerError where the server cannot be started."""
    folder = here.settings.data_dir / "prefect"
    with prefect_server(folder, host=host, port=port, lost=_give_up) as url:
        os.environ.update({"PREFECT_API_URL": url, "PREFECT_HOME": str(folder.resolve())})
        if here.watchlist_file:
            os.environ["PRESSWATCH_WATCHLIST"] = str(here.watchlist_file.resolve())
        tell(f"Prefect: {url.removesuffix('/api')}  (Ctrl-C stops everything; the next start catches up)")
        importlib.import_module("flows.schedules").serve_all(datetime.now(UTC), here.settings.data_dir)


def _give_up(what: str) -> None:
    """End with 1, so that whoever looks after this process starts it again: no schedule runs without the server.

    At once, for Prefect's own way out asks the server about everything first. A run that is at work is a process of its
    own and goes on to its end.
    """
    Screen(stderr=True, soft_wrap=True).print(f"presswatch: {what}; start this again, the next run catches up")
    os._exit(1)
