"""Digests as Atom feeds in a folder: one for the recipient, and one for each topic that a digest tells of.

    data/feeds/recipient-northern-desk.atom   data/feeds/topic-jef.atom

A feed is its own memory: what stands in the file is kept, the newest entries go in front. Publishing the folder is the
web server's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from flows.alerts.marks import cut
from flows.alerts.records import Digest
from flows.channels.atom import Entry, Feed, merged, read_entries, write_feed
from flows.channels.contract import ChannelError
from flows.channels.disk import refused, safe_name, write_whole
from flows.channels.entries import entries_of, tag
from flows.channels.options import FeedOptions
from warehouse.copies import make_folder
from warehouse.errors import LockedError, StorageError
from warehouse.locks import exclusive

_WAIT: Final = timedelta(seconds=20)  # a feed is rewritten in milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChannel:
    """A folder of feeds that several recipients may share."""

    folder: Path
    options: FeedOptions
    mode: int = 0o700  # of a folder that is to be made, and the umask's business where it says more
    kind: str = "atom"
    repeatable: bool = True

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Put a digest's releases into the feeds, each file whole or untouched; raises ChannelError."""
        del at
        entries = entries_of(digest, self.options.authority)
        topics = {section.topic: section.name for section in digest.sections}
        with self._alone():
            self._update("recipient", digest.recipient, digest.recipient, entries, digest.made_at)
            for topic, name in topics.items():
                told = [entry for entry in entries if topic in dict(entry.topics)]
                self._update("topic", topic, name, told, digest.made_at)
        return f"{1 + len(topics)} feeds, {len(entries)} entries"

    def _update(self, sort: str, name: str, title: str, entries: Sequence[Entry], made_at: datetime) -> None:
        path = self.folder / f"{sort}-{safe_name(name)}.atom"
        known = _known(path)
        kept = merged(known, entries, self.options.entries)
        feed = Feed(
            id=tag(self.options.authority, sort, name),
            title=f"presswatch: {cut(title, 80)}",
            updated=max([made_at, *(entry.updated for entry in kept)]),
            link=f"{self.options.base_url.rstrip('/')}/{path.name}" if self.options.base_url else None,
            entries=kept,
        )
        write_whole(path, write_feed(feed))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder, so that two deliveries do not undo each other's entries; disk errors are ChannelError."""
        try:
            make_folder(self.folder, mode=self.mode)
            with exclusive(self.folder / ".lock", purpose="writing feeds", wait=_WAIT):
                yield
        except (LockedError, StorageError) as error:
            raise ChannelError(str(error)) from error
        except OSError as error:
            raise refused(self.folder, error) from error


def _known(path: Path) -> tuple[Entry, ...]:
    if not path.exists():
        return ()
    try:
        return read_entries(path.read_bytes())
    except ValueError as error:
        raise ChannelError(f"{path}: {error}; move the file away and a new feed is begun", again=True) from error
