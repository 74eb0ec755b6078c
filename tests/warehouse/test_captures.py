"""A WARC file from end to end: every record where it begins, with the hash of its body."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from tests.warehouse.builders import NOON
from warehouse.archive import ArchiveWriter
from warehouse.captures import CaptureReader, TornError

NOISE = b"".join(hashlib.sha256(bytes([n % 256, n >> 8])).digest() for n in range(20_000))  # does not get smaller
BODIES = (b"page", b"", b"0" * 3_000_000, NOISE, b"\r\n\r\n", NOISE[:32_768], b"WARC/1.1\r\n\r\n" * 30_000)


def _archived(folder: Path) -> tuple[Path, list[int]]:
    with ArchiveWriter(folder, "run", NOON) as archive:
        offsets = [
            archive.store(url="https://x.example/", status=200, headers=(), content=one, at=NOON)[1] for one in BODIES
        ]
    return folder / archive.name, offsets


def test_every_record_is_found_where_it_begins_with_the_hash_of_its_body(tmp_path: Path) -> None:
    path, offsets = _archived(tmp_path)
    with path.open("rb") as file:
        reader = CaptureReader(file)
        found = [reader.next() for _ in BODIES]
        assert reader.next() is None
    hashes = [hashlib.sha256(one).hexdigest() if one else None for one in BODIES]
    assert [(one.offset, one.sha256) for one in found if one] == list(zip(offsets, hashes, strict=True))


@pytest.mark.parametrize("kept", [1, 12, 200, -1, -9])
def test_a_record_that_breaks_off_anywhere_is_torn(tmp_path: Path, kept: int) -> None:
    path, offsets = _archived(tmp_path)
    record = path.read_bytes()[offsets[3] : offsets[4]]
    path.write_bytes(record[:kept])
    with path.open("rb") as file, pytest.raises(TornError, match="the file ends in the middle of it"):
        CaptureReader(file).next()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (b"no gzip at all", "it cannot be unpacked"),
        (gzip.compress(b"WARC/1.1\r\n\r\nHTTP/1.1 200\r\n\r\nbody"), "it does not say how long it is"),
        (gzip.compress(b"WARC/1.1\r\nContent-Length: 999\r\n\r\nHTTP/1.1 200\r\n\r\nbody"), "cut short"),
        (gzip.compress(b"x" * 2_000_000), "it is no answer of a web server"),
    ],
    ids=["noise", "no length", "too short", "no heads"],
)
def test_what_is_no_record_says_why(tmp_path: Path, record: bytes, said: str) -> None:
    path = tmp_path / "file.warc.gz"
    path.write_bytes(record)
    with path.open("rb") as file, pytest.raises(TornError, match=said):
        CaptureReader(file).next()
