"""Whether what was just read can be told, and when what was held back can: the quarantine of one source.

Decides by `flows.contracts`; what it decides is kept with the load that it speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.contracts import LEFT, judge_batch
from flows.jobs import Job
from flows.subscriptions import subscriptions_of
from parsers.records import Release
from warehouse.contracts import (
    Episode,
    Sighting,
    episode,
    keep_episodes,
    open_episodes,
    sample,
    still_so,
    words_before,
)
from warehouse.database import Connection
from warehouse.quarantine import HeldBack, held_back, release_held
from warehouse.records import Visit

_FIELDS = (
    "title summary body notes external_id language published_at updated_at organisations people places quotes".split()
)


def hold_of(connection: Connection, job: Job, visits: Sequence[Visit]) -> Episode | None:
    """Return the episode that holds a batch back: one that lasts, or one that the batch begins; None for neither.

    Nothing of a backfill is told, so nothing of it is held back.
    """
    if job.since is not None or not any(visit.release for visit in visits):
        return None
    source, now = job.source.name, job.clock()
    lasting = next((one for one in open_episodes(connection, source) if one.holds), None)
    if lasting:
        return still_so(lasting, lasting.detail, now)
    batch = _batch(connection, source, visits)
    usual = sample(connection, source).get(source, [])
    breach = judge_batch(job.source.expect, batch, usual)
    return episode(source, breach.contract, breach.detail, now, holds=True) if breach else None


def _batch(connection: Connection, source: str, visits: Sequence[Visit]) -> list[HeldBack]:
    known = words_before(connection, source, {visit.release.url for visit in visits if visit.release})
    found = []
    for visit in visits:
        if one := visit.release:
            sighting = Sighting(words=len(one.body.split()), missing=empty_fields(one))
            found.append(HeldBack(url=one.url, sighting=sighting, before=known.get(one.url)))
    return found


def empty_fields(release: Release) -> frozenset[str]:
    """Return the names of the fields that are empty, as the warehouse tells them of what it keeps."""
    return frozenset(name for name in _FIELDS if not getattr(release, name))


def settle_held(connection: Connection, job: Job) -> int:
    """Tell what was held back where it is read right again; returns how many changes are told.

    All that is held is judged together, as it is read today: pages that came back make it right, and so does `replay`
    with a corrected source file.
    """
    source, now = job.source.name, job.clock()
    lasting = [one for one in open_episodes(connection, source) if one.holds]
    if not lasting:
        return 0
    usual = sample(connection, source).get(source, [])
    breach = judge_batch(job.source.expect, held_back(connection, source), usual, most=LEFT)
    if breach is None:
        told = subscriptions_of(job.watchlist, now)
        return release_held(connection, source, told, at=now, by="contract")
    keep_episodes(connection, [still_so(one, breach.detail, now) for one in lasting])
    return 0
