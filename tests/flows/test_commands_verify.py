"""`presswatch verify`, as its user meets it."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from tests.flows.evenings import COLLECT, Evening


def test_it_says_that_everything_agrees_and_how_much_that_was(evening: Evening, tmp_path: Path) -> None:
    said = evening.installation(evening.after, tmp_path).run("verify")
    assert (said.code, said.out) == (0, "Everything agrees.\n")
    assert said.err.startswith("Looked at ")


def test_it_names_what_a_killed_run_left_until_the_next_run_took_it_up(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.before, tmp_path)
    assert terminal.run(*COLLECT, die=("warehouse.spool:append", 1, "after")).code == -signal.SIGKILL
    said = terminal.run("verify")
    line, total = said.out.splitlines()
    assert said.code == 1
    assert line.startswith("waiting_journal  spool/uk-govuk/")
    assert line.endswith("its pages are not loaded; run `presswatch run`, which loads it")
    assert total == "1 disagreement"
    assert "captures are of runs that have not ended" in said.err
    assert terminal.run("collect", "--revisit", "none").code == 0
    assert terminal.run("verify").code == 0


def test_a_program_gets_one_object_a_disagreement(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.after, tmp_path)
    lost = min(terminal.data.glob("warc/*/*"))
    lost.unlink()
    said = terminal.run("verify", "--format", "jsonl")
    (one,) = map(json.loads, said.out.splitlines())
    assert said.code == 1
    assert list(one) == ["kind", "place", "what", "remedy"]
    assert (one["kind"], one["place"]) == ("capture_missing", f"{lost.parent.name}/{lost.name}")
    assert one["what"].startswith("No such file or directory; ")


def test_before_anything_was_collected_it_says_what_to_do(evening: Evening, tmp_path: Path) -> None:
    terminal = evening.installation(evening.after, tmp_path)
    terminal.data.rename(tmp_path / "elsewhere")
    said = terminal.run("verify")
    assert (said.code, said.out) == (1, "")
    assert "nothing collected yet; run `presswatch run` first, or set data_dir" in said.err
