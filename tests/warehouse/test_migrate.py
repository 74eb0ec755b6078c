"""The tables of a new file, and views and comments that follow their text."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.builders import load, one, release, rows, visit
from warehouse.database import Connection
from warehouse.migrate import migrate
from warehouse.statements import names_in, statement


def test_a_new_file_has_every_table_and_view(db: Connection) -> None:
    tables = {name for (name,) in rows(db, "SELECT table_name FROM duckdb_tables()")}
    views = {name for (name,) in rows(db, "SELECT view_name FROM duckdb_views() WHERE NOT internal")}
    assert {"releases", "revisions", "fetches", "mentions", "alerts", "problems", "runs"} <= tables
    assert {f"views/{name}" for name in views} == set(names_in("views"))


def test_each_migration_is_applied_once(own: Connection, path: Path) -> None:
    load(own, visit(release(), 0))
    before = rows(own, "FROM schema_migrations ORDER BY number")
    migrate(own, path)
    assert rows(own, "FROM schema_migrations ORDER BY number") == before
    assert [number for number, _, _ in before] == list(range(len(names_in("migrations")) + 1))


def test_views_are_made_anew_when_their_text_has_changed(own: Connection, path: Path) -> None:
    """A newer presswatch whose tables are the same finds the older one's views."""
    own.execute("CREATE OR REPLACE VIEW topic_daily AS SELECT 'old' AS topic")
    own.execute("UPDATE schema_migrations SET name = 'fingerprint of older views' WHERE number = 0")
    migrate(own, path)
    columns = [row[0] for row in rows(own, "DESCRIBE topic_daily")]
    assert columns == ["topic", "day", "releases", "mentions"]


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [int(name.partition("/")[2][:4]) for name in names_in("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_view_and_column_is_explained(db: Connection) -> None:
    """What a question leaves behind for a moment is no table of ours."""
    silent = rows(
        db,
        """
        SELECT table_name, column_name FROM duckdb_columns()
        WHERE NOT internal AND comment IS NULL AND database_name <> 'temp'
        UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL AND NOT temporary
        UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        """,
    )
    assert silent == []
    assert one(db, "SELECT count(*) FROM duckdb_columns() WHERE NOT internal") > 250


def test_a_views_comment_is_the_question_of_its_first_line(db: Connection) -> None:
    for name in names_in("views"):
        question = statement(name).splitlines()[0].removeprefix("-- ")
        view = name.partition("/")[2]
        assert one(db, "SELECT comment FROM duckdb_views() WHERE view_name = ?", view) == question
        assert question.endswith("?")
