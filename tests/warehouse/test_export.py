"""What is exported, and how it is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from parsers.records import Amount, Link, Tag
from tests.warehouse.builders import (
    HOME,
    JEF,
    NOON,
    NORTH,
    at,
    edited,
    load,
    mentions,
    quote,
    release,
    source,
    subscription,
    unreadable,
    visit,
)
from warehouse.database import Connection, writing
from warehouse.export import export, export_parquet, exports
from warehouse.runs import keep_sources
from warehouse.topics import keep_versions, versions

KEYS = (
    "url source external_id document_type language title summary body notes published_at updated_at withdrawn_at "
    "status revision organisations people places quotes amounts topics"
).split()
OLD = at(-24 * 300)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Three releases: one with everything, one of last winter, one without a date."""
    path = tmp_path_factory.mktemp("export") / "warehouse.duckdb"
    with writing(path, purpose="tests", wait=timedelta(0)) as connection:
        keep_sources(connection, [source()], active=())
        keep_versions(connection, versions(connection, [JEF, NORTH]), NOON)
        _fill(connection)
        yield connection


def _fill(connection: Connection) -> None:
    full = release(
        body="“The JEF is here,” she said of £4 million.",
        notes="",
        people=(Tag(name="Marit Lindqvist"),),
        places=(Tag(name="Skarvik", url="/world/skarvik"), Tag(name="Bodø")),
        links=(Link(title="=cable map", url=f"{HOME}/map"),),
        attachments=(Link(title="Order of battle", url=f"{HOME}/order.pdf", content_type="application/pdf"),),
        quotes=(quote("The JEF is here,"), quote("And more.")),
        amounts=(Amount(text="£4 million", value=Decimal(4_000_000), currency="GBP", field="body"),),
    )
    winter = release("tern", published_at=OLD, updated_at=None, body="A cold JEF.", quotes=(quote("Cold."),))
    undated = release("gull", published_at=None, updated_at=None, body="No date.", quotes=(quote("Undated."),))
    named = (*mentions(full, "JEF"), *mentions(full, "million", "high-north"))
    first = replace(visit(edited(full, -1, title="First title"), -1), mentions=named)
    load(connection, first, told=[subscription("desk", "jef", "high-north")])
    load(connection, visit(winter, 0), visit(undated, 1), replace(visit(edited(full, 1), 2), mentions=named))
    load(connection, unreadable(f"{HOME}/grey-heron", 3))


def _names(connection: Connection, what: str, since: datetime | None = None, topic: str | None = None) -> list[str]:
    found = export(connection, what, since=since, topic=topic)
    place = found.columns.index("url")
    return [str(row[place]).rpartition("/")[2] for row in found.rows]


def _records(connection: Connection, what: str) -> list[dict[str, Any]]:
    found = export(connection, what)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_the_keys_of_a_release_are_those_that_are_promised(stock: Connection) -> None:
    assert list(export(stock, "releases").columns) == KEYS


def test_a_release_is_exported_whole_as_it_reads_today(stock: Connection) -> None:
    (full,) = (row for row in _records(stock, "releases") if row["url"] == f"{HOME}/grey-heron")
    assert full["title"] == release().title
    assert (full["status"], full["revision"], full["external_id"]) == ("live", 2, "id-grey-heron")
    assert full["organisations"] == ["Ministry of Coast and Border"]
    assert (full["people"], full["places"]) == (["Marit Lindqvist"], ["Skarvik", "Bodø"])
    assert [list(one) for one in full["quotes"]] == [["speaker", "role", "text"]] * 2
    assert [one["text"] for one in full["quotes"]] == ["The JEF is here,", "And more."]
    assert full["amounts"] == [{"text": "£4 million", "value": Decimal(4_000_000), "currency": "GBP"}]
    assert full["topics"] == ["high-north", "jef"]
    assert full["updated_at"] == at(1)


