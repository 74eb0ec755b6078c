"""What a source promises, declared or learnt from what it did so far, and whether it keeps it: decisions in words.

    listing   its listings can be read                    pages    its pages can be read
    silence   something new within `longest_silence`      volume   as many releases as it says, and as on such days
    fields    what is always filled is filled             text     bodies are as long as they were
    dates     listing and page say the same date

Pure: no clock, no database. Middles are medians and spreads median deviations, which one odd day or page does not
move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log, sqrt
from statistics import median

from parsers.records import Expect
from warehouse.contracts import Conduct, Contract, Sighting, Trouble
from warehouse.quarantine import HeldBack

RECENT = 20  # releases that are judged together; those before them are the measure
ENOUGH = 40  # releases that a learnt measure needs
FEW = 3  # pages; fewer may be odd by chance
_HALF = 0.5
LEFT = 0.1  # of what is held back: so many may be edits that were meant
_SURE = 4  # spreads from the middle: by chance once in many thousand times
_SURER = 4.5  # the same for the middle of a few lengths, whose chances have longer tails
_BATCH = 6  # lengths that have a middle worth comparing
_LEAST_SPREAD = 0.25  # of the logarithm of lengths: releases are never more alike
_SHRUNK = 0.7  # of the words it had: an editor who cuts a third cuts it from one release, not from most at once
_ALWAYS, _SELDOM = 0.95, 0.5  # shares of releases that have a field
_WEEKDAYS = 6  # days of the same name that a learnt measure of a day needs
_REMARKS = frozenset(
    (
        "gap budget_spent time_spent left_alone future_date bad_date bad_link foreign_link feed_entities "
        "charset_conflict invalid_bytes"
    ).split()
)  # of listings that can be read all the same
_PASSING = frozenset(
    ("network", "timed_out", "server_error", "truncated", "rate_limited", "robots_unreachable", "cut_feed")
)  # what most often mends itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One contract that is not kept, and what was expected and came instead."""

    contract: Contract
    detail: str


def judge(expect: Expect, conduct: Conduct, now: datetime, *, patience: timedelta) -> tuple[Breach, ...]:
    """Return the contracts that a source does not keep, at most one breach each.

    `patience` is how long what most often mends itself may last.
    """
    checks = (
        _listing(conduct.listings, now, patience),
        _pages(conduct),
        _silence(expect, conduct, now),
        _volume(expect, conduct, now),
        _fields(expect, conduct.sightings),
        _text(conduct.sightings),
        _dates(conduct.sightings),
    )
    return tuple(one for one in checks if one)


def judge_batch(
    expect: Expect, batch: Sequence[HeldBack], usual: Sequence[Sighting], *, most: float = _HALF
) -> Breach | None:
    """Return what is wrong with what was read together; None for what can be told.

    Releases that were known are measured by what they were, new ones by those before them. `most` is the share of known
    ones that may have lost words.
    """
    lacking = _lacking(expect, [one.sighting for one in batch])
    if lacking:
        return lacking
    known = [(one.before, one.sighting.words) for one in batch if one.before]
    shrunk = [after for before, after in known if after < before * _SHRUNK]
    if len(shrunk) >= FEW and len(shrunk) > len(known) * most:
        share = median(after / before for before, after in known)
        return Breach(
            contract="text",
            detail=f"{len(shrunk)} of {len(known)} known releases that were read again lost words; "
            f"expected all of their text, got {share:.0%} of it in the middle",
        )
    fresh = [one.sighting.words for one in batch if one.before is None]
    return _lengths(fresh, [one.words for one in usual if not one.held])


def _listing(listings: Sequence[Trouble], now: datetime, patience: timedelta) -> Breach | None:
    for one in listings:
        lasting = one.kind not in _PASSING or now - one.first_seen_at >= patience
        if one.kind not in _REMARKS and lasting:
            where = "" if "://" in one.detail else f" ({one.url})"
            return Breach(contract="listing", detail=f"{one.kind}: {one.detail}{where}")
    return None


def _pages(conduct: Conduct) -> Breach | None:
    """Most of what was read in a day, or the only page again and again."""
    asked = conduct.unread + conduct.read
    most = conduct.unread >= FEW and conduct.unread >= asked * _HALF
    if not most and not (conduct.unread and not conduct.read and conduct.failures > FEW):
        return None
    said = f"{conduct.unread} of {asked} pages of the last day could not be read, most often {conduct.commonest}"
    return Breach(contract="pages", detail=f"{said}; for example {conduct.example}")


def _silence(expect: Expect, conduct: Conduct, now: datetime) -> Breach | None:
    since = conduct.last_new_at or conduct.watched_since
    if since is None or expect.longest_silence is None or now - since <= expect.longest_silence:
        return None
    return Breach(
        contract="silence",
        detail=f"nothing new since {since:%Y-%m-%d %H:%M} UTC; expected some every {_span(expect.longest_silence)}",
    )


