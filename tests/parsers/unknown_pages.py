"""Invented pages of a publisher that nobody has written selectors for, and how the generic reader is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from parsers.assembly import assemble
from parsers.encodings import decode
from parsers.errors import PageError
from parsers.generic import read_generic
from parsers.records import Page, Release
from tests.parsers.samples import GOVUK

URL = "https://www.havenport.example/news/2026/10/lifeboat"
FETCHED = datetime(2026, 11, 1, 12, tzinfo=UTC)
LAYOUT = replace(GOVUK.layouts[0], name="generic", kind="generic", fields=())
SOURCE = replace(
    GOVUK,
    title="Ministry of Havens",
    homepage="https://www.havenport.example",
    time_zone="Europe/Oslo",
    layouts=(LAYOUT,),
    document_types=("press_release",),
)
TITLE = "New lifeboat for Havenport"
PARAGRAPHS = (
    "The Ministry of Havens has ordered a new lifeboat for the station at Havenport, which lost its old one in winter.",
    "“This boat will reach the outer reefs in eleven minutes,” said the minister, Ada Lindqvist, on Monday.",
    "The lifeboat costs 2.1 million crowns and will be built in the yard at Strandvik over the next fourteen months.",
    "Volunteers of the station begin their training in March, and the boat is to be christened before spring.",
)
NAVIGATION = (
    '<header class="site-header"><a href="/">Ministry of Havens</a></header><nav><ul><li><a href="/news">News</a></li>'
    '<li><a href="/about">About the ministry</a></li><li><a href="/contact">Contact</a></li></ul></nav>'
)
FOOTER = (
    '<aside class="related"><h2>Related news</h2><ul><li><a href="/a">Harbour fees rise in spring</a></li>'
    '<li><a href="/b">Fishing quota agreed with neighbours</a></li></ul></aside>'
    "<footer><p>Ministry of Havens, 1 Quay Street. We use cookies to count our visitors.</p></footer>"
)


def prose(*paragraphs: str) -> str:
    """Return paragraphs as HTML."""
    return "".join(f"<p>{one}</p>" for one in paragraphs or PARAGRAPHS)


def unknown_page(
    text: str = prose(), *, title: str = TITLE, head: str = "", heading: str | None = None, language: str = "en"
) -> str:
    """Return a page with navigation, a heading, a text and a footer; `head` is put into its head."""
    declared = f' lang="{language}"' if language else ""
    printed = f"<h1>{title if heading is None else heading}</h1>" if heading != "" else ""
    return (
        f"<!DOCTYPE html><html{declared}><head><title>{title} | Ministry of Havens</title>{head}</head><body>"
        f"{NAVIGATION}<main><article>{printed}<div class='text'>{text}</div></article></main>{FOOTER}</body></html>"
    )


def json_ld(**item: Any) -> str:
    """Return a JSON-LD script of a news article, keys changed."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | item)}</script>'


def meta(**contents: str) -> str:
    """Return meta elements; '__' in a name stands for ':'."""
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{one}">' for name, one in contents.items())


def read(html: str, *, url: str = URL, fetched_at: datetime = FETCHED) -> Release:
    """Return the release that the generic reader finds on a page."""
    page = Page(url=url, content=html.encode(), content_type="text/html", fetched_at=fetched_at)
    return assemble(SOURCE, read_generic(SOURCE, LAYOUT, page, decode(page.content, page.content_type)))


def refused(html: str) -> tuple[str, str]:
    """Return (kind of problem, message) of a page that is not read."""
    with pytest.raises(PageError) as caught:
        read(html)
    return caught.value.kind, str(caught.value)
