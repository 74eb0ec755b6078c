"""The values that cross folder borders: frozen records and the sets of words they use.

Does not read, compute or check anything beyond the invariants of a record; the readers in this
folder make these values, `warehouse` remembers them and `flows` acts on them.

    Source -> Entry -> Page -> Release | Problem -> Mention
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

FeedKind = Literal["atom", "search"]
PageKind = Literal["html", "content-api"]
BlockKind = Literal["paragraph", "heading", "item", "cell", "caption", "term"]
FieldName = Literal["title", "summary", "body", "notes", "quote", "speaker", "organisation", "place"]
EditionKind = Literal["new", "update", "silent"]
Status = Literal["live", "withdrawn", "gone"]
ChangeKind = Literal["new", "update", "silent", "withdrawn", "revived", "gone", "moved"]
Outcome = Literal[
    "ok", "not_modified", "gone", "moved", "refused", "failed", "challenge"
]  # of one request; the words of the table `fetches`


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One listing that a source publishes, newest first."""

    name: str
    kind: FeedKind
    url: str  # path and query below the source's homepage
    every: timedelta
    page_size: int
    pages: int  # most pages that one poll walks back before it meets what is known
    polled: bool  # False: asked only to go back in time
    document_types: tuple[str, ...] = ()  # what the listing can hold; empty: whatever the source publishes
    filters: tuple[tuple[str, str], ...] = ()  # ('organisations', 'filter_organisations'): query parameter of a filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How pages of one generation of a site are read.

    A selector is CSS, and may end in `::attr(name)`; `jsonld::name` reads a key of the page's JSON-LD.
    A field lists alternatives: the first that matches anything is taken.
    """

    name: str
    kind: PageKind
    root: str  # the tag that holds the release; everything outside it and the head is chrome
    sign: str  # CSS selector that every page of this generation matches
    until: date | None
    type_names: tuple[tuple[str, str], ...]  # ('News', 'news_story'): words of pages that name a type in words
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    def alternatives(self, field: str) -> tuple[str, ...]:
        """The selectors of a field; none for a field that this generation does not have."""
        return next((selectors for name, selectors in self.fields if name == field), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a healthy source looks like."""

    releases_per_week_min: int
    releases_per_week_max: int
    filled: tuple[str, ...]  # fields that must not be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's channel, as its TOML file declares it."""

    name: str  # 'uk/govuk'
    title: str
    country: str  # ISO 3166-1 alpha-2, lower case
    language: str  # BCP 47
    homepage: str  # origin of canonical URLs, without a trailing slash
    time_zone: str
    verified: str  # a date and how, or 'unverified'
    feeds: tuple[Feed, ...]
    layouts: tuple[Layout, ...]
    document_types: tuple[str, ...]  # what counts as a release; other types are passed over
    expect: Expect
    api: str | None = None  # path template of the structured twin of a page, with {path}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a listing: a page that may be new or changed."""

    url: str
    title: str
    updated: datetime | None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a publisher answered for one URL; `content` is the body, out of its transfer coding but not its charset."""

    url: str
    content: bytes
    content_type: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a release's text; white space is collapsed, and it is never empty."""

    text: str
    kind: BlockKind = "paragraph"
    quotation: int | None = None  # which blockquote of the page it stands in, counted from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody is quoted as saying."""

    text: str  # without its quotation marks; paragraphs parted by a blank line
    speaker: str | None
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money as written and as a number."""

    text: str  # '£2.1 billion'
    value: Decimal  # 2100000000
    currency: str  # ISO 4217
    field: FieldName


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An organisation, person or place as the publisher tags it."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link or an attachment in the body."""

    title: str
    url: str
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same release in another language, as its page links it."""

    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a page's own history of changes."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One edition of a press release, read from one page."""

    source: str
    country: str
    url: str  # canonical
    external_id: str | None
    document_type: str
    language: str
    title: str
    summary: str
    body: str  # every block in order, notes included, parted by blank lines
    notes: str  # the notes to editors: the end of `body`, or empty
    published_at: datetime | None
    updated_at: datetime | None
    withdrawn_at: datetime | None = None
    withdrawal: str = ""
    history: tuple[Change, ...] = ()  # newest first
    organisations: tuple[Tag, ...] = ()
    people: tuple[Tag, ...] = ()
    places: tuple[Tag, ...] = ()
    quotes: tuple[Quote, ...] = ()
    amounts: tuple[Amount, ...] = ()
    attachments: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    translations: tuple[Translation, ...] = ()
    layout: str = ""

    @property
    def main_text(self) -> str:
        """The body without the notes to editors; offsets into it are offsets into the body."""
        if not self.notes:
            return self.body
        return self.body.removesuffix(self.notes).rstrip()

    @property
    def change_note(self) -> str | None:
        """What the publisher says about its newest change; None for a release never changed."""
        return self.history[0].note if self.history else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One version of a watched topic."""

    topic: str  # 'jef'
    name: str
    query: str
    version: int = 1
    aliases: tuple[tuple[str, str], ...] = ()  # ('sv', 'drönarkoalitionen'): a query for releases in one language


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One match of a topic; `start` and `stop` count characters of the field's stored text.

    Fields of which a release has several (quotes, speakers, organisations, places) say which one, counted from 0.
    """

    topic: str
    version: int
    field: FieldName
    start: int
    stop: int
    text: str
    position: int | None = None


REMARKS = frozenset(("charset_conflict", "invalid_bytes", "bad_date", "foreign_canonical"))  # of pages that can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, kept until it is right again."""

    source: str
    url: str
    kind: str  # stable word: 'no_body', 'two_titles', 'challenge_page' …
    detail: str
