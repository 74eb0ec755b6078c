"""The replay run: every archived page of every source, read with today's parsers and topics.

Does not ask anybody and does not deliver.
"""

from __future__ import annotations

from dataclasses import replace

from flows.collect import begin, close
from flows.jobs import new_run_id
from flows.orders import Order, ProgressScreen, Quiet, Stage, at_once, job_of, network_of
from flows.replaying import Replayed, replay_source
from warehouse.locks import exclusive


def replay(order: Order, *, stage: Stage = at_once, screen: ProgressScreen | None = None) -> dict[str, Replayed]:
    """Replay the sources of an order and return what came of each; raises LockedError while another run works."""
    settings, shown, started = order.settings, screen or Quiet(), order.clock()
    run_id = new_run_id("replay", started)
    with exclusive(settings.data_dir / "collect.lock", purpose=f"replay {run_id}", wait=settings.lock_wait):
        begun = begin(order, run_id, started)
        found = {}
        with network_of(order, begun) as network:
            for source in order.sources:
                job = replace(job_of(order, begun, source, network), advance=shown.stage(source.name, "replay"))
                found[source.name] = stage(f"replay {source.name}", replay_source, job, begun.matcher)
                shown.ended(source.name)
        problems = sum(one.problems for one in found.values())
        counts = {
            "read": sum(one.read for one in found.values()),
            "replaced": sum(one.replaced for one in found.values()),
            "problems": problems,
        }
        close(order, run_id, started, counts, problems=problems)
    return found
