"""From what is due about one release, its editions and its translations, to the one item that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.alerts.edits import Changed, choose_edits, covers, find_changes, shown_changes
from flows.alerts.links import safe_link
from flows.alerts.marks import clean, cut, mark
from flows.alerts.matches import Match, find_matches, spans_in
from flows.alerts.passages import choose_passages
from flows.alerts.records import Event, Former, Item, Passage, Place, Reason
from flows.alerts.voices import earlier_of, edition_of, leading, same_language
from parsers.records import Amount, FieldName, Mention
from warehouse.records import Due, Watched

TITLE_MOST = 200  # characters, here and below; longer titles and standfirsts are not written for readers
STANDFIRST_MOST = 320
DETAIL_MOST = 400
PASSAGES_MOST = 3  # an item is read in half a minute
EDITS_MOST = 5
SUMS_MOST = 4
WORDS_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """All that is due about one release in one language, in the order in which it happened."""

    dues: tuple[Due, ...]
    matches: tuple[Match, ...]  # in the latest edition

    @property
    def latest(self) -> Due:
        return self.dues[-1]


def make_item(family: Sequence[Due], language: str) -> Item:
    """Return the item of one story; `family` holds what is due about its releases, oldest first.

    The earliest in the recipient's language leads.
    """
    stories = _stories(family)
    lead = min(stories, key=lambda story: leading(story.latest, story.dues[0], language))
    rest = [story for story in stories if story is not lead]
    voices = [edition_of(story.latest, lead.latest) for story in rest]
    changes = _changes(lead.dues)
    edits, more_edits = choose_edits(changes, lead.matches, most=EDITS_MOST)
    passages, more_passages = _passages(lead, rest, shown_changes(changes, lead.matches, most=EDITS_MOST))
    return replace(
        _bare(lead),
        alerts=tuple(one.alert_id for one in family),
        reasons=_reasons(family, [lead, *rest]),
        passages=passages,
        more_passages=more_passages,
        former=_former(lead.dues),
        edits=edits,
        more_edits=more_edits,
        translations=tuple(one for one in voices if not same_language(one.language, lead.latest.language)),
        copies=tuple(one for one in voices if same_language(one.language, lead.latest.language)),
        earlier=earlier_of(family),
    )


def _bare(story: _Story) -> Item:
    """Return the item with what its latest edition says of itself."""
    due, sums = story.latest, _sums(story.latest.amounts)
    events = tuple(dict.fromkeys(_event(one) for one in story.dues))
    return Item(
        release_id=due.release_id,
        revision=due.revision,
        source=due.source,
        publisher=cut(due.publisher, 80),
        url=safe_link(due.url),
        document_type=clean(due.document_type).replace("_", " "),
        language=due.language,
        at=max(event.at for event in events),
        published_at=due.published_at,
        updated_at=due.updated_at,
        events=events,
        title=mark(due.text.title or due.url, spans_in(story.matches, "title"), most=TITLE_MOST),
        standfirst=mark(due.text.summary, spans_in(story.matches, "summary"), most=STANDFIRST_MOST),
        sums=sums[:SUMS_MOST],
        more_sums=len(sums[SUMS_MOST:]),
    )


def _stories(family: Sequence[Due]) -> list[_Story]:
    by_release: dict[str, list[Due]] = {}
    for due in family:
        by_release.setdefault(due.release_id, []).append(due)
    return [_Story(dues=tuple(dues), matches=find_matches(dues[-1])) for dues in by_release.values()]


def _event(due: Due) -> Event:
    return Event(kind=due.kind, at=_moment(due), detail=cut(due.detail, DETAIL_MOST))


def _moment(due: Due) -> datetime:
    """Return when it happened: by the publisher's clock where it says so, else when it was seen."""
    if due.kind == "new":
        return due.published_at or due.at
    return (due.updated_at or due.at) if due.kind == "update" else due.at


def _edits(dues: Sequence[Due]) -> list[Due]:
    return [due for due in dues if due.kind in ("update", "silent") and due.former]


def _former(dues: Sequence[Due]) -> Former | None:
    """Return the edition that the recipient knows: the one before the first edit that is due."""
    first = next(iter(_edits(dues)), None)
    return Former(revision=first.revision - 1, seen_at=first.former_at) if first and first.former_at else None


def _changes(dues: Sequence[Due]) -> tuple[Changed, ...]:
    """Return what changed since the edition that the recipient knows."""
    edits = _edits(dues)
    former = edits[0].former if edits else None
    return find_changes(former, edits[-1].text) if former else ()


def _passages(lead: _Story, rest: Sequence[_Story], edits: Sequence[Changed]) -> tuple[tuple[Passage, ...], int]:
    """Return the passages of the leading release and, for topics that only a translation mentions, of that."""
    open_matches = [match for match in lead.matches if not any(covers(edit, match) for edit in edits)]
    passages, more = choose_passages(
        open_matches, lead.latest.quotes, language=lead.latest.language, most=PASSAGES_MOST
    )
    known = {match.topic for match in lead.matches}
    for story in rest:
        matches = [match for match in story.matches if match.topic not in known]
        known |= {match.topic for match in matches}
        others, beyond = choose_passages(matches, story.latest.quotes, language=story.latest.language, most=1)
        passages, more = (*passages, *others), more + beyond
    return passages, more


def _reasons(family: Sequence[Due], stories: Sequence[_Story]) -> tuple[Reason, ...]:
    """Return the reasons topic by topic, each with the words of the first story that mentions it."""
    watched = {one.topic: one for due in family for one in due.topics}
    return tuple(_reason(one, _first_mentions(one.topic, stories)) for one in watched.values())


def _first_mentions(topic: str, stories: Sequence[_Story]) -> list[Mention]:
    found = ([mention for mention in story.latest.mentions if mention.topic == topic] for story in stories)
    return next((mentions for mentions in found if mentions), [])


def _reason(watched: Watched, mentions: Iterable[Mention]) -> Reason:
    words: dict[str, str] = {}
    places: Counter[FieldName] = Counter()
    for mention in mentions:
        words.setdefault(clean(mention.text).casefold(), cut(mention.text, 60))
        places[mention.field] += 1
    found = list(words.values())
    return Reason(
        topic=watched.topic,
        name=cut(watched.name, 80),
        words=tuple(found[:WORDS_MOST]),
        more_words=len(found[WORDS_MOST:]),
        places=tuple(Place(field=field, times=times) for field, times in places.items()),
    )


def _sums(amounts: Iterable[Amount]) -> tuple[str, ...]:
    """Return the sums as written, each value once."""
    texts: dict[tuple[str, str], str] = {}
    for amount in amounts:
        texts.setdefault((amount.currency, str(amount.value)), cut(amount.text, 40))
    return tuple(texts.values())
