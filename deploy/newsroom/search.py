"""The Search API: `/api/search.json`, as strict about parameters as GOV.UK's.

Does not search for words, and knows no aggregates; it filters, sorts and pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from deploy.newsroom.records import Headline, Named
from deploy.newsroom.wording import type_name

Pairs = Sequence[tuple[str, str]]  # a query, taken apart

MOST_RESULTS: Final = 1500
_DEFAULT_RESULTS: Final = 10
_PARAMETERS: Final = (
    "count",
    "start",
    "order",
    "fields",
    "filter_organisations",
    "filter_content_store_document_type",
    "filter_public_timestamp",
)
_ORDERS: Final = ("public_timestamp", "-public_timestamp")


class SearchError(ValueError):
    """A query that the API answers with status 422; the message says which parameter is wrong, and how."""


def _organisation(one: Named) -> dict[str, str]:
    return {
        "slug": one.slug,
        "title": one.title,
        "acronym": one.acronym,
        "link": one.path,
        "content_id": one.content_id,
    }


_FIELDS: Final[Mapping[str, Callable[[Headline], Any]]] = {
    "title": lambda one: one.title,
    "link": lambda one: one.path,
    "description": lambda one: one.summary,
    "slug": lambda one: one.path.rsplit("/", 1)[1],
    "public_timestamp": lambda one: one.updated.isoformat(),
    "display_type": lambda one: type_name(one.document_type),
    "format": lambda one: one.document_type,
    "content_store_document_type": lambda one: one.document_type,
    "content_id": lambda one: one.content_id,
    "organisations": lambda one: [_organisation(each) for each in one.organisations],
}
_DEFAULT_FIELDS: Final = tuple(name for name in _FIELDS if name not in ("content_store_document_type", "content_id"))


def search(headlines: Sequence[Headline], pairs: Pairs) -> dict[str, Any]:
    """Return the answer to a query over `headlines`, which are newest first; raises SearchError for a wrong query."""
    _refuse_unknown(pairs)
    count, start = _number(pairs, "count", _DEFAULT_RESULTS), _number(pairs, "start", 0)
    if count > MOST_RESULTS:
        raise SearchError(f'Maximum result set size (as specified in "count") is {MOST_RESULTS}')
    fields = _fields(pairs)
    found = _sorted(_filtered(headlines, pairs), _one(pairs, "order"))
    return {
        "results": [_result(one, fields) for one in found[start : start + count]],
        "total": len(found),
        "start": start,
        "aggregates": {},
        "suggested_queries": [],
    }


def _refuse_unknown(pairs: Pairs) -> None:
    unknown = sorted({name.removesuffix("[]") for name, _ in pairs} - set(_PARAMETERS))
    if unknown:
        raise SearchError(f"Unexpected parameters: {', '.join(unknown)}")


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for one, value in pairs if one.removesuffix("[]") == name]


def _one(pairs: Pairs, name: str) -> str:
    values = _values(pairs, name)
    if len(values) > 1:
        raise SearchError(f'Too many values ({len(values)}) for parameter "{name}" (must occur at most once)')
    return values[0] if values else ""


def _number(pairs: Pairs, name: str, default: int) -> int:
    value = _one(pairs, name)
    if not value:
        return default
    if not re.fullmatch(r"\d{1,9}", value):
        raise SearchError(f'Invalid value "{value}" for parameter "{name}" (expected positive integer)')
    return int(value)


def _fields(pairs: Pairs) -> tuple[str, ...]:
    asked = tuple(name for value in _values(pairs, "fields") for name in value.split(",") if name)
    unknown = [name for name in asked if name not in _FIELDS]
    if unknown:
        raise SearchError(f"Some requested fields are not valid return fields: {unknown}")
    return asked or _DEFAULT_FIELDS


def _sorted(found: list[Headline], order: str) -> list[Headline]:
    if order and order not in _ORDERS:
        raise SearchError(f'"{order.removeprefix("-")}" is not a valid sort field')
    return found[::-1] if order == "public_timestamp" else found


def _filtered(headlines: Iterable[Headline], pairs: Pairs) -> list[Headline]:
    organisations = set(_values(pairs, "filter_organisations"))
    types = set(_values(pairs, "filter_content_store_document_type"))
    earliest, latest = _between(_values(pairs, "filter_public_timestamp"))
    return [
        one
        for one in headlines
        if (not types or one.document_type in types)
        and earliest <= one.updated <= latest
        and (not organisations or any(each.slug in organisations for each in one.organisations))
    ]


def _between(values: Iterable[str]) -> tuple[datetime, datetime]:
    """Return the bounds that 'from:2026-01-01,to:2026-01-31' sets; a day counts from its first to its last moment."""
    bounds = {"from": datetime.min.replace(tzinfo=UTC), "to": datetime.max.replace(tzinfo=UTC)}
    for part in (part for value in values for part in value.split(",")):
        name, _, text = part.partition(":")
        if name not in bounds:
            raise SearchError(f'Invalid value "{part}" for date filter "public_timestamp" (expected from: or to:)')
        bounds[name] = _moment(text, time.max if name == "to" else time.min)
    return bounds["from"], bounds["to"]


def _moment(text: str, of_day: time) -> datetime:
    try:
        if len(text) == len("2026-01-01"):
            return datetime.combine(date.fromisoformat(text), of_day, UTC)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SearchError(f'Invalid "{text}" for date filter "public_timestamp" (expected ISO 8601 date)') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _result(headline: Headline, fields: Iterable[str]) -> dict[str, Any]:
    found = {name: _FIELDS[name](headline) for name in fields}
    return found | {"index": "government", "es_score": None, "_id": headline.path, "document_type": "edition"}
