"""What runs say on the screen when they are over: what changed, what was sent, what went wrong and what to do.

Does not act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from flows.alerts.phrasing import subject
from flows.alerts.records import Digest
from flows.alerts.terminal import DigestView
from flows.collect import Report
from flows.collecting import SourceReport
from flows.deliver import Delivered
from flows.replaying import Replayed
from parsers.records import ChangeKind

_KINDS: tuple[tuple[ChangeKind, str], ...] = (
    ("new", "new"),
    ("update", "updated"),
    ("silent", "silently edited"),
    ("withdrawn", "withdrawn"),
    ("revived", "published again"),
    ("gone", "gone"),
    ("moved", "moved"),
)
_MOST_DIGESTS = 3  # shown in full; a person reads no more on one screen


def tell_report(console: Console, report: Report) -> None:
    """Say what a collect run found, a line for each source and one for what to do next."""
    for one in report.sources:
        console.print(Text(f"{one.source}: {_found(one)}"))
    fresh = [one.source for one in report.sources if one.first and one.pages]
    if fresh:
        named = fresh[0] if len(fresh) == 1 else f"{fresh[0]} and {len(fresh) - 1} more"
        advice = f"presswatch backfill {fresh[0]} --since {report.started.year}-01-01"
        console.print(f"First run of {named}: the newest releases were read. For older ones: {advice}")
    if report.problems:
        console.print(f"{_plural(report.problems, 'problem')}; what and where: presswatch health", style="yellow")


def tell_delivered(console: Console, delivered: Delivered, *, digests: bool) -> None:
    """Say what was sent to whom, what waits, and what could not be sent."""
    for one in delivered.handed[:_MOST_DIGESTS] if digests else ():
        console.print()
        console.print(DigestView(one.digest))
    for one in delivered.handed:
        for place in one.places:
            console.print(Text(f"{one.digest.recipient}: {subject(one.digest)} -> {place}"))
        for attempt in one.attempts:
            if attempt.outcome != "sent":
                console.print(
                    Text(f"{one.digest.recipient}: {attempt.channel} {attempt.outcome}: {attempt.detail}"), style="red"
                )
        if one.state == "dead":
            advice = f"when it can be reached: presswatch alerts resend {one.digest.digest_id}"
            console.print(Text(f"{one.digest.recipient}: given up; {advice}"), style="red")
    for waiting in delivered.waiting:
        if waiting.waiting and waiting.next_at:
            console.print(f"{waiting.recipient}: {waiting.waiting} wait until {waiting.next_at:%Y-%m-%d %H:%M} UTC")
    if not delivered.handed and not delivered.waiting:
        console.print("Nothing to deliver.")


def tell_previews(console: Console, digests: Sequence[Digest]) -> None:
    """Show what would be sent."""
    for digest in digests:
        console.print(DigestView(digest))
    if not digests:
        console.print("Nothing is due.")


def tell_replayed(console: Console, replayed: Mapping[str, Replayed]) -> None:
    """Say what came of reading the archive again."""
    for source, one in replayed.items():
        new = sum(change.kind == "new" for change in one.loaded.changes)
        console.print(
            f"{source}: {_plural(one.read, 'archived page')} read again; {one.replaced} read differently and replaced, "
            f"{new} readable for the first time, {one.problems} not readable (kept as they were)"
        )


def _found(one: SourceReport) -> str:
    told = [f"{count:,} {label}" for kind, label in _KINDS if (count := one.count(kind))]
    asked = f"{_plural(one.requests, 'request')}, {_plural(one.pages, 'page')} read"
    return f"{asked}; {', '.join(told) or 'nothing new'}"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