def test_a_release_with_nothing_in_a_list_has_an_empty_list(stock: Connection) -> None:
    (undated,) = (row for row in _records(stock, "releases") if row["url"] == f"{HOME}/gull")
    assert [undated[key] for key in ("people", "places", "amounts", "topics")] == [[], [], [], []]
    assert (undated["published_at"], undated["withdrawn_at"]) == (None, None)


@pytest.mark.parametrize("what", ["releases", "quotes"])
def test_since_leaves_out_what_is_older_and_keeps_what_has_no_date(stock: Connection, what: str) -> None:
    assert "tern" in _names(stock, what)
    newer = _names(stock, what, since=at(-24))
    assert "tern" not in newer
    assert "gull" in newer


OF_RELEASES = (
    "releases quotes amounts mentions revisions changes organisations people places links attachments alerts stories"
)


@pytest.mark.parametrize("what", OF_RELEASES.split())
def test_a_topic_leaves_out_releases_that_do_not_mention_it(stock: Connection, what: str) -> None:
    assert set(_names(stock, what, topic="high-north")) == {"grey-heron"}
    assert _names(stock, what, topic="nobody-watches-this") == []


def test_every_edition_is_exported_as_a_revision(stock: Connection) -> None:
    assert sorted(_names(stock, "revisions")) == ["grey-heron", "grey-heron", "gull", "tern"]


def test_every_export_has_a_file_and_rows(stock: Connection) -> None:
    assert set(exports()) == {*OF_RELEASES.split(), "fetches", "problems", "topics"}
    for what in exports():
        assert _records(stock, what), what


def test_what_hangs_on_a_release_says_whose_it_is_and_where_it_leads(stock: Connection) -> None:
    (link,), (file,) = _records(stock, "links"), _records(stock, "attachments")
    assert (link["url"], link["target"], link["target_title"]) == (f"{HOME}/grey-heron", f"{HOME}/map", "=cable map")
    assert (file["target"], file["content_type"]) == (f"{HOME}/order.pdf", "application/pdf")
    assert [(one["name"], one["page"]) for one in _records(stock, "places")] == [
        ("Skarvik", "/world/skarvik"),
        ("Bodø", None),
    ]


def test_an_alert_says_who_and_why_and_its_topic_chooses_it(stock: Connection) -> None:
    (alert,) = _records(stock, "alerts")
    assert (alert["recipient"], alert["topics"], alert["state"]) == ("desk", ["high-north", "jef"], "pending")


def test_a_topic_says_its_query_and_in_how_many_releases_it_stands(stock: Connection) -> None:
    assert {one["topic"]: (one["query"], one["releases"]) for one in _records(stock, "topics")} == {
        "jef": (JEF.query, 2),
        "high-north": (NORTH.query, 1),
    }


@pytest.mark.parametrize(("what", "kinds"), [("problems", {"no_body"}), ("fetches", {"ok"})])
def test_what_went_on_can_be_asked_by_time_and_by_topic(stock: Connection, what: str, kinds: set[str]) -> None:
    rows = _records(stock, what)
    assert {one.get("kind") or one["outcome"] for one in rows} == kinds
    assert list(export(stock, what, since=at(99)).rows) == []
    assert set(_names(stock, what, topic="high-north")) == {"grey-heron"}
    assert _names(stock, what, topic="nobody-watches-this") == []


def test_rows_are_one_json_object_each(stock: Connection) -> None:
    lines = [json.dumps(row, default=str, ensure_ascii=False) for row in _records(stock, "releases")]
    assert [list(json.loads(line)) for line in lines] == [KEYS] * 3


@pytest.mark.parametrize("name", ["out.parquet", "it's.parquet"])
def test_parquet_holds_the_same_rows_wherever_it_is_written(stock: Connection, tmp_path: Path, name: str) -> None:
    export_parquet(stock, "releases", tmp_path / name, topic="jef")
    found = duckdb.sql("SELECT url FROM read_parquet($file) ORDER BY url", params={"file": str(tmp_path / name)})
    assert [url.rpartition("/")[2] for (url,) in found.fetchall()] == ["grey-heron", "tern"]
