"""What an invented release consists of, and what can happen to it.

Does not say how a release is written down (`content`) or shown (`pages`, `content_api`, `feeds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import NAMESPACE_URL, uuid5

WEBSITE: Final = "https://www.gov.uk"  # what canonical links name, wherever this newsroom is served

ChangeKind = Literal["correct", "edit", "relate", "retitle", "withdraw", "delete", "move"]


def content_id_of(path: str) -> str:
    """Return the id of what was first published at a path; always the same one."""
    return str(uuid5(NAMESPACE_URL, WEBSITE + path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that a release is tagged with or links to: an organisation, a person, a place, a page."""

    slug: str
    title: str
    path: str
    acronym: str = ""
    taxon: str = ""  # slug of the part of GOV.UK in which an organisation publishes

    @property
    def content_id(self) -> str:
        """The id of its page."""
        return content_id_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A lead image; what it shows is in its texts only."""

    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Where and when a speech was given."""

    location: str
    delivered: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of a page's own history."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """When and why a release was withdrawn; its page stays."""

    at: datetime
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One language of a release, its own included."""

    locale: str
    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What listings show of a release, and what it is about."""

    path: str
    content_id: str
    document_type: str
    title: str
    summary: str
    published: datetime
    updated: datetime  # the last change that was announced; listings are sorted by it
    organisations: tuple[Named, ...]
    topics: tuple[str, ...]  # the truth: which of 'high-north', 'ifu', 'jef' its own text is about
    locale: str = "en"
    withdrawal: Withdrawal | None = None

    @property
    def url(self) -> str:
        """The canonical URL."""
        return WEBSITE + self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Headline):
    """One edition of a release."""

    text: str  # in the markup that `markup` reads
    saved: datetime  # the last change of the release itself, announced or not
    modified: datetime  # the last change of anything on its page
    people: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    taxons: tuple[Named, ...] = ()
    related: tuple[Named, ...] = ()
    field_of_operation: Named | None = None
    image: Image | None = None
    speech: Speech | None = None
    history: tuple[HistoryLine, ...]  # newest first; the last line is the publication
    translations: tuple[Translation, ...] = ()

    @property
    def was_updated(self) -> bool:
        """Whether a change was ever announced."""
        return self.updated != self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What is left of a release that was deleted."""

    path: str
    at: datetime
    explanation: str
    topics: tuple[str, ...]  # what it was about


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The address at which a release used to be."""

    path: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happens to a release that is already there; which fields are filled depends on the kind."""

    day: int
    kind: ChangeKind
    path: str
    at: datetime
    note: str = ""
    replace: tuple[tuple[str, str], ...] = ()  # (old, new): each old text occurs exactly once in the release
    topics: tuple[str, ...] | None = None  # what the release is about from now on; None: as before
    related: tuple[Named, ...] = ()
    title: str = ""
    explanation: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, and the moment in its evening at which a reader looks."""

    number: int
    now: datetime


class ContentError(ValueError):
    """Content that contradicts itself; the message names the file and the release."""
