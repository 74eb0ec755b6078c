"""Raw answers into WARC files and back."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.warehouse.builders import NOON, at
from warehouse.archive import ArchiveWriter, read_page
from warehouse.errors import ArchiveError, StorageError

URL = "https://www.coast.example/news/grey-heron"
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "chunked"),
    ("Content-Length", "12"),
    ("ETag", '"abc"'),
)
PAGE = "<h1>Øvelse i Skarvik — “JEF”</h1>".encode() * 400


def _store(folder: Path, *bodies: bytes, run_id: str = "run-1") -> list[tuple[str, int]]:
    with ArchiveWriter(folder, run_id, NOON) as archive:
        found = [
            archive.store(url=f"{URL}-{number}", status=200, headers=HEADERS, content=body, at=at(0.001))
            for number, body in enumerate(bodies)
        ]
        archive.sync()
    return found


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    ((file, offset),) = _store(tmp_path, PAGE)
    page = read_page(tmp_path, file, offset)
    assert page.content == PAGE
    assert (page.url, page.content_type, page.fetched_at) == (f"{URL}-0", "text/html; charset=utf-8", at(0.001))
    assert (file, offset) == ("2026-11-24/run-1.warc.gz", 0)


def test_each_of_several_records_is_read_by_its_offset_alone(tmp_path: Path) -> None:
    bodies = (PAGE, b"", b"\x00\xff\r\n\r\nWARC/1.1\r\n", PAGE * 50)
    found = _store(tmp_path, *bodies)
    for number in (2, 0, 3, 1):
        page = read_page(tmp_path, *found[number])
        assert (page.url, page.content) == (f"{URL}-{number}", bodies[number])


def test_headers_that_spoke_of_the_transfer_are_gone(tmp_path: Path) -> None:
    ((file, _),) = _store(tmp_path, PAGE)
    with (tmp_path / file).open("rb") as stream:
        headers = next(iter(ArchiveIterator(stream))).http_headers.headers
    assert headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("ETag", '"abc"'),
        ("Content-Length", str(len(PAGE))),
    ]


def test_another_tool_reads_the_file_as_ordinary_gzip(tmp_path: Path) -> None:
    ((file, _),) = _store(tmp_path, PAGE)
    assert gzip.decompress((tmp_path / file).read_bytes()).startswith(b"WARC/1.1\r\n")


def test_a_run_that_stores_nothing_makes_no_file(tmp_path: Path) -> None:
    _store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_runs_of_one_day_write_two_files(tmp_path: Path) -> None:
    _store(tmp_path, PAGE, run_id="run-1")
    _store(tmp_path, PAGE, run_id="run-2")
    assert sorted(path.name for path in (tmp_path / "2026-11-24").iterdir()) == ["run-1.warc.gz", "run-2.warc.gz"]


def test_a_run_never_writes_over_another_runs_file(tmp_path: Path) -> None:
    _store(tmp_path, PAGE)
    with pytest.raises(StorageError, match="File exists"):
        _store(tmp_path, b"other")
    assert read_page(tmp_path, "2026-11-24/run-1.warc.gz", 0).content == PAGE


@pytest.mark.parametrize("kept", [0, 1, 20, 300, -400, -60, -40])
def test_a_torn_tail_is_no_page_and_hides_nothing(tmp_path: Path, kept: int) -> None:
    """A killed run leaves its last record half-written; those before it are whole."""
    noise = bytes(range(256)) * 40
    (first, second) = _store(tmp_path, PAGE, noise)
    path = tmp_path / second[0]
    whole = path.read_bytes()
    path.write_bytes(whole[: second[1] + kept] if kept >= 0 else whole[:kept])
    assert read_page(tmp_path, *first).content == PAGE
    with pytest.raises(ArchiveError, match=rf"{second[0]} at {second[1]}: no whole WARC record there"):
        read_page(tmp_path, *second)


def test_a_byte_that_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    (found,) = _store(tmp_path, bytes(range(256)) * 40)
    path = tmp_path / found[0]
    whole = path.read_bytes()
    for place in (len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(ArchiveError):
            read_page(tmp_path, *found)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"2026-11-24/none\.warc\.gz at 5: no whole WARC record"):
        read_page(tmp_path, "2026-11-24/none.warc.gz", 5)


@pytest.mark.parametrize("offset", [1, 7, 100_000])
def test_an_offset_where_no_record_begins_is_no_page(tmp_path: Path, offset: int) -> None:
    ((file, _),) = _store(tmp_path, PAGE)
    with pytest.raises(ArchiveError):
        read_page(tmp_path, file, offset)


def test_an_address_with_letters_of_any_alphabet_comes_back(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "run-1", NOON) as archive:
        file, offset = archive.store(url=f"{URL}/øvelse", status=200, headers=(), content=b"x", at=NOON)
    page = read_page(tmp_path, file, offset)
    assert (page.url, page.content_type) == (f"{URL}/øvelse", "")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match="warc"):
        _store(tmp_path / "warc", PAGE)


def test_no_address_and_no_header_begins_another_one(tmp_path: Path) -> None:
    """A line break in one would be a header of the record, which says what kind of page it is."""
    with ArchiveWriter(tmp_path, "run-1", NOON) as archive:
        said = [("X-A", "b\r\nContent-Type: text/evil"), ("Content-Type", "text/html")]
        file, offset = archive.store(url=f"{URL}\r\nWARC-Date:1999", status=200, headers=said, content=b"x", at=NOON)
    page = read_page(tmp_path, file, offset)
    assert (page.fetched_at, page.content_type) == (NOON, "text/html")
    assert page.url == f"{URL}WARC-Date:1999"
