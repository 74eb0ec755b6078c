"""The soak itself: publishers whose days go back and forth and who fail, runs of all kinds, and a look in between.

Everything that chance decides follows from one seed; how long things take does not.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from statistics import median

from tests.channels.receivers import Receiver
from tests.faults.calm import evening, morning
from tests.flows.stands import Stand
from tests.soak.house import House, Worker, ended
from tests.soak.records import Publisher, Pulse

OFTEN = {"here": 24, "process": 2, "killed": 4, "beside": 2, "compact": 1, "backup": 1, "verified": 5}
_DAY = 86_400.0  # seconds; later than any pause between two tries


@dataclass(kw_only=True)
class Soak:
    """What is soaked, and what came of it so far."""

    house: House
    worker: Worker
    publisher: Publisher
    calm: Stand
    receiver: Receiver
    chance: Random
    did: Counter[str] = field(default_factory=Counter)
    pulses: list[Pulse] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    verifications: int = 0
    disagreements: int = 0  # of all of them
    edition: int = 1
    weather: str = "nothing is wrong"

    def step(self) -> None:
        """Change the weather, and do one thing."""
        self._change()
        (name,) = self.chance.choices(list(OFTEN), list(OFTEN.values()))
        self.did[name] += 1
        deeds: dict[str, Callable[[], None]] = {
            "here": self._here,
            "process": lambda: self._process("run", "--revisit", "all"),
            "killed": self._killed,
            "beside": self._beside,
            "compact": lambda: self._work("compact"),
            "backup": lambda: self._work("backup"),
            "verified": self._verified,
        }
        deeds[name]()

    def first(self) -> None:
        """Run once where all is well, from the first edition."""
        self.edition = self.publisher.editions[0]
        self.publisher.turn(self.edition)
        self.calm.says = morning()
        self._heal()
        self._work("all")

    def end(self) -> None:
        """Let all be well, run twice, for what is missing is missed twice; and send what waits for a later try."""
        self._heal()
        for work in ("all", "all"):
            self._work(work)
        self._work("deliver", ahead=_DAY)
        self.verify()

    def verify(self) -> None:
        """Note every disagreement; a run must have ended since the last kill."""
        said = self.house.command("verify", "--format", "jsonl")
        self.verifications += 1
        if said.code != 0:
            self.disagreements += sum(line.startswith("{") for line in said.said.splitlines())
            self._note(f"verify ended with {said.code}: {said.said.strip()}")

    def _change(self) -> None:
        chance = self.chance
        if chance.random() < 0.3:
            self.edition = chance.choice(self.publisher.editions)
            self.publisher.turn(self.edition)
        if chance.random() < 0.2:
            self.calm.says = chance.choice((morning, evening))()
        self._heal()
        if chance.random() < 0.5:
            self._strike()
        self.receiver.status = chance.choice((200,) * 8 + (503, 503))

    def _strike(self) -> None:
        names = [(self.chance.choice(self.publisher.faults), self.chance.uniform(0.1, 1.0)) for _ in range(2)]
        for name, probability in names[: self.chance.choice((1, 1, 2))]:
            self.publisher.strike(name, probability)
            self.weather = f"{self.weather}; {name} in {probability:.0%}"

    def _heal(self) -> None:
        self.publisher.heal()
        self.receiver.status = 200
        self.weather = f"edition {self.edition}"

    def _here(self) -> None:
        self._work(self.chance.choice(("due", "all")))

    def _work(self, work: str, *, ahead: float = 0.0) -> None:
        pulse = self.worker.work(work, ahead=ahead)
        self.pulses.append(pulse)
        if pulse.error:
            self._note(f"{work} failed: {pulse.error.strip()}")

    def _process(self, *arguments: str) -> None:
        self._judge(" ".join(arguments), *self._ended(*arguments))

    def _ended(self, *arguments: str) -> tuple[int, str]:
        came = self.house.command(*arguments)
        return came.code, came.said

    def _killed(self) -> None:
        """A kill at any moment; a command that was faster has ended well."""
        command = self.chance.choice((("run", "--revisit", "all"),) * 6 + (("compact",), ("backup",)))
        process = self.house.begin(*command)
        time.sleep(self.chance.random() * self._usual_seconds())
        process.kill()
        came = ended(process)
        if came.code == -signal.SIGKILL:
            self.did["in the middle"] += 1
        else:
            self._judge(" ".join(command), came.code, came.said)

    def _usual_seconds(self) -> float:
        """About how long a command takes on this machine, as busy as it is."""
        return 1.0 + 2.0 * median(one.seconds for one in self.pulses if one.work in ("due", "all"))

    def _beside(self) -> None:
        """Two runs at once, of which one waits."""
        process = self.house.begin("run")
        self._here()
        came = ended(process)
        self._judge("run beside another", came.code, came.said)

    def _verified(self) -> None:
        self._work("due")
        self.verify()

    def _judge(self, what: str, code: int, said: str) -> None:
        if code not in (0, 1) or "Traceback" in said or "presswatch:" in said:
            self._note(f"{what} ended with {code}: {said.strip()}")

    def _note(self, what: str) -> None:
        self.wrong.append(f"step {sum(self.did.values())}, {self.weather}: {what[-3000:]}")
