"""The watch list as a file that is edited: topics added, changed and retired, with its comments kept.

What is written is read back before it takes the place of the old file, so that a watch list on disk can always be used.
"""

from __future__ import annotations

import os
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from flows.errors import SettingsError
from flows.watched import example
from parsers.topics.watchlist import read_watchlist
from warehouse.copies import put


def put_topic(file: Path, topic: str, *, name: str | None, query: str) -> None:
    """Add a topic to the watch list, or give one that is there another query.

    Raises WatchlistError where the query cannot be used, and SettingsError where the file cannot be written.
    """
    document = _read(file)
    topics = document.setdefault("topics", tomlkit.table(is_super_table=True))
    if topic not in topics:
        fresh = tomlkit.table()
        fresh.add("name", name or topic)
        topics.append(topic, fresh)
    elif name:
        topics[topic]["name"] = name
    is_new = "query" not in topics[topic]
    topics[topic]["query"] = tomlkit.string(query, literal="'" not in query)
    if is_new:
        topics[topic].add(tomlkit.nl())
    _write(file, document)


def drop_topic(file: Path, topic: str) -> None:
    """Take a topic out of the watch list and out of its recipients' lists; raises SettingsError for an unknown one."""
    document = _read(file)
    topics = document.get("topics", {})
    if topic not in topics:
        raise SettingsError(f"{file}: no topic {topic!r}; known: {', '.join(topics)}")
    before = tomlkit.dumps(document)
    topics.remove(topic)
    document = tomlkit.parse(_with_remarks(before, tomlkit.dumps(document)))
    for recipient in document.get("recipients", {}).values():
        followed = recipient.get("topics") if isinstance(recipient, Table) else None
        if isinstance(followed, list) and topic in followed:
            followed.remove(topic)
    _write(file, document)


def _with_remarks(before: str, after: str) -> str:
    """Return `after` with the remarks at the end of what was taken out: they speak of what follows."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    stop = start + len(old) - len(new)
    if old[stop:] != new[start:]:  # it was written in several places; each has its remarks still
        return after
    said = [number for number in range(start, stop) if not old[number].lstrip().startswith(("#", "\n"))]
    remarks = old[said[-1] + 1 : stop] if said else []
    return "".join(new[:start]) + "".join(remarks).lstrip("\n") + "".join(new[start:])


def start_watchlist(file: Path) -> bool:
    """Put the shipped example where there is no watch list yet, and say whether that was done."""
    if file.exists():
        return False
    _replace(file, example())
    return True


def _read(file: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    except TOMLKitError as error:
        raise SettingsError(f"{file}: not TOML: {error}") from error


def _write(file: Path, document: tomlkit.TOMLDocument) -> None:
    text = tomlkit.dumps(document)
    read_watchlist(text, file=str(file))
    _replace(file, text)


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}.new")
    try:
        with fresh.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        put(fresh, file)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from error
    finally:
        fresh.unlink(missing_ok=True)
