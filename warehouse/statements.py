"""The SQL of this folder, by file name: `statement("load/fetches")` is the text of load/fetches.sql.

Does not run anything.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """Return the text of one SQL file of this folder, named without '.sql'."""
    return (files("warehouse") / f"{name}.sql").read_text("utf-8")


def names_in(folder: str) -> list[str]:
    """Return the names of the SQL files in one folder, sorted: 'views/latest_releases'."""
    entries = (files("warehouse") / folder).iterdir()
    return sorted(f"{folder}/{one.name.removesuffix('.sql')}" for one in entries if one.name.endswith(".sql"))
