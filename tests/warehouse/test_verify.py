"""Everything that can come apart in a data folder is named, and what only looks so while a run is at work is not."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.manuals import chapter, page, rows, words
from tests.warehouse.builders import at
from tests.warehouse.builders import one as one_value
from tests.warehouse.data_folders import NO_WAIT, found, make, premises, run_id, told, warc
from tests.warehouse.spoilt_rows import SPOILT
from warehouse.archive import ArchiveWriter
from warehouse.database import reading, writing
from warehouse.errors import LockedError, NoWarehouseError
from warehouse.locks import exclusive
from warehouse.records import Run
from warehouse.runs import keep_run
from warehouse.search_index import Document, SearchIndex, change_index, folder_of, identity, read_mark, write_mark
from warehouse.snapshot import publish
from warehouse.spool import append
from warehouse.verify_records import REMEDIES, Disagreement

EMPTY = Document(
    edition=0,
    published=0,
    title="",
    text="",
    quoted="",
    organisation="",
    place="",
    passing=frozenset(),
    stems=None,
    record=b"",
)  # a document of the index
NAMED = [named for one in SPOILT for named in one.named]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which everything agrees; to be copied."""
    return make(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A data folder to be spoilt."""
    return Path(shutil.copytree(sound, tmp_path / "data"))


def _change(folder: Path, *statements: str) -> None:
    with writing(folder / "warehouse.duckdb", purpose="tests", wait=NO_WAIT) as connection:
        for one in statements:
            connection.execute(one)


@pytest.fixture(scope="module")
def planted(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Disagreement]:
    """What is found in a folder whose database was spoilt in every way at once."""
    folder = Path(shutil.copytree(sound, tmp_path_factory.mktemp("planted") / "data"))
    _change(folder, *(one.by for one in SPOILT))
    (folder / "analyst.duckdb").unlink()
    return found(folder)


@pytest.mark.parametrize(("kind", "place", "said"), NAMED, ids=[f"{one[0]} {one[1]}"[:50] for one in NAMED])
def test_rows_that_do_not_fit_together_are_named(planted: list[Disagreement], kind: str, place: str, said: str) -> None:
    assert len([one for one in planted if one.kind == kind and place in one.place and said in one.what]) == 1


def test_nothing_is_named_that_was_not_done(planted: list[Disagreement]) -> None:
    assert len(planted) == len(NAMED)


def test_a_folder_in_which_everything_agrees_is_not_changed_by_looking(folder: Path) -> None:
    before, remarks = _files(folder), list[str]()
    assert found(folder, remarks) == []
    assert remarks == ["Looked at 9 revisions and 9 captures."]
    assert _files(folder) == before


def _files(folder: Path) -> dict[str, str]:
    every = (one for one in folder.rglob("*") if one.is_file() and one.suffix != ".lock")
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() + str(one.stat().st_mtime_ns) for one in every}


def test_everything_wrong_with_the_archive_is_named_at_its_place(folder: Path) -> None:
    changed, torn, cut, gone, tail, more, two = (warc(folder, number) for number in (0, 1, 2, 3, 4, 5, 7))
    whole = two.read_bytes()
    begin = whole.index(b"\x1f\x8b\x08", 10)  # of the second record
    _rewrite(folder, changed)
    _flip(torn)
    os.truncate(cut, cut.stat().st_size - 5)
    gone.unlink()
    tail.write_bytes(tail.read_bytes() + whole[:60])
    more.write_bytes(more.read_bytes() + whole)
    _flip(two, until=begin)
    day = "2026-11-24/"
    assert told(folder) == [
        ("capture_changed", f"{day}{changed.name} at 0"),
        ("capture_torn", f"{day}{torn.name} at 0"),
        ("capture_torn", f"{day}{cut.name} at 0"),
        ("archive_torn", f"{day}{tail.name} at {tail.stat().st_size - 60}"),
        ("capture_torn", f"{day}{two.name} at 0"),  # and not the record behind it
        ("capture_missing", day + gone.name),
        ("capture_unnamed", f"{day}{more.name} at {more.stat().st_size - len(whole)}"),
    ]


def _flip(path: Path, until: int | None = None) -> None:
    """Change one bit in the middle of a file, or of its first bytes."""
    data = bytearray(path.read_bytes())
    data[(until or len(data)) // 2] ^= 4
    path.write_bytes(data)


def _rewrite(folder: Path, path: Path) -> None:
    """Put another page in the place of the one that was fetched."""
    path.unlink()
    with ArchiveWriter(folder / "warc", path.name.removesuffix(".warc.gz"), at(0)) as archive:
        archive.store(url="https://x.example/", status=200, headers=(), content=b"another page", at=at(0))


def test_a_place_before_a_file_s_end_at_which_no_record_begins_is_named(folder: Path) -> None:
    _change(folder, "UPDATE fetches SET warc_offset = 3 WHERE warc_offset = 0 AND url LIKE '%heron'")
    assert ("capture_missing", f"2026-11-24/{warc(folder, 7).name} at 3") in told(folder)


def test_what_a_killed_run_archived_and_did_not_name_is_no_disagreement(folder: Path) -> None:
    """Neither its captures nor its torn last record; its pages are asked for again."""
    with writing(folder / "warehouse.duckdb", purpose="tests", wait=NO_WAIT) as connection:
        run = Run(run_id=run_id(9), flow="collect", started_at=at(9), finished_at=None, outcome="interrupted")
        keep_run(connection, run)
    record = warc(folder, 0).read_bytes()
    warc(folder, 9).write_bytes(record + record[:40])
    remarks: list[str] = []
    assert found(folder, remarks) == []
    assert remarks[0].startswith("2 captures are of runs that have not ended")


def test_a_run_at_work_is_no_disagreement_and_what_it_leaves_when_it_is_killed_is(folder: Path) -> None:
    for name in (".analyst.duckdb.new", "search/copy.duckdb", "search/.mark.json.new"):
        (folder / name).touch()
    (folder / "spool/no-coast").mkdir(parents=True)
    append(folder / "spool/no-coast", run_id(9), ())
    (folder / "spool/attempts.jsonl").touch()
    (folder / "digests").mkdir()
    (folder / "digests/.20261124.html.123.new").touch()
    left = [
        ("waiting_journal", f"spool/no-coast/{run_id(9)}.jsonl"),
        ("waiting_journal", "spool/attempts.jsonl"),
        ("leftover_file", "digests/.20261124.html.123.new"),
        ("leftover_file", ".analyst.duckdb.new"),
        ("leftover_file", "search/.mark.json.new"),
        ("leftover_file", "search/copy.duckdb"),
    ]
    with _working(folder, "collect"), _working(folder, "deliver"):
        assert told(folder) == left[3:]
    assert told(folder) == left


def _working(folder: Path, work: str) -> AbstractContextManager[None]:
    return exclusive(folder / f"{work}.lock", purpose="tests", wait=NO_WAIT)


def test_it_waits_for_a_run_that_holds_the_database_and_says_who_it_is(folder: Path) -> None:
    with _working(folder, "warehouse"), pytest.raises(LockedError, match="held by tests, process"):
        found(folder)


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="run `presswatch run` first"):
        found(tmp_path)


def test_a_copy_that_is_older_is_told_of_and_is_no_disagreement(folder: Path) -> None:
    _change(folder, "INSERT INTO changes SELECT * REPLACE (50 AS change_id) FROM changes LIMIT 1")
    remarks: list[str] = []
    assert found(folder, remarks) == []
    assert remarks[0] == "The analysts' copy is older than the database; the next run brings it up to date."


def test_a_copy_from_before_the_first_release_is_older_too(folder: Path) -> None:
    new = folder.with_name("new") / "warehouse.duckdb"
    with writing(new, purpose="tests", wait=NO_WAIT):
        pass
    publish(new, folder / "analyst.duckdb", wait=NO_WAIT)
    remarks: list[str] = []
    assert [one for one in found(folder, remarks) if one.kind == "copy_differs"] == []
    assert remarks[0] == "The analysts' copy is older than the database; the next run brings it up to date."


def test_a_copy_that_says_something_else_is_named(folder: Path) -> None:
    _change(folder, "UPDATE revisions SET body = 'other words'", "DELETE FROM quotes WHERE position = 0")
    assert [(one.kind, one.place, one.what) for one in found(folder)] == [
        ("copy_differs", "table quotes", "0 rows in the warehouse, 9 in the copy"),
        ("copy_differs", "table revisions", "9 rows in each, and not the same"),
    ]


def test_a_copy_that_knows_more_than_the_database_is_named(folder: Path) -> None:
    """An old database was put back, and its copy was not."""
    _change(folder, "DELETE FROM alerts", "DELETE FROM changes WHERE change_id = (SELECT max(change_id) FROM changes)")
    assert told(folder) == [("copy_ahead", "table changes")]


def test_a_copy_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "analyst.duckdb").write_bytes(b"no database" * 1000)
    assert ("copy_unreadable", "analyst.duckdb") in told(folder)


def test_an_index_with_a_document_too_few_or_too_many_or_of_an_old_edition_is_named(folder: Path) -> None:
    """The index is left as it was, and shown for the index of a copy in which three releases are others."""
    heron, auk, crane = (_id(folder, name) for name in ("heron", "auk", "crane"))
    _spoil_copy(
        folder,
        "UPDATE releases SET status = 'gone' WHERE url LIKE '%heron'",
        "DELETE FROM revisions WHERE release_id = (SELECT release_id FROM releases WHERE url LIKE '%auk')",
        "UPDATE releases SET release_id = 'x' WHERE url LIKE '%crane'",
        "UPDATE revisions SET release_id = 'x' WHERE fetch_id LIKE '%crane'",
    )
    assert sorted((one.kind, one.place) for one in found(folder) if one.kind.startswith("search")) == sorted(
        [
            ("search_old", f"search/ of release {heron}"),
            ("search_extra", f"search/ of release {auk}"),
            ("search_extra", f"search/ of release {crane}"),
            ("search_missing", "search/ of release x"),
        ]
    )


def _id(folder: Path, name: str) -> str:
    with reading(folder / "warehouse.duckdb") as connection:
        return str(one_value(connection, "SELECT release_id FROM releases WHERE ends_with(url, ?)", name))


def _spoil_copy(folder: Path, *statements: str) -> None:
    copy = folder / "analyst.duckdb"
    with writing(copy, purpose="tests", wait=NO_WAIT) as connection:
        for one in (*statements, "CHECKPOINT"):
            connection.execute(one)
    mark = read_mark(folder_of(copy))
    assert mark
    write_mark(folder_of(copy), mark.folder, identity(copy))


def test_a_document_that_is_there_twice_is_named(folder: Path) -> None:
    copy = folder / "analyst.duckdb"
    mark = read_mark(folder_of(copy))
    assert mark
    served = folder_of(copy) / mark.folder
    change_index(served, set(), lambda add: add(_document(served)))
    assert told(folder) == [("search_twice", "search/")]


def _document(served: Path) -> Document:
    """A second document of an edition that the index holds."""
    return replace(EMPTY, edition=min(SearchIndex(served).editions()))


def test_an_index_that_cannot_be_read_is_named(folder: Path) -> None:
    mark = read_mark(folder_of(folder / "analyst.duckdb"))
    assert mark
    for one in (folder / "search" / mark.folder).glob("meta.json"):
        one.write_text("{")
    assert told(folder) == [("search_unreadable", "search/")]


def test_an_index_of_an_older_copy_is_told_of_and_is_no_disagreement(folder: Path) -> None:
    os.utime(folder / "analyst.duckdb", (1, 1))
    remarks: list[str] = []
    assert found(folder, remarks) == []
    assert remarks[0].startswith("The search index shows an older copy")


def test_a_folder_that_was_verified_can_be_published_again(folder: Path) -> None:
    """No lock and no file is left open."""
    assert found(folder) == []
    here = premises(folder)
    publish(here.database, here.copy, wait=NO_WAIT)
    assert found(folder) == []


def test_every_kind_is_in_the_manual() -> None:
    told = chapter(page("docs/OPERATING.md"), "Does it all agree?")
    assert {word for cells in rows(told) for word in words(cells[0])} == REMEDIES.keys()
