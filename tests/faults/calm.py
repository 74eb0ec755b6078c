"""A second publisher, at whom nothing ever goes wrong: what it says in the morning and in the evening."""

from __future__ import annotations

from tests.flows.servers import answer

NAME = "zz/calm"
SOURCE = """
# History: 2026-11-24 an invented publisher.
name = "Ministry of Calm"
country = "zz"
language = "en"
homepage = "https://calm.example"
time_zone = "Europe/London"
verified = "2026-11-24 invented"
expect = { releases_per_week = { min = 0, max = 60 }, filled = ["title", "body"] }

[[feed]]
name = "news"
kind = "rss"
url = "/news.rss"
every = "15m"

[[layout]]
name = "only"
sign = "main"
title = "h1"
body = ".text"
type = "press_release"
published_at = "time::attr(datetime)"
"""
_DATE = "<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate>"
_TEXTS = {
    "/lighthouse": ("The lighthouse is lit again", "Keepers lit the lamp at dusk, and ships found their way home."),
    "/ferry": ("Ferry sails in winter", "The ferry sails twice a day from the first of December until spring comes."),
    "/bridge": ("The old bridge is mended", "Masons put the last stone back, and carts may cross the bridge again."),
}
_LATER = {
    "/ferry": ("Ferry sails in winter", "The ferry sails three times a day from the first of December on."),
    "/harbour": ("Harbour is dredged", "A dredger of forty metres deepens the harbour until the end of January."),
}


def morning() -> dict[str, bytes]:
    """Return what it answers at first, by path."""
    return _said(_TEXTS)


def evening() -> dict[str, bytes]:
    """Return what it answers afterwards: one release more, and one with another text."""
    return _said({**_TEXTS, **_LATER})


def _said(texts: dict[str, tuple[str, str]]) -> dict[str, bytes]:
    pages = {path: _page(title, text) for path, (title, text) in texts.items()}
    items = "".join(_item(path, title) for path, (title, _) in texts.items())
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Calm</title>{items}</channel></rss>'
    return {**pages, "/news.rss": answer(200, feed.encode(), Content_Type="application/rss+xml")}


def _page(title: str, text: str) -> bytes:
    time = '<time datetime="2026-11-20T09:00:00Z">20 November 2026</time>'
    html = (
        f'<html lang="en"><body><main><h1>{title}</h1>{time}<div class="text"><p>{text}</p></div></main></body></html>'
    )
    return answer(200, html.encode(), Content_Type="text/html; charset=utf-8")


def _item(path: str, title: str) -> str:
    link = f"https://calm.example{path}"
    return f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>{_DATE}</item>"
