"""The invented harbour authority of Havenport: the site of a publisher whom nobody has described yet."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.flows.servers import Asked, Said, answer, serving

RELEASES = (
    ("lifeboat", "New lifeboat for the outer reefs", datetime(2024, 10, 4, 9, 30, tzinfo=UTC)),
    ("breakwater", "Breakwater repaired before the winter storms", datetime(2024, 9, 27, 12, 0, tzinfo=UTC)),
    ("pilots", "Six pilots begin their training in March", datetime(2024, 9, 20, 8, 15, tzinfo=UTC)),
)
_TEXTS = (
    "The harbour authority of Havenport has decided on it at a meeting that lasted until late in the evening.",
    "“We have waited for this for eleven years,” said the harbour master, Ada Lindqvist, when the vote was counted.",
    "The work costs 2.1 million crowns and is done by the yard at Strandvik, which has forty people on its list.",
    "Ships that call at the northern quay are asked to give notice a day before, by telephone or by radio.",
)
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Havenport</title>
<meta property="og:site_name" content="Havenport Harbour Authority"><link rel="canonical" href="{url}">
<meta property="article:published_time" content="{at}">
<meta name="description" content="What the harbour authority says about {slug} in one sentence."></head><body>
<header class="masthead"><a href="/">Havenport</a></header>
<nav><a href="/about">About the harbour authority</a> <a href="/tides">Tides and currents of today</a></nav>
<main><article class="release"><h1 class="release__heading">{title}</h1>
<p class="release__lead">What the harbour authority says about {slug} in one sentence.</p>
<div class="release__text">{text}</div></article></main>
<footer><p>Harbour authority of Havenport, 1 Quay Street. We count our visitors.</p></footer></body></html>"""
_FRONT = """<!DOCTYPE html><html lang="en"><head><title>Havenport: news</title>{head}</head><body>
<nav><a href="/about-the-authority-of-the-harbour">About the harbour authority and its people</a></nav>
<main><ul class="news">{items}</ul></main></body></html>"""
_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Havenport</title>{items}</channel></rss>'


@dataclass
class Site:
    """The site as it is now; `says` may be changed, and `asked` are the paths that were asked for."""

    url: str = ""
    names_feed: bool = True
    says: dict[str, bytes] = field(default_factory=dict)  # by path; others are as the site has them
    asked: list[str] = field(default_factory=list)

    def publisher(self, asked: Asked) -> Said:
        """Answer."""
        self.asked.append(asked.path)
        found = self.says.get(asked.path) or self._pages().get(asked.path)
        return found or answer(404, b"not here", Content_Type="text/plain")

    def _pages(self) -> dict[str, bytes]:
        head = '<link rel="alternate" type="application/rss+xml" href="/news.rss">' if self.names_feed else ""
        links = "".join(f'<li><a href="/news/{slug}">{title}</a></li>' for slug, title, _ in RELEASES)
        pages = {
            "/": html(_FRONT.format(head=head, items=links)),
            "/robots.txt": answer(200, b"User-agent: *\nAllow: /"),
        }
        if self.names_feed:
            pages["/news.rss"] = answer(200, self._feed().encode(), Content_Type="application/rss+xml")
        return pages | {f"/news/{slug}": html(self.page(slug)) for slug, _, _ in RELEASES}

    def _feed(self) -> str:
        items = (
            f"<item><title>{title}</title><link>{self.url}/news/{slug}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for slug, title, at in RELEASES
        )
        return _FEED.format(items="".join(items))

    def page(self, slug: str) -> str:
        """Return the page of a release."""
        return release_page(slug, url=f"{self.url}/news/{slug}")


def release_page(slug: str, *, url: str) -> str:
    """Return the page of one of the releases as it stands at an address."""
    title, at = next((title, at) for name, title, at in RELEASES if name == slug)
    text = "".join(f"<p>{one}</p>" for one in (f"{title} at Havenport, it was said on {at:%A}.", *_TEXTS))
    return _PAGE.format(title=title, slug=slug, at=at.isoformat(), text=text, url=url)


def front_page() -> str:
    """Return the page that lists the releases."""
    return _FRONT.format(
        head="", items="".join(f'<li><a href="/news/{slug}">{title}</a></li>' for slug, title, _ in RELEASES)
    )


def html(text: str, status: int = 200) -> bytes:
    """Return an answer with a page."""
    return answer(status, text.encode(), Content_Type="text/html; charset=utf-8")


@contextmanager
def havenport() -> Iterator[Site]:
    """Serve the site in a thread of its own."""
    site, ready, loop = Site(), threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with serving(site.publisher, robots=site.publisher) as server:
            site.url = server.base
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
