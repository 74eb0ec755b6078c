"""What an analyst is told of a query that DuckDB refuses, and how values of the command line are read.

Pure. The words are DuckDB's own, without what helps nobody, and with the names that are near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from difflib import get_close_matches

_CANDIDATES = re.compile(r"\n\s*Candidate functions:\n((?:[ \t]+.*\n?)*)\n*")
_CALL = re.compile(r"['\"]\S*?\((?P<first>[^,()']*)[^']*\)['\"]")
_NO_COLUMN = re.compile(r'does not have a column named "(?P<name>[^"]+)"')
_MOST = 6  # functions that are offered: DuckDB names all forty ways of a minus


def clarified(text: str, columns: Iterable[str]) -> str:
    """Return a message of DuckDB with a few candidate functions instead of all, and the columns that are near."""
    missed = _NO_COLUMN.search(text)
    if missed and "Candidate" not in text:
        near = get_close_matches(missed["name"], sorted(set(columns)), n=3, cutoff=0.7)
        text = text.replace(missed[0], f"{missed[0]}{_or(near)}", 1)
    return _CANDIDATES.sub(lambda found: _few(found[1], text), text).strip()


def unanswered(wanted: Collection[str], given: Collection[str]) -> str:
    """Return what to do about values that a statement names and nobody gave; '' where all were given."""
    missing = sorted(set(wanted) - set(given))
    if not missing:
        return ""
    if any(name.isdigit() for name in missing):
        return "a ? has no value; write $NAME instead, and add -p NAME=VALUE"
    said = ", ".join(f"${name}" for name in missing)
    unknown = sorted(set(given) - set(wanted))
    aside = f"; the statement does not name ${', $'.join(unknown)}" if unknown else ""
    return f"no value for {said}: add {' '.join(f'-p {name}=VALUE' for name in missing)}{aside}"


def typed_value(text: str) -> object:
    """Return a value by its form: a number, a day, a moment (in UTC where no zone is named), or the text that it is."""
    for pattern, read in _FORMS:
        if pattern.fullmatch(text):
            try:
                return read(text)
            except ValueError:
                return text
    return text


def plain_value(text: str) -> str | Decimal:
    """Return a value as text, which DuckDB reads as what it stands beside; but 1.5 beside whole numbers would be 2."""
    value = typed_value(text)
    return value if isinstance(value, Decimal) else text


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"[+-]?\d{1,18}"), int),
    (re.compile(r"[+-]?\d{1,20}\.\d{1,10}"), Decimal),
    (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"), _moment),
)


def _or(near: list[str]) -> str:
    return "; near: " + ", ".join(f'"{name}"' for name in near) if near else ""


def _few(lines: str, text: str) -> str:
    """Keep the candidates that take what the query gives first; none where there are still too many."""
    call = _CALL.search(text)
    functions = [line.strip() for line in lines.splitlines() if line.strip()]
    fitting = [one for one in functions if call and f"({call['first']}" in one] if len(functions) > _MOST else functions
    listed = "".join(f"\n        {one}" for one in fitting[:_MOST])
    return f"\nWhat there is:{listed}\n\n" if listed else "\n\n"
