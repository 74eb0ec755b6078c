"""Visits into the database: editions, states, moves, problems, mentions and alerts, in one transaction a batch.

Idempotent: a fetch that is loaded already changes nothing. Does not fetch, parse or match; it is given what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from parsers.entry_documents import CONTENT_TYPE as ENTRY_TYPE
from parsers.records import REMARKS, ChangeKind, EditionKind, Problem, Release
from warehouse.batch import Batch, keep_copy
from warehouse.contracts import Episode
from warehouse.database import Connection
from warehouse.editions import Known, judge, known_of, release_id
from warehouse.ledger import Subscription
from warehouse.records import Fetch, Happening, Loaded, Visit
from warehouse.rows import child_rows, fetch_row, mention_rows, passage_rows, release_row, revision_row
from warehouse.staging import ask


def load_visits(
    connection: Connection,
    visits: Sequence[Visit],
    *,
    subscriptions: Sequence[Subscription] = (),
    hold: Episode | None = None,
) -> Loaded:
    """Load one batch of visits, all of one source, with an alert for each subscription that it concerns.

    What `hold` holds back is kept and told to nobody for now. Returns what changed.
    """
    if not visits:
        return Loaded()
    ids = [visit.fetch.fetch_id for visit in visits]
    since = min(visit.fetch.requested_at for visit in visits)
    loaded = {row["fetch_id"] for row in ask(connection, "fetches_loaded", ids=ids, since=since)}
    fresh = [visit for visit in visits if visit.fetch.fetch_id not in loaded]
    if not fresh:
        return Loaded()
    return load_readings(connection, fresh, subscriptions=subscriptions, hold=hold)


def load_readings(
    connection: Connection,
    visits: Sequence[Visit],
    *,
    subscriptions: Sequence[Subscription] = (),
    loaded: bool = False,
    hold: Episode | None = None,
) -> Loaded:
    """Load visits without asking whether they are known; `loaded` says that their fetches are in the database."""
    batch = _read_known(connection, visits)
    mentioned: list[tuple[str, str, str]] = []
    lags: list[float] = []
    for visit in visits:
        if visit.fetch.role == "pointer":  # the answer to where it points is a visit of its own
            continue
        load = _Load(batch, visit)
        load.visit()
        mentioned += load.mentioned
        lags += load.lags
    if not loaded:
        batch.rows["fetches"] = [fetch_row(visit.fetch) for visit in visits]
    batch.write(connection, visits[0].fetch.run_id, subscriptions, hold)
    return Loaded(
        changes=tuple(batch.happenings),
        problems=batch.open_problems,
        pages=len(visits),
        new_mentions=() if hold else tuple(mentioned),
        lags=tuple(lags),
    )


def _read_known(connection: Connection, visits: Sequence[Visit]) -> Batch:
    batch = Batch(visits[0].fetch.source)
    urls = {url for visit in visits for url in _urls(visit)}
    batch.read_pages(connection, urls)
    ids = {str(page["release_id"]) for page in batch.pages.values() if page["release_id"]}
    ids |= {release_id(batch.source, visit.release) for visit in visits if visit.release}
    batch.read_releases(connection, ids)
    # A moved release: the page of its address before, which this batch may not have asked for.
    batch.read_pages(connection, {known.url for known in batch.known.values()})
    batch.read_problems(connection, urls)
    return batch


def _urls(visit: Visit) -> Iterable[str]:
    yield visit.fetch.url
    if visit.release:
        yield visit.release.url
        yield from (translation.url for translation in visit.release.translations)


class _Load:
    """One visit on its way into a batch."""

    def __init__(self, batch: Batch, visit: Visit) -> None:
        self.batch, self.given, self.fetch, self.at = batch, visit, visit.read_from, visit.read_from.requested_at
        self.mentioned: list[tuple[str, str, str]] = []
        self.lags: list[float] = []

    def visit(self) -> None:
        """A page is of another type, unreadable for now, missing, or answered; only the last two change its release."""
        page = self.batch.page(self.fetch.url, self.at)
        page.update(tried_at=self.at, status=_status(self.fetch) or page["status"])
        if self.fetch.content_type == ENTRY_TYPE:  # from now on its release is read from the feed
            page["role"] = "entry"
        problem = self.given.problem or _fetch_problem(self.fetch)
        if problem and problem.kind == "other_type":
            page.update(role="other", visited_at=self.at, failures=0)
            problem = None
        elif problem:
            page["failures"] += 1
        elif self.fetch.outcome == "gone":
            self.missed(page)
        else:
            unchanged = page["unchanged"] + 1 if self.fetch.outcome == "not_modified" else 0
            page.update(visited_at=self.at, failures=0, missing=0, unchanged=unchanged)
            self.answered(page)
        self.note(problem)

    def note(self, problem: Problem | None) -> None:
        """What is wrong with a page is what its last visit found; a page that did not change keeps its remarks."""
        found = [problem] if problem else [replace(one, url=self.fetch.url) for one in self.given.remarks]
        kept = REMARKS if self.fetch.outcome == "not_modified" else {one.kind for one in found}
        self.batch.solve_problems(self.fetch.url, self.at, but=kept)
        for one in found:
            self.batch.found_problem(one, self.at)

    def answered(self, page: dict[str, Any]) -> None:
        """What was read is judged; where nothing new came, its release was seen; a body that came is the newest."""
        known = self.batch.known.get(page["release_id"] or "")
        if self.given.release:
            self.read_again(self.given.release)
        elif known:
            self.seen(known.release_id)
        if self.fetch.has_body and self.fetch.outcome == "ok":
            keep_copy(page, self.fetch)

    def missed(self, page: dict[str, Any]) -> None:
        """A 404 or 410: the second in a row makes the release gone."""
        page.update(visited_at=self.at, failures=0, missing=min(page["missing"] + 1, 2), etag=None, last_modified=None)
        known = self.batch.known.get(page["release_id"] or "")
        # The old address of a moved release may vanish without the release.
        if known and page["missing"] >= 2 and known.status != "gone" and known.url == page["url"]:
            self.batch.release(known.release_id)["status"] = "gone"
            page["anchor_at"] = self.at
            self.happened("gone", known.release_id, known.revision, _gone_words(self.fetch), known.url, known.title)
            self.batch.known[known.release_id] = replace(known, status="gone")

    def read_again(self, release: Release) -> None:
        """The state becomes what the page says today; `editions.judge` says whether that is an edition, and news."""
        identity = self.identity(release)
        known = self.batch.known.get(identity)
        verdict = judge(known, release)
        revision = (known.revision if known else 0) + (verdict.edition is not None)
        state = self.batch.release(identity)
        state.update(release_row(identity, release, verdict.status, revision, state.get("first_seen_at") or self.at))
        self.seen(identity)
        self.batch.known[identity] = known_of(identity, release, verdict.status, revision)
        self.follow_address(identity, release, known)
        if verdict.edition:
            self.keep_edition(identity, release, verdict.edition, revision, known)
        for event in verdict.events:
            detail = {"moved": known.url if known else "", "withdrawn": release.withdrawal}.get(event, "")
            self.happened(event, identity, revision, detail, release.url, release.title)
        for translation in release.translations:
            self.batch.page(translation.url, self.at)

    def identity(self, release: Release) -> str:
        """The known release of this address where nothing speaks against it, else the one of the publisher's id."""
        own = release_id(self.batch.source, release)
        at_address = self.known_at(release.url) or self.known_at(self.fetch.url)
        if own in self.batch.known or at_address is None:
            return own
        same = at_address.external_id in (None, release.external_id) or release.external_id is None
        return at_address.release_id if same and at_address.language == release.language else own

    def known_at(self, url: str) -> Known | None:
        return self.batch.known.get(self.batch.pages.get(url, {}).get("release_id") or "")

    def keep_edition(
        self, identity: str, release: Release, kind: EditionKind, revision: int, old: Known | None
    ) -> None:
        """All that hangs on an edition, by its number; after a silent one, which has no date, visits count from now."""
        rows = self.batch.rows
        rows["revisions"].append(revision_row(identity, revision, kind, release, self.fetch))
        for table, found in child_rows(identity, revision, release).items():
            rows[table] += found
        mentions = mention_rows(identity, revision, self.given.mentions, release, old)
        rows["mentions"] += mentions
        if kind == "new" and release.published_at:
            self.lags.append((self.at - release.published_at).total_seconds())
        rows["passages"] += passage_rows(identity, revision, old, release) if old else []
        self.batch.page(release.url, self.at)["anchor_at"] = self.at if kind == "silent" else _anchor(release, self.at)
        topics = sorted({str(row["topic"]) for row in mentions if row["added"]})
        self.mentioned += [(topic, identity, release.title) for topic in topics]
        note = release.change_note or "" if kind == "update" else ""
        self.happened(kind, identity, revision, note, release.url, release.title, topics)

    def follow_address(self, identity: str, release: Release, known: Known | None) -> None:
        """The release's page is the one at its address; every other address that led here is an alias of it."""
        home = self.batch.page(release.url, self.at)
        home.update(release_id=identity, moved_to=None)
        if self.fetch.url != release.url or self.fetch.outcome == "moved":
            keep_copy(home, self.fetch)
            home.update(visited_at=self.at, tried_at=self.at, failures=0, missing=0)
        for alias in {self.fetch.url, known.url if known else self.fetch.url} - {release.url}:
            self.batch.page(alias, self.at).update(release_id=identity, moved_to=release.url)

    def seen(self, identity: str) -> None:
        row = self.batch.release(identity)
        row["last_seen_at"] = max(self.at, row.get("last_seen_at") or self.at)

    def happened(
        self,
        kind: ChangeKind,
        identity: str,
        revision: int,
        detail: str,
        url: str,
        title: str,
        topics: Iterable[str] = (),
    ) -> None:
        happening = Happening(
            at=self.at,
            kind=kind,
            source=self.batch.source,
            release_id=identity,
            revision=revision,
            detail=detail,
            url=url,
            title=title,
        )
        self.batch.happened(happening, topics)


def _anchor(release: Release, at: datetime) -> datetime:
    """When the release was last news: its own newest date, unless that lies in the future or is not told."""
    dates = [one for one in (release.published_at, release.updated_at) if one and one <= at]
    return max(dates, default=at)


def _status(fetch: Fetch) -> int | None:
    """An item of an API that says that it is gone comes with status 200, and is meant as a 410 is."""
    return 410 if fetch.outcome == "gone" and fetch.status == 200 else fetch.status


def _gone_words(fetch: Fetch) -> str:
    return "its publisher says that it is gone" if fetch.status == 200 else f"HTTP {fetch.status}"


def _fetch_problem(fetch: Fetch) -> Problem | None:
    kind = fetch.kind or (fetch.outcome if fetch.outcome in ("refused", "failed", "challenge") else None)
    return Problem(source=fetch.source, url=fetch.url, kind=kind, detail=fetch.error or kind) if kind else None
