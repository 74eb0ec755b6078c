"""The sentences of a digest that are the same in every form: subject, summary, what happened, why it is told.

Everything is returned as plain text; renderers escape it and lay it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flows.alerts.marks import cut
from flows.alerts.records import Digest, Edit, Event, Item, Passage, Reason, Section
from flows.alerts.wording import Wording, counted, day, wording
from parsers.records import ChangeKind

SUBJECT_MOST = 120  # characters; a phone shows the first forty, so the counts come first
_HEAD_MOST = 84  # leaves thirty for a title
_TOPICS_IN_SUBJECT = 3
_SAID: tuple[ChangeKind, ...] = ("withdrawn", "gone", "silent")  # what a reader must know before opening the message


class Line(NamedTuple):
    """A label and what it labels."""

    label: str
    text: str


def subject(digest: Digest) -> str:
    """Return the subject: topics with their numbers, what is out of the ordinary, and the newest title.

    One line of at most SUBJECT_MOST characters, free of control characters.
    """
    words = wording(digest.language)
    lead = _lead(digest)
    if lead is None:
        return words.nothing_subject
    head = cut(", ".join(_shares(digest, words)), _HEAD_MOST)
    oddities = _oddities(digest, words)
    head += oddities if len(head + oddities) <= _HEAD_MOST else ""
    kind = "" if lead.last.kind == "new" else f"{words.kinds[lead.last.kind]}: "
    return f"{head}: {cut(kind + lead.name, SUBJECT_MOST - len(head) - 2)}"


def summary(digest: Digest) -> tuple[str, ...]:
    """Return the sentences that open a digest: how many releases, and what happened to them."""
    words = wording(digest.language)
    if digest.is_empty:
        return (words.nothing,)
    shares = ", ".join(_shares(digest, words, most=len(digest.sections))) if digest.sections else ""
    lines = [f"{counted(words.matched, digest.matched)}: {shares}."] if digest.matched else []
    happened = ", ".join(words.counted[kind].format(n=number) for kind, number in _kinds(digest).items())
    lines += [f"{happened[:1].upper()}{happened[1:]}."] if happened else []
    return (*lines, *(f"{one}." for one in _rest(digest, words)))


def badges(digest: Digest, item: Item) -> tuple[str, ...]:
    """Return what happened to a release, oldest first, each with its time: 'New · Tue 24 Nov, 09:30'."""
    words = wording(digest.language)
    return tuple(f"{words.kinds[event.kind]} · {when(digest, event.at)}" for event in item.events)


def happened(digest: Digest, item: Item) -> str:
    """Return on one line whose release it is and what happened to it last: for releases told by title only."""
    last = item.events[-1]
    told = f"{badges(digest, item)[-1]}: {last.detail}" if last.detail else badges(digest, item)[-1]
    return f"{item.publisher} · {told}" if item.publisher else told


def byline(digest: Digest, item: Item) -> str:
    """Return who published what and, where that is not the news, when."""
    words = wording(digest.language)
    parts = [item.publisher, item.document_type]
    if item.published_at and item.events[0].kind != "new":
        parts.append(words.published.format(day=_day(digest, item.published_at)))
    return " · ".join(part for part in parts if part)


def details(digest: Digest, item: Item) -> tuple[Line, ...]:
    """Return what is said about an event (change note, reason, address before a move), and which edition this is."""
    words = wording(digest.language)
    told = [Line(_label(words, event), event.detail) for event in item.events if event.detail]
    return (*told, *_edition(digest, item))


def comparison(item: Item) -> str:
    """Return the command that compares an edited release with the edition before; empty for one that was not edited."""
    return f"presswatch diff {item.release_id} {item.former.revision} {item.revision}" if item.former else ""


def reason(digest: Digest, why: Reason) -> str:
    """Return the words that matched and where: '“JEF”, “JEF-led” in title, text ×3'."""
    words = wording(digest.language)
    if not why.words:
        return words.no_longer
    found = [words.quote.format(text=text) for text in why.words]
    found += [words.more_words.format(n=why.more_words)] if why.more_words else []
    return words.in_places.format(words=", ".join(found), places=", ".join(_places(words, why)))


def credit(digest: Digest, passage: Passage) -> str:
    """Return who says a passage, or which part of the release it stands in where that is not the running text."""
    words = wording(digest.language)
    who = ", ".join(part for part in (passage.speaker, passage.role) if part)
    place = "" if who or passage.field == "body" else words.fields[passage.field]
    return " · ".join(part for part in (cut(who, 160) or place, words.new_here if passage.added else "") if part)


def edit_labels(digest: Digest, edit: Edit) -> tuple[str, str]:
    """Return the labels of what stood there and of what stands there now."""
    words = wording(digest.language)
    if edit.before and edit.after:
        return words.was, words.moved_now if edit.moved else words.now
    return words.removed, words.moved_here if edit.moved else words.added


def more(digest: Digest, item: Item) -> str:
    """Return how many passages and changes are not shown; empty where all are."""
    words = wording(digest.language)
    counts = ((words.more_edits, item.more_edits), (words.more_passages, item.more_passages))
    return ", ".join(counted(forms, number) for forms, number in counts if number)


def sums(digest: Digest, item: Item) -> str:
    """Return the sums that a release mentions."""
    rest = [wording(digest.language).more_words.format(n=item.more_sums)] if item.more_sums else []
    return " · ".join((*item.sums, *rest))


def told_under(digest: Digest, section: Section, item: Item) -> str:
    """Return where a release that is only named here is told in full."""
    homes = (other for other in digest.sections if any(item is one for one in other.items))
    home = next(homes, section)
    return wording(digest.language).told_under.format(topic=cut(home.name, 80)) if home is not section else ""


def when(digest: Digest, moment: datetime) -> str:
    """Return a moment in the recipient's zone, with its year where it is not the digest's: 'Tue 24 Nov, 09:30'."""
    there = _there(digest, moment)
    return wording(digest.language).moment.format(day=_day(digest, moment), hour=f"{there:%H:%M}")


def dateline(digest: Digest) -> str:
    """Return the day and time of the digest itself, always with its year."""
    words, there = wording(digest.language), _there(digest, digest.made_at)
    return words.moment.format(day=day(words, there, year=True), hour=f"{there:%H:%M}")


def footer(digest: Digest) -> tuple[str, ...]:
    """Return the closing lines: whose digest, which one, and the zone of its times."""
    words = wording(digest.language)
    return (
        words.footer.format(recipient=cut(digest.recipient, 80), digest=cut(digest.digest_id, 80)),
        words.zone.format(zone=digest.zone),
    )


def _there(digest: Digest, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(digest.zone))


def _day(digest: Digest, moment: datetime) -> str:
    there = _there(digest, moment)
    return day(wording(digest.language), there, year=there.year != _there(digest, digest.made_at).year)


def _lead(digest: Digest) -> Item | None:
    return next(iter((*digest.items, *digest.others, *digest.echoes)), None)


def _shares(digest: Digest, words: Wording, most: int = _TOPICS_IN_SUBJECT) -> Iterator[str]:
    """Yield 'JEF ×3' for the first topics and the number of the others."""
    if not digest.sections:
        yield from _rest(digest, words)
    for section in digest.sections[:most]:
        yield f"{cut(section.name, 30)} ×{section.count}"
    if len(digest.sections) > most:
        yield counted(words.more_topics, len(digest.sections) - most)


def _rest(digest: Digest, words: Wording) -> Iterator[str]:
    """Yield how many notices there are, and how many releases without a topic."""
    notices = sum(item.is_notice for item in digest.others)
    others = len(digest.others) + digest.more_others - notices
    yield from [counted(words.notices, notices)] if notices else []
    yield from [counted(words.unmatched, others)] if others else []
    echoes = len(digest.echoes) + digest.more_echoes
    yield from [counted(words.echoes, echoes)] if echoes else []


def _oddities(digest: Digest, words: Wording) -> str:
    kinds = _kinds(digest)
    told = [words.counted[kind].format(n=kinds[kind]) for kind in _SAID if kinds[kind]]
    return f" ({', '.join(told)})" if told else ""


def _kinds(digest: Digest) -> Counter[ChangeKind]:
    """Count the releases with a topic by what happened to them last, in the order of the wording."""
    counts = Counter(item.last.kind for item in digest.items)
    return Counter({kind: counts[kind] for kind in wording(digest.language).kinds if counts[kind]})


def _edition(digest: Digest, item: Item) -> Iterator[Line]:
    if item.former:
        words, seen = wording(digest.language), when(digest, item.former.seen_at)
        told = words.edition_before.format(n=item.revision, before=item.former.revision, moment=seen)
        yield Line(words.edition, told)


def _label(words: Wording, event: Event) -> str:
    if event.kind in ("withdrawn", "gone"):
        return words.cause
    return words.moved_from if event.kind == "moved" else words.note


def _places(words: Wording, why: Reason) -> Iterator[str]:
    for place in why.places:
        name = words.fields[place.field]
        yield words.times.format(place=name, n=place.times) if place.times > 1 else name
