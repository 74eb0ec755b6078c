"""`presswatch demo`: three invented days on one screen, and a folder that is only emptied if a demonstration made it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.terminals import Commands, Said, Terminal

QUESTIONS = ("Who", "money", "silent")


@pytest.fixture(scope="module")
def desk(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return Terminal(process, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def shown(desk: Terminal) -> Said:
    return desk.run("demo", "--no-prefect", "--folder", "show")


def test_the_demonstration_ends_well_and_without_a_word_aside(shown: Said) -> None:
    assert (shown.code, shown.err) == (0, "")


def test_each_day_is_summed_up_and_its_digest_shown(shown: Said) -> None:
    for fact in (
        "Monday 02 March 2026: 17 requests; 14 new",
        "Tuesday 03 March 2026: 20 requests; 3 new, 1 update, 1 silent",
        "Wednesday 04 March 2026: 24 requests; 1 new, 1 silent, 1 withdrawn, 1 gone, 1 moved",
        "Publisher’s note: Corrected the number of ports and added Lerwick.",
        "Why IFU: “International Fund for Ukraine”",
    ):
        assert fact in shown.out


def test_the_editions_and_three_questions_are_answered_in_tables(shown: Said) -> None:
    tables = shown.out.partition("Wednesday 04 March 2026")[2].split("\n\n─")  # a rule begins each
    assert shown.out.count("━╇━") == 4
    assert shown.out.count("SELECT") >= 3
    assert len(tables) >= 1


def test_what_it_leaves_can_be_asked_further(desk: Terminal, shown: Said) -> None:
    assert "PRESSWATCH_DATA_DIR=show presswatch sql 'FROM topic_mentions'" in shown.out
    environment = {"PRESSWATCH_DATA_DIR": str(desk.folder / "show")}
    assert desk.run("sql", "FROM topic_mentions", "--format", "jsonl", environment=environment).out.count("\n") > 20
    suffixes = {path.suffix for path in (desk.folder / "show" / "digests").iterdir()}
    assert suffixes == {".html", ".txt", ".eml", ".json"}


def test_a_second_demonstration_makes_its_folder_anew(desk: Terminal, shown: Said) -> None:
    assert desk.run("demo", "--no-prefect", "--folder", "show").out.splitlines()[0] == shown.out.splitlines()[0]


def test_a_folder_that_holds_something_else_is_left_alone(desk: Terminal, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    said = desk.run("demo", "--no-prefect", "--folder", str(tmp_path))
    assert (said.code, said.out) == (1, "")
    assert f"{tmp_path}: holds something that no demonstration made" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
