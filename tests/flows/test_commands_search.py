"""`presswatch search`: what a saved topic would find, newest or best first, in a table or for programs."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Terminal

QUERIES = {
    "jef": 'JEF OR "Joint Expeditionary Force"',
    "high-north": 'title:"High North" OR exact:"High North"',
    "ifu": '"International Fund for Ukraine"',
}
MATCHED = "SELECT url FROM latest_releases JOIN mentions USING (release_id, revision) WHERE topic = $topic GROUP BY url"
COLUMNS = ["published_at", "title", "publisher", "url", "sentence", "matches", "release_id"]


@pytest.fixture(scope="module")
def desk(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return evening.installation(evening.after, tmp_path_factory.mktemp("search"))


def found(desk: Terminal, query: str, *options: str) -> list[dict[str, object]]:
    """What a search finds, and that it says nothing else."""
    said = desk.run("search", query, "--format", "json", "--limit", "100", *options)
    assert (said.code, said.err) == (0, "")
    return list(json.loads(said.out))


@pytest.mark.parametrize("topic", QUERIES)
def test_a_search_finds_what_the_saved_topic_found(desk: Terminal, topic: str) -> None:
    saved = {url for (url,) in desk.rows(MATCHED.replace("$topic", f"'{topic}'"))}
    assert saved
    assert {one["url"] for one in found(desk, QUERIES[topic])} == saved


def test_a_search_can_name_a_saved_topic(desk: Terminal) -> None:
    assert found(desk, "topic:jef") == found(desk, QUERIES["jef"])


def test_the_newest_come_first_unless_the_best_are_wanted(desk: Terminal) -> None:
    newest = [str(one["published_at"]) for one in found(desk, "JEF")]
    best = [str(one["published_at"]) for one in found(desk, "JEF", "--best")]
    assert newest == sorted(newest, reverse=True)
    assert best != newest
    assert sorted(best) == sorted(newest)


def test_only_what_is_newer_than_a_day(desk: Terminal) -> None:
    every = [str(one["published_at"]) for one in found(desk, "JEF")]
    day = every[0][:10]
    kept = [str(one["published_at"]) for one in found(desk, "JEF", "--since", day)]
    assert kept == [one for one in every if one >= day]
    assert 0 < len(kept) < len(every)


def test_a_hit_shows_title_publisher_date_address_and_sentence(desk: Terminal) -> None:
    first = found(desk, "JEF")[0]
    said = desk.run("search", "JEF", "--limit", "1")
    assert said.code == 0
    date, title, sentence = str(first["published_at"])[:10], str(first["title"]), str(first["sentence"])
    assert said.out.startswith(f"{date}  {title}\n")
    assert f"GOV.UK · {first['url']}\n" in said.out
    assert " ".join(said.out.split()).count(" ".join(sentence.split())) == 1
    assert "JEF" in sentence
    assert "--limit 10" in said.err


def test_programs_can_read_what_is_found(desk: Terminal) -> None:
    rows = {form: desk.run("search", "JEF", "--format", form).out for form in ("json", "jsonl", "csv")}
    read = json.loads(rows["json"])
    assert read == [json.loads(line) for line in rows["jsonl"].splitlines()]
    assert [list(one) for one in read] == [COLUMNS] * len(read)
    assert [one["url"] for one in csv.DictReader(rows["csv"].splitlines())] == [one["url"] for one in read]


def test_a_search_that_finds_nothing_says_so_and_is_no_failure(desk: Terminal) -> None:
    said = desk.run("search", "unheardof")
    assert (said.code, said.out) == (0, "")
    assert said.err == "nothing matches\n"
    assert found(desk, "unheardof") == []


def test_a_search_that_finds_nothing_says_which_other_forms_of_its_words_are_there(desk: Terminal) -> None:
    said = desk.run("search", "patrolled AND navy")
    assert (said.code, said.out) == (0, "")
    offer = "another form of these words: try 'patrol* AND navy'"
    assert said.err == f"nothing matches exactly; 1 release has {offer}\n"
    assert len(found(desk, "patrol* AND navy")) == 1
    count = len(found(desk, "patrol*"))
    assert f"; {count} releases have another form" in desk.run("search", "patrolled").err


def test_a_search_for_a_form_that_is_not_there_can_only_say_so(desk: Terminal) -> None:
    assert desk.run("search", "unheardof AND patrolled").err == "nothing matches\n"
    assert desk.run("search", "exact:patrolled").err == "nothing matches\n"


def test_a_query_that_cannot_be_read_says_where(desk: Terminal) -> None:
    said = desk.run("search", "JEF AND")
    assert said.code == 2
    assert "^" in said.err


def test_a_search_for_nothing_says_what_to_write(desk: Terminal) -> None:
    said = desk.run("search")
    assert said.code == 2
    assert "--rebuild" in said.err


def test_before_the_first_run_it_says_what_to_do(evening: Evening, tmp_path: Path) -> None:
    said = Terminal(evening.commands, tmp_path / "fresh").run("search", "JEF")
    assert (said.code, said.out) == (1, "")
    assert "presswatch run" in said.err


def test_the_index_is_made_anew_on_request(evening: Evening, tmp_path: Path) -> None:
    desk = evening.installation(evening.after, tmp_path)
    before = found(desk, "JEF")
    shutil.rmtree(desk.data / "search")
    said = desk.run("search", "--rebuild")
    assert said.code == 0
    assert "18 releases" in said.err
    assert found(desk, "JEF") == before


def test_a_damaged_index_is_told_of_and_answers_all_the_same(evening: Evening, tmp_path: Path) -> None:
    desk = evening.installation(evening.after, tmp_path)
    before = found(desk, "JEF")
    for file in (desk.data / "search").glob("*/*.store"):
        file.write_bytes(b"")
    said = desk.run("search", "JEF", "--format", "json")
    assert json.loads(said.out) == before
    assert "making it anew" in said.err


_LOADED = """
import sys
from flows.cli import main
sys.argv = ["presswatch", "search", "JEF"]
main()
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_search_waits_for_nothing_that_it_does_not_need(desk: Terminal) -> None:
    said = subprocess.run([sys.executable, "-c", _LOADED], cwd=desk.folder, capture_output=True, text=True, check=True)
    loaded = set(said.stdout.splitlines()[-1].removeprefix("loaded:").split())
    assert "tantivy" in loaded
    assert not loaded & {"duckdb", "pydantic", "lark", "prefect", "httpx", "bs4", "warcio", "jinja2"}
