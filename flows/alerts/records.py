"""What a digest holds once it is composed: sections, items, passages, edits. Everything here is ready to be rendered.

Publisher text in these records is cleaned of control characters and bounded in length, but not escaped: every renderer
escapes for its own form. Times are aware; renderers put them into the digest's zone.

    Due -> Item -> Section -> Digest -> HTML | text | Markdown | JSON | terminal | message
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parsers.records import ChangeKind, FieldName

Mark = Literal["", "match", "new", "old"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text with one mark: matched words, words that an edit brought, words that it took away."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentences around one or more matches, and who is quoted where they stand in a quote."""

    field: FieldName
    pieces: tuple[Piece, ...]
    topics: tuple[str, ...]
    language: str
    added: bool = False  # a matched text is new in this edition
    speaker: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One changed place: what stood there and what stands there now; one of the two may be empty.

    A paragraph that moved stands in `after`, and in `before` too where it was edited on its way.
    """

    field: FieldName
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How often a topic's words stand in one part of a release."""

    field: FieldName
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a release is told: the topic, the words that matched, and where; no words where an edit took them away."""

    topic: str
    name: str
    words: tuple[str, ...]
    more_words: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a release."""

    kind: ChangeKind
    at: datetime
    detail: str  # change note, reason of a withdrawal, address before a move


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The edition that the edits of an item are told against."""

    revision: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The same news in another release: in another language, or by another publisher."""

    language: str
    title: str
    url: str | None
    publisher: str = ""  # empty: that of the item


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What a recipient was told of the same story before."""

    publisher: str
    title: str
    url: str | None
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story, whatever its topics, its events, its languages and its publishers; the release that leads it."""

    release_id: str
    revision: int
    source: str
    publisher: str
    url: str | None  # None where the address is none that a reader should follow
    document_type: str  # in words
    language: str
    at: datetime  # what it is sorted by
    published_at: datetime | None
    updated_at: datetime | None
    events: tuple[Event, ...]  # oldest first; never empty
    title: tuple[Piece, ...]
    standfirst: tuple[Piece, ...] = ()
    sums: tuple[str, ...] = ()
    more_sums: int = 0
    alerts: tuple[str, ...] = ()  # the alerts that it answers
    reasons: tuple[Reason, ...] = ()
    passages: tuple[Passage, ...] = ()
    more_passages: int = 0
    former: Former | None = None  # None where no edit is told
    edits: tuple[Edit, ...] = ()
    more_edits: int = 0
    translations: tuple[Edition, ...] = ()
    copies: tuple[Edition, ...] = ()  # in the same language
    earlier: Earlier | None = None  # of an echo: what was told before, and is not told in full again

    @property
    def voices(self) -> tuple[Edition, ...]:
        """The same news elsewhere: who else says it, then in which other languages."""
        return self.copies + self.translations

    @property
    def name(self) -> str:
        """The title without marks."""
        return "".join(piece.text for piece in self.title)

    @property
    def last(self) -> Event:
        """What happened to it last."""
        return self.events[-1]

    @property
    def is_notice(self) -> bool:
        """True where it is no release: a source that does not do what it promised, or does again."""
        return self.last.kind in ("broken", "mended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic's releases: those told here in full, and those told under an earlier topic."""

    topic: str
    name: str
    query: str
    items: tuple[Item, ...]
    elsewhere: tuple[Item, ...]
    more: int  # releases that the limit keeps out

    @property
    def count(self) -> int:
        """How many releases matched the topic."""
        return len(self.items) + len(self.elsewhere) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of what was counted, for the forms that can show one."""

    name: str  # topics, sources or quotes
    title: str
    since: str  # the time that it is of, in words
    alt: str  # its numbers in words
    content: bytes  # PNG
    width: int  # at which it is shown at the most, in CSS pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything that one message tells one recipient."""

    digest_id: str
    recipient: str
    language: str  # of the frame, not of the releases
    made_at: datetime
    zone: str  # IANA name; times are shown in it
    sections: tuple[Section, ...]
    others: tuple[Item, ...]  # notices about sources, then releases without a topic
    matched: int  # releases with a topic, shown or not
    more: int  # of these, kept out by the limit
    more_others: int
    pictures: tuple[Picture, ...] = ()
    echoes: tuple[Item, ...] = ()  # what the recipient knows, said by somebody else since
    more_echoes: int = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """The releases told in full, in the order of the sections."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to tell."""
        return not (self.matched or self.others or self.echoes)
