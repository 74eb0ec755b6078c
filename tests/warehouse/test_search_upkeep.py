"""The index follows the analysts' copy, whatever happened to either, and is written only where something changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from parsers.records import Release, Topic
from parsers.topics.match import Matcher
from tests.warehouse.builders import SOURCE, edited, load, mentions, release, source, visit
from warehouse.database import Connection, settle, writing
from warehouse.errors import LockedError, NoWarehouseError
from warehouse.locks import exclusive
from warehouse.rereading import Reread, archived_editions, replace_editions
from warehouse.runs import keep_sources
from warehouse.search import Wanted, found, rebuild, with_index
from warehouse.search_index import SearchIndex, folder_of, read_mark
from warehouse.search_upkeep import Upkeep, refresh
from warehouse.snapshot import publish

NO_WAIT = timedelta(0)
HERON, TERN = release("grey-heron"), release("tern", title="Fishing quota agreed", body="No word of it.", notes="")
OLD, USELESS = "does not show the newest copy", "missing, damaged or of another version"


@pytest.fixture
def copy(path: Path) -> Path:
    """The analysts' copy of a warehouse with two releases, and its index."""
    _change(path, lambda db: load(db, visit(HERON, 0), visit(TERN, 0)))
    publish(path, path.with_name("analyst.duckdb"), wait=NO_WAIT)
    return path.with_name("analyst.duckdb")


def _change(path: Path, change: Callable[[Connection], object]) -> None:
    with writing(path, purpose="tests", wait=NO_WAIT) as connection:
        keep_sources(connection, [source()], active=[SOURCE])
        change(connection)


def _copied(path: Path, copy: Path) -> None:
    """What a run does that is killed before it comes to the index."""
    settle(path)
    shutil.copyfile(path, copy)


def _urls(copy: Path, query: str, remarks: list[str] | None = None) -> list[str]:
    """The releases that a search finds, by the end of their addresses; a remark is collected, or must not be made."""
    matcher = Matcher([Topic(topic="t", name="t", query=query)])

    def use(index: SearchIndex) -> list[str]:
        every = found(index, Wanted(matcher=matcher, topics=("t",)))
        return [one.stored.release.url.rpartition("/")[2] for one in every if matcher.mentions(one.stored.release)]

    return sorted(with_index(copy, use, remark=pytest.fail if remarks is None else remarks.append))


def _served(copy: Path) -> Path:
    mark = read_mark(folder_of(copy))
    assert mark is not None
    return folder_of(copy) / mark.folder


def _written(copy: Path) -> dict[str, int]:
    return {one.name: one.stat().st_mtime_ns for one in _served(copy).iterdir()}


def test_what_a_run_loaded_is_found_at_once(copy: Path) -> None:
    assert _urls(copy, "JEF") == ["grey-heron"]
    assert _urls(copy, "minister OR fishing") == ["grey-heron", "tern"]


def test_a_hit_names_the_publisher(copy: Path) -> None:
    wanted = Wanted(matcher=Matcher([Topic(topic="t", name="t", query="JEF")]), topics=("t",))
    names = with_index(copy, lambda index: [one.publisher for one in found(index, wanted)], remark=pytest.fail)
    assert names == ["Coast Ministry"]


def test_only_the_latest_edition_is_found(path: Path, copy: Path) -> None:
    _change(path, lambda db: load(db, visit(edited(HERON, 1, body="Nothing of it is left.", notes=""), 1)))
    publish(path, copy, wait=NO_WAIT)
    assert _urls(copy, "JEF") == []
    assert _urls(copy, "nothing") == ["grey-heron"]


def test_only_what_changed_is_exchanged(path: Path, copy: Path) -> None:
    _change(path, lambda db: load(db, visit(edited(HERON, 1, title="JEF sails"), 1), visit(release("eider"), 1)))
    _copied(path, copy)
    assert refresh(copy, wait=NO_WAIT) == Upkeep(added=2, removed=1)


