"""Backups made and put back, and data made small, as an operator does it: also killed, damaged, and on a full disk."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Death, Said, Terminal
from warehouse.archive import read_page
from warehouse.contents import Contents, contents, shape
from warehouse.database import reading

pytestmark = pytest.mark.thorough

FOREVER: dict[str, str] = {}
NOTHING = {"PRESSWATCH_RETENTION__CAPTURES": "0s"}
# Every place at which a command leaves something on the disk, in its order.
OF_BACKUP: tuple[Death, ...] = (
    ("warehouse.backups:copy_forced", 1, "after"),  # the database is copied, the archive not
    ("warehouse.backups:write_manifest", 1, "before"),  # everything is copied, no list says so
    ("warehouse.backups:put", 1, "before"),  # all is there under the name of what is unfinished
)
OF_RESTORE: tuple[Death, ...] = (
    ("warehouse.restoring:put", 1, "after"),  # the first file of the archive is back
    ("warehouse.restoring:_Putting.database", 1, "before"),  # all of them are
    ("warehouse.restoring:put", 1, "before"),  # the database lies beside the one that it is to replace
    ("warehouse.restoring:put", 1, "after"),  # it is in place
    ("flows.safekeeping:bring_up", 1, "before"),  # all is done but the analysts' copy
)
OF_COMPACT: tuple[Death, ...] = (
    ("warehouse.thinning:force", 1, "after"),  # a file is written anew, no row names it
    ("warehouse.retention:_move", 1, "after"),  # rows name the new files, the old ones are still there
    ("warehouse.retention:take_away", 1, "after"),  # the archive is done
    ("warehouse.compaction:put", 1, "before"),  # the new database lies beside the old one
    ("warehouse.compaction:put", 1, "after"),  # it is in place, the analysts' copy is behind
)


@pytest.fixture
def desk(evening: Evening, tmp_path: Path) -> Terminal:
    """An installation on the evening of the first day."""
    return evening.installation(evening.before, tmp_path / "desk")


def _backup(desk: Terminal) -> Path:
    """Make a backup and return its folder."""
    assert desk.run("backup").code == 0
    return _backups(desk)[-1]


def _backups(desk: Terminal) -> list[Path]:
    """What looks like a backup."""
    return sorted((desk.folder / "backups").glob("[!.]*"))


def _refused(said: Said, *parts: str) -> None:
    assert (said.code, said.out) == (1, ""), said
    assert said.err.startswith("presswatch: ")
    assert [part for part in parts if part not in said.err] == [], said.err


def _killed(desk: Terminal, step: Death, *command: str, environment: dict[str, str] = FOREVER) -> None:
    assert desk.run(*command, die=step, environment=environment).code == -signal.SIGKILL, step


def _releases(desk: Terminal) -> str:
    """How many the analysts' copy holds."""
    return desk.run("sql", "SELECT count(*) AS n FROM releases", "--format", "csv").out


def _held(database: Path) -> Contents:
    """Everything in a database but for the notes of how it was made."""
    with reading(database) as connection:
        return {table: held for table, held in contents(connection).items() if table != "schema_migrations"}


def _lasting(held: Contents) -> Contents:
    """What is in a database but for where captures lie."""
    return {table: rows if table not in ("fetches", "pages") else (rows[0], 0) for table, rows in held.items()}


def _captures(folder: Path) -> list[Path]:
    """The files of an archive."""
    return sorted(one.relative_to(folder) for one in folder.glob("warc/*/*"))


def _is_readable(desk: Terminal) -> bool:
    """Tell whether the capture of every edition can be read."""
    captures = desk.rows("SELECT url, warc_file, warc_offset FROM revisions JOIN fetches USING (fetch_id)")
    return all(read_page(desk.data / "warc", file, offset).content for _, file, offset in captures)


def test_a_backup_copies_once_what_does_not_change_and_keeps_the_newest(desk: Terminal) -> None:
    first = _backup(desk)
    said = desk.run("backup")
    assert "14 releases" in said.out
    assert said.out.endswith("verified\n")
    (second,) = set(_backups(desk)) - {first}
    captures = [one.relative_to(first) for one in first.rglob("*.warc.gz")]
    assert captures
    assert all((first / one).samefile(second / one) for one in captures)
    assert not any((desk.data / one).samefile(second / one) for one in captures)
    assert first.name in desk.run("backup", "--keep", "2").err
    assert second in _backups(desk)
    assert len(_backups(desk)) == 2
    assert desk.run("restore", "--check", str(second)).out.endswith("; whole\n")


