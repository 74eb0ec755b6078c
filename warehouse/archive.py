"""Raw answers in WARC files, and back by (file, offset).

    data/warc/2026-11-24/20261124T161500Z-collect-1a2b3c.warc.gz    one file a run, made when there is something to keep

Each record is a gzip member of its own, so that an offset is all it takes to read one. A run never appends to
another's file: what a killed run left half-written stays at the end of its own file and hides nothing.

A power cut loses nothing that is named, for each of these is forced to the disk before the next is begun:

    name of the file, in its folder  ->  records (`sync`)  ->  line in the journal  ->  commit  ->  journal removed

Bodies are kept as they were after decoding their transfer
(gzip); the headers that spoke of it are left out. Does not decide what is kept, and never deletes.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parsers.records import Page
from warehouse.copies import force, make_folder
from warehouse.errors import ArchiveError, StorageError
from warehouse.messages import remedy

_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_TRANSFER = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"))


class ArchiveWriter:
    """The WARC file of one run; the file is made with the first answer."""

    def __init__(self, folder: Path, run_id: str, day: datetime) -> None:
        """Name the file; nothing is written yet."""
        self._folder, self.name = folder, f"{day.astimezone(UTC):%Y-%m-%d}/{run_id}.warc.gz"
        self._file: IO[bytes] | None = None

    def store(
        self, *, url: str, status: int, headers: Sequence[tuple[str, str]], content: bytes, at: datetime
    ) -> tuple[str, int]:
        """Append one answer and return (file, offset); raises StorageError when the disk refuses."""
        try:
            file = self._file = self._file or self._open()
            offset = file.tell()
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            kept = [(_line(name), _line(value)) for name, value in headers if name.lower() not in _TRANSFER]
            http = StatusAndHeaders(str(status), [*kept, ("Content-Length", str(len(content)))], protocol="HTTP/1.1")
            dated = {"WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
            writer.write_record(
                writer.create_warc_record(
                    _line(url),
                    "response",
                    payload=io.BytesIO(content),
                    length=len(content),  # without it, each page would pass through a temporary file
                    http_headers=http,
                    warc_headers_dict=dated,
                )
            )
            file.flush()
        except OSError as error:
            raise self._refused(error) from error
        return self.name, offset

    def sync(self) -> None:
        """Force what was stored to the disk; raises StorageError when it refuses."""
        try:
            if self._file:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            # What could not be written was refused before; that it cannot be written now either is no news.
            with suppress(OSError):
                self._file.close()

    def _refused(self, error: OSError) -> StorageError:
        where = self._folder / self.name
        return StorageError(f"{where}: {error.strerror}; the page is not counted as read; {remedy(error.errno)}")

    def _open(self) -> IO[bytes]:
        path = self._folder / self.name
        make_folder(path.parent)
        file = path.open("xb")
        force(path.parent)  # or a power cut could take the name, and with it all that is written from now on
        return file


def _line(text: str) -> str:
    """A text on one line: the library writes headers as they are, and a line break would begin another one."""
    return _BREAKS.sub("", text)


def read_page(folder: Path, file: str, offset: int) -> Page:
    """Return the page that a record holds; raises ArchiveError where there is no whole record."""
    path = folder / file
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream, check_digests="raise")))
            return Page(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                content=_whole(record),
                content_type=record.http_headers.get_header("Content-Type") or "",
                fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
            )
    except (OSError, StopIteration, ArchiveLoadFailed, AttributeError, TypeError, ValueError) as error:
        raise ArchiveError(f"{path} at {offset}: no whole WARC record there ({error or 'end of file'})") from error


def _whole(record: ArcWarcRecord) -> bytes:
    """The body; the reader ends a record that is torn, or cannot be unpacked, without a word."""
    content: bytes = record.content_stream().read()
    expected = int(record.http_headers.get_header("Content-Length"))
    if len(content) != expected:
        raise ValueError(f"expected {expected} bytes, got {len(content)}")
    return content
