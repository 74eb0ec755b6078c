"""The checkup: do the sources keep their contracts, and do runs succeed? What changed is told once, at either end.

    judge_sources    at the end of every collect: episodes begin, last and end, and make alerts
    checkup          on a schedule of its own: the same, the dead man's switch, and the notices sent

Does not collect. Works, as far as it can, while the warehouse is locked or its disk is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from flows.analysts import Work, bring_up, falls_behind
from flows.contracts import judge
from flows.deliver import Delivered, Errand, deliver, open_outlets
from flows.settings import Settings
from flows.stopped import Stopped, watch_runs
from flows.subscriptions import caretakers
from parsers.records import Source
from parsers.topics.records import Watchlist
from warehouse.contracts import (
    Contract,
    Episode,
    conduct,
    ended,
    episode,
    keep_episodes,
    open_episodes,
    still_so,
    tell_episodes,
)
from warehouse.database import Connection, writing
from warehouse.errors import WarehouseError
from warehouse.runs import keep_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of one checkup."""

    stopped: Stopped
    changed: tuple[Episode, ...]  # that began or ended now
    lasting: tuple[Episode, ...]
    delivered: tuple[Delivered, ...]
    unreachable: str  # why the warehouse could not be asked; empty: it was

    @property
    def is_well(self) -> bool:
        """True where every contract is kept, runs succeed, and everybody was reached."""
        reached = all(one.is_well for one in self.stopped.told) and not any(one.failed for one in self.delivered)
        return reached and not (self.lasting or self.unreachable or self.stopped.since)


def judge_sources(
    connection: Connection,
    settings: Settings,
    sources: Sequence[Source],
    watchlist: Watchlist,
    now: datetime,
    *,
    work: Work = "collect",
) -> tuple[Episode, ...]:
    """Judge some sources by what is kept of them; return the episodes that began or ended now.

    Idempotent: an episode that lasts is only found to last, and each is told once. `work` is who calls, and brings the
    analysts' copy up afterwards.
    """
    found = conduct(connection, now)
    lasting = {(one.source, one.contract): one for one in open_episodes(connection)}
    before = set(lasting.values())
    after: list[Episode] = []
    for source in sources:
        if source.name in found:
            breaches = judge(source.expect, found[source.name], now, patience=settings.checkup.patience)
            told = {one.contract: one.detail for one in breaches}
            after += _episodes(source.name, told, lasting, now)
    changed = tuple(one for one in after if one.ended_at or one.episode_id not in {old.episode_id for old in before})
    if changed:
        falls_behind(settings, work)
    keep_episodes(connection, after)
    tell_episodes(connection, caretakers(watchlist, now))
    return changed


def _episodes(
    source: str, told: dict[Contract, str], lasting: dict[tuple[str, Contract], Episode], now: datetime
) -> list[Episode]:
    """Return the episodes of a source as they are now; one that holds back is ended by what is read, not here."""
    found = []
    for contract in get_args(Contract):
        one = lasting.get((source, contract))
        if one and one.holds:
            continue
        if contract in told:
            detail = told[contract]
            found.append(still_so(one, detail, now) if one else episode(source, contract, detail, now))
        elif one:
            found.append(ended(one, now, "contract"))
    return found


def checkup(errand: Errand, sources: Sequence[Source]) -> Checked:
    """Look after runs and sources, and tell who looks after them; raises ChannelConfigurationError.

    Runs come first, and are told of without the warehouse.
    """
    outlets = open_outlets(errand)
    now, settings = errand.clock(), errand.settings
    keepers = [one for one in errand.watchlist.recipients if one.health]
    stopped = watch_runs(settings, keepers, outlets, now)
    changed: tuple[Episode, ...] = ()
    lasting: tuple[Episode, ...] = ()
    delivered: list[Delivered] = []
    unreachable = ""
    try:
        with writing(settings.database, purpose="checkup", wait=settings.lock_wait) as connection:
            keep_sources(connection, sources, active=[one.name for one in sources])
            changed = judge_sources(connection, settings, sources, errand.watchlist, now, work="desk")
            lasting = tuple(open_episodes(connection))
        bring_up(settings, "desk")
        # Those before one that fails stay in the list.
        delivered.extend(deliver(replace(errand, only=one.name)) for one in keepers)
    except (WarehouseError, OSError) as error:
        unreachable = str(error)
    return Checked(
        stopped=stopped, changed=changed, lasting=lasting, delivered=tuple(delivered), unreachable=unreachable
    )
