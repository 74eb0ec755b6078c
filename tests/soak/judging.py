"""What must not be at the end of a soak: alerts told twice or never, problems that stayed open, memory that only grows.

Each finding is a line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

from tests.channels.receivers import Receiver
from tests.delivery.desks import digests_of, files_of
from tests.soak.house import House
from tests.soak.records import Pulse

MOST_GROWTH = (
    48 * 1024 * 1024
)  # bytes that the process may gain in the second half of its life; what it keeps grows too
MOST_MORE = 4  # files and threads than when half of its life was over; libraries' threads come and go
_FEW = 20  # runs, after which growth says something
_OPEN = "SELECT source, kind, url, detail FROM problems WHERE resolved_at IS NULL ORDER BY ALL"
_UNSENT = "SELECT recipient, state, count(*) FROM alerts WHERE state <> 'sent' GROUP BY ALL ORDER BY ALL"
_SENT = "SELECT recipient, alert_id, kind, release_id, revision FROM alerts WHERE state = 'sent'"
Digest = dict[str, Any]


def told_to(house: House, receiver: Receiver) -> dict[str, list[Digest]]:
    """Return what each recipient holds; a webhook's receiver knows a repeated digest by its key."""
    folder: Path = house.data / "digests"
    accepted = [one for one in digests_of(receiver) if one["recipient"] == "hook"]
    return {"desk": files_of(folder), "hook": accepted}


def told_twice(told: dict[str, list[Digest]]) -> Iterator[str]:
    """Name alerts that stand in more than one digest, or twice in one."""
    for recipient, digests in told.items():
        times = Counter(alert for digest in digests for alert in _alerts(digest))
        yield from (f"told {recipient} {many} times: alert {alert}" for alert, many in times.items() if many > 1)


def told_never(house: House, told: dict[str, list[Digest]]) -> Iterator[str]:
    """Name alerts that were never sent, or are noted as sent and stand nowhere."""
    yield from (f"{count} alerts of {recipient} are still {state}" for recipient, state, count in house.rows(_UNSENT))
    for recipient, alert, kind, release, revision in house.rows(_SENT):
        if alert not in {one for digest in told[recipient] for one in _alerts(digest)}:
            yield f"never reached {recipient}: alert {alert} ({kind} of {release}, revision {revision})"


def still_open(house: House) -> Iterator[str]:
    """Name problems that are open."""
    yield from (f"still open: {kind} of {source}, {url}: {detail}" for source, kind, url, detail in house.rows(_OPEN))


def grown(pulses: Sequence[Pulse]) -> Iterator[str]:
    """Say what the long-living process does not give back."""
    later = pulses[len(pulses) // 2 :]
    if len(later) < _FEW:
        return
    begun, ended = _typical(later[: len(later) // 4]), _typical(later[-len(later) // 4 :])
    if ended.memory - begun.memory > MOST_GROWTH:
        yield f"memory grew by {(ended.memory - begun.memory) >> 20} MB in the second half"
    if ended.files - begun.files > MOST_MORE:
        yield f"{ended.files - begun.files} more files are open than in the middle"
    if ended.threads - begun.threads > MOST_MORE:
        yield f"{ended.threads - begun.threads} more threads are there than in the middle"


def slope(pulses: Sequence[Pulse]) -> float:
    """Return the bytes that the process gains with each piece of work, in the second half of its life."""
    later = [one.memory for one in pulses[len(pulses) // 2 :]]
    return linear_regression(range(len(later)), later).slope if len(later) > 2 else 0.0


def _typical(pulses: Sequence[Pulse]) -> Pulse:
    return Pulse(
        work="",
        seconds=median(one.seconds for one in pulses),
        memory=int(median(one.memory for one in pulses)),
        files=int(median(one.files for one in pulses)),
        threads=int(median(one.threads for one in pulses)),
        objects=int(median(one.objects for one in pulses)),
    )


def _alerts(digest: Digest) -> list[str]:
    return [alert for part in ("releases", "others", "echoes") for item in digest[part] for alert in item["alerts"]]


def dumped(pulses: Sequence[Pulse]) -> str:
    """Return a line of JSON for each pulse."""
    keys = ("work", "seconds", "memory", "files", "threads", "objects")
    return "".join(json.dumps({key: getattr(one, key) for key in keys}) + "\n" for one in pulses)
