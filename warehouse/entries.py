"""Texts of releases that feeds themselves hold: which are known, which are still to be read, which stand by for a page.

A text is an entry of a feed, archived as a document of its own and kept as a row of `fetches` whose content type says
so. Does not read them, and asks nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.entry_documents import CONTENT_TYPE
from warehouse.database import Connection
from warehouse.records import Fetch
from warehouse.rows import fetch_of
from warehouse.staging import ask


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTexts:
    """What is known of some pages that a feed tells of."""

    hashes: dict[str, str | None]  # by URL: of the newest text that is kept
    read_as_pages: frozenset[str]  # URLs of pages that were read themselves, and have no need of it


def known_texts(connection: Connection, source: str, urls: Iterable[str]) -> KnownTexts:
    """Return what is known of the pages of some entries."""
    wanted = sorted(urls)
    pages = ask(connection, "known_pages", source=source, urls=wanted)
    texts = newest_texts(connection, source, wanted)
    read = (row for row in pages if row["role"] == "other" or (row["role"] == "release" and row["release_id"]))
    return KnownTexts(
        hashes={url: fetch.sha256 for url, fetch in texts.items()}, read_as_pages=frozenset(row["url"] for row in read)
    )


def newest_texts(connection: Connection, source: str, urls: Iterable[str]) -> dict[str, Fetch]:
    """Return the newest text that is kept of each of some URLs, where there is one."""
    rows = ask(connection, "entry_texts", source=source, kind=CONTENT_TYPE, urls=sorted(urls))
    return {row["url"]: fetch_of(row) for row in rows}


def texts_due(connection: Connection, source: str) -> list[Fetch]:
    """Return the texts of a source that are still to be read, the oldest first."""
    return [fetch_of(row) for row in ask(connection, "entry_texts_due", source=source, kind=CONTENT_TYPE)]