def test_a_copy_that_changed_nothing_leaves_the_index_as_it_is(path: Path, copy: Path) -> None:
    before = _written(copy)
    publish(path, copy, wait=NO_WAIT)
    assert _written(copy) == before
    assert _urls(copy, "JEF") == ["grey-heron"]


def test_what_a_better_parser_reads_is_found(path: Path, copy: Path) -> None:
    better = replace(HERON, title="Minister opens arctic exercise")

    def reread(db: Connection) -> None:
        first, _ = sorted(archived_editions(db, SOURCE), key=lambda one: one.fetch.url)
        replace_editions(db, [Reread(edition=first, release=better, mentions=mentions(better, "JEF"), before=None)])

    _change(path, reread)
    publish(path, copy, wait=NO_WAIT)
    assert _urls(copy, "arctic") == ["grey-heron"]
    assert _urls(copy, "title:coastal") == []


def test_an_index_that_a_killed_run_left_behind_is_brought_up_by_the_next_search(path: Path, copy: Path) -> None:
    _change(path, lambda db: load(db, visit(release("eider"), 1)))
    _copied(path, copy)
    remarks: list[str] = []
    assert _urls(copy, "JEF", remarks) == ["eider", "grey-heron"]
    assert len(remarks) == 1
    assert OLD in remarks[0]
    assert _urls(copy, "JEF") == ["eider", "grey-heron"]


def test_an_older_backup_that_is_put_back_is_searched_as_it_is(path: Path, copy: Path, tmp_path: Path) -> None:
    backup = shutil.copy2(copy, tmp_path / "backup.duckdb")
    _change(path, lambda db: load(db, visit(release("eider"), 1)))
    publish(path, copy, wait=NO_WAIT)
    shutil.copy2(backup, copy)
    remarks: list[str] = []
    assert _urls(copy, "JEF", remarks) == ["grey-heron"]
    assert OLD in remarks[0]


def test_a_data_folder_that_was_moved_needs_nothing(copy: Path, tmp_path: Path) -> None:
    shutil.copytree(copy.parent, tmp_path / "elsewhere" / "data")
    assert _urls(tmp_path / "elsewhere" / "data" / copy.name, "JEF") == ["grey-heron"]


def _no_mark(copy: Path) -> None:
    (folder_of(copy) / "mark.json").unlink()


def _half_a_mark(copy: Path) -> None:
    (folder_of(copy) / "mark.json").write_text('{"format": 1, "eng', "utf-8")


def _other_format(copy: Path) -> None:
    _marked(copy, format=0)


def _other_engine(copy: Path) -> None:
    _marked(copy, engine="another version")


def _marked(copy: Path, **changes: object) -> None:
    mark = folder_of(copy) / "mark.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text("utf-8")), **changes}), "utf-8")


def _no_folder(copy: Path) -> None:
    shutil.rmtree(_served(copy))


def _no_documents(copy: Path) -> None:
    for file in _served(copy).glob("*.store"):
        file.write_bytes(file.read_bytes()[:-20])


def _torn_documents(copy: Path) -> None:
    for file in _served(copy).glob("*.store"):
        file.write_bytes(b"\x55" * 40 + file.read_bytes()[40:])


def _torn_list_of_files(copy: Path) -> None:
    (_served(copy) / "meta.json").write_text("{", "utf-8")


HARM = (
    *(_no_mark, _half_a_mark, _other_format, _other_engine),
    *(_no_folder, _no_documents, _torn_documents, _torn_list_of_files),
)


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__.strip("_").replace("_", " "))
def test_a_useless_index_is_made_anew_by_the_search_that_meets_it(copy: Path, harm: Callable[[Path], None]) -> None:
    harm(copy)
    remarks: list[str] = []
    assert _urls(copy, "JEF", remarks) == ["grey-heron"]
    assert len(remarks) == 1
    assert USELESS in remarks[0]
    assert _urls(copy, "JEF") == ["grey-heron"]


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__.strip("_").replace("_", " "))
def test_a_useless_index_is_made_anew_by_the_next_run(path: Path, copy: Path, harm: Callable[[Path], None]) -> None:
    harm(copy)
    _change(path, lambda db: load(db, visit(release("eider"), 1)))
    publish(path, copy, wait=NO_WAIT)
    assert _urls(copy, "eider OR JEF", []) == ["eider", "grey-heron"]


