"""`verify`: every disagreement between database, archive, analysts' copy and search index, one a line."""

from __future__ import annotations

import typer
from rich.text import Text

from flows.commands.desk import FormatOption, aside, screen, settings
from flows.commands.progress import Bars
from flows.output import Format, write_rows
from flows.settings import Settings
from warehouse.verify import verify as disagreements
from warehouse.verify_records import Disagreement, Premises

_COLUMNS = ("kind", "place", "what", "remedy")


def verify(form: FormatOption = Format.table) -> None:
    """Compare database, archive, analysts' copy and search index, and name every disagreement; changes nothing."""
    here = settings()
    remarks: list[str] = []
    with Bars(aside()) as bars:
        advance = bars.stage("captures", "checking")
        found = list(disagreements(premises(here), wait=here.lock_wait, advance=advance, remark=remarks.append))
    if form is Format.table:
        _tell(found)
    else:
        write_rows(_COLUMNS, [[getattr(one, name) for name in _COLUMNS] for one in found], form)
    for one in remarks:
        aside().print(one, markup=False, soft_wrap=True)
    raise typer.Exit(1 if found else 0)


def premises(here: Settings) -> Premises:
    """Return where things are."""
    return Premises(
        data_dir=here.data_dir, database=here.database, copy=here.snapshot, archive=here.archive, spool=here.spool
    )


def _tell(found: list[Disagreement]) -> None:
    """One line each, however long: lines are counted and searched."""
    for one in found:
        line = Text.assemble((one.kind, "bold red"), f"  {one.place}: {one.what}; {one.remedy}")
        screen().print(line, soft_wrap=True)
    if not found:
        screen().print("Everything agrees.", style="green")
    else:
        screen().print(f"{len(found):,} disagreement{'' if len(found) == 1 else 's'}", style="bold red")
