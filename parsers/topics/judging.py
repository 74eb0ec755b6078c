"""How well topics find what readers found: labelled records to precision, recall and the releases that went wrong.

Reads records in the form of `presswatch export` with one more key, `topics`: {name: true or false}. Opens no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.records import Quote, Release, Tag
from parsers.topics.match import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One release that a topic and its readers disagree about."""

    url: str
    title: str
    found: tuple[str, ...]  # what the topic found; empty for a release that it missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one topic did, or all together."""

    topic: str  # empty: all together
    right: int  # found, and labelled so
    false: tuple[Wrong, ...]  # found, but labelled otherwise
    missed: tuple[Wrong, ...]

    @property
    def labelled(self) -> int:
        """How many releases readers gave the topic."""
        return self.right + len(self.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.right + len(self.false)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found; 1 where nothing is labelled."""
        return self.right / self.labelled if self.labelled else 1.0


def judge(matcher: Matcher, records: Iterable[Mapping[str, Any]]) -> tuple[Score, ...]:
    """Return the score of every topic that is labelled and watched, in the matcher's order, and last that of all.

    Raises KeyError for a record without `topics`.
    """
    verdicts = [(record, _found(matcher, record)) for record in records]
    labelled = {name for record, _ in verdicts for name in record["topics"]}
    scores = tuple(_score(name, verdicts) for name in matcher.names if name in labelled)
    return (*scores, _total(scores))


def _found(matcher: Matcher, record: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mention in matcher.mentions(labelled_release(record)):
        found.setdefault(mention.topic, []).append(mention.text)
    return found


def _score(topic: str, verdicts: Sequence[tuple[Mapping[str, Any], dict[str, list[str]]]]) -> Score:
    judged = [(record, found.get(topic, []), record["topics"].get(topic)) for record, found in verdicts]
    return Score(
        topic=topic,
        right=sum(bool(found) and label is True for _, found, label in judged),
        false=tuple(_wrong(record, found) for record, found, label in judged if found and label is False),
        missed=tuple(_wrong(record, found) for record, found, label in judged if not found and label is True),
    )


def _wrong(record: Mapping[str, Any], found: list[str]) -> Wrong:
    return Wrong(url=record.get("url") or "", title=record.get("title") or "", found=tuple(found))


def _total(scores: Sequence[Score]) -> Score:
    return Score(
        topic="",
        right=sum(one.right for one in scores),
        false=tuple(wrong for one in scores for wrong in one.false),
        missed=tuple(wrong for one in scores for wrong in one.missed),
    )


def labelled_release(record: Mapping[str, Any]) -> Release:
    """Return the release of a record; keys that are missing or null are empty."""
    notes = _text(record, "notes")
    body = _text(record, "body")
    return Release(
        source=_text(record, "source"),
        country=_text(record, "country").lower(),
        url=_text(record, "url"),
        external_id=record.get("external_id"),
        document_type=_text(record, "document_type"),
        language=_text(record, "language"),
        title=_text(record, "title"),
        summary=_text(record, "summary"),
        body=body if body.endswith(notes) else f"{body}\n\n{notes}",
        notes=notes,
        published_at=None,
        updated_at=None,
        organisations=_tags(record, "organisations"),
        people=_tags(record, "people"),
        places=_tags(record, "places"),
        quotes=tuple(_quote(one) for one in record.get("quotes") or ()),
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    return record.get(key) or ""


def _tags(record: Mapping[str, Any], key: str) -> tuple[Tag, ...]:
    return tuple(Tag(name=one) for one in record.get(key) or ())


def _quote(quote: Mapping[str, Any]) -> Quote:
    return Quote(text=quote.get("text") or "", speaker=quote.get("speaker"), role=quote.get("role"))
