"""Settings: read once from presswatch.toml and PRESSWATCH_* variables, checked, and handed on as plain values.

Does not read the watch list or the sources; says where they are. Every mistake is a SettingsError that names
the file or the variable and the key.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as EnvironmentValueError

from flows.channels.options import FeedOptions, SmtpOptions, WebhookOptions
from flows.errors import SettingsError
from flows.own_sources import known_names
from flows.settings_file import COPY, DATA_DIR, PREFIX, read_toml, settings_file
from parsers.dates import parse_duration
from parsers.locations import canonical_url
from parsers.records import FeedKind, Source

SECRETS = (("smtp", "password"), ("webhook", "secrets"), ("webhook", "recipients"), ("checkup", "ping"))
_ELSEWHERE = frozenset(("PRESSWATCH_CONFIG", "PRESSWATCH_WATCHLIST"))  # say where files are; no settings themselves


def _duration(value: object) -> object:
    return parse_duration(value) if isinstance(value, str) else value


def _contact(value: str) -> str:
    if not (value.isascii() and value.isprintable()):
        raise ValueError("expected plain ASCII, for it goes into the User-Agent header")
    return value


def _origin(value: str) -> str:
    return canonical_url(value).rstrip("/")


Duration = Annotated[timedelta, BeforeValidator(_duration)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class FetchSettings(_Strict):
    """How hosts are asked."""

    requests_per_second: float = Field(10, ge=0)  # one host's pace; GOV.UK names 10 as the most; 0 lifts it
    requests_per_day: int = Field(20_000, ge=0)  # of one host, in any 24 hours; a backfill of years goes on next day
    concurrency_per_host: int = Field(6, ge=1)
    connect_timeout: float = Field(10, gt=0)  # seconds, as the two below
    read_timeout: float = Field(20, gt=0)
    total_timeout: float = Field(60, gt=0)
    max_bytes: int = Field(8 * 1024 * 1024, gt=0)
    max_redirects: int = Field(5, ge=0)
    tries: int = Field(4, ge=1)
    source_seconds: float = Field(600, ge=0)  # of asking for one source in a run, waits included; 0 lifts the limit


class CheckupSettings(_Strict):
    """When it is time to tell the operator."""

    silence: Duration = timedelta(hours=6)  # without a run that succeeded
    patience: Duration = timedelta(hours=1)  # with a listing that fails as networks and servers do
    ping: str | None = None  # an address to ask after every run that succeeded


class SourceSettings(_Strict):
    """What an operator wants of one source."""

    active: bool | None = None  # None: as the source file says
    base_url: Annotated[str, AfterValidator(_origin)] | None = None  # another host that serves this source
    read: Literal["html", "content-api"] = "html"
    feeds: tuple[Annotated[str, AfterValidator(canonical_url)], ...] = ()  # addresses, instead of the source's own
    organisations: tuple[str, ...] = ()  # slugs; empty: all
    document_types: tuple[str, ...] = ()  # empty: all that the source releases


class RetentionSettings(_Strict):
    """How long what is kept is kept."""

    captures: Duration | None = None  # of raw answers in the archive, which `compact` takes out; None: for ever


class Settings(BaseSettings):
    """Everything that an operator can set."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", populate_by_name=True
    )

    data_dir: Path = Path(DATA_DIR)
    sources_dir: Path = Path("sources")  # of an operator's own source files
    contact: Annotated[str, AfterValidator(_contact)] | None = None  # address or page for a publisher's complaints
    allow_private_addresses: bool = False
    prefect: Literal["auto", "always", "never"] = "auto"  # auto: where a server is configured
    revisit: tuple[Duration, ...] = tuple(map(parse_duration, ("15m", "1h", "6h", "1d", "3d", "7d", "30d", "90d")))
    lock_wait: Duration = timedelta(minutes=2)
    ca_file: Path | None = None  # certificate authorities for mail servers and webhooks, in PEM; None: the system's
    fetch: FetchSettings = FetchSettings()
    checkup: CheckupSettings = CheckupSettings()
    retention: RetentionSettings = RetentionSettings()
    smtp: SmtpOptions | None = None  # None: no mail can be sent
    webhook: WebhookOptions = WebhookOptions()
    atom: FeedOptions = FeedOptions()
    sources: dict[str, SourceSettings] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's, as below
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file, which comes as arguments."""
        return env_settings, init_settings

    def placed(self, source: Source) -> Source:
        """Return a source where the operator says that it is: at a mirror, with other feeds."""
        wanted, pattern = self.of(source.name), source.feeds[0]
        # An operator's own address may be of any format that says itself which it is.
        kind: FeedKind = "feed" if pattern.kind in ("atom", "rss", "json-feed") else pattern.kind
        own = tuple(replace(pattern, name=url, url=url, kind=kind) for url in wanted.feeds)
        return replace(source, mirror=wanted.base_url or "", feeds=own or source.feeds)

    def check_feeds(self, source: Source) -> None:
        """Raise SettingsError for a source that has no feeds of its own, as long as the settings name none."""
        if not all(feed.url for feed in self.placed(source).feeds):
            key = f'[sources."{source.name}"]'
            raise SettingsError(
                f"{key}: feeds: missing; {source.name} has no feeds of its own, expected addresses, for example\n"
                f'  {key}\n  active = true\n  feeds = ["https://www.example.org/press/feed.xml"]'
            )

    def of(self, source: str) -> SourceSettings:
        """What the operator wants of a source."""
        return self.sources.get(source, SourceSettings())

    @property
    def database(self) -> Path:
        """The database that runs write."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def snapshot(self) -> Path:
        """The copy that analysts read."""
        return self.data_dir / COPY

    @property
    def archive(self) -> Path:
        """The folder of raw answers."""
        return self.data_dir / "warc"

    @property
    def spool(self) -> Path:
        """The folder of runs' journals."""
        return self.data_dir / "spool"


