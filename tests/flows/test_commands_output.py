"""What listing commands and exports write: tables for people; JSON, JSON Lines and CSV that programs can rely on."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Terminal
from warehouse.database import writing
from warehouse.snapshot import publish

# Command -> how many rows it lists here.
LISTINGS = {
    ("sql", "SELECT url, title, published_at, [title] AS titles FROM latest_releases"): 18,
    ("sql", "SELECT url FROM latest_releases WHERE false"): 0,
    ("sources", "list", "--active"): 1,
    ("topics", "list"): 3,
    ("health",): 1,
    ("health", "--problems"): 0,
}
# The keys of an exported release, in the order in which they stand.
KEYS = (
    "url source external_id document_type language title summary body notes published_at updated_at withdrawn_at "
    "status revision organisations people places quotes amounts topics"
).split()
FORMULAS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\n=1",
    "a\r=1": "a\n=1",
}


@pytest.fixture(scope="module")
def desk(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return evening.installation(evening.after, tmp_path_factory.mktemp("output"))


def read(form: str, text: str) -> list[dict[str, Any]]:
    """Return the rows that a program would read."""
    if form == "csv":
        return list(csv.DictReader(text.splitlines()))
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(json.loads(text))


@pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
def test_every_listing_command_can_be_read_by_programs(desk: Terminal, command: tuple[str, ...]) -> None:
    said = {form: desk.run(*command, "--format", form) for form in ("json", "jsonl", "csv")}
    assert {(one.code, one.err) for one in said.values()} == {(0, "")}
    rows = {form: read(form, one.out) for form, one in said.items()}
    assert rows["json"] == rows["jsonl"]
    assert {form: len(found) for form, found in rows.items()} == dict.fromkeys(rows, LISTINGS[command])
    assert all(list(one) == list(other) for one, other in zip(rows["csv"], rows["json"], strict=True))


@pytest.mark.parametrize("command", [one for one, count in LISTINGS.items() if count], ids=" ".join)
def test_every_listing_command_shows_a_table_unless_told_otherwise(desk: Terminal, command: tuple[str, ...]) -> None:
    said = desk.run(*command)
    assert (said.code, said.err) == (0, "")
    assert ("━╇━" if command != ("health",) else "state answer") in said.out  # nine columns have no room for lines


def test_what_a_publisher_writes_is_no_markup_on_the_screen(desk: Terminal) -> None:
    assert "[bold red]x[/nonsense]" in desk.run("sql", "SELECT '[bold red]x[/nonsense]' AS title").out


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(desk: Terminal) -> None:
    cells = " UNION ALL ".join(f"SELECT '{text}' AS title" for text in FORMULAS)
    said = desk.run("sql", cells, "--format", "csv")
    assert [row[0] for row in csv.reader(io.StringIO(said.out, newline=""))][1:] == [*FORMULAS.values()]
    assert [one["title"] for one in read("json", desk.run("sql", cells, "--format", "json").out)] == list(FORMULAS)


def test_times_are_utc_and_sums_are_numbers(desk: Terminal) -> None:
    asked = "SELECT published_at, (SELECT max(value) FROM amounts) AS most FROM latest_releases LIMIT 1"
    (row,) = read("jsonl", desk.run("sql", asked, "--format", "jsonl").out)
    assert row["published_at"].endswith("Z")
    assert row["most"] == 1_600_000_000


def test_a_query_may_come_from_a_file_or_a_pipe_and_take_values(desk: Terminal) -> None:
    query = "SELECT count(*) AS n FROM releases WHERE status = $status"
    desk.write("by_status.sql", query)
    for asked, said in ((("by_status.sql",), ""), ((), query)):
        got = desk.run("sql", *asked, "-p", "status=withdrawn", "--format", "csv", said=said)
        assert got.out == "n\n1\n"


def test_exported_releases_have_the_keys_that_programs_rely_on(desk: Terminal) -> None:
    rows = read("jsonl", desk.run("export", "releases").out)
    assert len(rows) == 18
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    patrols = next(
        row for row in rows if row["url"].endswith("/uk-and-jef-partners-to-step-up-patrols-in-the-high-north")
    )
    assert patrols["topics"] == ["high-north", "ifu", "jef"]
    assert {tuple(one) for one in patrols["quotes"]} == {("speaker", "role", "text")}
    assert {tuple(one) for one in patrols["amounts"]} == {("text", "value", "currency")}
    assert {type(one) for name in ("organisations", "people", "places") for one in patrols[name]} == {str}
    assert "\n\n" in patrols["body"]


@pytest.mark.parametrize("what", ["releases", "revisions", "quotes", "amounts", "mentions", "changes"])
def test_every_export_is_the_same_in_every_form(desk: Terminal, what: str, tmp_path: Path) -> None:
    lines = read("jsonl", desk.run("export", what).out)
    assert desk.run("export", what, "--format", "csv", "-o", str(tmp_path / "x.csv")).code == 0
    assert desk.run("export", what, "--format", "parquet", "-o", str(tmp_path / "x.parquet")).code == 0
    cells = read("csv", (tmp_path / "x.csv").read_text("utf-8"))
    with duckdb.connect() as connection:
        asked = connection.execute("FROM read_parquet($file)", {"file": str(tmp_path / "x.parquet")})
        columns, rows = [column[0] for column in asked.description or ()], asked.fetchall()
    assert list(lines[0]) == list(cells[0]) == columns
    assert len(lines) == len(rows) > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv", "x.parquet"]


def test_an_export_may_be_of_one_topic_or_of_what_is_newer(desk: Terminal) -> None:
    ifu = read("jsonl", desk.run("export", "releases", "--topic", "ifu").out)
    assert len(ifu) == 3
    assert all("ifu" in row["topics"] for row in ifu)
    newer = read("jsonl", desk.run("export", "releases", "--since", "2026-03-04").out)
    assert [row["title"] for row in newer] == ["Joint statement by JEF defence ministers"]


def test_an_export_that_cannot_be_written_leaves_the_file_as_it_was(desk: Terminal, tmp_path: Path) -> None:
    said = desk.run("export", "releases", "-o", str(tmp_path / "no-such-folder" / "x.jsonl"))
    assert (said.code, said.out) == (2, "")
    assert "no-such-folder" in said.err
    kept = tmp_path / "x.jsonl"
    kept.write_text("mine")
    assert desk.run("export", "releases", "-o", str(kept), file_size=5_000).code == 2
    assert kept.read_text() == "mine"
    for form in ("jsonl", "parquet"):
        assert desk.run("export", "quotes", "--format", form, "-o", "/proc/x").code in (1, 2)


def test_a_title_that_is_markup_stays_text_in_every_form(evening: Evening, tmp_path: Path) -> None:
    desk = evening.installation(evening.after, tmp_path)
    with writing(desk.data / "warehouse.duckdb", purpose="test", wait=timedelta()) as connection:
        connection.execute("UPDATE revisions SET title = '=cmd|[red]x[/red]'")
    publish(desk.data / "warehouse.duckdb", desk.data / "analyst.duckdb", wait=timedelta())
    assert "'=cmd|[red]x[/red]" in desk.run("export", "releases", "--format", "csv").out
    assert "=cmd|[red]x[/red]" in desk.run("sql", "SELECT title FROM latest_releases").out
