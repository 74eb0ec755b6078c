"""What a source file may say: the keys, and the kind of value that each takes.

Does not read TOML and does not know which keys must agree; `agreements` does. A validator says expected and got.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from parsers.declared_values import (
    Address,
    Country,
    Duration,
    Form,
    Home,
    Language,
    Origin,
    Paging,
    Pattern,
    Selectors,
    Sign,
    Since,
    Template,
    Texts,
    TimeZone,
    Verified,
    Words,
)
from parsers.records import FeedKind, FeedText, PageKind

_READ = (
    "title summary body body_parts body_after external_id document_type language canonical published_at published_on "
    "updated_at withdrawn_at withdrawal history organisations people unlinked places translations"
)
FIELDS = frozenset((*_READ.split(), "chrome", "outside"))  # what a layout can say where to find
EntryKey = Literal["url", "title", "updated", "category", "published", "language", "summary", "content"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DeclaredRange(_Strict):
    """Least and most."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)


class DeclaredExpect(_Strict):
    """What a healthy source looks like."""

    releases_per_week: DeclaredRange
    filled: list[str]
    longest_silence: Duration | None = None


class DeclaredFeed(_Strict):
    """One listing."""

    name: Words
    kind: FeedKind
    url: Address = ""  # needed, unless the settings have to name it
    every: Duration = timedelta(minutes=15)
    page_size: int = Field(ge=0, default=0)
    pages: int = Field(ge=1, default=1)
    polled: bool = True
    document_types: list[str] = []
    filters: dict[Literal["organisations", "document_types"], str] = {}
    paging: Paging = ""
    since: Since = ""
    form: Form = {}
    base: Address = ""
    items: str = ""
    entry: dict[EntryKey, Texts] = {}
    include: Pattern = ""
    exclude: Pattern = ""
    text: FeedText = "page"


class DeclaredLayout(_Strict):
    """One generation of a site; every key that is not listed here is a field, and its value selectors.

    Most fields are those of a release. The others: `canonical`, the page's own address; `published_on`, the day of
    publication as the page shows it, where nothing more exact is found; `unlinked`, sentences of names in which people
    without a link stand; `chrome`, what is cut out unread; `outside`, what stands behind the body and never in it.
    The body is one element (`body`), several that follow one another (`body_parts`), or what follows an element in its
    parent (`body_after`, and `outside` ends it).
    """

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
    __pydantic_extra__: dict[str, Selectors]

    name: Words
    kind: PageKind = "html"
    root: str = Field(pattern=r"^[a-z][a-z0-9]*$", default="main")
    sign: Sign = ""
    until: date | None = None
    type: str = ""
    type_names: dict[str, str] = {}

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The fields and their selectors."""
        return self.__pydantic_extra__ or {}


class DeclaredSource(_Strict):
    """A source file."""

    name: Words
    country: Country
    language: Language
    languages: list[Language] = []
    homepage: Home
    hosts: list[Origin] = []
    time_zone: TimeZone
    verified: Verified
    watched: bool = False
    document_types: list[str] = Field(min_length=1, default=["press_release"])
    api: Template | None = None
    expect: DeclaredExpect
    feed: list[DeclaredFeed] = Field(min_length=1)
    layout: list[DeclaredLayout] = Field(min_length=1)
