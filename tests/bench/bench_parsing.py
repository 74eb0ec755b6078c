"""How many pages a second are read on one core, beside a reader of any site: `python -m tests.bench.bench_parsing`.

Does not measure fetching: the pages are those of the invented newsroom, fetched before the clock starts. trafilatura is
asked for the text only; a release has twenty fields more.
"""

from __future__ import annotations

import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import trafilatura

from deploy.newsroom import serve
from parsers.listings import read_listing
from parsers.records import Page
from parsers.releases import read_release
from parsers.requests import Selection, listing_request
from tests.shipped import shipped_sources

GOVUK = next(source for source in shipped_sources() if source.name == "uk/govuk")
PAGES = 200
ROUNDS = 3  # the fastest counts: the others were disturbed


def run(count: int = PAGES) -> list[tuple[str, str]]:
    """Return what was measured over `count` pages, and how fast it was."""
    pages, items = _fetched("{path}", count), _fetched("/api/content{path}", count)
    size = sum(len(page.content) for page in pages) / len(pages) / 1000
    return [
        (f"pages read, {size:.0f} KB each", _rate(lambda page: read_release(GOVUK, page), pages)),
        ("the same from the Content API", _rate(lambda page: read_release(GOVUK, page), items)),
        ("the text alone, by trafilatura", _rate(lambda page: trafilatura.extract(page.content), pages)),
    ]


def _rate(read: Callable[[Page], object], pages: Sequence[Page]) -> str:
    best = min(_seconds(read, pages) for _ in range(ROUNDS))
    return f"{len(pages) / best:,.0f} a second"


def _seconds(read: Callable[[Page], object], pages: Sequence[Page]) -> float:
    started = time.process_time()
    for page in pages:
        read(page)
    return time.process_time() - started


def _fetched(template: str, count: int) -> list[Page]:
    history = GOVUK.feeds[-1]
    with serve(day=1, scale=count) as newsroom:
        listing = read_listing(GOVUK, history, _get(listing_request(GOVUK, history, Selection()).url, newsroom.url))
        paths = [entry.url.removeprefix(GOVUK.homepage) for entry in listing.entries[:count]]
        return [_get(GOVUK.homepage + template.format(path=path), newsroom.url) for path in paths]


def _get(url: str, newsroom: str) -> Page:
    with urllib.request.urlopen(url.replace(GOVUK.homepage, newsroom)) as reply:
        kind = reply.headers["Content-Type"]
        return Page(url=url, content=reply.read(), content_type=kind, fetched_at=datetime.now(UTC))


if __name__ == "__main__":
    for what, speed in run():
        sys.stdout.write(f"{what:<36}{speed:>20}\n")
