"""The state of the pages, releases and problems that one batch of a load touches, and the rows that it will write.

Reads what is known in a few questions at the start and writes everything in one transaction at the end. Does not decide
what a visit means; `loading` and `walks` do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from parsers.records import Problem
from warehouse.contracts import Episode, episode_row
from warehouse.database import Connection, transaction
from warehouse.editions import Known
from warehouse.ledger import ReleaseEvent, Subscription, alerts_for
from warehouse.quarantine import hold_rows
from warehouse.records import Fetch, Happening, Role
from warehouse.rows import new_page
from warehouse.staging import ask, load_rows
from warehouse.stories import gather
from warehouse.telling import told_before, wanted

# Parents first; a table that is not named here is never written by a load.
_ORDER = (
    "fetches pages releases revisions quotes amounts organisations people places attachments links translations "
    "mentions passages changes alerts problems episodes quarantined"
).split()
_RELEASE_COLUMNS = (
    "release_id source url external_id document_type language first_seen_at last_seen_at status "
    "withdrawn_at withdrawal revision"
).split()


class Batch:
    """What is known of a batch's pages and releases, changed in memory until `write`."""

    def __init__(self, source: str) -> None:
        """Start empty; `read_pages`, `read_releases` and `read_problems` bring what is known."""
        self.source = source
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.pages: dict[str, dict[str, Any]] = {}
        self.known: dict[str, Known] = {}
        self.releases: dict[str, dict[str, Any]] = {}
        self.problems: dict[tuple[str, str], dict[str, Any]] = {}
        self.happenings: list[Happening] = []
        self._touched: dict[str, set[Any]] = defaultdict(set)
        self._topics: dict[int, frozenset[str]] = {}

    def read_pages(self, connection: Connection, urls: Iterable[str]) -> None:
        """Bring what is known of some URLs."""
        wanted = sorted(set(urls) - self.pages.keys())
        for row in ask(connection, "known_pages", source=self.source, urls=wanted) if wanted else ():
            self.pages[str(row["url"])] = row

    def read_releases(self, connection: Connection, ids: Iterable[str]) -> None:
        """Bring the state and the latest edition of some releases."""
        for row in ask(connection, "known_releases", ids=sorted(ids)):
            row["tags"] = frozenset(row["tags"])
            self.known[row["release_id"]] = Known(**{name: row[name] for name in Known.__slots__})
            self.releases[row["release_id"]] = {name: row[name] for name in _RELEASE_COLUMNS}

    def read_problems(self, connection: Connection, urls: Iterable[str]) -> None:
        """Bring the problems of some URLs, solved or not."""
        for row in ask(connection, "known_problems", source=self.source, urls=sorted(urls)):
            self.problems[str(row["url"]), str(row["kind"])] = row

    def page(self, url: str, at: datetime, role: Role = "release") -> dict[str, Any]:
        """Return the page of a URL to be changed, made where it is not known."""
        self._touched["pages"].add(url)
        if url not in self.pages:
            self.pages[url] = new_page(self.source, url, role, at)
        return self.pages[url]

    def release(self, identity: str) -> dict[str, Any]:
        """Return the state of a release to be changed."""
        self._touched["releases"].add(identity)
        return self.releases.setdefault(identity, {})

    def happened(self, happening: Happening, topics: Iterable[str] = ()) -> None:
        """Note a change; `topics` are those with a mention in text that is new."""
        self._topics[len(self.happenings)] = frozenset(topics)
        self.happenings.append(happening)

    def found_problem(self, problem: Problem, at: datetime) -> None:
        """Note a problem, once more where it is known."""
        fresh = {"source": self.source, "url": problem.url, "kind": problem.kind, "first_seen_at": at, "times": 0}
        row = self.problems.setdefault((problem.url, problem.kind), fresh)
        row.update(detail=problem.detail, last_seen_at=at, times=row["times"] + 1, resolved_at=None)
        self._touched["problems"].add((problem.url, problem.kind))

    def solve_problems(self, url: str, at: datetime, but: Iterable[str] = ()) -> None:
        """Note that everything wrong with a URL is right again, but for some kinds."""
        for (where, kind), row in self.problems.items():
            if where == url and row["resolved_at"] is None and kind not in set(but):
                row["resolved_at"] = at
                self._touched["problems"].add((where, kind))

    def write(
        self,
        connection: Connection,
        run_id: str,
        subscriptions: Sequence[Subscription] = (),
        hold: Episode | None = None,
    ) -> None:
        """Write every row in one transaction; what an episode holds back is kept, and nobody is alerted of it."""
        for table, found in (("pages", self.pages), ("releases", self.releases), ("problems", self.problems)):
            self.rows[table] = [found[key] for key in sorted(self._touched[table])]
        with transaction(connection):
            first = next_change(connection)
            self.rows["changes"] = [_change_row(n, one, run_id) for n, one in enumerate(self.happenings, start=first)]
            if hold:
                self.rows["episodes"] = [episode_row(hold)]
                self.rows["quarantined"] = hold_rows(self.rows["changes"], hold.last_at)
            else:
                self.rows["alerts"] = self._alerts(connection, first, subscriptions)
            for table in _ORDER:
                load_rows(connection, table, self.rows[table])
            gather(connection, () if hold else {row["release_id"] for row in self.rows["revisions"]})

    @property
    def open_problems(self) -> int:
        """How many problems this batch found."""
        return sum(row["resolved_at"] is None for row in self.rows["problems"])

    def _alerts(
        self, connection: Connection, first: int, subscriptions: Sequence[Subscription]
    ) -> list[dict[str, Any]]:
        if not (subscriptions and self.happenings):
            return []
        events = [
            ReleaseEvent(
                kind=one.kind,
                change_id=first + n,
                release_id=one.release_id,
                revision=one.revision,
                topics=self._topics[n],
            )
            for n, one in enumerate(self.happenings)
        ]
        before = told_before(connection, {one.release_id for one in events})
        return wanted(connection, alerts_for(events, subscriptions, before))


def next_change(connection: Connection) -> int:
    """Return the number that the next change gets."""
    return int(ask(connection, "next_change")[0]["number"])


def keep_copy(page: dict[str, Any], fetch: Fetch) -> None:
    """Note where the newest body of a page is kept, and its validators."""
    for name in ("etag", "last_modified", "sha256", "warc_file", "warc_offset"):
        page[name] = getattr(fetch, name)


def _change_row(number: int, happening: Happening, run_id: str) -> dict[str, Any]:
    named = {name: getattr(happening, name) for name in ("kind", "source", "release_id", "revision", "detail")}
    return {"change_id": number, "seen_at": happening.at, **named, "run_id": run_id}