def test_an_index_is_made_anew_where_somebody_asks_for_it(copy: Path) -> None:
    before = _served(copy)
    assert rebuild(copy) == 2
    assert _served(copy) != before
    assert [one for one in folder_of(copy).iterdir() if one.is_dir()] == [_served(copy)]


_KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import search_upkeep
from warehouse.search_records import document_of

def die(edition, stored, publisher):
    if stored.release.url.endswith("eider"):
        os.kill(os.getpid(), signal.SIGKILL)
    return document_of(edition, stored, publisher)

search_upkeep.document_of = die
search_upkeep.refresh(Path(sys.argv[1]), wait=search_upkeep.timedelta(0), anew=sys.argv[2] == "anew")
"""


@pytest.mark.parametrize("how", ["anew", "changes"])
def test_a_process_that_is_killed_while_it_writes_leaves_the_index_before(path: Path, copy: Path, how: str) -> None:
    before = copy.with_name("before.duckdb")
    shutil.copy2(copy, before)
    _change(path, lambda db: load(db, visit(release("eider"), 1)))
    _copied(path, copy)
    assert subprocess.run([sys.executable, "-c", _KILLED, str(copy), how], check=False).returncode == -9
    new = copy.rename(copy.with_name("new.duckdb"))
    before.rename(copy)
    assert _urls(copy, "JEF") == ["grey-heron"]
    new.replace(copy)
    assert _urls(copy, "JEF", []) == ["eider", "grey-heron"]


def test_one_process_at_a_time_writes_and_the_other_is_told_who(copy: Path) -> None:
    with (
        exclusive(copy.with_name("search.lock"), purpose="search index", wait=NO_WAIT),
        pytest.raises(LockedError, match="search index"),
    ):
        refresh(copy, wait=NO_WAIT, anew=True)


def test_before_the_first_run_there_is_nothing_to_search(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="presswatch run"):
        _urls(tmp_path / "analyst.duckdb", "JEF")
    assert list(tmp_path.iterdir()) == []


def test_a_warehouse_without_releases_finds_nothing(path: Path) -> None:
    publish(path, path.with_name("analyst.duckdb"), wait=NO_WAIT)
    assert _urls(path.with_name("analyst.duckdb"), "JEF") == []


def test_a_release_that_changes_its_state_only_is_exchanged(path: Path, copy: Path) -> None:
    withdrawn: Release = replace(HERON, withdrawal="It was wrong.", withdrawn_at=HERON.published_at)
    _change(path, lambda db: load(db, visit(withdrawn, 1)))
    _copied(path, copy)
    assert refresh(copy, wait=NO_WAIT) == Upkeep(added=1, removed=1)


_FULL = """
import resource, signal, sys
from datetime import timedelta
from pathlib import Path
from warehouse.errors import StorageError
from warehouse.search_upkeep import refresh
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    refresh(Path(sys.argv[1]), wait=timedelta(0), anew=True)
except StorageError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_index_before_and_says_what_to_do(copy: Path) -> None:
    said = subprocess.run([sys.executable, "-c", _FULL, str(copy)], capture_output=True, text=True, check=True)
    assert "free some space" in said.stdout
    assert _urls(copy, "JEF") == ["grey-heron"]


def test_who_died_while_it_took_documents_out_stands_in_nobody_s_way(path: Path, copy: Path) -> None:
    before = shutil.copytree(folder_of(copy), path.with_name("before"))
    _change(path, lambda db: load(db, visit(edited(HERON, 1, body="Nothing of it is left.", notes=""), 1)))
    publish(path, copy, wait=NO_WAIT)
    (left,) = _served(copy).glob("*.del")
    shutil.copy(left, before / _served(copy).name)
    shutil.rmtree(folder_of(copy))
    before.rename(folder_of(copy))
    assert refresh(copy, wait=NO_WAIT) == Upkeep(added=2, anew=True)
    assert _urls(copy, "nothing") == ["grey-heron"]
