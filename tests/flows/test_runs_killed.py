"""Runs that are killed: the next one ends where one that nobody killed would have ended, and tells each thing once."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from tests.flows.terminals import Commands, Death, Terminal, commands, lasting

AGAIN = ("run", "--revisit", "all")
# Every place at which a run leaves something on the disk, in the order of a run.
STEPS: tuple[Death, ...] = (
    ("flows.collect:keep_run", 1, "after"),  # the run is noted as begun
    ("flows.listing:load_walk", 1, "after"),  # one listing is loaded, the other not
    ("warehouse.archive:ArchiveWriter.sync", 2, "before"),  # pages are on their way to the archive
    ("warehouse.archive:ArchiveWriter.sync", 2, "after"),  # pages are archived, no journal names them
    ("warehouse.spool:append", 1, "after"),  # pages are named and not loaded
    ("warehouse.batch:load_rows", 30, "after"),  # in the middle of the load's transaction
    ("flows.reading:load_visits", 1, "after"),  # loaded, and the journal is still there
    ("warehouse.spool:forget", 1, "after"),  # the journal is gone
    ("flows.collect:keep_run", 2, "after"),  # the run is over, the analysts' copy the old one
    ("warehouse.snapshot:shutil.copyfile", 1, "after"),  # the copy is made, not yet put in place
    ("warehouse.outbox:take", 1, "after"),  # the digest is made
    ("warehouse.outbox:note_attempt", 1, "after"),  # the attempt is noted as begun
    ("flows.channels.files:FileChannel.send", 1, "after"),  # the digest is out, and nothing says so
    ("warehouse.outbox:note_attempt", 2, "after"),  # the attempt is noted as sent, the ledger does not know
    ("warehouse.outbox:load_rows", 1, "after"),  # the ledger knows of the attempt, its journal is still there
    ("flows.deliver:publish", 1, "before"),  # all is done but the analysts' copy
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A newsroom on its third day, and an installation that saw the first."""

    newsroom: Newsroom
    commands: Commands
    before: Path

    def installation(self, folder: Path) -> Terminal:
        """Return a copy of the installation as it was on the first evening."""
        shutil.copytree(self.before, folder, dirs_exist_ok=True)
        return Terminal(self.commands, folder, url=self.newsroom.url)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with serve(day=1) as newsroom, commands() as process:
        folder = tmp_path_factory.mktemp("first-evening")
        assert Terminal(process, folder, url=newsroom.url).run("run").code == 0
        newsroom.set_day(3)
        yield World(newsroom=newsroom, commands=process, before=folder)


@pytest.fixture(scope="module")
def undisturbed(world: World, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An installation whose run nobody killed."""
    terminal = world.installation(tmp_path_factory.mktemp("undisturbed"))
    assert terminal.run(*AGAIN).code == 0
    return terminal


def _name(step: Death) -> str:
    return f"{step[2]}-{step[0].rpartition(':')[2]}-{step[1]}"


@pytest.mark.parametrize("step", STEPS, ids=_name)
def test_a_run_that_is_killed_at_any_step_is_made_good_by_the_next(
    world: World, undisturbed: Terminal, step: Death, tmp_path: Path
) -> None:
    terminal = world.installation(tmp_path)
    assert terminal.run(*AGAIN, die=step).code == -signal.SIGKILL
    assert terminal.run(*AGAIN).code == 0
    assert lasting(terminal) == lasting(undisturbed)
    assert terminal.told() == undisturbed.told()
    assert list(terminal.data.glob("spool/**/*.jsonl")) == []


def test_what_two_killed_runs_fetched_is_loaded_and_not_asked_for_again(world: World, tmp_path: Path) -> None:
    terminal = world.installation(tmp_path)
    for _ in range(2):
        assert terminal.run("collect", "--revisit", "all", die=("warehouse.spool:append", 1, "after")).code < 0
    world.newsroom.reset()
    assert terminal.run("collect", "--revisit", "none").code == 0
    assert {path for path in world.newsroom.stats()["by_path"] if path.startswith("/government/news/")} == set()
    assert len(terminal.rows("FROM changes WHERE kind = 'silent'")) == 2


def test_a_first_run_that_is_killed_while_it_makes_the_tables_is_made_good(world: World, tmp_path: Path) -> None:
    terminal = Terminal(world.commands, tmp_path, url=world.newsroom.url)
    assert terminal.run("run", die=("warehouse.migrate:_renew", 1, "before")).code < 0
    assert terminal.run("run").code == 0
    fresh = Terminal(world.commands, tmp_path / "fresh", url=world.newsroom.url)
    assert fresh.run("run").code == 0
    assert lasting(terminal) == lasting(fresh)
    assert terminal.told() == fresh.told()


def test_health_names_a_run_that_did_not_end(world: World, tmp_path: Path) -> None:
    terminal = world.installation(tmp_path)
    assert terminal.run(*AGAIN, die=("flows.collect:keep_run", 1, "after")).code < 0
    said = terminal.run("health")
    assert "collect of" in said.out
    assert "did not end" in said.out
