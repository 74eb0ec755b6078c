"""What RFC 4287 asks of a feed, as a list of what a document does wrong; knows nothing of how the feed was made."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator

ATOM = "{http://www.w3.org/2005/Atom}"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339 with capital T and Z
_TAG = re.compile(r"tag:[a-z0-9-]+(\.[a-z0-9-]+)*,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]*")  # RFC 4151
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_ONE = {
    "feed": {"id", "title", "updated", "generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"id", "title", "updated", "published", "content", "summary", "rights", "source"},
}
_KNOWN = {name: {*ones, "author", "category", "contributor", "link"} for name, ones in _ONE.items()}


def broken_rules(document: bytes) -> list[str]:
    """Return the rules that a document breaks; raises ParseError where it is no XML."""
    root = ET.fromstring(document)  # noqa: S314 - written by the test itself
    if root.tag != f"{ATOM}feed":
        return [f"root is {root.tag}"]
    nodes = [("feed", root), *(("entry", entry) for entry in root.iterfind(f"{ATOM}entry"))]
    found = [f"{kind}: {rule}" for kind, node in nodes for rule in _container(kind, node)]
    return [*found, *_entries(root), *_order(root)]


def _container(kind: str, node: ET.Element) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in node)
    yield from (f"more than one {name}" for name in _ONE[kind] if names[name] > 1)
    yield from (f"no {name}" for name in ("id", "title", "updated") if not names[name])
    yield from (f"unknown {name}" for name in names.keys() - _KNOWN[kind] - {"entry"})
    yield from (f"time {text}" for text in _texts(node, "updated", "published") if not _TIME.fullmatch(text))
    yield from (f"id {text}" for text in _texts(node, "id") if not _TAG.fullmatch(text))
    yield from (f"link {one.attrib}" for one in node.iterfind(f"{ATOM}link") if not _IRI.fullmatch(one.get("href", "")))
    yield from ("author without a name" for one in node.iterfind(f"{ATOM}author") if not one.findtext(f"{ATOM}name"))
    yield from ("category without a term" for one in node.iterfind(f"{ATOM}category") if not one.get("term"))
    alternates = [one for one in node.iterfind(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"]
    if len(alternates) > 1:
        yield "more than one alternate link of one kind"


def _entries(root: ET.Element) -> Iterator[str]:
    ids = Counter(_texts_of(root.iterfind(f"{ATOM}entry/{ATOM}id")))
    yield from (f"two entries are {name}" for name, times in ids.items() if times > 1)
    for entry in root.iterfind(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        if content is None and not entry.findall(f"{ATOM}link"):
            yield "entry: neither content nor alternate link"
        if content is not None and content.get("type") in ("text", "html") and len(content):
            yield "entry: elements inside of text content"
        if not (entry.findall(f"{ATOM}author") or root.findall(f"{ATOM}author")):
            yield "entry: no author"


def _order(root: ET.Element) -> Iterator[str]:
    """Feeds tell first what they are (RFC 4287 leaves the order open, readers do not)."""
    tags = [child.tag for child in root]
    first = tags.index(f"{ATOM}entry") if f"{ATOM}entry" in tags else len(tags)
    if any(tag != f"{ATOM}entry" for tag in tags[first:]):
        yield "feed: an element after the entries"


def _texts(node: ET.Element, *names: str) -> list[str]:
    return [text for name in names for text in _texts_of(node.iterfind(f"{ATOM}{name}"))]


def _texts_of(nodes: Iterator[ET.Element]) -> list[str]:
    return [node.text or "" for node in nodes]
