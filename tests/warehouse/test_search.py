"""What the index finds: never less than the matcher, so that a search and a saved topic agree to the release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.errors import QueryError
from parsers.records import Release, Tag, Topic
from parsers.topics.match import Matcher
from parsers.topics.printing import render
from parsers.topics.tree import Node
from tests.topics.strategies import queries, releases
from tests.warehouse.builders import NOON, at, quote, release
from warehouse.search import Wanted, found
from warehouse.search_forms import beginning
from warehouse.search_index import Document, SearchIndex, change_index
from warehouse.search_records import LONGEST, document_of, shelved
from warehouse.stored import Stored

QUERIES = (
    "JEF",
    "jef",
    '"High North"',
    '"high north" AND drone*',
    "coast*",
    "skar?ik",
    "café",
    "re-opens",
    '"re opens"',
    "o'neill*",
    "title:coastal",
    "speaker:Lindqvist",
    "quote:cables",
    "organisation:Border",
    "place:Skarvik",
    "notes:photographs",
    "minister NEAR/3 exercise",
    "JEF NOT Skarvik",
    "coastal AND country:no",
    "coastal AND language:sv",
    "coastal AND source:no AND type:press-release",
    "ATLEAST/2 (JEF)",
    "FIRST/5 (ten)",
    'exact:"high North"',
    "JEF SENTENCE cables",
)


STOCK = (
    release("grey-heron"),
    release("tern", body="Drones over the High North. The JEF, says O’Neill; the JEF’s cables.", notes=""),
    release("eider", title="Café re-opens", summary="", body="High-\nnorth. Skarvik re-\nopens.", notes=""),
    release("loon", language="sv", country="se", source="se/kust", body="jef om kusten", notes="", organisations=()),
    release("gull", quotes=(quote("Our cables are safe."),), places=(Tag(name="Skarvik"),), body="Nothing.", notes=""),
    release("skua", body=f"Cafe\u0301 and J\u00adEF {'x' * (LONGEST + 5)}", notes=""),
)


def stored(one: Release, number: int = 0, seen_at: datetime = NOON) -> Stored:
    """The first edition of a release, with its place in the stock as its name."""
    state: dict[str, Any] = {"revision": 1, "seen_at": seen_at, "first_seen_at": seen_at, "status": "live"}
    return Stored(release_id=str(number), release=one, **state)


def shelf(folder: Path, stock: Sequence[Release]) -> SearchIndex:
    """An index of these releases."""

    def put(add: Callable[[Document], None]) -> None:
        for number, one in enumerate(stock):
            add(document_of(number, stored(one, number), "Coast Ministry"))

    change_index(folder, set(), put)
    return SearchIndex(folder)


def searched(index: SearchIndex, query: str, **asked: Any) -> list[int]:
    """The places in the stock of what a search finds, in its order."""
    matcher = Matcher([Topic(topic="t", name="t", query=query)])
    wanted = replace(Wanted(matcher=matcher, topics=("t",)), **asked)
    return [int(one.stored.release_id) for one in found(index, wanted) if matcher.mentions_of("t", one.stored.release)]


def matched(query: str, stock: Sequence[Release]) -> list[int]:
    """The places in the stock of what a saved topic would match."""
    matcher = Matcher([Topic(topic="t", name="t", query=query)])
    return [number for number, one in enumerate(stock) if matcher.mentions(one)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return shelf(tmp_path_factory.mktemp("shelf"), STOCK)


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_finds_what_a_saved_topic_would_match(index: SearchIndex, query: str) -> None:
    assert sorted(searched(index, query)) == matched(query, STOCK)


def test_these_queries_are_worth_asking() -> None:
    """Each finds something, but for the one of another case; none finds everything."""
    counts = {query: len(matched(query, STOCK)) for query in QUERIES}
    assert [query for query, count in counts.items() if not count] == ['exact:"high North"']
    assert max(counts.values()) < len(STOCK)


@given(queries, st.lists(releases(), min_size=1, max_size=8))
@settings(max_examples=75, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_search_and_a_saved_topic_agree_on_whatever_is_asked(node: Node, stock: list[Release]) -> None:
    query = render(node)
    try:
        expected = matched(query, stock)
    except QueryError:
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # Tantivy may look after its lock once more
        assert sorted(searched(shelf(Path(folder), stock), query)) == expected


def test_a_word_longer_than_the_index_takes_is_found(index: SearchIndex) -> None:
    assert searched(index, "x" * (LONGEST + 5)) == [5]
    assert searched(index, "x" * (LONGEST + 4)) == []


def test_the_newest_come_first_and_a_day_leaves_out_what_is_older(tmp_path: Path) -> None:
    dated = [release(f"heron-{hours}", published_at=at(hours)) for hours in (2, 5, -3, 4)]
    index = shelf(tmp_path, dated)
    assert searched(index, "JEF") == [1, 3, 0, 2]
    assert searched(index, "JEF", since=at(2)) == [1, 3, 0]
    assert searched(index, "JEF", since=at(2) + timedelta(microseconds=1)) == [1, 3]


def test_a_release_without_a_date_stands_where_it_was_first_seen(tmp_path: Path) -> None:
    index = shelf(tmp_path, [release("old", published_at=at(-1)), release("undated", published_at=None)])
    assert searched(index, "JEF") == [1, 0]


def test_the_best_are_those_that_name_it_in_their_title(tmp_path: Path) -> None:
    long = "The fleet sails north. " * 20
    stock = [
        release("passing", body=f"{long} The JEF was there.", notes="", published_at=at(9)),
        release("title", title="JEF sails", body=long, notes=""),
        release("often", body=f"{long} JEF, JEF, JEF, JEF.", notes=""),
    ]
    assert searched(shelf(tmp_path, stock), "JEF", newest=False) == [1, 2, 0]


@pytest.mark.parametrize(
    ("language", "asked", "other"),
    [
        ("en-GB", "exercise", "exercises"),
        ("da", "øvelse", "øvelser"),
        ("nb", "øvelse", "øvelsene"),
        ("no", "fartøy", "fartøyet"),
        ("sv", "övning", "övningar"),
        ("fi", "laiva", "laivat"),
        ("nl", "oefening", "oefeningen"),
        ("de", "übung", "übungen"),
    ],
)
def test_other_forms_of_a_word_make_a_release_better_but_no_match(
    tmp_path: Path, language: str, asked: str, other: str
) -> None:
    bodies = (f"{asked} x x x", f"{asked} {other} {other} x", f"{other} {other} {other} x")
    stock = [release(f"r{n}", title="Sea", body=one, notes="", language=language) for n, one in enumerate(bodies)]
    index = shelf(tmp_path, stock)
    assert searched(index, asked, newest=True) == [0, 1]
    assert searched(index, asked, newest=False) == [1, 0]


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("JEF AND source:no/kyst", [2]),
        ("JEF AND country:se", [3]),
        ("JEF AND type:speech", [4]),
        ("JEF AND language:sv", [5]),
        ("JEF AND place:Skarvik", [6]),
        ('JEF AND organisation:"Coast Guard"', [7]),
        ("JEF AND (country:se OR (type:speech AND language:en))", [3, 4]),
        ("(JEF AND country:se) OR (JEF AND quote:cables)", [3, 8]),
    ],
)
def test_a_common_word_of_a_rare_source_reads_the_releases_of_that_source_only(
    filtered: SearchIndex, query: str, read: list[int]
) -> None:
    wanted = Wanted(matcher=Matcher([Topic(topic="t", name="t", query=query)]), topics=("t",))
    assert sorted(int(one.stored.release_id) for one in found(filtered, wanted)) == read
    assert sorted(searched(filtered, query)) == read


@pytest.fixture(scope="module")
def filtered(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"source": "nor/kyst"},
        {"source": "no/kyst/vest"},
        {"country": "SE"},
        {"document_type": "Speech"},
        {"language": "sv-FI"},
        {"places": (Tag(name="Skarvik"),)},
        {"organisations": (Tag(name="Coast Guard"),)},
        {"quotes": (quote("Our cables are safe."),)},
    )
    return shelf(tmp_path_factory.mktemp("filtered"), [release(f"r{n}", **one) for n, one in enumerate(changes)])


def test_the_beginning_of_a_words_other_forms_is_known(tmp_path: Path) -> None:
    index = shelf(
        tmp_path, [release("a", body="Exercises, exercising. Fly!"), release("b", body="Øvelsen", language="nb")]
    )
    words = ("exercised", "flies", "øvelse", "exercises", "unheardof", "fly")
    assert [beginning(index, one) for one in words] == ["exercis", None, "øvelse", "exercis", None, None]


def test_more_than_are_looked_at_at_first_are_found_all_the_same(tmp_path: Path) -> None:
    index = shelf(tmp_path, [release(f"heron-{n}", published_at=at(n)) for n in range(350)])
    assert searched(index, "JEF") == list(range(349, -1, -1))


def test_what_is_shown_is_what_is_stored() -> None:
    one = stored(release("gull", quotes=(quote("Our cables are safe."),), places=(Tag(name="Skarvik"),)))
    assert shelved(document_of(1, one, "Coast Ministry").record).publisher == "Coast Ministry"
    assert shelved(document_of(1, one, "Coast Ministry").record).stored == replace(one, release=_shown(one.release))


def _shown(one: Release) -> Release:
    return replace(one, organisations=tuple(Tag(name=tag.name) for tag in one.organisations), layout="")


def test_documents_of_format_2_are_laid_out_like_this() -> None:
    """Whoever has to change what is expected here raises `search_index.FORMAT`, so that old indexes are made anew."""
    one = replace(stored(STOCK[1]), release=replace(STOCK[1], quotes=(quote("Safe, l’Arctique."),)))
    document = document_of(7, one, "Coast Ministry")
    assert document.edition == 7
    assert document.title == "minister opens coastal exercise"
    assert document.text.split("weeks ")[1] == "drones over the high north the jef says neill the jef cables"
    assert document.quoted == "safe arctique marit lindqvist minister for coast and border"
    assert document.organisation == "ministry of coast and border"
    assert document.passing == {
        *("source:no", "source:no/coast", "country:no", "type:press_release", "language:en"),
    }
    assert document.stems == "en"
