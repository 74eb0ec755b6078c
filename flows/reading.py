"""The third stage: journals to visits, read with today's parsers, matched with the watch list, and loaded.

Does not ask for anything. A journal goes only when its last fetch is in the database, so a killed load begins again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from flows.analysts import falls_behind
from flows.holding import hold_of, settle_held
from flows.jobs import Job
from flows.subscriptions import subscriptions_of
from parsers.entry_documents import CONTENT_TYPE as ENTRY_TYPE
from parsers.errors import PageError, PageGone
from parsers.records import Problem, Source
from parsers.releases import read_with_problems
from parsers.topics.match import Matcher
from warehouse import spool
from warehouse.archive import read_page
from warehouse.database import Connection, writing
from warehouse.entries import known_texts, newest_texts
from warehouse.errors import ArchiveError
from warehouse.loading import load_readings, load_visits
from warehouse.records import Fetch, Loaded, Visit

_REFUSALS = frozenset(("challenge_page", "suspended_page"))  # an answer, and not the publisher's
# What keeps a page from being read for as long as its publisher likes; a network that is down is not among them.
_STOOD_IN = _REFUSALS | frozenset(
    (
        "refused",
        "robots_refused",
        "offsite_redirect",
        "empty_page",
        "unknown_layout",
        "no_title",
        "no_body",
        "doubtful_body",
    )
)
BATCH = 500  # visits a transaction: bounds what is held in memory, and what a commit costs is shared by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the archived page of a fetch: one source's parsers beside one watch list."""

    source: Source
    archive: Path
    matcher: Matcher

    def visit(self, fetch: Fetch) -> Visit:
        """Return what a fetch brought; a page that cannot be read is a visit with a problem."""
        if fetch.role == "pointer" or not fetch.has_body or fetch.warc_file is None or fetch.warc_offset is None:
            return Visit(fetch=fetch)
        try:
            page = read_page(self.archive, fetch.warc_file, fetch.warc_offset)
            reading = read_with_problems(self.source, page)
        except PageGone:
            return Visit(fetch=replace(fetch, outcome="gone"))
        except PageError as error:
            return self._problem(fetch, error.kind, str(error))
        except ArchiveError as error:
            return self._problem(fetch, "archive", str(error))
        mentions = self.matcher.mentions(reading.release)
        return Visit(fetch=fetch, release=reading.release, mentions=mentions, remarks=reading.problems)

    def instead(self, visit: Visit, text: Fetch) -> Visit:
        """Return a visit whose release is read from the feed's text; the visit itself where that has none either."""
        found = self.visit(text)
        return replace(found, fetch=visit.fetch, instead=text) if found.release else visit

    def _problem(self, fetch: Fetch, kind: str, detail: str) -> Visit:
        problem = Problem(source=fetch.source, url=fetch.url, kind=kind, detail=detail)
        challenged = replace(fetch, outcome="challenge") if kind in _REFUSALS else fetch
        return Visit(fetch=challenged, problem=problem)


def load_source(job: Job, matcher: Matcher) -> Loaded:
    """Load every journal of a source that waits, those of killed runs first; raises WarehouseError."""
    reader = Reader(source=job.source, archive=job.settings.archive, matcher=matcher)
    total = Loaded()
    for journal in spool.waiting(job.spool):
        falls_behind(job.settings, "collect")
        for batch in batches(spool.read(journal)):
            total = added(total, load_batch(job, reader, batch))
            job.advance(total.pages, 0)
        spool.forget(journal)
    return total


def load_batch(job: Job, reader: Reader, fetches: Sequence[Fetch], *, loaded: bool = False) -> Loaded:
    """Read and load some fetches of one source; `loaded` says that they are in the database, and only not read yet.

    Raises WarehouseError.
    """
    visits = [reader.visit(fetch) for fetch in fetches]
    told = subscriptions_of(job.watchlist, job.clock()) if job.since is None else ()
    with writing(job.settings.database, purpose=job.run_id, wait=job.settings.lock_wait) as connection:
        visits = _stood_in(connection, reader, visits)
        hold = hold_of(connection, job, visits)
        load = partial(load_readings, loaded=True) if loaded else load_visits
        found = load(connection, visits, subscriptions=told, hold=hold)
        if hold:
            settle_held(connection, job)
        return found


def _stood_in(connection: Connection, reader: Reader, visits: list[Visit]) -> list[Visit]:
    """Where a page is refused or cannot be read, and the feed holds the text, that is read instead."""
    if not any(feed.stands_by for feed in reader.source.feeds):
        return visits
    unread = {visit.fetch.url for visit in visits if _has_no_text(visit)}
    texts = newest_texts(connection, reader.source.name, unread) if unread else {}
    needless = known_texts(connection, reader.source.name, texts).read_as_pages if texts else frozenset()
    return [
        reader.instead(visit, texts[visit.fetch.url]) if visit.fetch.url in texts.keys() - needless else visit
        for visit in visits
    ]


def _has_no_text(visit: Visit) -> bool:
    if visit.release or visit.fetch.content_type == ENTRY_TYPE:
        return False
    kind = visit.problem.kind if visit.problem else visit.fetch.kind
    return kind in _STOOD_IN


def batches(fetches: Iterable[Fetch]) -> Iterator[list[Fetch]]:
    """Yield the fetches a transaction's worth at a time."""
    rest = iter(fetches)
    while batch := list(islice(rest, BATCH)):
        yield batch


def added(one: Loaded, other: Loaded) -> Loaded:
    """Return what two loads changed together."""
    return Loaded(
        changes=one.changes + other.changes,
        problems=one.problems + other.problems,
        pages=one.pages + other.pages,
        new_mentions=one.new_mentions + other.new_mentions,
        lags=one.lags + other.lags,
    )
