"""`backup`, `restore` and `compact`: the data kept safe, put back, and kept small."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows import safekeeping
from flows.commands.desk import aside, now, screen, settings
from warehouse.manifest import Manifest

KEEP = 7  # a week of nightly backups
_BIG, _UNIT = 1_000_000, 1000.0


def backup(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder of backups; left out: 'backups' beside the data."),
    ] = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest stay in that folder.")] = KEEP,
) -> None:
    """Copy everything that cannot be fetched again into a folder of its own, and verify it."""
    here = settings()
    made = safekeeping.back_up(here, output or safekeeping.backups_of(here), keep=keep, now=now())
    _say(screen(), f"{made.folder}: {_holds(made.manifest)}, {_size(made.copied)} of them new; verified")
    for name in made.removed:
        _say(aside(), f"{name}: removed: there are {keep} newer ones (--keep)")


def restore(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="BACKUP", help="A folder that `backup` made; the newest whole one in 'backups' where left out."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace data that are newer than the backup.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only verify the backup; change nothing.")] = False,
) -> None:
    """Verify a backup and put it in place of the present data, which are set aside."""
    here = settings()
    chosen = safekeeping.choose(here, folder, remark=lambda text: _say(aside(), text))
    if folder is None:
        _say(aside(), f"{chosen.folder}: the newest whole backup, made {chosen.manifest.made_at:%Y-%m-%d %H:%M} UTC")
    if check:
        _say(screen(), f"{chosen.folder}: {_holds(chosen.manifest)}; whole")
        return
    restored = safekeeping.restore(here, chosen, force=force, now=now())
    out, manifest = screen(), restored.manifest
    _say(out, f"Restored: {_holds(manifest)}, as of {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if restored.aside:
        _say(out, f"What was there before is set aside in {restored.aside}; delete it when all is well.")
    _say(
        out,
        "What happened since is not known any more, and the next run tells of it again. To catch up without telling "
        f"anybody, first: presswatch backfill SOURCE --since {manifest.made_at:%Y-%m-%d}",
    )


def compact(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
) -> None:
    """Make the database file small again, and remove captures from the archive that have outlived their time."""
    here = settings()
    if dry_run:
        _tell_preview(screen(), safekeeping.preview(here, now=now()))
        return
    done = safekeeping.compact(here, now=now())
    _tell(screen(), done)
    raise typer.Exit(1 if done.swept and done.swept.damaged else 0)


def _tell(out: Console, done: safekeeping.Tidied) -> None:
    if done.swept is None:
        _say(out, "Archive: kept for ever ([retention] captures is not set)")
    else:
        swept = done.swept
        _say(
            out,
            f"Archive: {swept.captures:,} captures taken out; {swept.removed:,} files removed, "
            f"{swept.rewritten:,} written anew; {_size(swept.freed)} freed",
        )
        for one in swept.damaged:
            _say(aside(), one)
    _say(out, f"Database: {_size(done.database.before)} before, {_size(done.database.after)} now")


def _tell_preview(out: Console, would: safekeeping.Untidied) -> None:
    if would.planned is None:
        _say(out, "Archive: kept for ever ([retention] captures is not set)")
    else:
        planned = would.planned
        _say(
            out,
            f"Archive: {planned.going:,} of {planned.captures:,} captures would go; {planned.removed:,} files would be "
            f"removed, {len(planned.aged) - planned.removed:,} written anew",
        )
    _say(out, f"Database: {_size(would.unused)} of the file are unused")


def _holds(manifest: Manifest) -> str:
    releases, files = manifest.tables.get("releases", 0), len(manifest.files)
    return f"{releases:,} releases, {files:,} files, {_size(manifest.bytes)}"


def _size(number: int) -> str:
    return f"{number / _BIG:,.1f} MB" if number >= _BIG else f"{number / _UNIT:,.1f} kB"


def _say(console: Console, text: str) -> None:
    """What may be long stays on one line, and the name of a folder is never taken for markup."""
    console.print(Text(text), soft_wrap=True)
