"""What crosses between this folder and its callers: fetches, visits, targets, changes. Values, never handles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from parsers.records import Amount, ChangeKind, Entry, FeedText, Mention, Outcome, Problem, Quote, Release

Role = Literal["release", "listing", "pointer"]  # pointer: an answer that only says where the release is
Revisit = Literal["due", "all", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request that was made, and where its answer is kept."""

    fetch_id: str
    run_id: str
    source: str
    role: Role
    url: str  # as the publisher calls it
    final_url: str
    requested_at: datetime
    status: int | None
    outcome: Outcome
    bytes: int
    elapsed_ms: int
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    error: str | None = None
    kind: str | None = None  # stable word of what went wrong
    requests: int | None = None  # sent for it; None: nobody counted

    @property
    def has_body(self) -> bool:
        """True where there is a page to read."""
        return self.outcome in ("ok", "moved") and self.warc_file is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A fetch and what was read from it."""

    fetch: Fetch
    release: Release | None = None
    problem: Problem | None = None
    mentions: tuple[Mention, ...] = ()
    remarks: tuple[Problem, ...] = ()  # what was wrong with a page that could be read all the same
    instead: Fetch | None = None  # the feed's entry that was read, for the page could not be

    @property
    def read_from(self) -> Fetch:
        """Where the release was read."""
        return self.instead or self.fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What one poll of a feed brought: its requests, its entries, and whether it met what was known."""

    source: str
    feed_url: str
    fetches: tuple[Fetch, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    finished: bool
    text: FeedText = "page"
    texts: tuple[Fetch, ...] = ()  # what the feed itself says of entries that are new or changed, as it is archived


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How a listing was asked last, and when it is asked next; only scheduled runs go by it."""

    source: str
    url: str  # of its first page
    first_at: datetime  # how long its habits are known
    polled_at: datetime
    next_poll_at: datetime
    pause: float = 0.0  # seconds for which the listing itself says that nothing new is to be expected
    news: tuple[datetime, ...] = ()  # hours in which something new appeared, the oldest first
    unchanged: int = 0  # answers 304 in a row
    whole_at: datetime | None = None  # when it last came whole
    failures: int = 0  # polls in a row that came to nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A host's robots.txt as it was last read."""

    host: str  # as in URLs: with its port where that is not the scheme's own
    text: str  # empty where the host has none
    status: int | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a host is treated across runs."""

    host: str  # as in URLs: with its port where that is not the scheme's own
    paused_until: datetime | None = None  # it asked to be left alone until then
    failing_since: datetime | None = None  # of its robots.txt
    failures: int = 0  # runs in a row that could not read it
    rests_until: datetime | None = None  # after them
    asked: tuple[datetime, ...] = ()  # the last day's requests that are no rows of fetches


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is known of a URL: validators and hash of the copy that is kept."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    content_type: str | None = None  # of a copy that contradicts it; the same bytes under another one are worth keeping
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """When known pages are visited again: so long after publication or the last edit, then each last step."""

    steps: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to a release."""

    at: datetime
    kind: ChangeKind
    source: str
    release_id: str
    revision: int
    detail: str
    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load changed."""

    changes: tuple[Happening, ...] = ()
    problems: int = 0
    pages: int = 0
    new_mentions: tuple[tuple[str, str, str], ...] = ()  # (topic, release_id, title) where the text is new
    lags: tuple[float, ...] = ()  # seconds from publication to our first sight, of what is new


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One flow run."""

    run_id: str
    flow: str
    started_at: datetime
    finished_at: datetime | None
    outcome: Literal["done", "problems", "interrupted"]
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The texts of one edition, as they are stored."""

    title: str
    summary: str
    body: str  # notes to editors included
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A topic version as a digest names it."""

    topic: str  # 'jef'
    version: int
    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a recipient was told of a story before, by another of its releases."""

    publisher: str
    title: str
    url: str
    told_at: datetime  # when the digest that told it was made
    topics: frozenset[str]  # under which it was told, then and since


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to tell one recipient, with all that a message needs to say it."""

    alert_id: str
    recipient: str
    kind: ChangeKind
    at: datetime  # when it was seen
    due_at: datetime
    detail: str  # change note, reason of a withdrawal, address before a move
    release_id: str
    revision: int
    source: str
    external_id: str | None = None  # the publisher's own; translations of one release share it
    publisher: str  # 'GOV.UK'
    url: str
    document_type: str
    language: str
    published_at: datetime | None
    updated_at: datetime | None
    text: Text
    former: Text | None  # the edition before, where there is one
    former_at: datetime | None = None  # when that was first seen
    organisations: tuple[str, ...]
    quotes: tuple[Quote, ...]
    amounts: tuple[Amount, ...]
    topics: tuple[Watched, ...]  # why the recipient is told; empty: only because it asked for everything
    mentions: tuple[Mention, ...]  # of these topics in this edition
    added: tuple[bool, ...]  # for each mention: its text is new in this edition
    story_id: str = ""  # the same news, whoever says it; empty: none is known
    heard: Heard | None = None  # None: nothing of this story

    @property
    def is_echo(self) -> bool:
        """True for a new release that says what the recipient has heard, and under no other topic."""
        return self.kind == "new" and self.heard is not None and {one.topic for one in self.topics} <= self.heard.topics
