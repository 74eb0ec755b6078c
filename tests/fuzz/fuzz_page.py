"""Pages of the shipped sources that are read by selectors, and items of the Content API. Allowed: PageError."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from parsers.errors import PageError
from parsers.records import Page
from parsers.releases import Reading, read_with_problems, redirect_target
from tests.fuzz import material
from tests.fuzz.targets import Target
from tests.shipped import shipped_sources

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SOURCES = tuple(one for one in shipped_sources() if any(layout.kind == "html" for layout in one.layouts))
TYPES = ("text/html; charset=utf-8", "text/html; charset=windows-1252", "application/json")
WORDS = (
    *"<main> </main> <h1> </h1> <div> </div> <p> <br> <blockquote> <table><tr><td> <meta <link <base <a href=".split(),
    *"class= id= content= datetime= property= name= rel='canonical'".split(),
    *"hreflang= http://[ // ?a=[ %00 &#0; &#xD800; &amp;".split(),
    *"<script type='application/ld+json'>{\"headline\": <template> <noscript> <svg> <math> <frameset> </html>".split(),
    *('"details": {', '"links": {', '"base_path": ', '"first_published_at": ', "\\ud800", "null", "[", "1e999", "²"),
)


def read(variant: int, content: bytes) -> Reading | None:
    """Read a page, or what it says of where its release went."""
    source, kind = SOURCES[variant % len(SOURCES)], TYPES[variant // len(SOURCES)]
    page = Page(
        url=f"{source.homepage or material.ANYWHERE}/news/1", content=content, content_type=kind, fetched_at=NOW
    )
    try:
        redirect_target(source, page)
        found = read_with_problems(source, page)
    except PageError:
        return None
    assert found.release.title
    assert found.release.url.startswith("http")
    return found


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield the golden and the real pages of each source."""
    for number, source in enumerate(SOURCES):
        for content in (*material.pages(source.name), *list(material.real_pages(source))[:4]):
            is_item = content.lstrip()[:1] == b"{"
            yield number + 2 * len(SOURCES) * is_item, content


TARGET = Target(
    read=read, variants=len(SOURCES) * len(TYPES), seeds=seeds, words=WORDS, effort=3
)  # what fits no layout is read as an unknown page
