"""The analysts' copy beside the warehouse: it may be older, and never say more, or something else of the same time.

Asked while the warehouse's lock is held, so that no run puts a new copy in place meanwhile.
"""

from __future__ import annotations

from pathlib import Path

from warehouse.database import Connection, quoted, reading
from warehouse.errors import WarehouseError
from warehouse.staging import ask
from warehouse.verify_records import Disagreement, Remark

_OLDER = "The analysts' copy is older than the database; the next run brings it up to date."


def copy_disagreements(connection: Connection, copy: Path, *, remark: Remark) -> list[Disagreement]:
    """Return where the copy and the warehouse of `connection` do not fit together."""
    if not copy.exists():
        remark("There is no analysts' copy; the next run makes it.")
        return []
    try:
        with reading(copy):
            pass
    except WarehouseError as error:
        what = str(error).removeprefix(f"{copy}: ").partition(";")[0]
        return [Disagreement(kind="copy_unreadable", place=copy.name, what=what)]
    _attach(connection, copy)
    ahead, differs = (_found(connection, f"verify_copy_{one}") for one in ("ahead", "differs"))
    if ahead or not differs:
        return ahead
    if _is_behind(connection, copy):
        remark(_OLDER)
        return []
    return differs


def _attach(connection: Connection, copy: Path) -> None:
    connection.execute(f"ATTACH {quoted(copy)} AS copy (READ_ONLY)")


def _is_behind(connection: Connection, copy: Path) -> bool:
    """A run says so beside the copy before it loads anything; and what happened is counted."""
    if list(copy.parent.glob(f".{copy.stem}-behind-*")):
        return True
    return bool(ask(connection, "verify_copy_behind")[0]["behind"])


def _found(connection: Connection, question: str) -> list[Disagreement]:
    return [Disagreement(**row) for row in ask(connection, question)]
