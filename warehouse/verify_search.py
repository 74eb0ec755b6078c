"""The search index beside the analysts' copy that it shows: one document for the latest revision of each release.

An index of an older copy is brought up by the next search, and so is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from warehouse.database import reading
from warehouse.errors import StorageError
from warehouse.locks import exclusive
from warehouse.search_index import DamagedIndexError, SearchIndex, folder_of, identity, read_mark
from warehouse.search_records import shelved
from warehouse.staging import ask
from warehouse.verify_records import Disagreement, Remark

_MOST = 50  # documents that are named one by one: an index is made anew as a whole


def search_disagreements(copy: Path, *, wait: timedelta, remark: Remark) -> list[Disagreement]:
    """Return where index and copy do not fit together; raises LockedError."""
    folder = folder_of(copy)
    with exclusive(folder.with_suffix(".lock"), purpose="verify", wait=wait, reading=True):
        mark = read_mark(folder)
        if mark is None or not mark.is_ours:
            remark("There is no search index of this version; the next search makes it.")
            return []
        wanted = _wanted(copy, mark.copy)
        if wanted is None:
            remark("The search index shows an older copy; the next run or search brings it up to date.")
            return []
        try:
            return [*_compared(SearchIndex(folder / mark.folder), wanted)]
        except StorageError as error:
            remark(f"The search index was not looked at: {error}.")
            return []
        except DamagedIndexError as error:
            return [Disagreement(kind="search_unreadable", place="search/", what=str(error).partition(";")[0])]


def _wanted(copy: Path, shown: tuple[int, ...]) -> dict[int, str] | None:
    """The editions of the copy that the index shows, with their releases; None where the copy is another by now."""
    if identity(copy) != shown:
        return None
    with reading(copy) as connection:
        wanted = {row["edition"]: row["release_id"] for row in ask(connection, "search_editions")}
    return wanted if identity(copy) == shown else None


def _compared(index: SearchIndex, wanted: Mapping[int, str]) -> Iterator[Disagreement]:
    held = index.editions()
    if index.size > len(held):
        yield _found("search_twice", "", f"{index.size - len(held):,} documents are there twice")
    lacking = {wanted[one] for one in wanted.keys() - held}
    known = set(wanted.values())
    strangers = sorted(held - wanted.keys())
    for edition in strangers[:_MOST]:
        release_id = _release_of(index, edition)
        lacking.discard(release_id)
        kind, what = (
            ("search_old", "its document is of") if release_id in known else ("search_extra", "a document, and")
        )
        ending = "another state of the release" if release_id in known else "no such release in the copy"
        yield _found(kind, release_id, f"{what} {ending}")
    if len(strangers) > _MOST:
        yield _found("search_extra", "", f"{len(strangers) - _MOST:,} more documents that the copy does not have")
    for release_id in sorted(lacking)[:_MOST]:
        yield _found("search_missing", release_id, "no document of its latest revision")
    if len(lacking) > _MOST:
        yield _found("search_missing", "", f"{len(lacking) - _MOST:,} more releases without a document")


def _release_of(index: SearchIndex, edition: int) -> str:
    return next(shelved(index.record(one)).stored.release_id for one in index.of_edition(edition))


def _found(kind: str, release_id: str, what: str) -> Disagreement:
    return Disagreement(kind=kind, place=f"search/ of release {release_id}" if release_id else "search/", what=what)
