"""What targets begin with: the golden pages, the source files, and the real pages and feeds of ../shared where it is.

Does not read any of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from parsers.blocks import text_of
from parsers.documents import read_fragment
from parsers.records import Source
from tests.golden import golden_pages
from tests.shipped import shipped_sources

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus"
ANYWHERE = "https://www.havenport.example"  # of a source that has no homepage
_LONGEST = 400_000  # bytes; longer ones are much the same, and slow
_TEXT = 3_000  # characters of a text, which is some paragraphs


def pages(source: str) -> Iterator[bytes]:
    """Yield the golden pages of a source, HTML and JSON."""
    yield from (one.file.read_bytes() for one in golden_pages() if one.source.name == source)


def real_pages(source: Source) -> Iterator[bytes]:
    """Yield the real pages of a source's own host, as far as they are there."""
    host = source.homepage.partition("//")[2]
    for file in sorted((CORPUS / host).rglob("*.html")) if host else ():
        if file.stat().st_size <= _LONGEST:
            yield file.read_bytes()


def real_feeds() -> Iterator[bytes]:
    """Yield real feeds of several publishers, as far as they are there."""
    for pattern in ("*/feeds/*", "*/json/*", "*/api/*"):
        for file in sorted(CORPUS.glob(pattern)):
            if file.is_file() and file.stat().st_size <= _LONGEST:
                yield file.read_bytes()


@cache
def texts() -> tuple[str, ...]:
    """Return texts of releases: the bodies of the golden ones, and some real ones where they are there."""
    golden = (json.loads(one.expected.read_text("utf-8"))["body"] for one in golden_pages())
    real = (text_of(read_fragment(one.decode("utf-8", "replace"), url="")) for one in _some_pages())
    return tuple(one[:_TEXT] for one in (*golden, *real))


def _some_pages() -> Iterator[bytes]:
    for source in shipped_sources():
        yield from list(real_pages(source))[:1]
