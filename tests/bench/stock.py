"""A warehouse with as many invented releases as are wanted: those of the newsroom's synthetic stock.

Goes through the real loader, without pages, archive or topics; no mentions are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from deploy.newsroom.records import Release as Invented
from deploy.newsroom.synthetic import Synthetic
from parsers.records import Quote, Release, Tag
from tests.shipped import shipped_sources
from warehouse.database import writing
from warehouse.loading import load_visits
from warehouse.records import Fetch, Visit
from warehouse.runs import keep_sources
from warehouse.snapshot import publish

SOURCE = "uk/govuk"
SEEN_AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
WAIT = timedelta(seconds=5)
_BATCH = 2000  # releases in one transaction


def stock(folder: Path, count: int) -> Path:
    """Make a data folder with `count` releases and the analysts' copy of it; returns the folder."""
    database = folder / "warehouse.duckdb"
    visits = map(_visit, invented(count))
    with writing(database, purpose="stock", wait=WAIT) as connection:
        keep_sources(connection, shipped_sources(), active=[SOURCE])
        while batch := list(islice(visits, _BATCH)):
            load_visits(connection, batch)
    publish(database, folder / "analyst.duckdb", wait=WAIT)
    return folder


def invented(count: int, seed: int = 1) -> Iterator[Release]:
    """Yield the first `count` synthetic releases as a reader of their pages would read them."""
    synthetic = Synthetic(count=count, seed=seed)
    for headline in synthetic.headlines:
        found = synthetic.find(headline.path)
        if found:
            yield _read(found)


def _read(found: Invented) -> Release:
    blocks = found.text.split("\n\n")
    said = next(number for number, block in enumerate(blocks) if block.startswith("> "))
    quote = Quote(text=blocks[said][2:], speaker=blocks[said - 1].removesuffix(" said:"), role=None)
    return Release(
        source=SOURCE,
        country="gb",
        url=found.url,
        external_id=found.content_id,
        document_type=found.document_type,
        language="en",
        title=found.title,
        summary=found.summary,
        body="\n\n".join(block.removeprefix("> ") for block in blocks),
        notes="",
        published_at=found.published,
        updated_at=found.updated,
        organisations=tuple(Tag(name=one.title, url=one.path) for one in found.organisations),
        quotes=(quote,),
        layout="stock",
    )


def _visit(release: Release) -> Visit:
    fetch = Fetch(
        fetch_id=f"stock-{release.external_id}",
        run_id="stock",
        source=SOURCE,
        role="release",
        url=release.url,
        final_url=release.url,
        requested_at=SEEN_AT,
        status=200,
        outcome="ok",
        bytes=len(release.body),
        elapsed_ms=1,
        sha256=release.external_id,
        warc_file="none",
        warc_offset=0,
    )
    return Visit(fetch=fetch, release=release)
