"""Answers to fetches: archived, named as the publisher names them, and noted for the journal.

Does not ask; `listing` and `visiting` do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from flows.answers import Answer, Seen
from flows.hosts import Host
from flows.jobs import Job
from flows.manners import OUR_LIMITS, host_at
from flows.standings import sent
from flows.web import Web
from parsers.locations import mirrored, origin_of
from parsers.records import Page, Problem, Source
from parsers.requests import Request
from warehouse.archive import ArchiveWriter
from warehouse.records import Copy, Fetch, Role

_LEFT_ALONE = frozenset(
    ("rate_limited", "refused", "network", "server_error", "timed_out", "truncated", "robots_unreachable")
)


@dataclass(slots=True)
class Recorder:
    """Asks for one stage and records what came: its client, its archive file, and the number of its next fetch."""

    job: Job
    web: Web
    archive: ArchiveWriter
    stage: str
    number: int = field(default=0)
    headers: tuple[tuple[str, str], ...] = ()  # of the last answer
    unasked: Problem | None = None  # why the rest is not asked for in this run

    async def ask(
        self, url: str, role: Role, known: Copy | None, request: Request | None = None
    ) -> tuple[Fetch | None, Page | None]:
        """Ask for a publisher's URL and keep the answer; the page is None where no new body came.

        `request` says how, where it is more than the URL. The fetch is None where nothing was asked because the host is
        left alone for now, or was asked often enough today or long enough in this run: the page stays due.
        """
        how = request or Request(url=url)
        asked, host = self.job.asked(how.url), self.host(how.url)
        if role == "release" and host.past.pages:
            self._leave(host.past.pages.kind, str(host.past.pages))
            return None, None
        answer = await self.web.get(asked, seen=_seen(known), stay_on=hosts_of(self.job.source), form=dict(how.form))
        self.headers = answer.headers
        if answer.kind in OUR_LIMITS:
            host.standing = sent(host.standing, answer.requests, answer.requested_at)
            self._leave(answer.kind, answer.error or "")
            return None, None
        if answer.requests == 0 and answer.kind in _LEFT_ALONE and role == "release":
            return None, None
        fetch = self._note(url, role, answer)
        if not answer.content:
            return self._without_body(fetch, answer), None
        page = Page(
            url=fetch.final_url if role == "release" else answer.final_url,
            content=answer.content,
            content_type=answer.content_type,
            fetched_at=answer.requested_at,
        )
        if known and _is_kept(known, fetch):
            return replace(fetch, warc_file=known.warc_file, warc_offset=known.warc_offset), page
        return self._archived(fetch, answer), page

    def host(self, url: str) -> Host:
        """Return the host at which a publisher's URL is asked for."""
        return self.job.network.hosts.of(host_at(self.job.asked(url)))

    def _leave(self, kind: str, why: str) -> None:
        """Note why something is left to later runs; the first reason is the one that is told."""
        self.unasked = self.unasked or Problem(source=self.job.source.name, url=self.job.place, kind=kind, detail=why)

    def _without_body(self, fetch: Fetch, answer: Answer) -> Fetch:
        """That a page is gone is worth keeping, though it may say so without a word; an empty page is none at all."""
        if answer.outcome == "gone":
            return self._archived(fetch, answer)
        if answer.outcome in ("ok", "moved"):
            return replace(fetch, outcome="failed", kind="empty_page", error=f"{fetch.url}: the answer has no bytes")
        return fetch

    def _note(self, url: str, role: Role, answer: Answer) -> Fetch:
        self.number += 1
        return Fetch(
            fetch_id=f"{self.job.run_id}-{self.job.slug}-{self.stage}-{self.number:05}",
            run_id=self.job.run_id,
            source=self.job.source.name,
            role=role,
            url=url,
            final_url=self.job.published(answer.final_url),
            requested_at=answer.requested_at,
            status=answer.status,
            outcome=answer.outcome,
            bytes=len(answer.content),
            elapsed_ms=answer.elapsed_ms,
            content_type=answer.content_type,
            etag=answer.etag,
            last_modified=answer.last_modified,
            sha256=hashlib.sha256(answer.content).hexdigest() if answer.content else None,
            error=answer.error,
            kind=answer.kind,
            requests=answer.requests,
        )

    def _archived(self, fetch: Fetch, answer: Answer) -> Fetch:
        file, offset = self.archive.store(
            url=fetch.final_url,
            status=answer.status or 0,
            headers=answer.headers,
            content=answer.content,
            at=answer.requested_at,
        )
        return replace(fetch, warc_file=file, warc_offset=offset)


def _is_kept(known: Copy, fetch: Fetch) -> bool:
    """Tell whether the archive holds the answer already."""
    same_type = known.content_type in (None, fetch.content_type)
    return known.sha256 == fetch.sha256 and known.warc_file is not None and fetch.outcome == "ok" and same_type


def _seen(known: Copy | None) -> Seen | None:
    return Seen(etag=known.etag, last_modified=known.last_modified) if known and known.warc_file else None


def hosts_of(source: Source) -> tuple[str, ...] | None:
    """Return the hosts to which redirects may lead: those that are asked, so never the real one from a replay.

    None, for a source of pages anywhere: any.
    """
    if not source.homepage:
        return None
    homes = (source.homepage, *source.hosts)
    return tuple(origin_of(mirrored(home, source.mirror)).partition("://")[2] for home in homes)
