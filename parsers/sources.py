"""Source files: publishers/<country>/<agency>.toml to Source, every complaint naming file and key.

Does not fetch anything and does not read pages; a source is a declaration. Nor does it look for operators' own files:
whoever may read the disk hands their text to `read_source`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from parsers.agreements import Table, disagreements, rows
from parsers.catalogue import shipped_files
from parsers.declarations import FIELDS, DeclaredFeed, DeclaredLayout, DeclaredSource
from parsers.errors import Mistake, SourceError
from parsers.records import Expect, Feed, FeedKind, Layout, Source
from parsers.spelling import meant, near

_TOP = frozenset(DeclaredSource.model_fields)
_ROWS = {"feed": frozenset(DeclaredFeed.model_fields), "layout": FIELDS | frozenset(DeclaredLayout.model_fields)}


def read_source(text: str, *, name: str, file: str) -> Source:
    """Return the source that the TOML `text` declares under `name`, such as 'uk/govuk'.

    Raises SourceError naming `file` and every mistake in it with its key: bad TOML, an unknown, missing or repeated
    key, a value of another kind than the key takes, layouts out of order.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOML's own errors, numbers of 5,000 digits, a thousand brackets
        raise SourceError(file, "", f"not TOML: {error}") from error
    unknown = tuple(_unknown_keys(table))
    declared, wrong = _declared(table)
    if mistakes := _told_once(table, unknown, (*wrong, *disagreements(table))):
        first, *more = mistakes
        raise SourceError(file, first.key, first.message, *more)
    assert declared is not None  # noqa: S101 - what could not be read is a mistake
    return _source(name, declared)


def _told_once(table: Table, unknown: Sequence[Mistake], others: Sequence[Mistake]) -> list[Mistake]:
    """One mistake for each key, and none for a key that lacks only because it is misspelt: the spelling says it."""
    places = [place for kind in _ROWS for place, _ in rows(table, kind)]
    misspelt = {_meant_key(one.key, places) for one in unknown}
    found: dict[str, Mistake] = {}
    for one in (*unknown, *(one for one in others if one.key not in misspelt)):
        found.setdefault(one.key, one)
    return list(found.values())


def _known_keys(place: str) -> frozenset[str]:
    return _ROWS[place.partition(".")[0]] if place else _TOP


def _meant_key(key: str, places: Sequence[str]) -> str:
    """Return the key for which an unknown one was meant, below the same place; empty where nobody can say."""
    place = next((one for one in places if key.startswith(f"{one}.")), "")
    word = key.removeprefix(f"{place}.") if place else key
    found = near(word, _known_keys(place))
    return ".".join(filter(None, (place, found))) if found else ""


def _unknown_keys(table: Table) -> Iterator[Mistake]:
    """Unknown keys come first: a misspelt key is also a missing one, and the spelling is the better complaint."""
    for place, row in (("", table), *(found for kind in _ROWS for found in rows(table, kind))):
        known = _known_keys(place)
        for key in row:
            if key not in known:
                hint = meant(key, known) or f"; known: {', '.join(sorted(known))}"
                yield Mistake(".".join(filter(None, (place, key))), f"unknown key{hint}")


def _declared(table: Table) -> tuple[DeclaredSource | None, Sequence[Mistake]]:
    """Return what a file declares, or None and every value that its key does not take."""
    try:
        return DeclaredSource.model_validate(table), ()
    except ValidationError as error:
        wrong = [one for one in error.errors() if one["type"] != "extra_forbidden" or len(one["loc"]) not in (1, 3)]
        return None, [Mistake(_path(table, one["loc"]), _message(one)) for one in wrong]


def _message(error: ErrorDetails) -> str:
    cause = error.get("ctx", {}).get("error")
    if error["type"] == "missing":
        return "missing; every source file needs it"
    if isinstance(cause, ValueError):
        return str(cause)
    return f"{error['msg']}, got {error['input']!r:.60}{_kinds_meant(error)}"


def _kinds_meant(error: ErrorDetails) -> str:
    return meant(str(error["input"]), get_args(FeedKind)) if error["type"] == "literal_error" else ""


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
        languages=tuple(declared.languages),
        homepage=declared.homepage,
        hosts=tuple(declared.hosts),
        watched=declared.watched,
        time_zone=declared.time_zone,
        verified=declared.verified,
        feeds=tuple(map(_feed, declared.feed)),
        layouts=tuple(map(_layout, declared.layout)),
        document_types=tuple(declared.document_types),
        expect=Expect(
            releases_per_week_min=declared.expect.releases_per_week.min,
            releases_per_week_max=declared.expect.releases_per_week.max,
            filled=tuple(declared.expect.filled),
            longest_silence=declared.expect.longest_silence,
        ),
        api=declared.api,
    )


def _feed(declared: DeclaredFeed) -> Feed:
    values = declared.model_dump()
    values["document_types"] = tuple(declared.document_types)
    for name in ("filters", "form", "entry"):
        values[name] = tuple(values[name].items())
    return Feed(**values)


def _layout(declared: DeclaredLayout) -> Layout:
    values = declared.model_dump(include={"name", "kind", "root", "sign", "until"})
    fields = tuple((declared.__pydantic_extra__ or {}).items())
    names = tuple(declared.type_names.items())
    return Layout(**values, document_type=declared.type, type_names=names, fields=fields)


@cache
def shipped_source(name: str) -> Source:
    """Return one of the sources that presswatch ships; raises KeyError for a name that is not among them."""
    return read_source(dict(shipped_files())[name].read_text("utf-8"), name=name, file=f"publishers/{name}.toml")