def test_a_backup_that_is_killed_is_none_and_the_next_one_clears_it_away(desk: Terminal) -> None:
    for step in OF_BACKUP:
        _killed(desk, step, "backup")
        assert _backups(desk) == []
    (left,) = (desk.folder / "backups").glob(".*.unfinished")
    _refused(desk.run("restore", str(desk.folder / "backups")), "no backup", "made and ended")
    _backup(desk)
    assert not left.exists()


def test_a_backup_on_a_full_disk_leaves_nothing_half_made(desk: Terminal) -> None:
    _refused(desk.run("backup", file_size=1_000_000), "backups", "File too large", "free some space")
    assert [one.name for one in (desk.folder / "backups").iterdir()] == [".lock"]


def test_newer_data_are_replaced_by_force_only_and_by_no_kill_in_part(evening: Evening, desk: Terminal) -> None:
    backup, before = _backup(desk), _held(desk.data / "warehouse.duckdb")
    shutil.copytree(evening.after / "data", desk.data, dirs_exist_ok=True)
    after = _held(desk.data / "warehouse.duckdb")
    _refused(desk.run("restore", str(backup)), "its data go to 20", "those of the backup to 20", "--force")
    shutil.rmtree(desk.data / "warc")
    for step, expected in zip(OF_RESTORE, (after, after, after, before, before), strict=True):
        _killed(desk, step, "restore", str(backup), "--force")
        assert _held(desk.data / "warehouse.duckdb") == expected, step
    said = desk.run("restore", str(backup))
    assert said.code == 0
    assert "Restored: 14 releases" in said.out
    assert _releases(desk) == "n\n14\n"
    assert _is_readable(desk)
    assert _captures(desk.data) == _captures(backup)
    assert list(desk.data.rglob(".*.restored")) == []
    assert {_held(one)["releases"] for one in desk.data.glob("replaced-*/warehouse.duckdb")} == {after["releases"]}


def test_a_database_that_was_cut_short_is_replaced_without_force_and_kept(evening: Evening, desk: Terminal) -> None:
    backup, before = _backup(desk), _held(desk.data / "warehouse.duckdb")
    broken = desk.data / "warehouse.duckdb"
    shutil.copy(evening.after / "data" / broken.name, broken)
    broken.write_bytes(broken.read_bytes()[:500_000])
    for command in ("health", "collect", "backup", "compact"):
        said = desk.run(command)
        assert (said.code, said.out) == (1, ""), command
        assert said.err.startswith(f"presswatch: {broken}: "), command
        assert "`presswatch restore`" in said.err, command
    assert f"set aside in {desk.data / 'replaced-'}" in desk.run("restore", str(backup)).out
    assert _held(desk.data / "warehouse.duckdb") == before
    (aside,) = desk.data.glob("replaced-*/warehouse.duckdb")
    assert aside.stat().st_size == 500_000


def test_a_database_that_was_cut_short_is_replaced_by_one_command_that_names_no_backup(desk: Terminal) -> None:
    older, newest = _backup(desk), _backup(desk)
    before = _held(desk.data / "warehouse.duckdb")
    strangers = shutil.copytree(older, desk.folder / "backups" / "zz-of-another-desk")
    listed = (strangers / "manifest.json").read_text().replace(str(desk.data), "/srv/elsewhere/data")
    (strangers / "manifest.json").write_text(listed)
    os.truncate(desk.data / "warehouse.duckdb", 500_000)
    said = desk.run("restore", "--check")
    assert (said.code, said.out.startswith(f"{newest}: 14 releases")) == (0, True), said
    said = desk.run("restore")
    assert said.err.startswith(f"{newest}: the newest whole backup, made 20"), said
    assert _held(desk.data / "warehouse.duckdb") == before
    os.truncate(newest / "warehouse.duckdb", 500_000)
    said = desk.run("restore", "--check")
    assert f"passed over: {newest / 'warehouse.duckdb'}: damaged" in said.err
    assert said.out.startswith(f"{older}: 14 releases")


def test_newer_data_are_not_replaced_by_a_backup_that_nobody_named(evening: Evening, desk: Terminal) -> None:
    _backup(desk)
    shutil.copytree(evening.after / "data", desk.data, dirs_exist_ok=True)
    said = desk.run("restore")
    assert (said.code, said.out) == (1, "")
    assert "what is newer would be replaced: add --force" in said.err


