"""Topics are judged by what readers said."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.topics.judging import Wrong, judge, labelled_release
from parsers.topics.match import Matcher
from tests.topics.releases import topic


def _record(title: str, labels: dict[str, bool], **fields: Any) -> dict[str, Any]:
    return {"title": title, "url": f"https://example.org/{title}", "body": "", "topics": labels, **fields}


RECORDS = [
    _record("JEF meets", {"jef": True, "ifu": False}),
    _record("JEF Europe meets", {"jef": False, "ifu": False}),
    _record("The force meets", {"jef": True, "ifu": False}),
    _record("Nothing", {"jef": False, "ifu": False}),
]
MATCHER = Matcher([topic("IFU", "ifu"), topic("JEF", "jef"), topic("drone", "drone")])


def test_every_labelled_topic_gets_its_share_of_right_and_wrong() -> None:
    ifu, jef, together = judge(MATCHER, RECORDS)
    assert (ifu.topic, ifu.precision, ifu.recall, ifu.labelled) == ("ifu", 1.0, 1.0, 0)
    assert (jef.topic, jef.precision, jef.recall, jef.labelled) == ("jef", 0.5, 0.5, 2)
    assert (together.topic, together.right, together.labelled) == ("", 1, 2)


def test_the_wrong_ones_are_shown_with_what_was_found() -> None:
    _, jef, _ = judge(MATCHER, RECORDS)
    assert jef.false == (Wrong(url="https://example.org/JEF Europe meets", title="JEF Europe meets", found=("JEF",)),)
    assert [one.title for one in jef.missed] == ["The force meets"]


def test_what_nobody_labelled_counts_for_nothing() -> None:
    (jef, _) = judge(MATCHER, [_record("JEF and IFU", {"jef": True})])
    assert jef.topic == "jef"


def test_a_record_without_labels_is_refused() -> None:
    with pytest.raises(KeyError, match="topics"):
        judge(MATCHER, [{"title": "JEF"}])


def test_notes_that_stand_apart_become_the_end_of_the_body() -> None:
    one = labelled_release(
        {"body": "Ships sail.", "notes": "JEF is a force.", "summary": None, "organisations": ["MOD"]}
    )
    assert (one.body, one.notes) == ("Ships sail.\n\nJEF is a force.", "JEF is a force.")
    assert (one.summary, [tag.name for tag in one.organisations]) == ("", ["MOD"])
