"""Releases whose text is in the feed itself: entries into the archive, and from there read and loaded as pages are.

Asks for nothing: what a listing said was archived with it, and each entry once more by itself, under its own address,
so that replay, journals and editions need not know where a text came from. Does not choose between page and entry;
`reading` does, when it knows whether the page can be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.jobs import Job
from flows.reading import Reader, added, batches, load_batch
from parsers.entry_documents import CONTENT_TYPE
from parsers.records import Entry, Source
from parsers.topics.match import Matcher
from warehouse.archive import ArchiveWriter
from warehouse.database import writing
from warehouse.entries import KnownTexts, known_texts, texts_due
from warehouse.records import Fetch, Loaded, Walk


def has_texts(source: Source) -> bool:
    """Whether any listing of a source holds the texts of its releases."""
    return any(feed.text != "page" for feed in source.feeds)


def with_texts(job: Job, walks: Sequence[Walk], archive: ArchiveWriter) -> list[Walk]:
    """Return the walks with the texts of entries that are new or changed, which are archived; raises WarehouseError.

    Of one page that several listings tell of, the first one's text counts.
    """
    urls = {entry.url for walk in walks for entry in walk.entries if entry.document}
    if not urls:
        return list(walks)
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        shelf = _Shelf(job, archive, known_texts(connection, job.source.name, urls))
    return [replace(walk, texts=tuple(shelf.texts(walk))) for walk in walks]


class _Shelf:
    """Texts being put into the archive."""

    def __init__(self, job: Job, archive: ArchiveWriter, known: KnownTexts) -> None:
        self.job, self.archive, self.known = job, archive, known
        self.told: set[str] = set()
        self.number = 0

    def texts(self, walk: Walk) -> Iterator[Fetch]:
        for entry in walk.entries:
            if entry.document and entry.url not in self.told and not self.is_read_as_page(walk, entry):
                self.told.add(entry.url)
                content = entry.document.encode("utf-8", "replace")
                digest = hashlib.sha256(content).hexdigest()
                if digest != self.known.hashes.get(entry.url):
                    yield self.kept(walk, entry, content, digest)

    def is_read_as_page(self, walk: Walk, entry: Entry) -> bool:
        """A page that could be read itself stays the one that is read."""
        return walk.text not in ("feed", "standfirst") and entry.url in self.known.read_as_pages

    def kept(self, walk: Walk, entry: Entry, content: bytes, digest: str) -> Fetch:
        self.number += 1
        listing = walk.fetches[0]
        headers = (("Content-Type", CONTENT_TYPE),)
        file, offset = self.archive.store(
            url=entry.url, status=200, headers=headers, content=content, at=listing.requested_at
        )
        return Fetch(
            fetch_id=f"{self.job.run_id}-{self.job.slug}-entry-{self.number:05}",
            run_id=self.job.run_id,
            source=self.job.source.name,
            role="release",
            url=entry.url,
            final_url=entry.url,
            requested_at=listing.requested_at,
            status=200,
            outcome="ok",
            bytes=len(content),
            elapsed_ms=0,
            content_type=CONTENT_TYPE,
            sha256=digest,
            warc_file=file,
            warc_offset=offset,
        )


def load_texts(job: Job, matcher: Matcher) -> Loaded:
    """Read and load the texts of a source that nobody read yet, those of killed runs too; raises WarehouseError."""
    reader = Reader(source=job.source, archive=job.settings.archive, matcher=matcher)
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        due = texts_due(connection, job.source.name)
    total = Loaded()
    for batch in batches(due):
        total = added(total, load_batch(job, reader, batch, loaded=True))
        job.advance(total.pages, len(due))
    return total
