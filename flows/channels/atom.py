"""Atom feeds (RFC 4287) as documents: entries to XML and back.

Pure. Reads only what it has written itself; `parsers` reads other people's feeds.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

ATOM = "http://www.w3.org/2005/Atom"
_IN = f"{{{ATOM}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no way to write these


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing told: a release in one edition; `content` is HTML."""

    id: str
    title: str
    link: str | None
    author: str
    language: str
    published: datetime | None
    updated: datetime
    topics: tuple[tuple[str, str], ...]  # ('jef', 'JEF'): term and label of a category
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with the entry that was told last in front."""

    id: str
    title: str
    updated: datetime
    link: str | None  # where it is published itself
    entries: tuple[Entry, ...]


def merged(known: Sequence[Entry], fresh: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """Return `most` entries at the most: the fresh ones in front, those told again at their old place."""
    again = {entry.id: entry for entry in fresh}
    kept = [again.pop(entry.id, entry) for entry in known]
    return (*again.values(), *kept)[:most]


def write_feed(feed: Feed) -> bytes:
    """Return the feed as UTF-8 XML; the same feed gives the same bytes."""
    root = ET.Element("feed", {"xmlns": ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _time(feed.updated))
    if feed.link:
        ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.link})
    _add(ET.SubElement(root, "author"), "name", "presswatch")
    _add(root, "generator", "presswatch")
    root.extend(_entry(entry) for entry in feed.entries)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def read_entries(document: bytes) -> tuple[Entry, ...]:
    """Return the entries of a feed that `write_feed` wrote; raises ValueError for any other document."""
    try:
        root = ET.fromstring(document)  # noqa: S314 - our own file; expat bounds the expansion of entities
        return tuple(_read(node) for node in _entries(root))
    except (ET.ParseError, LookupError) as error:
        raise ValueError(f"expected an Atom feed of presswatch's own, got another document: {error}") from error


def _entries(root: ET.Element) -> Iterable[ET.Element]:
    if root.tag != f"{_IN}feed":
        raise LookupError(f"its root is {root.tag!r}")
    return root.iterfind(f"{_IN}entry")


def _entry(entry: Entry) -> ET.Element:
    node = ET.Element("entry", {"xml:lang": entry.language} if entry.language else {})
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    _add(node, "updated", _time(entry.updated))
    if entry.published:
        _add(node, "published", _time(entry.published))
    if entry.link:
        ET.SubElement(node, "link", {"rel": "alternate", "href": entry.link})
    _add(ET.SubElement(node, "author"), "name", entry.author)
    for term, label in entry.topics:
        ET.SubElement(node, "category", {"term": _legal(term), "label": _legal(label)})
    _add(node, "content", entry.content).set("type", "html")
    return node


def _read(node: ET.Element) -> Entry:
    link = node.find(f"{_IN}link")
    published = node.findtext(f"{_IN}published")
    return Entry(
        id=_text(node, "id"),
        title=_text(node, "title"),
        link=None if link is None else link.attrib["href"],
        author=_text(node, "author", "name"),
        language=node.get(_LANG, ""),
        published=datetime.fromisoformat(published) if published else None,
        updated=datetime.fromisoformat(_text(node, "updated")),
        topics=tuple((one.attrib["term"], one.attrib["label"]) for one in node.iterfind(f"{_IN}category")),
        content=_text(node, "content"),
    )


def _text(node: ET.Element, *path: str) -> str:
    text = node.findtext("/".join(f"{_IN}{name}" for name in path))
    if text is None:
        raise LookupError(f"an entry without {'/'.join(path)!r}")
    return text


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    node = ET.SubElement(parent, name)
    node.text = _legal(text)
    return node


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
