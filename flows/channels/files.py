"""Digests as files: `.html` to look at, `.txt` to read, `.eml` to open in a mail client, `.json` for programs.

    data/digests/20261124T0700Z-northern-desk-1a2b3c.html

The same digest gives the same files, so that it may be written twice. Does not send anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.alerts.digest import render_html, render_json, render_text
from flows.alerts.message import to_bytes, to_message
from flows.alerts.records import Digest
from flows.channels.disk import refused, safe_name, write_whole
from warehouse.copies import make_folder

_SENDER = "presswatch <presswatch@localhost>"
_READER = "presswatch-reader@localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChannel:
    """A folder that a recipient looks into."""

    folder: Path
    mode: int = 0o700  # of a folder that is to be made, and the umask's business where it says more
    kind: str = "file"
    repeatable: bool = True

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Write the files of a digest, each whole or not at all; raises ChannelError where the disk refuses.

        The message is dated by the digest and not by `at`, so that a second try changes nothing.
        """
        del at
        stem = file_stem(digest)
        try:
            make_folder(self.folder, mode=self.mode)
            for suffix, content in _forms(digest).items():
                write_whole(self.folder / f"{stem}{suffix}", content)
        except OSError as error:
            raise refused(self.folder, error) from error
        return f"{stem}.html"


def file_stem(digest: Digest) -> str:
    """Return the name of a digest's files without an ending; whatever the recipient's name, it stays in its folder."""
    return f"{digest.made_at.astimezone(UTC):%Y%m%dT%H%MZ}-{safe_name(digest.recipient)}-{digest.digest_id[:6]}"


def _forms(digest: Digest) -> dict[str, bytes]:
    text = render_text(digest)
    message = to_message(digest, sender=_SENDER, to=(_READER,), date=digest.made_at, text=text)
    return {
        ".html": render_html(digest).encode(),
        ".txt": text.encode(),
        ".json": render_json(digest).encode(),
        ".eml": to_bytes(message),
    }
