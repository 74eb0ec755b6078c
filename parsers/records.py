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

FeedKind = Literal["feed", "atom", "rss", "json-feed", "json", "sitemap", "html"]  # feed: whichever it proves to be
FeedText = Literal["page", "feed", "standfirst", "page-or-feed", "page-or-standfirst"]  # where the text is read
PageKind = Literal["html", "content-api", "generic", "entry"]  # entry: what a feed says of a release
BlockKind = Literal["paragraph", "heading", "item", "cell", "caption", "term"]
FieldName = Literal["title", "summary", "body", "notes", "quote", "speaker", "organisation", "place"]
EditionKind = Literal["new", "update", "silent"]
Status = Literal["live", "withdrawn", "gone"]
ChangeKind = Literal[
    "new", "update", "silent", "withdrawn", "revived", "gone", "moved", "broken", "mended"
]  # of releases; the last two of sources
Outcome = Literal[
    "ok", "not_modified", "gone", "moved", "refused", "failed", "challenge"
]  # of one request; the words of the table `fetches`


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One listing that a source publishes, newest first."""

    name: str
    kind: FeedKind
    url: str  # path and query below the source's homepage, or an address at another host
    every: timedelta
    page_size: int  # entries on a full page; 0: not known, and the walk goes on until a page holds nothing new
    pages: int  # most pages that one poll walks back before it meets what is known
    polled: bool  # False: asked only to go back in time
    document_types: tuple[str, ...] = ()  # what the listing can hold; empty: whatever the source publishes
    filters: tuple[tuple[str, str], ...] = ()  # ('organisations', 'filter_organisations'): query parameter of a filter
    paging: str = ""  # 'page={page}', 'page={page0}', 'start={offset}': what asks for a page after the first
    since: str = ""  # 'filter_public_timestamp=from:{date}': what keeps a backfill from going further back
    form: tuple[tuple[str, str], ...] = ()  # fields of a POST; empty: asked by GET
    base: str = ""  # where relative links begin; empty: at the listing itself
    items: str = ""  # of html a CSS selector of an entry, of json the path of the list
    entry: tuple[tuple[str, tuple[str, ...]], ...] = ()  # ('url', ('a::attr(href)',)): where an entry says what
    include: str = ""  # pattern that the path of a release's address holds; empty: all
    exclude: str = ""  # pattern of addresses that are no releases
    text: FeedText = "page"  # 'feed', 'standfirst': its entries are the releases, and nobody asks for the pages

    @property
    def is_paged(self) -> bool:
        """Whether there is more than one page to ask for."""
        return bool(self.paging) or "{page" in self.url or "{offset}" in self.url

    @property
    def stands_by(self) -> bool:
        """Whether its entries are read where a page is refused or cannot be."""
        return self.text in ("page-or-feed", "page-or-standfirst")

    @property
    def is_dated(self) -> bool:
        """Whether its entries have dates: those of the formats that demand them, and others where it says where."""
        return self.kind in ("atom", "rss") or bool(self.ways("updated"))

    def ways(self, name: str) -> tuple[str, ...]:
        """Where an entry says something: selectors or keys, the first that finds anything counts."""
        return next((found for known, found in self.entry if known == name), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How pages of one generation of a site are read.

    A selector is CSS, and may end in `::attr(name)`, `::own` (without the text of elements inside) and
    `::re(pattern)` (the first group); `jsonld::a.b` reads a key of the page's JSON-LD. A field lists alternatives: the
    first that matches anything is taken.
    """

    name: str
    kind: PageKind
    root: str  # the tag that holds the release; everything outside it and the head is chrome
    sign: str  # CSS selector that every page of this generation matches
    until: date | None
    type_names: tuple[tuple[str, str], ...]  # ('News', 'news_story'): words of pages that name a type in words
    document_type: str  # what a page is that does not say it; empty: it has to
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
    longest_silence: timedelta | None = None  # without anything new; None: as long as it likes


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's channel, as its TOML file declares it."""

    name: str  # 'uk/govuk'
    title: str
    country: str  # ISO 3166-1 alpha-2, lower case
    language: str  # BCP 47
    homepage: str  # origin of canonical URLs, without a trailing slash; empty: a source of pages anywhere
    time_zone: str
    verified: str  # a date and how, or 'unverified'
    feeds: tuple[Feed, ...]
    layouts: tuple[Layout, ...]
    document_types: tuple[str, ...]  # what counts as a release; other types are passed over
    expect: Expect
    api: str | None = None  # path template of the structured twin of a page, with {path}
    languages: tuple[str, ...] = ()  # in which it writes dates, the most frequent first; empty: its language
    hosts: tuple[str, ...] = ()  # origins besides the homepage at which its releases stand
    watched: bool = False  # unless the settings say otherwise
    mirror: str = ""  # where the homepage is asked instead, as the settings say: an origin and perhaps a path

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages in which it writes dates."""
        return self.languages or (self.language,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a listing: a page that may be new or changed."""

    url: str
    title: str
    updated: datetime | None
    category: str | None = None
    document: str = ""  # what the feed says of it, where that is the release's text, or may be


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


LISTING_REMARKS = frozenset(
    "no_dates bad_date future_date bad_link foreign_link feed_entities charset_conflict invalid_bytes".split()
)  # of listings that can be read
REMARKS = frozenset(("charset_conflict", "invalid_bytes", "bad_date", "foreign_canonical"))  # of pages that can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, kept until it is right again."""

    source: str
    url: str
    kind: str  # stable word: 'no_body', 'two_titles', 'challenge_page' …
    detail: str