def read_settings(folder: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of $PRESSWATCH_CONFIG, or of presswatch.toml in `folder` where there is one.

    Relative folders are below that of the file. Raises SettingsError naming file or variable, and key.
    """
    path = settings_file(folder, environment)
    values = read_toml(path) if path else {}
    for name in environment:
        _check_variable(name)
    try:
        settings = Settings(**values)
    except (ValidationError, EnvironmentValueError) as error:
        raise SettingsError(_complaint(error, path, environment)) from error
    home = path.parent if path else folder
    placed = {"data_dir": home / settings.data_dir, "sources_dir": home / settings.sources_dir}
    known = known_names(placed["sources_dir"]) if settings.sources else frozenset()
    for name in settings.sources.keys() - known:
        raise SettingsError(f"{path or 'environment'}: sources.{name}: no such source{_near(name, known)}")
    return settings.model_copy(update=placed)


def _check_variable(name: str) -> None:
    if not name.startswith(PREFIX) or name in _ELSEWHERE:
        return
    field = name.removeprefix(PREFIX).lower().partition("__")[0]
    if field not in Settings.model_fields:
        known = {PREFIX + one.upper() for one in Settings.model_fields} | _ELSEWHERE
        raise SettingsError(f"environment: {name}: no such setting{_near(name, known)}")


def _complaint(
    error: ValidationError | EnvironmentValueError, path: Path | None, environment: Mapping[str, str]
) -> str:
    if not isinstance(error, ValidationError):
        return f"environment: {error}"
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    variable = PREFIX + key.replace(".", "__").upper()
    place = f"environment: {variable}" if variable in environment else f"{path or 'environment'}: {key}"
    return f"{place}: {_message(first)}"


def _message(first: ErrorDetails) -> str:
    if first["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return "no such setting" + _near(str(first["loc"][-1]), _known_keys())
    message = first["msg"].removeprefix("Value error, ")
    if may_be_secret(tuple(map(str, first["loc"]))):
        return f"{message}, got another value (not shown, it may be the secret)"
    return message if isinstance(first.get("input"), dict) else f"{message}, got {first['input']!r}"


def may_be_secret(key: Sequence[str]) -> bool:
    """Tell whether a key's value is a secret, holds one, or may be one that was put there by mistake."""
    return any(tuple(key[: len(one)]) == one[: len(key)] for one in SECRETS)


def _known_keys() -> set[str]:
    sections = (FetchSettings, RetentionSettings, CheckupSettings, SourceSettings)
    models: tuple[type[BaseModel], ...] = (Settings, *sections)
    options = (*fields(SmtpOptions), *fields(WebhookOptions), *fields(FeedOptions))
    return {name for one in models for name in one.model_fields} | {one.name for one in options}


def _near(word: str, known: set[str] | frozenset[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(known))}"
