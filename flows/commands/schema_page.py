"""The page that `presswatch sql --schema` prints: every view and table as Markdown. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from warehouse.schema import Column, Relation

_HEAD = """\
# The schema

What analysts can ask: `presswatch sql` reads `data/analyst.duckdb`, and so does every DuckDB client. This page is what
`presswatch sql --schema` prints; the same words are in the database itself, as comments (`FROM duckdb_columns()`).

Times are in UTC; a day is `CAST(published_at AS DATE)`, another zone `published_at AT TIME ZONE 'Europe/London'`. Where
nothing else is said, null means that the publisher does not tell. The views know the joins, so begin with them. Worked
questions: [COOKBOOK.md](COOKBOOK.md).

## How it hangs together

    sources --< releases --< revisions --< quotes amounts organisations people places
                   |             |         attachments links translations
                   |             |--< passages            what it added to the edition before, and took away
                   |             |--< mentions >-- topics by (topic, version)
                   |             `--- fetches             by fetch_id: the request that brought it
                   |--- stories                           releases that say the same share a story_id
                   |--< changes  --- runs                 by run_id
                   |--< alerts   >-- digests --< deliveries
                   `--< pages                             every address that leads to it
    sources --< fetches --- runs;  sources --< problems   by source; a problem also has its url

`--<` means one to many. A release has one row in `releases` and one in `revisions` for each of its editions; what hangs
on an edition is found by `(release_id, revision)`, so a table below `revisions` has the rows of *every* edition. Join
it with `releases` by both columns, or with `latest_releases`, to count what reads so today:

```sql
SELECT count(*) FROM amounts JOIN latest_releases USING (release_id, revision);
```

A release counts once however many rows it has: `count(DISTINCT release_id)`. `start` and `stop` are characters of the
stored text, from 0, and SQL counts from 1: `substr(body, start + 1, stop - start)`.
"""
_CHAPTERS = (("view", "Views"), ("table", "Tables"))
_TYPES = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}  # the name that DuckDB takes in queries, and shorter


def schema_page(relations: Sequence[Relation]) -> str:
    """Return the whole page: a chapter of views, then one of tables, each with its columns and an example."""
    return "\n".join((_HEAD, *_chapters(relations)))


def _chapters(relations: Sequence[Relation]) -> Iterator[str]:
    for kind, title in _CHAPTERS:
        yield f"## {title}\n"
        yield from (_section(one) for one in relations if one.kind == kind)


def _section(relation: Relation) -> str:
    example = f"\n```sql\n{relation.example}\n```\n" if relation.example else ""
    return f"### {relation.name}\n\n{relation.holds}\n\n{_table(relation.columns)}\n{example}"


def _table(columns: Iterable[Column]) -> str:
    rows = (f"| {one.name} | {_TYPES.get(one.type, one.type)} | {_cell(one.holds)} |" for one in columns)
    return "\n".join(("| column | type | holds |", "|---|---|---|", *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
