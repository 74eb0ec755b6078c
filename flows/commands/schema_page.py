"""The page that `presswatch sql --schema` prints: every view and table as Markdown. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from warehouse.schema import Column, Relation

_HEAD = """\
# The schema

What analysts can ask: `presswatch sql` reads `data/analyst.duckdb`, and so does every DuckDB client. This page is what
`presswatch sql --schema` prints; the same words are in the database itself, as comments (`FROM duckdb_columns()`).

Times are in UTC. What hangs on an edition, such as quotes and amounts, is found by `(release_id, revision)`; the views
know that, so begin with them.
"""
_CHAPTERS = (("view", "Views"), ("table", "Tables"))
_TYPES = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}  # the name that DuckDB takes in queries, and shorter


def schema_page(relations: Sequence[Relation]) -> str:
    """Return the whole page: a chapter of views, then one of tables, each with its columns, types and comments."""
    return "\n".join((_HEAD, *_chapters(relations)))


def _chapters(relations: Sequence[Relation]) -> Iterator[str]:
    for kind, title in _CHAPTERS:
        yield f"## {title}\n"
        yield from (_section(one) for one in relations if one.kind == kind)


def _section(relation: Relation) -> str:
    return f"### {relation.name}\n\n{relation.holds}\n\n{_table(relation.columns)}\n"


def _table(columns: Iterable[Column]) -> str:
    rows = (f"| {one.name} | {_TYPES.get(one.type, one.type)} | {_cell(one.holds)} |" for one in columns)
    return "\n".join(("| column | type | holds |", "|---|---|---|", *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
