"""What docs/TOPICS.md says is true, row by row."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from parsers.records import Quote, Release, Tag
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.watchlist import read_watchlist
from tests.topics.releases import found, release, topic

MANUAL = (Path(__file__).parents[2] / "docs" / "TOPICS.md").read_text("utf-8")
OPERATORS = ("AND", "OR", "NOT", "EXCEPT", "NEAR/", "ONEAR/", "SENTENCE", "PARAGRAPH", "ATLEAST/", "FIRST/", "exact:")
FILTERS = ("source:", "country:", "type:", "language:")


def _rows(heading: str) -> list[tuple[str, str, str]]:
    chapter = MANUAL.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", chapter, re.MULTILINE)


def _text(cell: str) -> str:
    return cell.replace("⏎", "\n").replace("¶", "\n\n")


@pytest.mark.parametrize(("query", "yes", "no"), _rows("Words") + _rows("Operators"))
def test_each_example_finds_the_one_text_and_not_the_other(query: str, yes: str, no: str) -> None:
    assert found(query, _text(yes))
    assert found(query, _text(no)) == []


def _only_in(zone: str) -> Release:
    texts = {zone: "the JEF"} if zone in {"title", "summary", "notes"} else {}
    return release(
        "the JEF" if zone == "body" else "nothing",
        quotes=(
            Quote(
                text="the JEF" if zone == "quote" else "no", speaker="the JEF" if zone == "speaker" else None, role=""
            ),
        ),
        organisations=(Tag(name="the JEF" if zone == "organisation" else "none"),),
        places=(Tag(name="the JEF" if zone == "place" else "nowhere"),),
        **texts,
    )


@pytest.mark.parametrize(("query", "inside", "outside"), _rows("Parts of a release"))
def test_each_zone_looks_only_there(query: str, inside: str, outside: str) -> None:
    matcher = Matcher([topic(query)])
    for zone in inside.split(", "):
        assert [one.field for one in matcher.mentions(_only_in(zone))] == [zone]
    for zone in outside.split(", "):
        assert matcher.mentions(_only_in(zone)) == ()


@pytest.mark.parametrize(("query", "passing", "kept_out"), _rows("Which releases"))
def test_each_filter_lets_only_such_releases_pass(query: str, passing: str, kept_out: str) -> None:
    assert found(query, "the JEF", **dict([passing.split()]))
    assert found(query, "the JEF", **dict([kept_out.split()])) == []


@pytest.mark.parametrize("written", [*OPERATORS, *FILTERS, "topic:"])
def test_every_operator_has_an_example(written: str) -> None:
    assert re.search(rf"`[^`]*{re.escape(written)}[^`]*`", MANUAL)


def test_precedence_is_as_the_manual_draws_it() -> None:
    assert parse("a OR b AND c NEAR/5 d") == parse("a OR (b AND (c NEAR/5 d))")
    assert parse("NOT a SENTENCE b") == parse("NOT (a SENTENCE b)")
    assert parse("a PARAGRAPH b SENTENCE c NEAR/2 d") == parse("a PARAGRAPH (b SENTENCE (c NEAR/2 d))")
    assert parse("title:a NEAR/2 exact:b") == parse("(title:a) NEAR/2 (exact:b)")


def test_the_watch_list_of_the_manual_can_be_used() -> None:
    lines = MANUAL.split("## In the watch list")[1].splitlines()
    block = "\n".join(line.strip() for line in lines if line.startswith("    "))
    assert tomllib.loads(block)
    assert [one.name for one in read_watchlist(block, "manual").recipients] == ["desk"]
