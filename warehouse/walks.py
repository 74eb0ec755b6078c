"""What a poll of a source's listings brought: new pages to read, known ones to read again, the listings' state.

Does not read pages; a poll that brought nothing new writes its requests and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parsers.records import LISTING_REMARKS, Entry
from warehouse.batch import Batch, keep_copy
from warehouse.database import Connection
from warehouse.records import Fetch, Walk
from warehouse.rows import fetch_row


def load_walk(connection: Connection, walk: Walk) -> int:
    """Load one walk over a listing and return how many pages it made due."""
    batch = Batch(walk.source)
    listings = {fetch.url for fetch in walk.fetches}
    batch.read_pages(connection, listings | {entry.url for entry in walk.entries} | {walk.feed_url})
    batch.read_problems(connection, listings | {problem.url for problem in walk.problems} | {walk.feed_url})
    texts = {fetch.url for fetch in walk.texts}
    due = sum(_listed(batch, walk, entry, has_text=entry.url in texts) for entry in walk.entries)
    _note_listing(batch, walk)
    batch.rows["fetches"] = [fetch_row(fetch) for fetch in (*walk.fetches, *walk.texts)]
    batch.write(connection, walk.fetches[0].run_id)
    return due


def _listed(batch: Batch, walk: Walk, entry: Entry, *, has_text: bool) -> bool:
    """A page is due when it is new, or when the listing gives it a newer date than before.

    One that is read from the feed itself is due when the feed says something new of it, whatever the date.
    """
    known, at = batch.pages.get(entry.url), walk.fetches[0].requested_at
    is_read_there = walk.text in ("feed", "standfirst") or (known is not None and known["role"] == "entry")
    if known and not (has_text if is_read_there else _is_newer(entry.updated, known["entry_updated"])):
        return False
    page = batch.page(entry.url, at)
    page.update(entry_updated=entry.updated, listed_at=at)
    if is_read_there:
        page.update(role="entry", visited_at=None, moved_to=None)
    elif known:
        # The listing knows of a newer edition: an ETag that says otherwise is not believed.
        page.update(visited_at=None, etag=None, last_modified=None, moved_to=None)
    return True


def _is_newer(listed: datetime | None, before: datetime | None) -> bool:
    """An older date is another listing's view of a page: what two listings date is not read again at each poll."""
    return listed is not None and (before is None or listed > before)


def _note_listing(batch: Batch, walk: Walk) -> None:
    first, at = walk.fetches[0], walk.fetches[0].requested_at
    known, gap = batch.pages.get(walk.feed_url, {}), not _is_whole(walk)
    if first.has_body and (first.sha256 != known.get("sha256") or gap != known.get("gap")):
        page = batch.page(walk.feed_url, at, "listing")
        keep_copy(page, first)
        page.update(visited_at=at, tried_at=at, gap=gap, status=first.status)
    if walk.finished:
        unread = LISTING_REMARKS if not walk.entries and _is_known(first, known) else frozenset[str]()
        for url in {fetch.url for fetch in walk.fetches}:
            batch.solve_problems(url, at, but=unread.union(one.kind for one in walk.problems if one.url == url))
    for problem in walk.problems:
        batch.found_problem(problem, at)


def _is_known(first: Fetch, known: Mapping[str, Any]) -> bool:
    """True where the listing is the one that was read before: then it still says what it said wrongly."""
    return first.outcome == "not_modified" or first.sha256 == known.get("sha256")


def _is_whole(walk: Walk) -> bool:
    """True where the walk met what was known, or the end, and every page on the way was there to be read."""
    return walk.finished and all(fetch.has_body or fetch.outcome == "not_modified" for fetch in walk.fetches)
