"""How long 10,000 due alerts of 500 recipients take to be grouped and written: `python -m tests.bench delivery`.

Every recipient follows one of fifty topics and looks into a folder; its digest tells twenty releases. The delivery is
a process of its own, so that the memory is that of a run, and is timed without loading the program.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.deliver import Errand, deliver
from flows.outlets import channels_of
from flows.settings import Settings
from parsers.records import Release, Topic
from parsers.topics.records import Recipient, Schedule, Watchlist
from tests.bench.stock import SEEN_AT, SOURCE, invented
from tests.shipped import shipped_sources
from tests.warehouse.builders import fetch, mentions, subscription
from warehouse.database import writing
from warehouse.loading import load_visits
from warehouse.records import Visit
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

RECIPIENTS, TOPICS, EACH = 500, 50, 20  # EACH: releases of a topic, and so alerts of a recipient
NOW = SEEN_AT + timedelta(days=3)
WAIT = timedelta(seconds=5)


def run(recipients: int = RECIPIENTS) -> list[tuple[str, str]]:
    """Return how long the alerts of so many recipients took, and the memory; half a minute for the full size."""
    with TemporaryDirectory() as folder:
        _fill(Path(folder), recipients)
        command = [sys.executable, "-m", "tests.bench.bench_delivery", folder, str(recipients)]
        said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        written = sum(1 for _ in Path(folder, "digests").glob("*.html"))
    return [
        (f"{recipients * EACH:,} alerts to {written:,} recipients, by file", f"{said['seconds']:.1f} s"),
        ("memory that it needs at most", f"{said['memory'] / 1e6:.0f} MB"),
    ]


def _name(number: int) -> str:
    return f"topic-{number % TOPICS}"


def _fill(folder: Path, recipients: int) -> None:
    topics = [Topic(topic=_name(number), name=_name(number).title(), query="the") for number in range(TOPICS)]
    told = [replace(subscription(f"desk-{number}", _name(number)), due_at=SEEN_AT) for number in range(recipients)]
    visits = [_visit(one, number) for number, one in enumerate(invented(TOPICS * EACH))]
    with writing(folder / "warehouse.duckdb", purpose="bench", wait=WAIT) as connection:
        keep_sources(connection, shipped_sources(), active=[SOURCE])
        keep_versions(connection, versions(connection, topics), SEEN_AT)
        load_visits(connection, visits, subscriptions=told)


def _visit(release: Release, number: int) -> Visit:
    asked = replace(fetch(release.url, 0), source=SOURCE, requested_at=SEEN_AT)
    return Visit(fetch=asked, release=release, mentions=mentions(release, release.title[:12], _name(number)))


def _deliver(folder: Path, recipients: int) -> dict[str, float]:
    settings = Settings().model_copy(update={"data_dir": folder, "lock_wait": WAIT})
    watchlist = Watchlist(topics=(), recipients=tuple(map(_recipient, range(recipients))))
    errand = Errand(settings=settings, watchlist=watchlist, clock=lambda: NOW, channels=channels_of(settings, {}))
    started = time.perf_counter()
    deliver(errand)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


def _recipient(number: int) -> Recipient:
    when = Schedule(kind="instant", zone="Europe/London")
    return Recipient(name=f"desk-{number}", topics=(_name(number),), send_to=("file:digests",), when=when)


if __name__ == "__main__":
    print(json.dumps(_deliver(Path(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201 - read by the other process