def test_where_no_backup_is_whole_none_is_restored(desk: Terminal) -> None:
    _refused(desk.run("restore"), "backups: expected a whole backup of", "got none", "presswatch restore BACKUP")
    (_backup(desk) / "manifest.json").write_text("{")
    said = desk.run("restore")
    assert (said.code, said.out) == (1, "")
    assert "passed over: " in said.err


def test_a_database_that_is_gone_is_not_begun_anew_and_nobody_is_told_again(desk: Terminal) -> None:
    _backup(desk)
    before = _held(desk.data / "warehouse.duckdb")
    for left in ("analyst.duckdb", "warc"):  # either says that there was a database
        for one in desk.data.glob("warehouse.duckdb*"):
            one.unlink()
        for command in (("run",), ("deliver",), ("deliver", "--dry-run"), ("health",), ("verify",), ("backup",)):
            said = desk.run(*command)
            _refused(said, "warehouse.duckdb: missing, though", left, "`presswatch restore`", "begin anew")
        assert list(desk.data.glob("warehouse.duckdb*")) == []
        assert desk.run("restore").code == 0
        assert _held(desk.data / "warehouse.duckdb") == before
        (desk.data / "analyst.duckdb").unlink()
    assert desk.run("run").code == 0
    assert len(desk.told()) == len(set(desk.told())) > 14


def test_a_log_of_changes_whose_database_is_gone_is_not_taken_for_one(desk: Terminal) -> None:
    _backup(desk)
    before = _held(desk.data / "warehouse.duckdb")
    assert desk.run("collect", "--revisit", "none").code == 0
    log = desk.data / "warehouse.duckdb.wal"
    (desk.data / "warehouse.duckdb").unlink()
    log.touch()
    assert desk.run("restore", "--force").code == 0
    assert _held(desk.data / "warehouse.duckdb") == before


def _spoilt(data: bytes) -> bytes:
    return data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]


def test_a_damaged_backup_is_refused_by_the_name_of_what_is_damaged(desk: Terminal) -> None:
    backup, before = _backup(desk), _held(desk.data / "warehouse.duckdb")
    capture = next(backup.rglob("*.warc.gz"))
    for file, changed in (
        (capture, _spoilt),
        (capture, lambda data: data[:-1]),
        (backup / "warehouse.duckdb", _spoilt),
        (backup / "manifest.json", lambda data: data[:-1]),
        (backup / "manifest.json", lambda data: data.replace(b'"releases": 14', b'"releases": 15')),
    ):
        whole = file.read_bytes()
        file.write_bytes(changed(whole))
        named = (
            (str(file),) if changed(b'"releases": 14' * 9)[-2:] != b"15" else ("releases: expected 15 rows, got 14",)
        )
        _refused(desk.run("restore", str(backup), "--force"), *named)
        file.write_bytes(whole)
    capture.unlink()
    _refused(desk.run("restore", str(backup), "--force"), str(capture), "No such file")
    assert _held(desk.data / "warehouse.duckdb") == before


def test_data_that_are_made_small_hold_what_they_held_whenever_it_is_killed(evening: Evening, desk: Terminal) -> None:
    shutil.copytree(evening.after / "data", desk.data, dirs_exist_ok=True)
    database = desk.data / "warehouse.duckdb"
    before = _lasting(_held(database))
    size, captures = database.stat().st_size, len(list(desk.data.rglob("*.warc.gz")))
    told = desk.run("compact", "--dry-run", environment=NOTHING).out
    assert "captures would go" in told
    assert "kept for ever" in desk.run("compact", "--dry-run").out
    _refused(desk.run("compact", file_size=1_000_000), "free some space")
    with reading(database) as connection:
        made = shape(connection)
    for step in OF_COMPACT:
        _killed(desk, step, "compact", environment=NOTHING)
        assert _lasting(_held(database)) == before, step
        assert _is_readable(desk), step
    assert desk.run("compact", environment=NOTHING).code == 0
    with reading(database) as connection:
        assert shape(connection) == made
    assert database.stat().st_size < size
    assert len(list(desk.data.rglob("*.warc.gz"))) <= captures  # nothing that a kill left behind
    assert (desk.data / "analyst.duckdb").stat().st_size == database.stat().st_size
    assert "0 not readable" in desk.run("replay").out
    assert list(desk.data.glob(".*.compact*")) == []
