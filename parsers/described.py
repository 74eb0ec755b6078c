"""Listings that a source file has to describe: answers in JSON and pages in HTML, from text to rows of texts.

Does not judge what the rows say, and does not know the pages that they lead to.
"""

from __future__ import annotations

import re
from typing import Any

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import Tag

from parsers.errors import ListingError
from parsers.feeds import Row, Rows
from parsers.json_items import load_json, value_at
from parsers.records import Feed
from parsers.selecting import parse_selector, read_element

_DECLARATION = re.compile(r"<\?xml", re.IGNORECASE)  # begins that of XHTML, which is read as HTML nevertheless
_TOO_DEEP = 200_000  # opening tags: a listing of a thousand entries has a tenth of it


def read_json_listing(text: str, feed: Feed) -> Rows:
    """Return the entries of a JSON answer; raises ListingError ('not_a_feed') for other text, or without the list."""
    try:
        answer = load_json(text)
    except ValueError:
        answer = None
    items = value_at(answer, feed.items)
    if not isinstance(items, list):
        where = f"a list of {feed.items!r}" if feed.items else "a list"
        raise ListingError("not_a_feed", f"expected JSON with {where}, got {text[:80]!r}")
    return Rows(rows=tuple(_json_row(item, feed) for item in items if isinstance(item, dict)))


def _json_row(item: Any, feed: Feed) -> Row:
    row: dict[str, str] = {}
    for name, keys in feed.entry:
        values = (value_at(item, key) for key in keys)
        text = next((one for one in map(_text, values) if one), "")
        if text:
            row[name] = text
    return row


def _text(value: Any) -> str:
    """A text, or a number: some publishers count the seconds of their dates. Halves of surrogate pairs become '?'."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def read_html_listing(text: str, feed: Feed) -> Rows:
    """Return the entries of an HTML page or a piece of one; raises ListingError ('not_a_feed') where none is found.

    Without `items`, every element that the first selector of `entry.url` matches is an entry of its own.
    """
    if "<" not in text:
        raise ListingError("not_a_feed", f"expected a listing in HTML, got {text[:80]!r}")
    if text.count("<") > _TOO_DEEP:
        raise ListingError("not_a_feed", f"expected a listing, got a page of {text.count('<'):,} tags")
    soup = BeautifulSoup(_DECLARATION.sub("<?", text), "lxml", multi_valued_attributes=None)
    found = soup.select(feed.items) if feed.items else soup.select(parse_selector(feed.ways("url")[0]).css)
    if not found:
        selector = feed.items or feed.ways("url")[0]
        raise ListingError("not_a_feed", f"expected elements {selector!r}, got none in {len(text):,} characters")
    return Rows(rows=tuple(_html_row(item, feed) for item in found))


def _html_row(item: Tag, feed: Feed) -> Row:
    return {name: text for name, ways in feed.entry if (text := _first(item, ways, itself=not feed.items))}


def _first(item: Tag, ways: tuple[str, ...], *, itself: bool) -> str:
    for way in map(parse_selector, ways):
        elements = [item] if itself and soupsieve.match(way.css, item) else item.select(way.css)
        for element in elements:
            if text := read_element(element, way):
                return text
    return ""
