"""`sources list`: what can be watched. Apart from `sources show`, which reads and checks the whole of a source file."""

from __future__ import annotations

import tomllib
from typing import Any

from flows.commands.desk import FormatOption, settings
from flows.output import Format, write_rows
from flows.settings import Settings
from parsers.catalogue import shipped_files

_HEAD = ("name", "country", "language", "verified")


def list_sources(form: FormatOption = Format.table) -> None:
    """List the sources: which are watched, and how far each is verified."""
    here = settings()
    rows = [_row(here, name, tomllib.loads(file.read_text("utf-8"))) for name, file in shipped_files()]
    write_rows(("source", "name", "country", "language", "active", "verified"), rows, form)


def _row(here: Settings, source: str, head: dict[str, Any]) -> tuple[object, ...]:
    """The head of a source file is enough here: checking its selectors takes three times as long as all the rest."""
    name, country, language, verified = (head[key] for key in _HEAD)
    return source, name, country, language, here.of(source).active, verified
