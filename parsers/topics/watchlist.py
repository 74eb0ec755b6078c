"""Watch lists: TOML to topics and recipients, every complaint naming file and key.

    [topics.jef]                 [recipients.northern-desk]
    name = "…"                   topics = ["jef"]          # or "all"
    query = '…'                  send_to = ["file:digests"]
                                 when = "daily 07:00 Europe/London"

Checks all that can be known without sending: queries, topics that recipients name, schedules, addresses' forms.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from parsers.errors import QueryError, WatchlistError
from parsers.records import Topic
from parsers.topics.match import Matcher
from parsers.topics.records import Quiet, Recipient, Schedule, Watchlist
from parsers.topics.schedules import read_quiet, read_schedule

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


def _address(value: str) -> str:
    if not re.match(r"[a-z][a-z0-9+.-]*:\S", value):
        raise ValueError(
            f"expected 'file:folder', 'smtp:name@example.org', a webhook's or an Apprise URL; got {value!r}"
        )
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", value):
        raise ValueError(f"expected a language tag such as 'sv'; got {value!r}")
    return value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Topic(_Strict):
    name: Annotated[str, Field(min_length=1)]
    query: str
    aliases: dict[Annotated[str, AfterValidator(_language)], str] = {}


class _Recipient(_Strict):
    topics: list[str] | Literal["all"] | None = None  # may be left out by who wants `health`
    send_to: Annotated[list[Annotated[str, AfterValidator(_address)]], Field(min_length=1)]
    when: str
    quiet: str | None = None
    language: Annotated[str, AfterValidator(_language)] = "en"
    max_items: Annotated[int, Field(ge=1)] = 50
    others: bool = False
    health: bool = False
    pictures: bool | None = None


class _Watchlist(_Strict):
    topics: Annotated[dict[str, _Topic], Field(min_length=1)]
    recipients: dict[str, _Recipient] = {}


_KEYS = {"topics": set(_Topic.model_fields), "recipients": set(_Recipient.model_fields)}


def read_watchlist(text: str, file: str) -> Watchlist:
    """Return the topics and recipients that the TOML `text` declares; `file` is the name that complaints show.

    Raises WatchlistError naming file and key: bad TOML, an unknown or missing key, a wrong type, a query that is not in
    the topic language, a topic that does not exist, a schedule or time zone that there is not.
    """
    try:
        declared = _Watchlist.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise _complaint(error, file) from error
    except (ValueError, RecursionError) as error:  # TOML's own errors, numbers of 5,000 digits, a thousand brackets
        raise WatchlistError(file, "", f"not TOML: {error}") from error
    topics = tuple(_topic(name, one, file) for name, one in declared.topics.items())
    _check_queries(topics, file)
    recipients = tuple(_recipient(name, one, topics, file) for name, one in declared.recipients.items())
    return Watchlist(topics=topics, recipients=recipients)


def _complaint(error: ValidationError, file: str) -> WatchlistError:
    first = min(
        error.errors(), key=lambda one: one["type"] != "extra_forbidden"
    )  # a misspelt key explains a missing one
    place = [str(part) for part in first["loc"] if part not in {"list[str]", "literal['all']", "[key]"}]
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        known = _KEYS.get(place[0], set()) if len(place) > 1 else set(_KEYS)
        message = f"unknown key; {_nearest(place[-1], known)}"
    if place[0] == "recipients" and place[-1] == "topics":
        message = 'expected a list of topics such as ["jef"], or "all"'
    return WatchlistError(file, ".".join(place), message)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(known))}"


def _topic(name: str, declared: _Topic, file: str) -> Topic:
    if not NAME.match(name):
        message = f"expected a name of small letters, digits, - and _, such as 'high-north'; got {name!r}"
        raise WatchlistError(file, f"topics.{name}", message)
    return Topic(topic=name, name=declared.name, query=declared.query, aliases=tuple(declared.aliases.items()))


def _check_queries(topics: tuple[Topic, ...], file: str) -> None:
    try:
        Matcher(topics)
    except QueryError as error:
        key = next((_key(one, error) for one in topics if error.message.startswith(f"topic {one.topic!r}:")), "topics")
        raise WatchlistError(file, key, str(error)) from error


def _key(topic: Topic, error: QueryError) -> str:
    flat = re.sub(r"\s", " ", topic.query)
    alias = next((language for language, query in topic.aliases if re.sub(r"\s", " ", query) == error.query), None)
    return f"topics.{topic.topic}.aliases.{alias}" if alias and flat != error.query else f"topics.{topic.topic}.query"


def _recipient(name: str, declared: _Recipient, topics: tuple[Topic, ...], file: str) -> Recipient:
    key = f"recipients.{name}"
    if declared.topics is None and not declared.health:
        message = 'expected a list of topics such as ["jef"], or "all"; only with health = true it may be left out'
        raise WatchlistError(file, f"{key}.topics", message)
    schedule = _schedule(declared.when, f"{key}.when", file)
    return Recipient(
        name=name,
        topics=_followed(declared.topics or [], [one.topic for one in topics], f"{key}.topics", file),
        send_to=tuple(declared.send_to),
        when=schedule,
        quiet=_quiet(declared.quiet, schedule, f"{key}.quiet", file),
        language=declared.language,
        max_items=declared.max_items,
        others=declared.others,
        health=declared.health,
        pictures=schedule.kind == "weekly" if declared.pictures is None else declared.pictures,
    )


def _followed(wanted: list[str] | Literal["all"], known: list[str], key: str, file: str) -> tuple[str, ...]:
    if wanted == "all":
        return tuple(known)
    for one in wanted:
        if one not in known:
            raise WatchlistError(file, key, f"there is no topic {one!r}; {_nearest(one, known)}")
    return tuple(dict.fromkeys(wanted))


def _schedule(written: str, key: str, file: str) -> Schedule:
    try:
        return read_schedule(written)
    except ValueError as error:
        raise WatchlistError(file, key, str(error)) from error


def _quiet(written: str | None, schedule: Schedule, key: str, file: str) -> Quiet | None:
    try:
        return read_quiet(written, schedule.zone) if written is not None else None
    except ValueError as error:
        raise WatchlistError(file, key, str(error)) from error
