"""Faults met from end to end by `presswatch run`: some of those that `make faults` strikes, and how it judges."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deploy.newsroom import serve
from tests.faults import own, replayed
from tests.faults.__main__ import ground
from tests.faults.records import MOST_MEMORY, Fault, Kept, Measured, Ran, Struck, failings

pytestmark = pytest.mark.thorough

QUICK = Ran(code=0, seconds=2.0, memory=100 << 20, said="")
WELL = Kept(editions=frozenset({("/a", "live", "1")}), calm=(("/b", "live", "1"),), problems=frozenset())
TORN = replace(WELL, problems=frozenset({("truncated", "/a")}))
MET = Measured(ran=replace(QUICK, code=1), usual=QUICK, before=WELL, after=TORN, healed=WELL, control=WELL, trapped=())
FAULT = Fault(name="cut", strike=lambda: contextlib.nullcontext(Struck(url="")), leaves=frozenset({"truncated"}))


def test_five_faults_at_once_leave_their_problems_and_harm_nothing_else(tmp_path: Path) -> None:
    """A packing nobody asked for, a bomb, redirects inwards and to a file, and half a page; in real processes."""
    with serve(day=1) as newsroom, ground(newsroom.url, tmp_path) as filled:
        fault = next(one for one in own.faults(newsroom) if one.name == "mixed")
        came = filled.measured(fault, tmp_path / "mixed")
    assert failings(replace(fault, seconds=120), came) == []
    assert came.kinds == {"bad_encoding", "too_big", "private_address", "bad_scheme", "truncated"}
    assert len(came.before.editions) > 10  # of the publisher with the faults


def test_a_fault_that_was_met_has_no_failings() -> None:
    assert failings(FAULT, MET) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"after": WELL, "ran": QUICK}, "leaves no truncated"),
        ({"after": replace(TORN, problems=TORN.problems | {("network", "/a")})}, "leaves network"),
        ({"ran": replace(QUICK, code=70)}, "ended with 70, expected 1: "),
        ({"ran": replace(QUICK, code=1, seconds=40.0)}, "took 38 s of 15 s"),
        ({"ran": replace(QUICK, code=1, memory=QUICK.memory + MOST_MEMORY + (1 << 20))}, "held 251 MB"),
        ({"after": replace(TORN, editions=WELL.editions | {("/a", "live", "2")})}, "made or lost 1 editions"),
        ({"after": replace(TORN, editions=frozenset())}, "made or lost 1 editions"),
        ({"after": replace(TORN, calm=())}, "harmed the other source"),
        ({"healed": TORN}, "not healed: truncated"),
        ({"trapped": ("/trap",)}, "asked /trap"),
    ],
)
def test_whatever_is_not_as_it_should_be_is_named(changed: dict[str, Any], words: str) -> None:
    assert failings(FAULT, replace(MET, **changed)) == [words]


def test_a_problem_that_was_there_without_the_fault_is_not_laid_to_it() -> None:
    lasting = replace(WELL, problems=frozenset({("no_title", "/a")}))
    after = replace(TORN, problems=TORN.problems | lasting.problems)
    assert failings(FAULT, replace(MET, control=lasting, after=after, healed=lasting)) == []


@pytest.mark.skipif(not replayed.is_there(), reason="needs ../shared/newsroom, which is not there")
def test_every_fault_of_the_replay_newsroom_is_struck() -> None:
    written = (replayed.NEWSROOM / "faults.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z0-9, -]+) \| (?!what)", written, re.MULTILINE)
    struck = {one.name for one in replayed.faults(replayed.Replay("http://127.0.0.1:9"))}
    assert struck == {name for row in rows for name in row.split(", ")} - {"fault"}