def _volume(expect: Expect, conduct: Conduct, now: datetime) -> Breach | None:
    if conduct.watched_since is None or now - conduct.watched_since < timedelta(days=7):
        return None
    low, high, got = expect.releases_per_week_min, expect.releases_per_week_max, conduct.in_7_days
    if not low <= got <= high:
        return Breach(contract="volume", detail=f"expected {low} to {high} releases in seven days, got {got}")
    return _weekday(conduct, now)


def _weekday(conduct: Conduct, now: datetime) -> Breach | None:
    """Yesterday beside the same day of the weeks before; today is not over yet."""
    day = (now - timedelta(days=1)).date()
    first = min(conduct.days, default=day)
    before = [day - timedelta(weeks=week) for week in range(1, 9)]
    counts = [conduct.days.get(one, 0) for one in before if one >= first]
    if len(counts) < _WEEKDAYS:
        return None
    middle, got = median(counts), conduct.days.get(day, 0)
    if got >= middle - _SURE * max(_spread(counts, middle), sqrt(middle)):
        return None
    return Breach(contract="volume", detail=f"expected about {middle:.0f} releases on a {day:%A}, got {got} on {day}")


def _fields(expect: Expect, sightings: Sequence[Sighting]) -> Breach | None:
    recent, older = sightings[:RECENT], [one for one in sightings[RECENT:] if not one.held]
    if declared := _lacking(expect, recent):
        return declared
    if len(recent) < RECENT or len(older) < ENOUGH:
        return None
    for field in sorted({name for one in recent for name in one.missing} - set(expect.filled)):
        now, before = _filled(recent, field), _filled(older, field)
        if before >= _ALWAYS and now <= _SELDOM:
            told = f"{now:.0%} of the last {len(recent)} releases have {field}; before that, {before:.0%} had it"
            return Breach(contract="fields", detail=told)
    return None


def _lacking(expect: Expect, read: Sequence[Sighting]) -> Breach | None:
    for field in expect.filled:
        empty = sum(field in one.missing for one in read)
        if empty >= FEW and empty > len(read) * _HALF:
            told = f"expected {field} in every release, got none in {empty} of {len(read)} that were read together"
            return Breach(contract="fields", detail=told)
    return None


def _text(sightings: Sequence[Sighting]) -> Breach | None:
    usual = [one.words for one in sightings[RECENT:] if not one.held]
    return _lengths([one.words for one in sightings[:RECENT]], usual)


def _lengths(words: Sequence[int], usual: Sequence[int]) -> Breach | None:
    """Lengths are compared by their logarithms, for half and double are equally odd."""
    if len(words) < _BATCH or len(usual) < ENOUGH:
        return None
    measure = [*_logs(usual)]
    middle = median(measure)
    doubt = 1.25 * max(_spread(measure, middle), _LEAST_SPREAD) / sqrt(len(words))  # of the median of so many
    got = median(_logs(words))
    if abs(got - middle) <= max(_SURER * doubt, log(1.5)):
        return None
    return Breach(
        contract="text",
        detail=f"expected releases of about {exp(middle):.0f} words, got about {exp(got):.0f} in {len(words)} of them",
    )


def _dates(sightings: Sequence[Sighting]) -> Breach | None:
    told = [one.agrees for one in sightings if one.agrees is not None]
    recent, older = told[:RECENT], told[RECENT:]
    if len(recent) < RECENT or len(older) < ENOUGH:
        return None
    now, before = sum(recent) / len(recent), sum(older) / len(older)
    if before < _ALWAYS or now > _SELDOM:
        return None
    detail = (
        f"listing and page agree about the date of {now:.0%} of the last {len(recent)} releases; before, {before:.0%}"
    )
    return Breach(contract="dates", detail=detail)


def learnt(sightings: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    """Yield what is known of a source's releases in words: how long they are, and how often each field is filled."""
    usual = [one for one in sightings if not one.held]
    if not usual:
        return
    lengths = [*_logs(one.words for one in usual)]
    middle = median(lengths)
    spread = 1.5 * max(_spread(lengths, middle), _LEAST_SPREAD)
    yield "words", f"about {exp(middle):.0f}, mostly {exp(middle - spread):.0f} to {exp(middle + spread):.0f}"
    for field in ("title", "summary", "body", "published_at", "updated_at", "external_id", "organisations", "quotes"):
        yield field, f"{_filled(usual, field):.0%}"


def _filled(sightings: Sequence[Sighting], field: str) -> float:
    return sum(field not in one.missing for one in sightings) / len(sightings)


def _logs(words: Iterable[int]) -> Iterator[float]:
    return (log(max(one, 1)) for one in words)


def _spread(values: Sequence[float], middle: float) -> float:
    """The median deviation, as wide as a standard deviation would be."""
    return 1.4826 * median(abs(one - middle) for one in values)


def _span(span: timedelta) -> str:
    return f"{span.days} days" if span >= timedelta(days=2) else f"{span.total_seconds() / 3600:.0f} hours"
