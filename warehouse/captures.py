"""A WARC file read from end to end, record by record: where each begins and what its body hashes to.

Reads with zlib and not with the WARC library, which takes several times as long for a hash. A body is hashed as it is
unpacked, so that no size of page matters. Does not know which records there should be.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import IO

_CHUNK = 32 * 1024  # bytes read at once: what is left of it is copied at each record's end
_PIECE = 256 * 1024  # bytes unpacked at once: most pages are one piece
_HEAD = 1024 * 1024  # bytes that the heads of a record may have: theirs and those of the answer
_END = b"\r\n\r\n"
_GZIP = 31  # zlib's word for "with gzip's head and check sum"


class TornError(Exception):
    """The record cannot be read to its end; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One whole record."""

    offset: int
    sha256: str | None  # of the body, as fetches have it: None where there is no body


class CaptureReader:
    """Reads the records of one file in order."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin at the file's beginning."""
        self._file, self._data = file, b""
        self.offset = 0  # where the next record begins

    def next(self) -> Capture | None:
        """Return the next record, None at the end of the file; raises TornError, and then `go_to` goes on."""
        self._data = self._data or self._file.read(_CHUNK)
        if not self._data:
            return None
        body = _Body()
        unpacker = zlib.decompressobj(_GZIP)
        try:
            while not unpacker.eof:
                body.feed(unpacker.decompress(self._data, _PIECE))
                self._data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail or self._more()
        except zlib.error as error:
            raise TornError(f"it cannot be unpacked: {error}") from error
        found = Capture(offset=self.offset, sha256=body.end())
        self.offset = self._file.tell() - len(self._data)
        return found

    def go_to(self, offset: int) -> None:
        """Go on at another record."""
        self._file.seek(offset)
        self._data, self.offset = b"", offset

    def _more(self) -> bytes:
        data = self._file.read(_CHUNK)
        if not data:
            raise TornError("the file ends in the middle of it")
        return data


class _Body:
    """The body of a record, hashed as it comes."""

    def __init__(self) -> None:
        self._head = b""
        self._left: int | None = None  # bytes of the body still to come; None: its heads are not over
        self._hash = hashlib.sha256()
        self._any = False

    def feed(self, data: bytes) -> None:
        if self._left is None:
            self._head += data
            data = self._begin()
        if self._left and data:
            taken = data[: self._left]
            self._hash.update(taken)
            self._left -= len(taken)
            self._any = True

    def _begin(self) -> bytes:
        """What stands behind both heads; nothing while they are not over."""
        warc = self._head.find(_END)
        http = self._head.find(_END, warc + len(_END)) if warc >= 0 else -1
        if http < 0:
            if len(self._head) > _HEAD:
                raise TornError("it is no answer of a web server")
            return b""
        start = http + len(_END)
        self._left = _length(self._head[:warc]) - (start - warc - len(_END))
        return self._head[start:]

    def end(self) -> str | None:
        """Return the hash of the whole body; raises TornError where some of it is missing."""
        if self._left != 0:
            raise TornError("its head or its body is cut short")
        return self._hash.hexdigest() if self._any else None


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    raise TornError("it does not say how long it is")
