"""`presswatch demo`: three invented days on one screen, and no folder emptied but one that a demonstration made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.terminals import Commands, Said, Terminal

TITLES = (
    "Editions: releases that were changed, withdrawn, removed or moved",
    "Who was quoted most in releases about the High North or the JEF?",
    "What are the largest sums in releases that mention a watched topic?",
    "What was changed without a word?",
)


@pytest.fixture(scope="module")
def desk(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A working folder with what an earlier demonstration left."""
    terminal = Terminal(process, tmp_path_factory.mktemp("demo"))
    (terminal.folder / "show").mkdir()
    for name in (".presswatch-demo", "of-an-earlier-one.txt"):
        terminal.write(f"show/{name}", "")
    return terminal


@pytest.fixture(scope="module")
def shown(desk: Terminal) -> Said:
    return desk.run("demo", "--no-prefect", "--folder", "show")


def test_the_demonstration_ends_well_and_without_a_word_aside(shown: Said) -> None:
    assert (shown.code, shown.err) == (0, "")


def test_each_day_is_summed_up_and_its_digest_shown(shown: Said) -> None:
    for fact in (
        "Monday 02 March 2026: 17 requests; 14 new",
        " requests; 3 new, 1 update, 1 silent",
        " requests; 1 new, 1 silent, 1 withdrawn, 1 gone, 1 moved",
        "Publisher’s note: Corrected the number of ports and added Lerwick.",
        "Why IFU: “International Fund for Ukraine”",
    ):
        assert fact in shown.out


def test_the_editions_and_three_questions_are_answered_in_tables(shown: Said) -> None:
    tables = shown.out.split("\n\n")[-5:-1]
    assert [table.partition(" ─")[0] for table in tables] == list(TITLES)
    assert all("━╇━" in table for table in tables)
    assert all("SELECT" in table for table in tables[1:])
    for fact in ("£254", "two", "silent", "withdrawn", "gone", "Imogen Calloway MP", "1,600,000,000"):
        assert fact in "".join(tables)


def test_what_it_leaves_can_be_asked_further(desk: Terminal, shown: Said) -> None:
    assert "PRESSWATCH_DATA_DIR=show presswatch sql 'FROM topic_mentions'" in shown.out
    environment = {"PRESSWATCH_DATA_DIR": str(desk.folder / "show")}
    assert desk.run("sql", "FROM topic_mentions", "--format", "jsonl", environment=environment).out.count("\n") > 20
    suffixes = {path.suffix for path in (desk.folder / "show" / "digests").iterdir()}
    assert suffixes == {".html", ".txt", ".eml", ".json"}


def test_a_second_demonstration_makes_its_folder_anew(desk: Terminal, shown: Said) -> None:
    assert shown.code == 0
    assert not (desk.folder / "show" / "of-an-earlier-one.txt").exists()


def test_a_folder_that_holds_something_else_is_left_alone(desk: Terminal, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    said = desk.run("demo", "--no-prefect", "--folder", str(tmp_path))
    assert (said.code, said.out) == (1, "")
    assert f"{tmp_path}: holds something that no demonstration made" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
