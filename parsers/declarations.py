"""What a source file may say: the keys, the kind of value that each takes, and what must agree with what.

Does not read TOML and does not word the place of a mistake; a validator says expected and got.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import soupsieve
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from parsers.dates import parse_duration
from parsers.documents import CHROME

_READ = (
    "title summary body external_id document_type language canonical published_at published_on updated_at withdrawn_at "
    "withdrawal history organisations people unlinked places translations"
)
FIELDS = frozenset((*_READ.split(), "chrome", "outside"))  # what a layout can say where to find
_RELEASE = "title summary body notes external_id language published_at updated_at organisations people places"
_CAN_BE_FILLED = frozenset(_RELEASE.split())
_NEEDED = ("title", "body", "document_type")


class KeyedError(ValueError):
    """A mistake that concerns more than one key; `key` is the one to change, below the place of the whole."""

    def __init__(self, key: str, message: str) -> None:
        """`message` says expected and got."""
        super().__init__(message)
        self.key = key


def _duration(value: object) -> timedelta:
    if not isinstance(value, str):
        raise ValueError(f"expected text such as '15m', got {value!r}")  # noqa: TRY004 - pydantic wants ValueError
    duration = parse_duration(value)
    if not duration:
        raise ValueError(f"expected more than nothing, got {value!r}")
    return duration


def _selectors(value: object) -> tuple[str, ...]:
    alternatives = (value,) if isinstance(value, str) else value
    if not isinstance(alternatives, list | tuple) or not all(isinstance(one, str) and one for one in alternatives):
        raise ValueError(f"expected a CSS selector or a list of them, got {value!r}")
    for one in alternatives:
        _selector(one)
    return tuple(alternatives)


def _selector(text: str) -> str:
    css, _, attribute = text.partition("::attr(")
    if text.startswith("jsonld::"):
        return text
    if "::attr(" in text and not re.fullmatch(r"[\w:-]+\)", attribute):
        raise ValueError(f"expected '::attr(name)' at the end, got {text!r}")
    try:
        soupsieve.compile(css)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"not a CSS selector: {css!r} ({str(error).splitlines()[0]})") from error
    return text


def _country(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value) or value == "uk":
        raise ValueError(f"expected ISO 3166-1 alpha-2 in small letters, such as 'gb', got {value!r}")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f"expected a language tag such as 'en' or 'pt-BR', got {value!r}")
    return value


def _homepage(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"expected scheme and host only, such as 'https://www.gov.uk', got {value!r}")
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"expected a zone of the IANA database, such as 'Europe/London', got {value!r}")
    return ZoneInfo(value).key


def _verified(value: str) -> str:
    if not re.match(r"\d{4}-\d{2}-\d{2}\b|unverified\b", value):
        raise ValueError(f"expected a date and how, or 'unverified', got {value!r}")
    return value


def _path(value: str) -> str:
    if not value.startswith("/") or value.startswith("//") or any(letter.isspace() for letter in value):
        raise ValueError(f"expected a path below the homepage, such as '/news.atom', got {value!r}")
    return value


def _template(value: str) -> str:
    if _path(value).count("{path}") != 1:
        raise ValueError(f"expected a path with '{{path}}' once, such as '/api/content{{path}}', got {value!r}")
    return value


def _once(key: str, names: Iterable[str]) -> None:
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        raise KeyedError(key, f"expected every name once, got {repeated[0]!r} again")


Path = Annotated[str, AfterValidator(_path)]
Words = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DeclaredRange(_Strict):
    """Least and most."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise KeyedError("min", f"expected at most max = {self.max}, got {self.min}")
        return self


class DeclaredExpect(_Strict):
    """What a healthy source looks like."""

    releases_per_week: DeclaredRange
    filled: list[str]

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = [name for name in self.filled if name not in _CAN_BE_FILLED]
        if unknown:
            raise KeyedError("filled", f"expected some of {', '.join(sorted(_CAN_BE_FILLED))}, got {unknown[0]!r}")
        return self


