"""The same news in many voices: releases gathered into stories, as they are loaded and as they are read again.

What is written depends on what is kept, and not on the order in which it came: the pairs of a release are found anew
whenever its text is, and a story is whatever pairs hold together. Does not judge texts; `parsers.likeness` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from parsers.likeness import OWN_BANDS, SHORT_WINDOW, SHORTEST, WINDOW, Words, compare, fingerprint, words_of
from warehouse.clusters import Link, Member, story_rows
from warehouse.database import Connection, transaction
from warehouse.staging import ask, load_rows, run

MOST_ALIKE = 20  # editions that one is compared with: a text that stands on hundreds of pages is held together by few
_CATCH_UP, _AT_ONCE = (
    4_000,
    500,
)  # releases of a warehouse from before there were stories: in one run, in one transaction
Edition = tuple[str, int]
Rows = list[dict[str, Any]]


def gather(connection: Connection, ids: Iterable[str]) -> None:
    """Put releases that are new, or read otherwise, into their stories; within the caller's transaction."""
    wanted = sorted(set(ids))
    if not wanted:
        return
    run(connection, "change/name_gathered", ids=wanted)
    (before,) = ask(connection, "gathered_before")
    if before["known"]:
        run(connection, "change/forget_gathered")
    found = ask(connection, "unprinted")
    texts = _take_fingerprints(connection, found)
    pairs = _alike(connection, texts)
    load_rows(connection, "likenesses", pairs)
    if _declared(connection, linked=before["linked"]) or pairs or before["known"]:
        load_rows(connection, "stories", _rows(connection))
    else:  # nearly all releases: new, and like nothing else
        load_rows(connection, "stories", _alone(found))


def catch_up(connection: Connection) -> None:
    """Put some thousand of the newest releases that are in no story into theirs: for data older than stories."""
    left = [str(row["release_id"]) for row in ask(connection, "storyless", most=_CATCH_UP)]
    for start in range(0, len(left), _AT_ONCE):
        with transaction(connection):
            gather(connection, left[start : start + _AT_ONCE])


def _rows(connection: Connection) -> Rows:
    """Return the rows of every story that is touched."""
    run(connection, "change/name_members")
    members = [_member(row) for row in ask(connection, "story_members")]
    return story_rows(members, [Link(**row) for row in ask(connection, "story_links")])


def _alone(found: Rows) -> Rows:
    """Return the rows of releases that are new, each its own story."""
    joined: dict[str, datetime] = {}
    for row in found:
        joined[row["release_id"]] = max(row["seen_at"], joined.get(row["release_id"], row["seen_at"]))
    nothing = {"relation": "first", "likeness": None}
    return [{"release_id": name, "story_id": name, **nothing, "joined_at": moment} for name, moment in joined.items()]


def _declared(connection: Connection, *, linked: bool) -> int:
    """Note the pairs that publishers declare, and return how many there are."""
    names = ("change/link_declared", *(("change/link_translations",) if linked else ()))
    return sum(int(run(connection, name).fetchall()[0][0]) for name in names)


def _take_fingerprints(connection: Connection, found: Rows) -> dict[Edition, Words]:
    texts = {_edition(row): _words(row) for row in found}
    load_rows(connection, "fingerprints", [_print_row(row, texts[_edition(row)]) for row in found])
    return texts


def _print_row(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    named = {name: row[name] for name in ("release_id", "revision", "source", "at", "record_hash")}
    found = fingerprint(words)
    return {**named, "words": found.words, "bands": list(found.bands)}


def _alike(connection: Connection, texts: Mapping[Edition, Words]) -> Rows:
    """Return a row for each pair of releases that say the same: of several editions the closest."""
    limits = {"within": WINDOW, "shortly": SHORT_WINDOW, "shortest": SHORTEST, "own": OWN_BANDS, "most": MOST_ALIKE}
    pairs = ask(connection, "alike", **limits)
    read = _texts(connection, {end for pair in pairs for end in _ends(pair)} - texts.keys()) | dict(texts)
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for pair in pairs:
        one, other = sorted(_ends(pair))
        found = compare(read[one], read[other], same_publisher=pair["same"])
        known = best.get((one[0], other[0]))
        if found and (known is None or known["likeness"] < found.share):
            ends = {"release_id": one[0], "other_id": other[0]}
            best[one[0], other[0]] = {**ends, "kind": found.kind, "likeness": found.share}
    return list(best.values())


def _texts(connection: Connection, editions: Iterable[Edition]) -> dict[Edition, Words]:
    named = [{"release_id": release, "revision": revision} for release, revision in sorted(editions)]
    return {_edition(row): _words(row) for row in ask(connection, "texts", editions=named)} if named else {}


def _ends(pair: Mapping[str, Any]) -> tuple[Edition, Edition]:
    return _edition(pair), (str(pair["other_id"]), int(pair["other_revision"]))


def _edition(row: Mapping[str, Any]) -> Edition:
    return str(row["release_id"]), int(row["revision"])


def _words(row: Mapping[str, Any]) -> Words:
    """The words of an edition without its notes: whom to call is another for each publisher."""
    return words_of(row["title"], row["body"].removesuffix(row["notes"]))


def _member(row: Mapping[str, Any]) -> Member:
    joined = row["joined_at"] or row["seen_at"]
    return Member(**{one.name: joined if one.name == "joined_at" else row[one.name] for one in fields(Member)})
