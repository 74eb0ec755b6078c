"""Invented releases for the tests of topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parsers.records import Mention, Release, Topic
from parsers.topics.match import Matcher

_EMPTY: dict[str, Any] = {
    "source": "uk/govuk",
    "country": "gb",
    "url": "https://example.org/release",
    "external_id": None,
    "document_type": "press_release",
    "language": "en",
    "title": "",
    "summary": "",
    "notes": "",
    "published_at": None,
    "updated_at": None,
}


def release(body: str = "", **fields: Any) -> Release:
    """Return a release with this body; notes that are given are put behind it."""
    notes = fields.get("notes", "")
    whole = "\n\n".join(part for part in (body, notes) if part)
    return Release(**{**_EMPTY, "body": whole, **fields})


def topic(query: str, name: str = "topic", **fields: Any) -> Topic:
    """Return a topic with this query."""
    return Topic(topic=name, name=name, query=query, **fields)


def mentions(query: str, body: str = "", **fields: Any) -> tuple[Mention, ...]:
    """Return what a query finds in a release."""
    return Matcher([topic(query)]).mentions(release(body, **fields))


def found(query: str, body: str = "", **fields: Any) -> list[str]:
    """Return the texts that a query finds in a release."""
    return [one.text for one in mentions(query, body, **fields)]


def matches(query: str, bodies: Sequence[str]) -> list[bool]:
    """Say for each body whether a query matches it."""
    matcher = Matcher([topic(query)])
    return [bool(matcher.mentions(release(body))) for body in bodies]
