"""What a tried query would have caught, on the screen. Does not try it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.commands.marking import marked_sentence
from flows.trying import Hit, Trial
from warehouse.stored import Stored

_SHOWN = 10  # newest hits, sampled hits and near misses
_BAR = 40  # columns of the longest bar
_MONTHS = 24  # the newest; older ones are summed up
_INDENT = (0, 0, 0, 14)  # below the title, behind the date


def tell_trial(console: Console, trial: Trial) -> None:
    """Show hits by month, the share of everything, samples with their matches marked, and near misses."""
    if not trial.releases:
        console.print("There is nothing to try it on yet: presswatch run, or presswatch backfill SOURCE --since DATE")
        return
    console.print(
        f"{len(trial.hits):,} of {trial.releases:,} releases match ({trial.share:.1%}); "
        f"about {trial.weekly:.1f} alerts a week"
    )
    _tell_months(console, trial)
    if trial.words:
        words = ", ".join(f"{word} ×{count:,}" for word, count in trial.words[:12])
        console.print(Text(f"matched words: {words}"))
    _tell_hits(console, "newest", trial.hits[:_SHOWN])
    if len(trial.hits) > _SHOWN:
        _tell_hits(console, "a random sample", trial.sampled(_SHOWN))
    _tell_near(console, trial)
    if trial.is_broad:
        console.print("It matches more than a fifth of everything: too much for alerts.", style="bold yellow")


def _tell_months(console: Console, trial: Trial) -> None:
    shown = trial.months[-_MONTHS:]
    most = max((hits for _, _, hits in shown), default=0)
    for month, releases, hits in shown:
        bar = "█" * max(round(_BAR * hits / most), 1 if hits else 0) if most else ""
        console.print(f"  {month}  {hits:>6,} of {releases:<7,} {bar}")
    earlier = sum(hits for _, _, hits in trial.months[:-_MONTHS])
    if earlier:
        console.print(f"  and {earlier:,} in earlier months")


def _tell_hits(console: Console, title: str, hits: Iterable[Hit]) -> None:
    console.print(f"\n{title}:", style="bold")
    for hit in hits:
        stored = hit.stored
        console.print(_titled(stored, hit.moment))
        console.print(Padding(marked_sentence(stored.release, hit.mentions[0]), _INDENT))


def _tell_near(console: Console, trial: Trial) -> None:
    if trial.near:
        console.print("\njust missed:", style="bold")
    for one in trial.near:
        console.print(_titled(one.stored, one.stored.release.published_at or one.stored.first_seen_at))
        console.print(Padding(Text(f"without {one.part}", style="dim"), _INDENT))


def _titled(stored: Stored, moment: datetime) -> Table:
    line = Table.grid(padding=(0, 2))
    line.add_row(Text(f"  {moment:%Y-%m-%d}"), Text(stored.release.title))
    return line


def tell_difference(console: Console, before: Trial, after: Trial) -> None:
    """Show which releases a changed query gains and loses beside the saved one."""
    old = {hit.release_id: hit for hit in before.hits}
    new = {hit.release_id: hit for hit in after.hits}
    gained, lost = [new[one] for one in new if one not in old], [old[one] for one in old if one not in new]
    console.print(
        f"\nCompared with the saved query ({len(old):,}): {len(gained):,} gained, {len(lost):,} lost", style="bold"
    )
    if gained:
        _tell_hits(console, "gained", gained[:_SHOWN])
    if lost:
        _tell_hits(console, "lost", lost[:_SHOWN])
