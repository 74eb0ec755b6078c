"""One soak from its beginning to what came of it: the servers, the house, what there really is, and the judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from tests.channels.receivers import Receiver, receiving
from tests.faults.calm import evening, morning
from tests.flows.stands import Stand, stand
from tests.soak import judging
from tests.soak.house import House
from tests.soak.known import Known, false_editions, learn, misread
from tests.soak.publishers import fronted, publisher
from tests.soak.records import Happened, Publisher, Pulse
from tests.soak.soaking import Soak

_UNSAID = "checksum (None)"  # of a copy that a deliver made while a collect was at work, or killed: it has none yet
PAUSE = 0.5  # seconds between two looks of the analyst
GoOn = Callable[[Soak], bool]  # is asked before every step
_COUNTS = {
    "releases": "SELECT count(*) FROM releases",
    "editions": "SELECT count(*) FROM revisions",
    "alerts": "SELECT count(*) FROM alerts",
    "digests": "SELECT count(*) FROM digests",
    "problems met": "SELECT count(*) FROM problems",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a soak."""

    happened: Happened  # of the soaked publisher
    counts: dict[str, int]
    did: Counter[str]
    pulses: tuple[Pulse, ...]  # of the process that lives on
    reader: dict[str, Any]  # what the analyst met
    verifications: int
    disagreements: int  # that they found
    findings: tuple[str, ...]  # what must not be


def soaked(folder: Path, *, seed: int, own: bool, go_on: GoOn) -> Result:
    """Soak in a folder until it is enough, and return what came of it."""
    reader: dict[str, Any] = {}
    with ExitStack() as stack:
        soak = _begun(stack, folder, seed, own)
        known = _learnt(soak, folder / "known")
        before = soak.publisher.happened()
        with soak.house.reader(PAUSE, reader):
            while go_on(soak):
                soak.step()
            soak.end()
        return _judged(soak, known, before, reader)


def _begun(stack: ExitStack, folder: Path, seed: int, own: bool) -> Soak:
    house = House(folder / "soaked")
    served: Publisher = stack.enter_context(fronted(seed) if own else publisher(seed))
    calm: Stand = stack.enter_context(stand())
    receiver: Receiver = stack.enter_context(receiving())
    for one in (house, House(folder / "known")):
        one.furnish(publisher=served.url, calm=calm.url, hook=f"{receiver.base}/digests")
    return Soak(
        house=house,
        worker=stack.enter_context(house.worker()),
        publisher=served,
        calm=calm,
        receiver=receiver,
        chance=Random(seed),  # noqa: S311 - a game, to be played again
    )


def _learnt(soak: Soak, folder: Path) -> Known:
    """What there really is; then the first run of the soak itself, after which an analyst has a copy to ask."""
    known = learn(House(folder), soak.publisher, soak.calm, (morning(), evening()))
    soak.first()
    return known


def _judged(soak: Soak, known: Known, before: Happened, reader: dict[str, Any]) -> Result:
    house, after = soak.house, soak.publisher.happened()
    told = judging.told_to(house, soak.receiver)
    findings = chain(
        soak.wrong,
        (f"the analyst met: {one}" for one in reader["wrong"] if not one.endswith(_UNSAID)),
        false_editions(house, known),
        misread(house, known, soak.edition),
        judging.told_twice(told),
        judging.told_never(house, told),
        judging.still_open(house),
        judging.grown(soak.pulses),
    )
    return Result(
        happened=Happened(requests=after.requests - before.requests, faults=after.faults),
        counts={name: house.rows(sql)[0][0] for name, sql in _COUNTS.items()},
        did=soak.did,
        pulses=tuple(soak.pulses),
        reader=reader,
        verifications=soak.verifications,
        disagreements=soak.disagreements,
        findings=tuple(findings),
    )
