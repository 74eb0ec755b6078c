"""What analysts take away: answers and exports as files, and plots."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Terminal

PNG = b"\x89PNG\r\n"
_WITHOUT = """
import sys
sys.modules["matplotlib"] = None
from flows.cli import main
sys.argv = ["presswatch", *sys.argv[1:]]
main()
"""
PLOTS = "plots need matplotlib: pip install 'presswatch[plot]', then run this again"
PICTURES = "digests go without pictures, which need matplotlib: pip install 'presswatch[plot]'"


@pytest.fixture(scope="module")
def desk(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return evening.installation(evening.after, tmp_path_factory.mktemp("analysts"))


def read(files: Path | str) -> list[tuple[object, ...]]:
    """Return the rows of Parquet files."""
    return duckdb.execute("FROM read_parquet($files)", {"files": str(files)}).fetchall()


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_an_answer_goes_to_a_file_as_it_would_to_the_screen(desk: Terminal, form: str) -> None:
    asked = ("sql", "SELECT title, published_at FROM latest_releases", "--format", form)
    said = desk.run(*asked, "-o", "answer")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert (desk.folder / "answer").read_text("utf-8") == desk.run(*asked).out


def test_an_answer_becomes_a_parquet_file_in_place_of_an_old_one(desk: Terminal) -> None:
    desk.write("queries.sql", "SELECT status, count(*) AS n FROM releases WHERE status = $status GROUP BY status;\n")
    desk.write("by_status.parquet", "an old file")
    said = desk.run("sql", "queries.sql", "-p", "status=live", "--format", "parquet", "-o", "by_status.parquet")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert read(desk.folder / "by_status.parquet") == [("live", 16)]


def test_a_parquet_file_that_cannot_be_made_leaves_the_old_one(desk: Terminal) -> None:
    kept = desk.write("kept.parquet", "mine")
    for query, file_size in (("SELECT nothing_such FROM releases", None), ("FROM revisions", 3_000)):
        said = desk.run("sql", query, "--format", "parquet", "-o", "kept.parquet", file_size=file_size)
        assert said.code in (1, 2), said.err
        assert kept.read_text("utf-8") == "mine"
    assert [one.name for one in desk.folder.glob(".*.new")] == []


def test_parquet_on_the_screen_is_wrong_use(desk: Terminal) -> None:
    said = desk.run("sql", "SELECT 1", "--format", "parquet")
    assert (said.code, "add --output FILE" in said.err) == (2, True)


def test_an_export_by_months_says_what_it_wrote_and_leaves_alone_what_is_right(desk: Terminal) -> None:
    asked = ("export", "mentions", "--format", "parquet", "--partitioned", "-o", "mentions")
    assert "2 months written, 0 left as they were" in desk.run(*asked).err
    assert "0 months written, 2 left as they were" in desk.run(*asked, "--incremental").err
    whole = desk.run("export", "mentions").out.splitlines()
    assert len(read(f"{desk.folder}/mentions/**/*.parquet")) == len(whole)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--partitioned", "-o", "x"), "add --format parquet"),
        (("--format", "parquet", "--partitioned"), "add --output FILE"),
        (("--format", "parquet", "--incremental", "-o", "x"), "add --partitioned"),
        (("--format", "parquet", "--partitioned", "-o", "."), "holds something else"),
    ],
)
def test_an_export_by_months_that_makes_no_sense_says_so(
    desk: Terminal, options: tuple[str, ...], message: str
) -> None:
    said = desk.run("export", "quotes", *options)
    assert said.code == 2
    assert message in re.sub(r"[│\s]+", " ", said.err)


@pytest.mark.parametrize("what", ["topics", "sources", "quotes"])
def test_a_plot_can_be_searched_and_names_its_source(desk: Terminal, what: str) -> None:
    said = desk.run("plot", what, "-o", f"{what}.svg", "--since", "2026-02-01", "--topic", "jef")
    assert (said.code, said.out, said.err) == (0, "", "")
    drawn = (desk.folder / f"{what}.svg").read_text("utf-8")
    assert "published since 1 February 2026, that mention jef; as read on " in drawn
    assert {"topics": "JEF", "sources": "Royal Navy", "quotes": "Imogen Calloway MP"}[what] in drawn


def test_a_plot_is_a_picture_for_print_too(desk: Terminal) -> None:
    assert desk.run("plot", "quotes", "-o", "quotes.png").code == 0
    assert (desk.folder / "quotes.png").read_bytes().startswith(PNG)


def test_a_plot_of_nothing_and_one_of_no_known_form_say_so(desk: Terminal) -> None:
    nothing = desk.run("plot", "topics", "-o", "x.svg", "--topic", "nobody-watches-this")
    assert (nothing.code, "nothing to draw" in nothing.err) == (2, True)
    form = desk.run("plot", "topics", "-o", "x.gif")
    assert (form.code, "ends in .svg or .png" in form.err) == (2, True)
    assert list(desk.folder.glob("x.*")) == []


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (("plot", "topics", "-o", "x.svg"), 2, f"presswatch: {PLOTS}"),
        (("digest", "--format", "html"), 0, PICTURES),
        (("digest", "--format", "html", "--pictures"), 2, f"presswatch: {PICTURES}; or leave out --pictures"),
    ],
)
def test_without_matplotlib_one_line_says_how_to_get_it(
    desk: Terminal, call: tuple[str, ...], code: int, message: str
) -> None:
    command = [sys.executable, "-c", _WITHOUT, *call]
    said = subprocess.run(command, cwd=desk.folder, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == code
    assert " ".join(said.stderr.split()) == message
    assert said.stdout.startswith("<!DOCTYPE html>") is (code == 0)
