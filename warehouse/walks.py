"""What a poll of a source's listings brought: new pages to read, known ones to read again, the listings' state.

Does not read pages; a poll that brought nothing new writes its requests and nothing else.
"""

from __future__ import annotations

from datetime import datetime

from parsers.records import Entry
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
    due = sum(_listed(batch, entry, walk.fetches[0]) for entry in walk.entries)
    _note_listing(batch, walk)
    batch.rows["fetches"] = [fetch_row(fetch) for fetch in walk.fetches]
    batch.write(connection, walk.fetches[0].run_id)
    return due


def _listed(batch: Batch, entry: Entry, fetch: Fetch) -> bool:
    """A page is due when it is new, or when the listing gives it a newer date than before."""
    known = batch.pages.get(entry.url)
    if known and not _is_newer(entry.updated, known["entry_updated"]):
        return False
    page = batch.page(entry.url, fetch.requested_at)
    page.update(entry_updated=entry.updated, listed_at=fetch.requested_at)
    if known:
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
        for url in {fetch.url for fetch in walk.fetches}:
            batch.solve_problems(url, at, but=[problem.kind for problem in walk.problems if problem.url == url])
    for problem in walk.problems:
        batch.found_problem(problem, at)


def _is_whole(walk: Walk) -> bool:
    """True where the walk met what was known, or the end, and every page on the way was there to be read."""
    return walk.finished and all(fetch.has_body or fetch.outcome == "not_modified" for fetch in walk.fetches)
