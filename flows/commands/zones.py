"""The option `--zone` of commands that show times: checked before anything is asked."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from flows.errors import SettingsError


def _known(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(f"--zone: expected a time zone such as 'Europe/London', got {name!r}") from None
    return name


ZoneOption = Annotated[str, typer.Option("--zone", callback=_known, help="Time zone of the times shown.")]
