"""Invented pages and items for the tests of the readers: GOV.UK's golden press release, and ways to change it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from parsers.records import Page
from parsers.sources import shipped_sources
from tests.golden import FOLDER

GOVUK = next(source for source in shipped_sources() if source.name == "uk/govuk")
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://www.gov.uk/government/news/harbour-lights-fund-opens"
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


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
