"""Pages that no selector describes. Allowed: PageError."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from parsers.errors import PageError
from parsers.records import Page
from parsers.releases import Reading, read_with_problems
from tests.fuzz import fuzz_page, material
from tests.fuzz.targets import Target
from tests.shipped import shipped_sources

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SOURCES = tuple(
    replace(source, layouts=tuple(one for one in source.layouts if one.kind == "generic"))
    for source in shipped_sources()
    if any(one.kind == "generic" for one in source.layouts)
)
TYPES = ("text/html", "text/html; charset=windows-1252")
WORDS = (
    *fuzz_page.WORDS,
    *"og:title og:description article:published_time dcterms.date itemprop='datePublished' itemscope itemtype=".split(),
    *('"@graph": [', '"@type": "NewsArticle"', '"articleBody": "', "<article>"),
    *("<body>", "</body>", "<time>", "<title>"),
)  # fmt: skip


def read(variant: int, content: bytes) -> Reading | None:
    """Read a page by what it declares and by where its text stands."""
    source, kind = SOURCES[variant % len(SOURCES)], TYPES[variant // len(SOURCES)]
    page = Page(
        url=f"{source.homepage or material.ANYWHERE}/news/1", content=content, content_type=kind, fetched_at=NOW
    )
    try:
        found = read_with_problems(source, page)
    except PageError:
        return None
    assert found.release.title
    assert found.release.body
    assert found.release.published_at is None or found.release.published_at <= NOW
    return found


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield golden and real pages of all sources, those with selectors too."""
    for number, source in enumerate(shipped_sources()):
        for content in (*material.pages(source.name), *list(material.real_pages(source))[:4]):
            yield number % len(SOURCES), content


TARGET = Target(
    read=read, variants=len(SOURCES) * len(TYPES), seeds=seeds, words=WORDS, effort=3
)  # trafilatura looks for the text twice
