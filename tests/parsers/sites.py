"""Real pages of publishers in ../shared, read by the shipped sources and held against what is known of them.

`python -m tests.parsers.sites` prints a table by source, and each page that falls short. Does not judge by itself: what
agrees with the truth is decided by the scorer that lies beside the truth.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import mean
from time import perf_counter
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from parsers.errors import PageError
from parsers.records import Page, Source
from parsers.releases import read_release
from tests.shipped import shipped_sources

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRUTH, TABLE = SHARED / "newsroom/truth/sites.jsonl", SHARED / "corpus/replay/sites.tsv"
WHY_SKIPPED = "needs ../shared, the real pages and what is true of them"
CRITERIA = ("found", "title", "published_at", "body_starts", "body_ends", "must_contain", "must_not_contain")
_TYPE = "text/html; charset=utf-8"  # as ../shared serves every page
_FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)

Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A real page of a shipped source, and how what was read agrees with the truth."""

    source: Source
    url: str
    metrics: Mapping[str, float]  # 1.0 where it agrees; criteria of which nothing is known are missing
    layout: str  # of the release, or the problem that kept it from being read
    document_type: str  # empty for a page that could not be read
    seconds: float

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """The criteria that the page does not meet."""
        return tuple(name for name in CRITERIA if self.metrics.get(name, 1.0) < 1.0)


def has_shared_pages() -> bool:
    """Return whether the real pages lie beside this repository."""
    return TRUTH.exists() and TABLE.exists()


def sightings() -> Iterator[Sighting]:
    """Yield every page of which something is known and whose host is that of a shipped source."""
    files = _files()
    for line in TRUTH.read_text("utf-8").splitlines():
        truth = json.loads(line)
        for source in shipped_sources():
            if _host(truth["url"]) in map(_host, (source.homepage, *source.hosts)):
                yield _sighting(source, truth, *files[_path(truth["url"])])


def _sighting(source: Source, truth: Truth, url: str, file: Path) -> Sighting:
    page = Page(url=url, content=file.read_bytes(), content_type=_TYPE, fetched_at=_FETCHED_AT)
    began = perf_counter()
    record, layout = _record(source, page)
    seconds = perf_counter() - began
    tallies, _, _ = _scorer().score([truth], [record] if record else [])
    return Sighting(
        source=source,
        url=page.url,
        metrics=tallies["ALL"].metrics(),
        layout=layout,
        document_type=record.get("document_type", ""),
        seconds=seconds,
    )


def _record(source: Source, page: Page) -> tuple[dict[str, Any], str]:
    """Return the record of a page as an export writes it, empty for a page that cannot be read, and its layout."""
    try:
        release = read_release(source, page)
    except PageError as error:
        return {}, str(error)
    published = release.published_at.isoformat() if release.published_at else None
    fields = ("url", "title", "summary", "body", "notes", "language", "document_type")
    return {name: getattr(release, name) for name in fields} | {"published_at": published}, release.layout


def _files() -> Mapping[str, tuple[str, Path]]:
    """Return (the address at which a page was kept, its file) by path: some pages have moved to an archive's host."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        kept = [(f"https://{row['host']}{row['path']}", SHARED / "corpus" / row["file"]) for row in rows]
        return {_path(url): (url, file) for url, file in kept}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.path}?{parts.query}")


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


@cache
def _scorer() -> ModuleType:
    found = importlib.util.spec_from_file_location("score", SHARED / "newsroom/score.py")
    assert found is not None  # has_shared_pages was asked first
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _table(pages: Sequence[Sighting]) -> Iterator[str]:
    by_source = defaultdict(list)
    for one in pages:
        by_source[one.source.name].append(one)
    yield f"{'source':<24}{'pages':>6}" + "".join(f"{name:>17}" for name in CRITERIA) + f"{'ms':>8}"
    for name, ones in sorted(by_source.items()):
        means = (mean(one.metrics.get(criterion, 1.0) for one in ones) for criterion in CRITERIA)
        speed = mean(one.seconds for one in ones) * 1000
        yield f"{name:<24}{len(ones):>6}" + "".join(f"{value:>17.3f}" for value in means) + f"{speed:>8.0f}"
    for one in pages:
        if one.shortfalls:
            yield f"{one.url}: {', '.join(one.shortfalls)} ({one.layout})"


if __name__ == "__main__":
    if not has_shared_pages():
        sys.exit(f"tests.parsers.sites {WHY_SKIPPED}")
    sys.stdout.writelines(f"{line}\n" for line in _table(list(sightings())))
