"""Ways to spoil the database of `data_folders`, to be done one after the other, and what must be said of each."""

from __future__ import annotations

from dataclasses import dataclass

Named = tuple[str, str, str]  # kind, a part of the place, a part of what is said
LOST = "release lost, revision 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """One statement, and the disagreements that it makes."""

    by: str
    named: tuple[Named, ...]


def _astray(by: str, *named: tuple[str, str]) -> Spoilt:
    """Rows of a table that hang on nothing: (table, on what)."""
    return Spoilt(by=by, named=tuple(("row_astray", f"table {table}", said) for table, said in named))


def _spoilt(by: str, *named: Named) -> Spoilt:
    return Spoilt(by=by, named=named)


CHILDREN = (
    _astray("INSERT INTO quotes VALUES ('lost', 1, 0, 'A', 'B', 'words')", ("quotes", LOST)),
    _astray("INSERT INTO amounts VALUES ('lost', 1, 0, '£2', 2, 'GBP', 'body')", ("amounts", LOST)),
    _astray("INSERT INTO organisations VALUES ('lost', 1, 0, 'A', NULL)", ("organisations", LOST)),
    _astray("INSERT INTO people VALUES ('lost', 1, 0, 'A', NULL)", ("people", LOST)),
    _astray("INSERT INTO places VALUES ('lost', 1, 0, 'A', NULL)", ("places", LOST)),
    _astray("INSERT INTO attachments VALUES ('lost', 1, 0, 'A', 'https://x.example', NULL)", ("attachments", LOST)),
    _astray("INSERT INTO links VALUES ('lost', 1, 0, 'A', 'https://x.example', NULL)", ("links", LOST)),
    _astray("INSERT INTO translations VALUES ('lost', 1, 0, 'cy', 'https://x.example')", ("translations", LOST)),
    _astray("INSERT INTO mentions VALUES ('jef', 1, 'lost', 1, 'title', 0, 3, 'J', NULL, true)", ("mentions", LOST)),
    _astray("INSERT INTO passages VALUES ('lost', 1, 'body', 'added', 0, 'words')", ("passages", LOST)),
    _astray("INSERT INTO judgements VALUES ('jef', 'lost', 1, true, now())", ("judgements", LOST)),
)
OF_RUNS_AND_LEDGER = (
    _astray(
        "INSERT INTO mentions SELECT * REPLACE (9 AS version) FROM mentions WHERE release_id <> 'lost' LIMIT 1",
        ("mentions", "topic jef, version 9"),
    ),
    _astray(
        "INSERT INTO changes VALUES (99, now(), 'gone', 'no/coast', 'lost', 1, '', 'stray')",
        ("changes", LOST),
        ("changes", "run stray"),
    ),
    _astray(
        "INSERT INTO alerts VALUES ('a', 'desk', 'new', 'lost', 1, [], 77, now(), 'sent', 'stray')",
        ("alerts", LOST),
        ("alerts", "change 77"),
        ("alerts", "digest stray"),
    ),
    _astray(
        "INSERT INTO alerts SELECT * REPLACE ('b' AS alert_id, 'lost' AS release_id) FROM alerts WHERE kind = 'broken'",
        ("alerts", "episode lost"),
    ),
    _astray(
        "INSERT INTO deliveries VALUES ('stray', 'file', 1, now(), 'sent', '', NULL)", ("deliveries", "digest stray")
    ),
    _astray("INSERT INTO digests VALUES ('empty', 'desk', now(), '', 1)", ("digests", "digest empty")),
    _astray("INSERT INTO mutes VALUES ('desk', 'lost', now())", ("mutes", "release lost")),
    _astray("UPDATE pages SET release_id = 'lost' WHERE url LIKE '%auk'", ("pages", "release lost")),
    _astray("UPDATE fetches SET run_id = 'stray' WHERE url LIKE '%auk'", ("fetches", "run stray")),
    _astray("UPDATE fetches SET source = 'xx/none' WHERE url LIKE '%auk'", ("fetches", "source xx/none")),
    _astray("UPDATE releases SET source = 'xx/none' WHERE url LIKE '%auk'", ("releases", "source xx/none")),
)
OF_EDITIONS = (
    _spoilt(
        "INSERT INTO revisions SELECT * REPLACE ('lost' AS release_id, 3 AS revision, 'nobody' AS fetch_id)"
        " FROM revisions LIMIT 1",
        ("revision_without_release", "release lost", "no such release"),
        ("revision_gap", "release lost", "expected revisions 1 to 3, got 1 from 3 on"),
        ("revision_without_fetch", "release lost, revision 3", "no fetch nobody"),
    ),
    _spoilt(
        "INSERT INTO releases SELECT * REPLACE ('bare' AS release_id) FROM releases WHERE url LIKE '%bunting'",
        ("release_without_revision", "release bare", "no revision of it is kept"),
    ),
    _spoilt(
        "UPDATE releases SET revision = 1 WHERE url LIKE '%heron'",
        ("latest_wrong", "release ", "the release says revision 1, the newest kept is 2"),
    ),
)
OF_FETCHES = (
    _spoilt("INSERT INTO fetches SELECT * FROM fetches WHERE url LIKE '%auk'", ("fetch_twice", "auk", "got 2")),
    _spoilt(
        "UPDATE fetches SET warc_file = NULL WHERE url LIKE '%crane'",
        ("revision_without_capture", ", revision 1", "crane names no place"),
        ("page_astray", "crane", "which no fetch names"),
        ("capture_unnamed", "000002-no-coast-0.warc.gz at 0", "no fetch names it"),
    ),
    _spoilt(
        "UPDATE fetches SET warc_offset = 9999 WHERE url LIKE '%dunlin'",
        ("capture_missing", "000003-no-coast-0.warc.gz at 9999", "the file ends before it"),
        ("page_astray", "dunlin", "which no fetch names"),
        ("capture_unnamed", "000003-no-coast-0.warc.gz at 0", "no fetch names it"),
    ),
)
SPOILT = (*CHILDREN, *OF_RUNS_AND_LEDGER, *OF_EDITIONS, *OF_FETCHES)
