"""What is kept is its owner's alone, whatever the umask; and where it is not, `health` says so."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.newsroom import serve
from flows import heartbeat
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions
from flows.safekeeping import back_up, backups_of
from flows.settings import Settings
from tests.alerts.samples import NOW, digest, due
from tests.flows.rooms import WATCHLIST, Room
from tests.flows.terminals import Commands, Terminal

MEMORY = heartbeat.Memory(watched_since=datetime(2026, 11, 24, tzinfo=UTC), told=("broken desk file-3fa1c2",))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation where everything was made, by somebody who hides nothing from anybody."""
    folder = tmp_path_factory.mktemp("private")
    former = os.umask(0)
    try:
        with serve(day=1) as newsroom:
            room = Room(newsroom, folder / "place")
            room.collect()
            room.deliver()
            back_up(room.settings, backups_of(room.settings), keep=2, now=room.clock())
    finally:
        os.umask(former)
    return folder / "place"


def test_every_folder_is_made_for_its_owner_alone(kept: Path) -> None:
    folders = [one for one in kept.rglob("*") if one.is_dir()]
    names = {str(one.relative_to(kept)) for one in folders}
    assert {"data", "data/warc", "data/spool", "data/search", "data/digests", "backups"} <= names
    assert [one for one in folders if stat.S_IMODE(one.stat().st_mode) != 0o700] == []


def test_a_folder_outside_of_the_data_may_be_published(tmp_path: Path) -> None:
    """Who names an absolute one has a web server in mind; the umask decides."""
    options = ChannelOptions(data_dir=tmp_path / "data")
    former = os.umask(0o022)
    try:
        for kind, place in (("file", tmp_path / "www"), ("atom", tmp_path / "feeds"), ("atom", Path("feeds"))):
            open_channel(f"{kind}:{place}", recipient="desk", options=options).send(digest(due()), at=NOW)
    finally:
        os.umask(former)
    made = [tmp_path / "www", tmp_path / "feeds", tmp_path / "data" / "feeds"]
    assert [stat.S_IMODE(one.stat().st_mode) for one in made] == [0o755, 0o755, 0o700]


def test_health_says_where_everybody_may_look_in(process: Commands, kept: Path) -> None:
    """It is said and not changed, and no problem."""
    terminal = Terminal(process, kept, watchlist=WATCHLIST)
    closed = terminal.run("health")
    terminal.data.chmod(0o755)
    opened, listed = terminal.run("health"), terminal.run("health", "--format", "csv")
    terminal.data.chmod(0o750)
    shared = terminal.run("health")
    terminal.data.chmod(0o700)
    assert "can look into it" not in closed.err + shared.err + listed.err
    assert "every user of this machine can look into it (mode 755); close it with: chmod o= " in opened.err
    assert opened.code == closed.code


def test_a_link_among_the_temporary_files_leads_the_memory_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk of the data is full, another user could have one of our files overwritten."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings = Settings().model_copy(update={"data_dir": tmp_path / "full" / "data"})
    (tmp_path / "full").write_text("a file where the folder would be: nothing can be written there", "utf-8")
    assert heartbeat.remember(settings, MEMORY)
    (place,) = tmp_path.glob("*-checkup-*.json")
    assert heartbeat.remembered(settings, NOW + timedelta(days=1)) == MEMORY
    precious = tmp_path / "precious"
    precious.write_text("mine", "utf-8")
    place.unlink()
    place.symlink_to(precious)
    assert not heartbeat.remember(settings, MEMORY)
    assert precious.read_text("utf-8") == "mine"
