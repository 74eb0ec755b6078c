"""A flow killed at some of its steps, started again each time, and what is otherwise then than after a run left alone.

Two at a time, for each takes seconds.
"""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue

from tests.flows.terminals import Commands, Said, Terminal
from tests.kills.endings import Ending, differences, ending_of
from tests.kills.forcing import unforced
from tests.kills.scenes import Scene
from tests.kills.selecting import kind_of, selected
from tests.kills.syscalls import can_refuse
from tests.kills.tracing import Fate, Step
from warehouse.database import writing

FATES: tuple[Fate, ...] = ("kill", "tear", "full") if can_refuse() else ("kill", "tear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One kill and what came of it."""

    step: Step
    number: int
    fate: Fate
    met: bool  # False: the run had ended before, for threads change its steps; or did not mind that the disk was full
    wrong: tuple[str, ...]
    folder: Path  # what it left; gone where nothing is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of all kills of a flow."""

    name: str
    steps: tuple[Step, ...]
    killed: tuple[Killed, ...]
    unforced: tuple[str, ...]  # what a power cut could take

    @property
    def kinds(self) -> int:
        """How many kinds of steps there are."""
        return len({kind_of(one) for one in self.steps})


def traced(terminal: Terminal, command: Sequence[str]) -> list[Step]:
    """Run a command to its end and return its steps; raises AssertionError where it does not end well."""
    file = terminal.folder.with_suffix(".steps")
    said = terminal.run(*command, watch={"at": None, "fate": "kill", "steps": str(file)})
    assert said.code == 0, said
    return [Step(**one) for one in json.loads(file.read_text("utf-8"))]


def kill_everywhere(
    scene: Scene, pool: Sequence[Commands], folder: Path, *, rounds: int, seed: int, tell: Callable[[], None]
) -> Outcome:
    """Disturb a flow at so many of its steps, one after the other in each way; `tell` is called after each."""
    alone = scene.terminal(pool[0], folder / "alone")
    flow = _Flow(scene=scene, folder=folder, steps=traced(alone, scene.command), expected=ending_of(alone))
    free: SimpleQueue[Commands] = SimpleQueue()
    for one in pool:
        free.put(one)

    def at(turn: int, number: int) -> Killed:
        commands = free.get()
        try:
            return flow.disturbed(commands, number, FATES[turn % len(FATES)])
        finally:
            free.put(commands)
            tell()

    with ThreadPoolExecutor(len(pool)) as threads:
        numbers = selected(flow.steps, rounds, seed)
        killed = tuple(threads.map(at, range(len(numbers)), numbers))
    return Outcome(name=scene.name, steps=tuple(flow.steps), killed=killed, unforced=tuple(unforced(flow.steps)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """A flow, and what a run of it that was left alone did and left."""

    scene: Scene
    folder: Path
    steps: Sequence[Step]
    expected: Ending

    def disturbed(self, commands: Commands, number: int, fate: Fate) -> Killed:
        """Disturb it once, run it again, and compare what there is then."""
        folder = self.folder / str(number)
        terminal = self.scene.terminal(commands, folder)
        said = terminal.run(*self.scene.command, watch={"at": number, "fate": fate, "steps": ""})
        again = terminal.run(*self.scene.command)
        if fate == "full":
            time_passes(terminal)
        wrong = [*_badly_said(said, fate), *_badly_ended(again), *differences(self.expected, ending_of(terminal))]
        if not wrong:
            shutil.rmtree(folder)
        met = said.code == (1 if fate == "full" else -signal.SIGKILL)
        return Killed(step=self.steps[number], number=number, fate=fate, met=met, wrong=tuple(wrong), folder=folder)


def time_passes(terminal: Terminal) -> None:
    """A channel that failed for want of room is tried again after a minute, and then its problem is history."""
    database = terminal.data / "warehouse.duckdb"
    if terminal.rows("SELECT 1 FROM alerts WHERE state = 'failed'"):
        with writing(database, purpose="kills", wait=timedelta()) as connection:
            connection.execute('UPDATE deliveries SET "at" = "at" - INTERVAL 2 MINUTE WHERE outcome = \'failed\'')
        terminal.run("deliver")
        with writing(database, purpose="kills", wait=timedelta()) as connection:
            connection.execute("DELETE FROM problems WHERE source = 'deliver' AND resolved_at IS NOT NULL")


def _badly_said(said: Said, fate: Fate) -> list[str]:
    """A full disk is told in one line; a run may also not mind it, where what it could not write is of no weight."""
    told = [line for line in said.err.splitlines() if line.startswith("presswatch: ")]
    plain = all("free some space" in line for line in told) and "Traceback" not in said.err
    well = plain and (said.code == 0 or (said.code == 1 and bool(told)))
    return [] if well or fate != "full" else [f"ended with {said.code}: {said.err.strip()[-600:]}"]


def _badly_ended(again: Said) -> list[str]:
    return [f"the next run ended with {again.code}: {again.err.strip()[-600:]}"] if again.code else []