class DeclaredFeed(_Strict):
    """One listing."""

    name: Words
    kind: Literal["atom", "search"]
    url: Path
    every: Annotated[timedelta, BeforeValidator(_duration)] = timedelta(minutes=15)
    page_size: int = Field(ge=1)
    pages: int = Field(ge=1, default=1)
    polled: bool = True
    document_types: list[str] = []
    filters: dict[Literal["organisations", "document_types"], str] = {}


class DeclaredLayout(_Strict):
    """One generation of a site; every key that is not listed here is a field, and its value selectors.

    Most fields are those of a release. The others: `canonical`, the page's own address; `published_on`, the day of
    publication as the page shows it, where nothing more exact is found; `unlinked`, sentences of names in which people
    without a link stand; `chrome`, what is cut out unread; `outside`, what stands behind the body and never in it.
    """

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
    __pydantic_extra__: dict[str, Annotated[tuple[str, ...], BeforeValidator(_selectors)]]

    name: Words
    kind: Literal["html", "content-api"] = "html"
    root: str = Field(pattern=r"^[a-z][a-z0-9]*$", default="main")
    sign: Annotated[str, AfterValidator(_selector)] = ""
    until: date | None = None
    type_names: dict[str, str] = {}

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The fields and their selectors."""
        return self.__pydantic_extra__ or {}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "html" and not self.sign:
            raise KeyedError("sign", "missing; expected a selector that only pages of this generation match")
        for name in _NEEDED if self.kind == "html" else ():
            if not self.fields.get(name):
                raise KeyedError(name, "missing; every layout needs a selector for it")
        for key in ("chrome", "outside"):
            for selector in self.fields.get(key, ()):
                if not CHROME.fullmatch(selector):
                    raise KeyedError(key, f"expected '.class' or 'tag[attribute^=\"start\"]', got {selector!r}")
        return self


class DeclaredSource(_Strict):
    """A source file."""

    name: Words
    country: Annotated[str, AfterValidator(_country)]
    language: Annotated[str, AfterValidator(_language)]
    homepage: Annotated[str, AfterValidator(_homepage)]
    time_zone: Annotated[str, AfterValidator(_time_zone)]
    verified: Annotated[str, AfterValidator(_verified)]
    document_types: Annotated[list[str], Field(min_length=1)]
    api: Annotated[str, AfterValidator(_template)] | None = None
    expect: DeclaredExpect
    feed: Annotated[list[DeclaredFeed], Field(min_length=1)]
    layout: Annotated[list[DeclaredLayout], Field(min_length=1)]

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for key, names in (
            ("document_types", self.document_types),
            ("feed", [one.name for one in self.feed]),
            ("layout", [one.name for one in self.layout]),
        ):
            _once(key, names)
        for feed in self.feed:
            self._check_types(f"feed.{feed.name}.document_types", feed.document_types)
        for layout in self.layout:
            self._check_types(f"layout.{layout.name}.type_names", layout.type_names.values())
        _check_order([layout for layout in self.layout if layout.kind == "html"])
        return self

    def _check_types(self, key: str, kinds: Iterable[str]) -> None:
        for kind in kinds:
            if kind not in self.document_types:
                raise KeyedError(key, f"expected one of the source's document_types, got {kind!r}")


def _check_order(layouts: list[DeclaredLayout]) -> None:
    """Check that layouts stand newest first, the newest one open and every other one closed by a date."""
    ends = [layout.until or date.max for layout in layouts]
    for number, (layout, end) in enumerate(zip(layouts, ends, strict=True)):
        key = f"layout.{layout.name}.until"
        if number == 0 and layout.until:
            raise KeyedError(key, f"expected no date for the first layout, which is today's, got {layout.until}")
        if number and not layout.until:
            raise KeyedError(key, "missing; expected the day on which the next layout replaced this one")
        if number and end >= ends[number - 1]:
            raise KeyedError(key, f"expected layouts newest first, got {layout.until} after {ends[number - 1]}")
