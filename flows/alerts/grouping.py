"""From what is due to a digest: one item a story, one section a topic, newest first, within the recipient's limit.

A release that matched several topics is told in full under the first of them and named under the others. The topic with
most releases stands first. Decides what is told, not how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flows.alerts.items import make_item
from flows.alerts.records import Digest, Item, Section
from flows.alerts.voices import stories_of
from warehouse.records import Due, Watched


def compose(
    dues: Sequence[Due],
    *,
    recipient: str,
    digest_id: str,
    made_at: datetime,
    zone: str,
    max_items: int,
    language: str = "en",
) -> Digest:
    """Return the digest of what is due to one recipient.

    At most `max_items` releases are told in full, and as many others by title; the newest are. The order of `dues` does
    not matter.
    """
    every = sorted((make_item(family, language) for family in families(dues)), key=_newest_first)
    items, echoes = [one for one in every if not one.earlier], [one for one in every if one.earlier]
    matched = [item for item in items if item.reasons]
    # What is wrong with a source comes before releases that nobody watches for, or a full digest would hide it.
    others = sorted((item for item in items if not item.reasons), key=lambda item: not item.is_notice)
    return Digest(
        digest_id=digest_id,
        recipient=recipient,
        language=language,
        made_at=made_at,
        zone=zone,
        sections=_sections(matched, matched[:max_items], _watched(dues)),
        others=tuple(others[:max_items]),
        matched=len(matched),
        more=len(matched[max_items:]),
        more_others=len(others[max_items:]),
        echoes=tuple(echoes[:max_items]),
        more_echoes=len(echoes[max_items:]),
    )


def families(dues: Iterable[Due]) -> list[list[Due]]:
    """Return what is due in groups of one story, each in the order in which it happened."""
    ordered = sorted(dues, key=lambda due: (due.at, due.revision, due.alert_id))
    stems = {due.release_id: (due.source, _stem(due)) for due in ordered}  # a release that moved has one: the last
    named = stories_of(ordered, stems)
    groups: dict[tuple[str, str], list[Due]] = {}
    for due in ordered:
        groups.setdefault(named[due.release_id], []).append(due)
    return list(groups.values())


def _stem(due: Due) -> str:
    """Return what translations share: the publisher's id, or the address without the language that is put behind it."""
    return due.external_id or due.url.removesuffix(f".{due.language}")


def _newest_first(item: Item) -> tuple[float, str, str]:
    return -item.at.timestamp(), item.name, item.release_id


def _watched(dues: Iterable[Due]) -> dict[str, Watched]:
    """Return every topic once, in its newest version."""
    versions = sorted((watched for due in dues for watched in due.topics), key=lambda watched: watched.version)
    return {watched.topic: watched for watched in versions}


def _sections(matched: Sequence[Item], shown: Sequence[Item], watched: dict[str, Watched]) -> tuple[Section, ...]:
    by_topic = {topic: [item for item in matched if topic in _topics(item)] for topic in watched}
    order = sorted((topic for topic in by_topic if by_topic[topic]), key=lambda topic: (-len(by_topic[topic]), topic))
    visible = {id(item) for item in shown}
    told: set[int] = set()
    sections = []
    for topic in order:
        here = [item for item in by_topic[topic] if id(item) in visible]
        sections.append(_section(watched[topic], here, told, len(by_topic[topic]) - len(here)))
        told |= {id(item) for item in here}
    return tuple(sections)


def _section(watched: Watched, here: Sequence[Item], told: set[int], more: int) -> Section:
    return Section(
        topic=watched.topic,
        name=watched.name,
        query=watched.query,
        items=tuple(item for item in here if id(item) not in told),
        elsewhere=tuple(item for item in here if id(item) in told),
        more=more,
    )


def _topics(item: Item) -> tuple[str, ...]:
    return tuple(reason.topic for reason in item.reasons)
