"""Where each setting comes from: the default, a line of the settings file, or a variable; secrets are masked.

Does not check anything: that is done when settings are read.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from flows.channels.masking import MASK
from flows.settings import SECRETS, Settings
from flows.settings_file import PREFIX

Key = tuple[str, ...]  # ('fetch', 'tries')
_REFERENCE = re.compile(r"(?:env|block):[A-Za-z0-9_-]{1,100}")
_TOKENS = ("checkup", "ping")  # an address whose path is a secret
_UNITS = (("d", 86400), ("h", 3600), ("m", 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One setting: what it is, and who says so."""

    key: Key
    value: Any  # as JSON would hold it
    source: str  # 'default', 'presswatch.toml:12', 'PRESSWATCH_FETCH__TRIES'

    @property
    def name(self) -> str:
        """The key as the settings file has it: 'sources."uk/govuk".active'."""
        return ".".join(one if re.fullmatch(r"[A-Za-z0-9_-]+", one) else json.dumps(one) for one in self.key)


def origins(settings: Settings, file: Path | None, environment: Mapping[str, str], *, folder: Path) -> Iterator[Origin]:
    """Yield every setting, sections after the settings at the top; of sources only what is said of them.

    `file` is the settings file that was read, None where there is none; it is named as from `folder`.
    """
    place = file.relative_to(folder) if file and file.is_relative_to(folder) else file
    lines = key_lines(file.read_text("utf-8")) if file else {}
    named = {name.upper(): value for name, value in environment.items()}
    for key, value in sorted(_leaves(settings, ()), key=lambda one: len(one[0]) > 1):
        yield Origin(key=key, value=_masked(key, value), source=_source(key, place, lines, named))


def _leaves(value: Any, key: Key) -> Iterator[tuple[Key, Any]]:
    if isinstance(value, BaseModel):
        told = value.model_fields_set if key[:1] == ("sources",) else type(value).model_fields
        inner = {name: getattr(value, name) for name in type(value).model_fields if name in told}
    elif is_dataclass(value) and not isinstance(value, type):
        inner = asdict(value)
    elif key == ("sources",):
        inner = value
    else:
        yield key, _plain(value)
        return
    for name, one in inner.items():
        yield from _leaves(one, (*key, name))


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, Mapping) else value


def _duration(value: timedelta) -> str:
    seconds = value.total_seconds()
    return next(
        (f"{seconds / size:g}{unit}" for unit, size in _UNITS if seconds and not seconds % size), f"{seconds:g}s"
    )


def _masked(key: Key, value: Any) -> Any:
    if isinstance(value, list):
        return [_masked(key, one) for one in value]
    if isinstance(value, Mapping):
        return {name: _masked(key, one) for name, one in value.items()}
    if not isinstance(value, str):
        return value
    if key in SECRETS and key != _TOKENS:
        return value if _REFERENCE.fullmatch(value) else MASK
    return _address(value, tokens=key == _TOKENS)


def _address(value: str, *, tokens: bool) -> str:
    """An address without a password and the values of its query, and, where the rest is a token, without that.

    Any other text as it is.
    """
    try:
        parts = urlsplit(value)
    except ValueError:
        return MASK
    if not (parts.scheme and parts.netloc):
        return MASK if tokens else value
    host = parts.netloc.rpartition("@")[2]
    if tokens:
        return f"{parts.scheme}://{host}/{MASK}"
    if host == parts.netloc and not parts.query:
        return value
    netloc = host if host == parts.netloc else f"{MASK}@{host}"
    return parts._replace(netloc=netloc, query=_query(parts.query)).geturl()


def _query(query: str) -> str:
    """The names of a query; what stands there without a name may be a token too."""
    named = (one.partition("=") for one in query.split("&") if one)
    return "&".join(f"{name}={MASK}" if is_named else MASK for name, is_named, _ in named)


def _source(key: Key, place: Path | None, lines: Mapping[Key, int], named: Mapping[str, str]) -> str:
    if variable := _variable(key, named):
        return variable
    found = [line for written, line in lines.items() if written[: len(key)] == key]
    return f"{place}:{min(found)}" if found else "default"


def _variable(key: Key, named: Mapping[str, str]) -> str | None:
    """The variable that says it: its own, one for a part of it, or one that holds its whole section as JSON."""
    own = PREFIX + "__".join(key).upper()
    for name in named:
        if name == own or name.startswith(f"{own}__"):
            return name
    for depth in range(len(key) - 1, 0, -1):
        name = PREFIX + "__".join(key[:depth]).upper()
        if name in named and _holds(json.loads(named[name]), key[depth:]):
            return name
    return None


def _holds(value: Any, key: Key) -> bool:
    for one in key:
        if not isinstance(value, Mapping) or one not in value:
            return False
        value = value[one]
    return True


def key_lines(text: str) -> dict[Key, int]:
    """Return the line on which each key of a TOML document begins, keys of tables with their tables' names before.

    TOML's own reader is asked for every statement, so that a text which only looks like a key is none.
    """
    found: dict[Key, int] = {}
    header, pending, begun = "", "", 1
    for number, line in enumerate(text.splitlines(), 1):
        pending, begun = (f"{pending}{line}\n", begun) if pending else (f"{line}\n", number)
        try:
            read = tomllib.loads(header + pending)
        except tomllib.TOMLDecodeError:  # a statement of several lines
            continue
        if line.lstrip().startswith("[") and pending == f"{line}\n":
            header = pending
        for key in _keys(read, ()):
            found.setdefault(key, begun)
        pending = ""
    return found


def _keys(read: Mapping[str, Any], key: Key) -> Iterator[Key]:
    for name, value in read.items():
        if isinstance(value, Mapping):
            yield from _keys(value, (*key, name))
        else:
            yield (*key, name)
