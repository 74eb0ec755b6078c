"""What a feed says of one release, as a document of its own: what is archived where the feed holds the text.

    {"title": "…", "url": "…", "published": "…", "updated": "…", "language": "en", "authors": [], "categories": [],
     "summary": "<p>…", "content": "<p>…"}

Everything stands as the feed has it, only texts that are no HTML are escaped, so that `content` and `summary` always
are. Keys without a value are left out, and the order is fixed: the same entry is the same bytes. Does not read them;
`entries` does.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from parsers.json_items import Item, item_at, items_at, text_at, texts_at
from parsers.markup import children, name_of, namespace_of, text_in

CONTENT_TYPE = "application/vnd.presswatch.entry+json"

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PLAIN = ("text", "text/plain")  # what Atom says of a content that is no HTML
_ROW = ("title", "url", "published", "updated", "language", "summary", "content")


def of_atom(entry: Any, row: Mapping[str, str]) -> str:
    """Return the document of an Atom entry; `row` is what was read of it as a line of a listing."""
    people = (text_in(one, "name") for one in children(entry, "author"))
    terms = (one.get("label") or one.get("term") for one in children(entry, "category"))
    return _document(
        title=row["title"],
        url=row["url"],
        published=text_in(entry, "published"),
        updated=text_in(entry, "updated"),
        language=_language(entry),
        authors=list(people),
        categories=list(terms),
        summary=_html(entry, "summary", plain_by_default=True),
        content=_html(entry, "content", plain_by_default=True),
    )


def of_rss(item: Any, row: Mapping[str, str]) -> str:
    """Return the document of an RSS item; content:encoded is the text, and a description at least its beginning."""
    return _document(
        title=row["title"],
        url=row["url"],
        published=row["updated"],
        updated=text_in(item, "updated", "modified"),  # of Atom and of Dublin Core
        language=text_in(item, "language") or _language(item),
        authors=_texts(item, "creator") or _texts(item, "author"),
        categories=_texts(item, "category"),
        summary=_html(item, "description"),
        content=_html(item, "encoded"),
    )


def of_json(item: Item, row: Mapping[str, str], language: str) -> str:
    """Return the document of an item of a JSON Feed (versions 1 and 1.1); `language` is the feed's."""
    authors = [*items_at(item, "authors"), item_at(item, "author")]
    return _document(
        title=row["title"],
        url=row["url"],
        published=text_at(item, "date_published"),
        updated=text_at(item, "date_modified"),
        language=text_at(item, "language") or language,
        authors=[text_at(one, "name") for one in authors],
        categories=texts_at(item, "tags"),
        summary=html.escape(text_at(item, "summary"), quote=False),
        content=text_at(item, "content_html") or html.escape(text_at(item, "content_text"), quote=False),
    )


def of_row(row: Mapping[str, str]) -> str:
    """Return the document of an entry that a source file describes: of a JSON answer, or of a page of HTML."""
    category = row.get("category")
    return _document(**{name: row.get(name, "") for name in _ROW}, categories=[category] if category else [])


def _document(**said: str | list[Any]) -> str:
    kept: dict[str, str | list[Any]] = {}
    for name, value in said.items():
        found = [one for one in value if one] if isinstance(value, list) else value.strip()
        kept |= {name: found} if found else {}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _texts(element: Any, name: str) -> list[str]:
    return ["".join(one.itertext()).strip() for one in children(element, name)]


def _html(element: Any, name: str, *, plain_by_default: bool = False) -> str:
    """Return a child as HTML: XHTML without its namespaces, plain text escaped; empty where there is none.

    A description or content of another namespace is that of a picture (Media RSS); content:encoded has its own.
    """
    own = namespace_of(element)
    found = next((one for one in children(element, name) if name == "encoded" or namespace_of(one) == own), None)
    if found is None:
        return ""
    if len(found):
        return _inside(found)
    form = found.get("type") or ("text" if plain_by_default else "html")
    return html.escape(found.text or "", quote=False) if form in _PLAIN else found.text or ""


def _inside(element: Any) -> str:
    whole = deepcopy(element)
    for one in whole.iter():
        name = name_of(one)
        if name and ":" not in name:  # of a prefix that the feed forgot to declare, no name without it need be one
            one.tag = name
    etree.cleanup_namespaces(whole)
    parts = (etree.tostring(one, encoding="unicode", method="html") for one in whole)
    return html.escape(whole.text or "", quote=False) + "".join(parts)


def _language(element: Any) -> str:
    """Return the language of an element: its own or that of what it stands in, or the channel's."""
    for one in (element, *element.iterancestors()):
        if found := one.get(_LANGUAGE) or (text_in(one, "language") if name_of(one) == "channel" else ""):
            return str(found)
    return ""
