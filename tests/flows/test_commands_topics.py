"""`presswatch topics`: a watch list that is edited with its comments kept, and queries that are tried and explained."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import pytest

from tests.flows.evenings import Evening
from tests.flows.rooms import WATCHLIST
from tests.flows.terminals import ROOT, Terminal

LABELLED = ROOT.parent / "shared" / "labelled" / "releases.jsonl"
REMARKED = WATCHLIST.replace("[topics.jef]", "# Ten nations.\n[topics.jef] # the force", 1).replace(
    "[recipients.desk]", "# Who is told.\n[recipients.desk]"
)
VERSIONS = """
SELECT topic, version, query, retired_at IS NULL AS watched, count(release_id) AS mentions
FROM topics LEFT JOIN mentions USING (topic, version) GROUP BY ALL ORDER BY topic, version
"""


@pytest.fixture
def desk(evening: Evening, tmp_path: Path) -> Terminal:
    """An installation with three topics and remarks in its watch list, that has told nobody of the third day."""
    terminal = evening.installation(evening.after, tmp_path)
    terminal.write("watchlist.toml", REMARKED)
    return terminal


def watchlist(desk: Terminal) -> str:
    """Return the watch list as it is written now."""
    return (desk.folder / "watchlist.toml").read_text("utf-8")


def versions(desk: Terminal) -> dict[tuple[str, int], dict[str, str]]:
    """Return every version of every topic as analysts see it."""
    said = desk.run("sql", VERSIONS, "--format", "csv")
    return {(row["topic"], int(row["version"])): row for row in csv.DictReader(said.out.splitlines())}


def test_an_added_topic_is_written_down_and_run_over_history_and_tells_nobody(desk: Terminal) -> None:
    before = desk.rows("SELECT count(*) FROM alerts")
    said = desk.run("topics", "add", "heat", '"heat pump*"', "--name", "Heat pumps")
    assert said.code == 0
    assert "heat is watched; 1 of 18 releases match" in said.out
    assert tomllib.loads(watchlist(desk))["topics"]["heat"] == {"name": "Heat pumps", "query": '"heat pump*"'}
    assert [line for line in REMARKED.splitlines() if line not in watchlist(desk)] == []
    assert int(versions(desk)["heat", 1]["mentions"]) > 0
    assert desk.rows("SELECT count(*) FROM alerts") == before


def test_an_edited_topic_is_a_new_version_and_the_old_one_stays(desk: Terminal) -> None:
    old = versions(desk)["jef", 1]
    assert desk.run("topics", "edit", "jef", "JEF AND Norway").code == 0
    now = versions(desk)
    assert (now["jef", 1]["watched"], now["jef", 1]["mentions"]) == ("False", old["mentions"])
    assert (now["jef", 2]["watched"], now["jef", 2]["query"]) == ("True", "JEF AND Norway")
    assert 0 < int(now["jef", 2]["mentions"]) < int(old["mentions"])
    assert "# Ten nations.\n[topics.jef] # the force\n" in watchlist(desk)


def test_a_retired_topic_leaves_the_watch_list_and_its_mentions_stay(desk: Terminal) -> None:
    desk.write("watchlist.toml", REMARKED.replace('topics = "all"', 'topics = ["jef", "ifu"]'))
    old = versions(desk)["ifu", 1]
    assert desk.run("topics", "retire", "ifu").code == 0
    written = tomllib.loads(watchlist(desk))
    assert "ifu" not in written["topics"]
    assert written["recipients"]["desk"]["topics"] == ["jef"]
    assert "# Who is told.\n" in watchlist(desk)
    assert versions(desk)["ifu", 1] == {**old, "watched": "False"}


def test_a_topic_that_matches_a_fifth_of_everything_is_not_saved_by_accident(desk: Terminal) -> None:
    said = desk.run("topics", "add", "everything", "the")
    assert said.code == 2
    assert "more than a fifth" in said.err
    assert watchlist(desk) == REMARKED
    assert desk.run("topics", "add", "everything", "the", "--force").code == 0
    assert ("everything", 1) in versions(desk)


def test_a_watch_list_of_ones_own_begins_with_the_shipped_example(desk: Terminal) -> None:
    (desk.folder / "watchlist.toml").unlink()
    said = desk.run("topics", "add", "heat", '"heat pump*"')
    assert (said.code, "made from the shipped example" in said.err) == (0, True)
    example = (ROOT / "deploy" / "watchlist.example.toml").read_text("utf-8")
    assert [line for line in example.splitlines() if line not in watchlist(desk)] == []


def test_a_watch_list_beside_settings_elsewhere_is_the_one_that_is_edited(desk: Terminal, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    said = desk.run(
        "topics",
        "add",
        "heat",
        "heat",
        folder=away,
        environment={"PRESSWATCH_CONFIG": str(desk.folder / "presswatch.toml")},
    )
    assert said.code == 0
    assert "heat" in tomllib.loads(watchlist(desk))["topics"]
    assert list(away.iterdir()) == []


def test_a_changed_watch_list_takes_effect_with_the_next_run(desk: Terminal) -> None:
    desk.write("watchlist.toml", REMARKED.replace("query = 'JEF OR", "query = 'Lerwick OR"))
    assert desk.run("collect", "--revisit", "none").code == 0
    now = versions(desk)
    assert (now["jef", 1]["watched"], now["jef", 2]["watched"]) == ("False", "True")
    assert desk.run("sql", "FROM mentions WHERE text = 'Lerwick'", "--format", "jsonl").out.count("\n") > 0


def test_trying_a_query_says_what_it_would_have_caught_and_what_it_just_missed(desk: Terminal) -> None:
    said = desk.run("topics", "try", "JEF AND Norway")
    assert said.code == 0
    for fact in (
        "1 of 18 releases match (5.6%)",
        "2026-03       1 of 8",
        "matched words: JEF ×1, Norway ×1",
        "UK and JEF partners to step up patrols in the High North",
        "just missed:",
        "Corporal Thomas Arkwell dies in Norway",
        "without JEF",
    ):
        assert fact in said.out


def test_trying_another_query_for_a_topic_says_what_it_gains_and_loses(desk: Terminal) -> None:
    said = desk.run("topics", "try", "jef", '"Joint Expeditionary Force"')
    assert "Compared with the saved query (6): 0 gained, 2 lost" in said.out
    assert "HMS Tamarisk sails home after two months in the Baltic" in said.out.partition("lost:")[2]


def test_what_was_judged_measures_the_topic_at_once(desk: Terminal) -> None:
    assert "nothing was judged yet" in desk.run("topics", "check").out
    said = desk.run("topics", "try", "jef", "--judge", said="y\nn\ny\nq\n")
    assert "3 judgements of jef kept" in said.out
    (score,) = json.loads(desk.run("topics", "check", "--format", "json").out)["topics"]
    assert (score["topic"], score["right"], round(score["precision"], 2), score["recall"]) == ("jef", 2, 0.67, 1.0)
    assert len(score["false"]) == 1


def test_explaining_shows_each_part_of_a_query_and_where_it_held(desk: Terminal) -> None:
    said = desk.run("topics", "explain", "jef", "hms-tamarisk-sails-home-from-the-baltic")
    assert said.code == 0
    assert "✓ JEF\n" in said.out
    assert '✗ "Joint Expeditionary Force"' in said.out
    assert "A JEF boarding party from three navies" in said.out
    assert "It matches." in said.out
    missed = desk.run("topics", "explain", "ifu", "hms-tamarisk-sails-home-from-the-baltic")
    assert "It does not match" in missed.out


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled releases are not part of this repository")
def test_the_shipped_topics_are_right_about_the_labelled_releases(desk: Terminal) -> None:
    example = str(ROOT / "deploy" / "watchlist.example.toml")
    said = desk.run("topics", "check", "--on", str(LABELLED), "--watchlist", example, "--format", "json")
    whole = next(one for one in json.loads(said.out)["topics"] if one["topic"] == "all")
    assert whole["precision"] >= 0.97
    assert whole["recall"] >= 0.93
