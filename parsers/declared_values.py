"""The kinds of value that a source file holds, each checked by itself: durations, selectors, addresses, patterns.

Does not know which key takes which; a validator says expected and got.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import soupsieve
from pydantic import AfterValidator, BeforeValidator, Field

from parsers.dates import parse_duration
from parsers.expressions import compile_pattern
from parsers.selecting import parse_selector

_PLACES = re.compile(r"\{(?:page|page0|offset)\}")


def _duration(value: object) -> timedelta:
    if not isinstance(value, str):
        raise ValueError(f"expected text such as '15m', got {value!r}")  # noqa: TRY004 - pydantic wants ValueError
    duration = parse_duration(value)
    if not duration:
        raise ValueError(f"expected more than nothing, got {value!r}")
    return duration


def _texts(value: object) -> tuple[str, ...]:
    alternatives = (value,) if isinstance(value, str) else value
    if not isinstance(alternatives, list | tuple) or not all(isinstance(one, str) and one for one in alternatives):
        raise ValueError(f"expected text or a list of texts, got {value!r}")
    return tuple(alternatives)


def _selectors(value: object) -> tuple[str, ...]:
    return tuple(map(_selector, _texts(value)))


def _selector(text: str) -> str:
    try:
        parse_selector(text)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"not a CSS selector: {text!r} ({str(error).splitlines()[0]})") from error
    return text


def _country(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value) or value == "uk":
        raise ValueError(f"expected ISO 3166-1 alpha-2 in small letters, such as 'gb', got {value!r}")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f"expected a language tag such as 'en' or 'pt-BR', got {value!r}")
    return value


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"expected scheme and host only, such as 'https://www.gov.uk', got {value!r}")
    return value.rstrip("/")


def _home(value: str) -> str:
    return _origin(value) if value else value


def _sign(value: str) -> str:
    return _selector(value) if value else value


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


def _address(value: str) -> str:
    if value.startswith(("https://", "http://")) and urlsplit(value).hostname and not re.search(r"\s", value):
        return value
    return _path(value)


def _template(value: str) -> str:
    if _path(value).count("{path}") != 1:
        raise ValueError(f"expected a path with '{{path}}' once, such as '/api/content{{path}}', got {value!r}")
    return value


def _paging(value: str) -> str:
    if value and (len(_PLACES.findall(value)) != 1 or "=" not in value):
        raise ValueError(f"expected 'page={{page}}', 'page={{page0}}' or 'start={{offset}}', got {value!r}")
    return value


def _since(value: str) -> str:
    if value and ("{date}" not in value or "=" not in value):
        raise ValueError(f"expected e.g. 'from={{date}}', got {value!r}")
    return value


def _pattern(value: str) -> str:
    compile_pattern(value)
    return value


def _form(value: Mapping[str, str]) -> Mapping[str, str]:
    if not all(isinstance(one, str) for one in value.values()):
        raise ValueError(f"expected texts, got {value!r}")
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Selectors = Annotated[tuple[str, ...], BeforeValidator(_selectors)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, AfterValidator(_language)]
Origin = Annotated[str, AfterValidator(_origin)]
Home = Annotated[str, AfterValidator(_home)]
Sign = Annotated[str, AfterValidator(_sign)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Verified = Annotated[str, AfterValidator(_verified)]
Path = Annotated[str, AfterValidator(_path)]
Address = Annotated[str, AfterValidator(_address)]
Template = Annotated[str, AfterValidator(_template)]
Paging = Annotated[str, AfterValidator(_paging)]
Since = Annotated[str, AfterValidator(_since)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Form = Annotated[dict[str, str], AfterValidator(_form)]
Words = Annotated[str, Field(min_length=1)]
