"""Releases found by a topic's words, through the index that lies beside the analysts' copy.

The index finds too many, never too few: callers ask the matcher about each release that is found. An index that is
missing, old or damaged is brought up to the copy before it answers. DuckDB is loaded only then: a search must not wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from parsers.topics.match import Matcher
from warehouse.errors import NoWarehouseError
from warehouse.messages import NOTHING_COLLECTED
from warehouse.search_index import DamagedIndexError, SearchIndex, folder_of, identity, read_mark
from warehouse.search_questions import question
from warehouse.search_records import Shelved, microseconds, shelved

_FIRST = 100  # releases that are looked at before more are asked for
_OLD = "the search index does not show the newest copy; bringing it up to that …"
_USELESS = "the search index is missing, damaged or of another version; making it anew …"
_PATIENCE = timedelta(minutes=2)  # while another process brings the index up to the copy
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for, and in which order it comes."""

    matcher: Matcher
    topics: tuple[str, ...]  # of those that the matcher knows: what one of them may match
    since: datetime | None = None
    newest: bool = True  # False: the best first, by how rare and how frequent the words are, titles first


def with_index(copy: Path, use: Callable[[SearchIndex], T], *, remark: Callable[[str], None]) -> T:
    """Return what `use` makes of the index of an analysts' copy.

    An index that does not show the copy is brought up to it first; one that proves damaged is made anew, and `use` is
    called again. `remark` is told of both. Raises NoWarehouseError, LockedError and StorageError.
    """
    if not copy.exists():
        raise NoWarehouseError(NOTHING_COLLECTED.format(path=copy))
    index = _opened(copy, remark)
    try:
        return use(index)
    except DamagedIndexError:
        return use(_anew(copy, remark))


def rebuild(copy: Path) -> int:
    """Make the index of an analysts' copy anew, and return how many releases it holds; raises as `with_index` does."""
    return _refreshed(copy, anew=True).size


def _opened(copy: Path, remark: Callable[[str], None]) -> SearchIndex:
    mark = read_mark(folder_of(copy))
    if mark is None or not mark.is_ours:
        return _anew(copy, remark)
    try:
        if mark.copy == identity(copy):
            return SearchIndex(folder_of(copy) / mark.folder)
        remark(_OLD)
        return _refreshed(copy, anew=False)
    except DamagedIndexError:
        return _anew(copy, remark)


def _anew(copy: Path, remark: Callable[[str], None]) -> SearchIndex:
    remark(_USELESS)
    return _refreshed(copy, anew=True)


def _refreshed(copy: Path, *, anew: bool) -> SearchIndex:
    from warehouse.search_upkeep import refresh  # noqa: PLC0415 - loads DuckDB, which an index at hand does without

    refresh(copy, wait=_PATIENCE, anew=anew)
    mark = read_mark(folder_of(copy))
    if mark is None:
        raise DamagedIndexError(f"{folder_of(copy)}: was just made and is gone; does another program clean up here?")
    return SearchIndex(folder_of(copy) / mark.folder)


def found(index: SearchIndex, wanted: Wanted) -> Iterator[Shelved]:
    """Yield every release that one of the topics may match, in the order that is wanted; raises DamagedIndexError.

    They are read as they are asked for: who stops after twenty has read hardly more.
    """
    demands = [wanted.matcher.demand(one) for one in wanted.topics]
    since = None if wanted.since is None else microseconds(wanted.since)
    query = question(index.schema, demands, since=since, ranked=not wanted.newest)
    offset, limit = 0, _FIRST
    while addresses := index.addresses(query, limit=limit, offset=offset, newest=wanted.newest):
        yield from (shelved(index.record(address)) for address in addresses)
        offset, limit = offset + len(addresses), 2 * limit
