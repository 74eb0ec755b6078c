"""`settings show`: every setting, where it comes from, and no secret."""

from __future__ import annotations

import json
import os
from pathlib import Path

from flows.commands.desk import FormatOption, aside
from flows.output import Format, write_rows
from flows.settings import read_settings
from flows.settings_file import settings_file
from flows.settings_origins import origins

_COLUMNS = ("setting", "value", "from")


def show(form: FormatOption = Format.table) -> None:
    """Show every setting, and whether it is the default, a line of the settings file, or a variable; no secrets."""
    here = Path.cwd()
    settings, file = read_settings(here, os.environ), settings_file(here, os.environ)
    found = list(origins(settings, file, os.environ, folder=here))
    if form is Format.table:
        write_rows(_COLUMNS, [(one.name, _written(one.value), one.source) for one in found], form)
        if not file:
            aside().print("there is no settings file: neither presswatch.toml here nor $PRESSWATCH_CONFIG")
    else:
        write_rows(_COLUMNS, [(one.name, one.value, one.source) for one in found], form)


def _written(value: object) -> str | None:
    """A value as the settings file would have it."""
    return None if value is None else json.dumps(value, ensure_ascii=False)
