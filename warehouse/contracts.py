"""How sources behave, for whoever judges it, and the episodes in which one did not do what it promised.

Does not judge: `flows.contracts` does. An episode begins once, ends once, and is told once at either end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from warehouse.database import Connection, transaction
from warehouse.ledger import Subscription
from warehouse.staging import ask, load_rows, run

Contract = Literal["listing", "pages", "silence", "volume", "fields", "text", "dates"]
_SAMPLE = 320  # releases of each source that are looked at: the newest, and those that they are compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An open problem with a listing."""

    kind: str
    url: str
    detail: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One release as it was first read: its length, what was empty, and whether listing and page agree on its date."""

    words: int
    missing: frozenset[str]
    agrees: bool | None = None  # None: one of the two has no date, or it was edited since
    held: bool = False  # it is in quarantine, and no measure for others


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How one source behaved up to now."""

    source: str
    watched_since: datetime | None  # None: it was never asked
    last_new_at: datetime | None
    in_7_days: int  # releases, by their own dates
    days: Mapping[date, int]  # releases a day, by their own dates, of the last nine weeks
    unread: int  # pages of the last day that could not be read
    read: int  # those that could, and had changed
    failures: int  # the most that one page failed in a row
    commonest: str  # kind of problem of pages that cannot be read
    example: str
    listings: tuple[Trouble, ...]
    sightings: tuple[Sighting, ...]  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One time in which a source did not keep one contract."""

    episode_id: str
    source: str
    contract: Contract
    holds: bool  # what is read meanwhile is not told
    began_at: datetime
    last_at: datetime
    detail: str
    ended_at: datetime | None = None
    ended_by: Literal["contract", "person"] | None = None


def episode(source: str, contract: Contract, detail: str, at: datetime, *, holds: bool = False) -> Episode:
    """Return an episode that begins now."""
    name = hashlib.sha256(f"{source}\n{contract}\n{at.isoformat()}".encode()).hexdigest()[:16]
    return Episode(
        episode_id=name, source=source, contract=contract, holds=holds, began_at=at, last_at=at, detail=detail
    )


def still_so(one: Episode, detail: str, at: datetime) -> Episode:
    """Return an episode that was found to last."""
    return replace(one, detail=detail, last_at=at)


def ended(one: Episode, at: datetime, by: Literal["contract", "person"]) -> Episode:
    """Return an episode that is over."""
    return replace(one, last_at=at, ended_at=at, ended_by=by)


def conduct(connection: Connection, now: datetime) -> dict[str, Conduct]:
    """Return how each source behaved, by source."""
    sightings = sample(connection)
    found = {}
    for row in ask(connection, "source_conduct", now=now):
        days = {one["day"]: one["releases"] for one in row.pop("days")}
        listings = tuple(Trouble(**one) for one in row.pop("listings"))
        seen = tuple(sightings.get(row["source"], ()))
        found[row["source"]] = Conduct(**row, days=days, listings=listings, sightings=seen)
    return found


def sample(connection: Connection, source: str | None = None) -> dict[str, list[Sighting]]:
    """Return the newest releases of each source, or of one, newest first."""
    found: dict[str, list[Sighting]] = {}
    for row in ask(connection, "source_sample", source=source, most=_SAMPLE):
        name = row.pop("source")
        found.setdefault(name, []).append(Sighting(**{**row, "missing": frozenset(row["missing"])}))
    return found


def words_before(connection: Connection, source: str, urls: Collection[str]) -> dict[str, int]:
    """Return how many words the releases at some addresses had when they were last read well."""
    rows = ask(connection, "words_before", source=source, urls=sorted(urls))
    return {str(row["url"]): int(row["words"]) for row in rows}


def open_episodes(connection: Connection, source: str | None = None) -> list[Episode]:
    """Return the episodes that last: of one source, or of all."""
    return [Episode(**row) for row in ask(connection, "episodes_open", source=source)]


def held_counts(connection: Connection) -> dict[str, int]:
    """Return how many changes of each source are held back."""
    return {str(row["source"]): int(row["held"]) for row in ask(connection, "held_counts")}


def keep_episodes(connection: Connection, episodes: Sequence[Episode]) -> None:
    """Keep episodes, changed or new."""
    load_rows(connection, "episodes", [episode_row(one) for one in episodes])


def episode_row(one: Episode) -> dict[str, Any]:
    """Return the row of an episode."""
    return asdict(one)


def tell_episodes(connection: Connection, told: Sequence[Subscription]) -> None:
    """Make the alerts of episodes that last or are over, for those who look after the sources; each once for ever."""
    if not told:
        return
    recipients = [{"recipient": one.recipient, "due_at": one.due_at.isoformat()} for one in told]
    with transaction(connection):
        run(connection, "change/tell_broken", recipients=recipients)
        run(connection, "change/tell_mended", recipients=recipients)
