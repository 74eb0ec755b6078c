"""Runs that are killed: the next one ends where one that nobody killed would have ended, and tells each thing once."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest

from tests.flows.evenings import COLLECT, Evening
from tests.flows.terminals import Death, Lasting, Terminal, commands, lasting

pytestmark = pytest.mark.thorough

# Every place at which a run leaves something on the disk, in the order of a run.
OF_COLLECT: tuple[Death, ...] = (
    ("flows.listing:load_walk", 1, "after"),  # one listing is loaded, the other not
    ("warehouse.archive:ArchiveWriter.sync", 2, "after"),  # pages are archived, no journal names them
    ("warehouse.spool:append", 1, "after"),  # pages are named and not loaded
    ("warehouse.batch:load_rows", 30, "after"),  # in the middle of the load's transaction
    ("flows.reading:load_visits", 1, "after"),  # loaded, and the journal is still there
    ("warehouse.spool:forget", 1, "after"),  # the journal is gone
    ("flows.collect:keep_end", 1, "after"),  # the run is over, the analysts' copy the old one
    ("warehouse.snapshot:shutil.copyfile", 1, "after"),  # the copy is made, not yet put in place
)
OF_DELIVER: tuple[Death, ...] = (
    ("warehouse.outbox:take", 1, "after"),  # the digest is made
    ("warehouse.outbox:note_attempt", 1, "after"),  # the attempt is noted as begun
    ("flows.channels.files:FileChannel.send", 1, "after"),  # the digest is out, and nothing says so
    ("warehouse.outbox:note_attempt", 2, "after"),  # the attempt is noted as sent, the ledger does not know
    ("flows.deliver:bring_up", 1, "before"),  # all is done but the analysts' copy
)

AGREES = "Everything agrees.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A run that was killed and started again."""

    killed: int  # exit codes
    again: int
    verified: str  # what `verify` said then
    terminal: Terminal


def killed_and_again(evening: Evening, step: Death, folder: Path) -> Outcome:
    """Kill a run at a step, start it again, and return what came of it."""
    of_collect = step in OF_COLLECT
    terminal = evening.installation(evening.before if of_collect else evening.after, folder)
    command = COLLECT if of_collect else ("deliver",)
    killed, again = terminal.run(*command, die=step), terminal.run(*command)
    verified = terminal.run("verify").out
    return Outcome(killed=killed.code, again=again.code, verified=verified, terminal=terminal)


@pytest.fixture(scope="module")
def outcomes(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> dict[Death, Outcome]:
    """What came of killing a run at each step; two at a time, for it takes two seconds each."""
    folder, steps = tmp_path_factory.mktemp("killed"), (*OF_COLLECT, *OF_DELIVER)
    with commands() as other, ThreadPoolExecutor(2) as pool:
        evenings = cycle((evening, replace(evening, commands=other)))
        folders = (folder / str(number) for number in range(len(steps)))
        return dict(zip(steps, pool.map(killed_and_again, evenings, steps, folders), strict=False))


@pytest.fixture(scope="module")
def told(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An installation whose delivery nobody disturbed."""
    terminal = evening.installation(evening.after, tmp_path_factory.mktemp("undisturbed"))
    assert terminal.run("deliver").code == 0
    return terminal


def _name(step: Death) -> str:
    return f"{step[2]}-{step[0].rpartition(':')[2]}-{step[1]}"


@pytest.mark.parametrize("step", OF_COLLECT, ids=_name)
def test_a_collect_that_is_killed_at_any_step_is_made_good_by_the_next(
    undisturbed: Lasting, outcomes: dict[Death, Outcome], step: Death
) -> None:
    outcome = outcomes[step]
    assert (outcome.killed, outcome.again) == (-signal.SIGKILL, 0)
    assert lasting(outcome.terminal) == undisturbed
    assert list(outcome.terminal.data.glob("spool/**/*.jsonl")) == []
    assert outcome.verified == AGREES


@pytest.mark.parametrize("step", OF_DELIVER, ids=_name)
def test_a_delivery_that_is_killed_at_any_step_tells_everything_once(
    told: Terminal, outcomes: dict[Death, Outcome], step: Death
) -> None:
    outcome = outcomes[step]
    assert (outcome.killed, outcome.again) == (-signal.SIGKILL, 0)
    assert outcome.terminal.told() == told.told()
    assert lasting(outcome.terminal) == lasting(told)
    assert outcome.verified == AGREES


def test_what_a_killed_run_could_not_show_to_analysts_the_next_shows_though_it_finds_nothing(
    evening: Evening, tmp_path: Path
) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    assert terminal.run(*COLLECT, die=("flows.collect:bring_up", 1, "before")).code == -signal.SIGKILL
    assert "nothing new" in terminal.run("collect", "--revisit", "none").out
    assert terminal.run("sql", "SELECT count(*) AS n FROM releases", "--format", "csv").out == "n\n18\n"


def test_what_two_killed_runs_fetched_is_loaded_and_not_asked_for_again(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    for _ in range(2):
        assert terminal.run(*COLLECT, die=("warehouse.spool:append", 1, "after")).code == -signal.SIGKILL
    evening.newsroom.reset()
    assert terminal.run("collect", "--revisit", "none").code == 0
    assert [path for path in evening.newsroom.stats()["by_path"] if path.startswith("/government/")] == []
    assert terminal.rows("SELECT count(*) FROM changes WHERE kind = 'silent'") == [(2,)]


def test_a_first_run_that_is_killed_while_it_makes_the_tables_is_made_good(evening: Evening, tmp_path: Path) -> None:
    terminal = Terminal(evening.commands, tmp_path, url=evening.newsroom.url)
    assert terminal.run("run", die=("warehouse.migrate:_renew", 1, "before")).code == -signal.SIGKILL
    assert terminal.run("run").code == 0
    assert terminal.rows("SELECT count(*) FROM releases") == [(len(terminal.told()),)]


def test_health_names_a_run_that_did_not_end(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    assert terminal.run(*COLLECT, die=("flows.collect:keep_run", 1, "after")).code == -signal.SIGKILL
    said = terminal.run("health")
    assert said.code == 0
    assert "a collect that began" in said.out
    assert "did not end" in said.out
    assert terminal.run(*COLLECT).code == 0
    assert "did not end" not in terminal.run("health").out
