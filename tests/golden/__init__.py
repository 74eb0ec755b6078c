"""Golden pages: small invented pages of every source and layout, each beside the release that it must give.

    golden/<source>/<page>.html            a page as the publisher sends it
    golden/<source>/<page>.json            its structured twin, where the source has one
    golden/<source>/<page>.entry.json      what a feed says of a release, as it is archived, where that holds the text
    golden/<source>/<page>.expected.json   the release that both give: made by `python -m tests.golden`, read by eye

Pages are read as if asked for at `/<page>` of the source's homepage, in UTF-8; a source of pages anywhere has none, and
is read as if at press.example.org.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from parsers.entry_documents import CONTENT_TYPE
from parsers.records import Page, Release, Source
from tests.shipped import shipped_sources

FOLDER = Path(__file__).parent
_ANYWHERE = "https://press.example.org"
_TYPES = {".html": "text/html; charset=utf-8", ".json": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """One page of a source, and where the release that it must give is written."""

    source: Source
    file: Path

    @property
    def expected(self) -> Path:
        """The file of the release."""
        return self.file.with_suffix(".expected.json")

    @property
    def page(self) -> Page:
        """The page as the fetcher hands it on."""
        return Page(
            url=f"{self.source.homepage or _ANYWHERE}/{self.file.stem}",
            content=self.file.read_bytes(),
            content_type=CONTENT_TYPE if self.file.name.endswith(".entry.json") else _TYPES[self.file.suffix],
            fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        )


def golden_pages() -> Iterator[Golden]:
    """Yield the golden pages of all shipped sources, by source and name."""
    for source in shipped_sources():
        for file in sorted((FOLDER / source.name).glob("*")):
            if file.suffix in _TYPES and not file.name.endswith(".expected.json"):
                yield Golden(source=source, file=file)


def written(release: Release) -> str:
    """Return a release as the text of its `.expected.json`; twins differ in `layout`, so it is left out."""
    values = dataclasses.asdict(release)
    del values["layout"]
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True, default=_plain) + "\n"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
