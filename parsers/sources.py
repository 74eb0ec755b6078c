"""Source files: publishers/<country>/<agency>.toml to Source, every complaint naming file and key.

Does not fetch anything and does not read pages; a source is a declaration. Nor does it look for operators' own files:
whoever may read the disk hands their text to `read_source`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from parsers.catalogue import shipped_files
from parsers.declarations import FIELDS, DeclaredFeed, DeclaredLayout, DeclaredSource, KeyedError
from parsers.errors import SourceError
from parsers.records import Expect, Feed, Layout, Source

_ROWS = {"feed": frozenset(DeclaredFeed.model_fields), "layout": FIELDS | frozenset(DeclaredLayout.model_fields)}


def read_source(text: str, *, name: str, file: str) -> Source:
    """Return the source that the TOML `text` declares under `name`, such as 'uk/govuk'.

    Raises SourceError naming `file` and the key for any mistake: bad TOML, an unknown, missing or repeated key, a value
    of another kind than the key takes, layouts out of order.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file, "", f"not TOML: {error}") from error
    _check_keys(table, file)
    try:
        declared = DeclaredSource.model_validate(table)
    except ValidationError as error:
        raise _complaint(error, table, file) from error
    return _source(name, declared)


def read_sources(texts: Iterable[tuple[str, str, str]]) -> tuple[Source, ...]:
    """Return the shipped sources and an operator's own, by name; an own source replaces the shipped one of its name.

    `texts` are triples of name, file and text. Raises SourceError as read_source does, and for a name given twice.
    """
    own: dict[str, Source] = {}
    for name, file, text in texts:
        if name in own:
            raise SourceError(file, "", f"expected one source {name!r}, got another file for it; rename one of them")
        own[name] = read_source(text, name=name, file=file)
    shipped = {source.name: source for source in shipped_sources()}
    return tuple(source for _, source in sorted((shipped | own).items()))


def _check_keys(table: Mapping[str, Any], file: str) -> None:
    """Unknown keys come first: a misspelt key is also a missing one, and the spelling is the better complaint."""
    _check_known(table, DeclaredSource.model_fields, "", file)
    for kind, fields in _ROWS.items():
        rows = table.get(kind, [])
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                _check_known(row, fields, f"{_path(table, (kind, number))}.", file)


def _check_known(table: Mapping[str, Any], known: Iterable[str], prefix: str, file: str) -> None:
    names = sorted(known)
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
            raise SourceError(file, prefix + key, f"unknown key; {hint}")


def _complaint(error: ValidationError, table: Mapping[str, Any], file: str) -> SourceError:
    first = error.errors()[0]
    cause = first.get("ctx", {}).get("error")
    message = str(cause) if isinstance(cause, ValueError) else f"{first['msg']}, got {first['input']!r:.60}"
    if first["type"] == "missing":
        message = "missing; every source file needs it"
    path = [_path(table, first["loc"]), cause.key if isinstance(cause, KeyedError) else ""]
    return SourceError(file, ".".join(filter(None, path)), message)


def _path(table: Any, location: Sequence[int | str]) -> str:
    """Return where something stands, rows of feeds and layouts by their names: 'layout.2020.body'."""
    parts: list[str] = []
    for step in location:
        if step == "[key]":  # how pydantic says that the key itself is wrong
            continue
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            table = None
        named = isinstance(step, int) and isinstance(table, dict) and isinstance(table.get("name"), str)
        parts.append(table["name"] if named else str(step))
    return ".".join(parts)


def _source(name: str, declared: DeclaredSource) -> Source:
    return Source(
        name=name,
        title=declared.name,
        country=declared.country,
        language=declared.language,
        homepage=declared.homepage.rstrip("/"),
        time_zone=declared.time_zone,
        verified=declared.verified,
        feeds=tuple(map(_feed, declared.feed)),
        layouts=tuple(map(_layout, declared.layout)),
        document_types=tuple(declared.document_types),
        expect=Expect(
            releases_per_week_min=declared.expect.releases_per_week.min,
            releases_per_week_max=declared.expect.releases_per_week.max,
            filled=tuple(declared.expect.filled),
        ),
        api=declared.api,
    )


def _feed(declared: DeclaredFeed) -> Feed:
    values = declared.model_dump()
    values["document_types"] = tuple(declared.document_types)
    values["filters"] = tuple(declared.filters.items())
    return Feed(**values)


def _layout(declared: DeclaredLayout) -> Layout:
    values = declared.model_dump(include={"name", "kind", "root", "sign", "until"})
    fields = tuple((declared.__pydantic_extra__ or {}).items())
    return Layout(**values, type_names=tuple(declared.type_names.items()), fields=fields)


@cache
def shipped_sources() -> tuple[Source, ...]:
    """Return the sources that presswatch ships, by name."""
    return tuple(
        read_source(file.read_text("utf-8"), name=name, file=f"publishers/{name}.toml")
        for name, file in shipped_files()
    )
