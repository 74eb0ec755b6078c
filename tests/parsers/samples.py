"""Invented pages and items for the tests of the readers: GOV.UK's golden press release, and ways to change it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from parsers.listings import Listing, read_listing
from parsers.records import Page
from tests.golden import FOLDER
from tests.shipped import shipped_sources

GOVUK = next(source for source in shipped_sources() if source.name == "uk/govuk")
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://www.gov.uk/government/news/harbour-lights-fund-opens"
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
FEED_URL = "https://www.gov.uk/search/news-and-communications.atom"
GOOD = "https://www.gov.uk/government/news/lights"
ENTRY = """<entry><id>tag:www.gov.uk,2005:{link}</id><updated>{updated}</updated>
<link rel="alternate" type="text/html" href="{link}"/><title>{title}</title>{more}</entry>"""


def golden(name: str) -> str:
    """Return the text of one of GOV.UK's golden pages."""
    return (FOLDER / "uk/govuk" / name).read_text("utf-8")


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """Return the text with each first piece replaced by the second; every piece must be there."""
    for old, new in pairs:
        assert old in text, f"the sample lacks {old!r}"
        text = text.replace(old, new)
    return text


def press_release(*pairs: tuple[str, str]) -> str:
    """Return the golden press release, changed."""
    return changed(golden("2026-press-release.html"), *pairs)


def html_page(content: str | bytes, *, url: str = URL, content_type: str = HTML) -> Page:
    """Return an answer with HTML."""
    return answer(content, url=url, content_type=content_type)


def item_page(item: object, *, url: str = URL) -> Page:
    """Return an answer of the Content API."""
    return answer(json.dumps(item), url=url, content_type=JSON)


def answer(content: str | bytes, *, url: str, content_type: str) -> Page:
    """Return what a publisher answered."""
    body = content.encode() if isinstance(content, str) else content
    return Page(url=url, content=body, content_type=content_type, fetched_at=NOW)


def press_item(**changes: Any) -> dict[str, Any]:
    """Return the Content API's item of the golden press release, top-level keys changed."""
    item: dict[str, Any] = json.loads(golden("2026-press-release.json"))
    return item | changes


def entry(
    link: str = GOOD, *, title: str = "Lights", updated: str = "2026-10-30T09:00:00+00:00", more: str = ""
) -> str:
    """Return an entry of an Atom feed."""
    return ENTRY.format(link=link, title=title, updated=updated, more=more)


def feed(*entries: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """Return an Atom feed."""
    head = '<feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
    return "\n".join((prolog, head, *entries, "</feed>"))


def read_feed(content: str | bytes, *, url: str = FEED_URL, content_type: str = ATOM) -> Listing:
    """Return what a feed of GOV.UK lists."""
    return read_listing(GOVUK, GOVUK.feeds[0], answer(content, url=url, content_type=content_type))


def kinds_of(listing: Listing) -> list[str]:
    """Return the kinds of a listing's problems."""
    return [problem.kind for problem in listing.problems]
