"""The formats of listings: Atom and the Search API's JSON, from text to rows of texts.

Does not judge what the rows say: links may be bad, dates may be wrong, and a row may lack either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from parsers.errors import ListingError
from parsers.json_items import Item, items_at, load_json, text_at

Row = Mapping[str, str]  # keys: url, title, updated, category
Remark = tuple[str, str]  # (stable kind of a problem, detail)

_ATOM = "{http://www.w3.org/2005/Atom}"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"\s*<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITIES = ("feed_entities", "the feed brings its own entities, which no feed needs; they were cut out")
_ENDED = "/feed-ended"  # how finder-frontend ends the id of the one entry of a feed that has moved
_SEARCH = {"url": "link", "title": "title", "updated": "public_timestamp", "category": "content_store_document_type"}


def read_atom(text: str) -> tuple[list[Row], list[Remark]]:
    """Return the entries of an Atom feed, and what is wrong with it: 'feed_entities', 'cut_feed', 'broken_feed'.

    Raises ListingError: 'not_a_feed' for other text, 'feed_ended' for a feed that says that it has moved.
    """
    root, remarks = _parsed(_DECLARATION.sub("", text, count=1))
    if root is None or root.tag != f"{_ATOM}feed":
        got = "nothing" if root is None else f"<{etree.QName(root).localname}>"
        raise ListingError("not_a_feed", f"expected an Atom <feed>, got {got}")
    rows = [_atom_row(entry) for entry in root.iter(f"{_ATOM}entry")]
    if any(kind == "cut_feed" for kind, _ in remarks):
        rows = rows[: text.count("</entry>")]  # an entry in which the feed ends may lack half of its date or link
    for row in rows:
        if row["id"].endswith(_ENDED):
            raise ListingError("feed_ended", f"expected a feed, got a notice that it has ended; ask for {row['url']!r}")
    return rows, remarks


def _parsed(text: str) -> tuple[Any, list[Remark]]:
    """Return the root, or None; no entity is expanded or loaded, for both are attacks (billion laughs, XXE)."""
    doctype = _DOCTYPE.match(text)
    text = text[doctype.end() :] if doctype else text
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    remarks = [_ENTITIES] if doctype else []
    fatal = next((error for error in parser.error_log if _is_fatal(error, has_doctype=doctype is not None)), None)
    if fatal:
        kind = "broken_feed" if text.rstrip().endswith("</feed>") else "cut_feed"
        remarks.append((kind, f"expected XML to the end, got in line {fatal.line}: {fatal.message}"))
    return root, remarks


def _is_fatal(error: Any, *, has_doctype: bool) -> bool:
    """Return whether an error leaves the rest of the feed unknown; that a cut out entity is missing does not."""
    missed = has_doctype and error.type == etree.ErrorTypes.ERR_UNDECLARED_ENTITY
    return bool(error.level == etree.ErrorLevels.FATAL) and not missed


def _atom_row(entry: Any) -> Row:
    row = {name: _text(entry.find(_ATOM + name)) for name in ("id", "title", "updated")}
    links = [link for link in entry.iter(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
    row["url"] = (links[0].get("href") or "") if links else ""
    category = entry.find(f"{_ATOM}category")
    if category is not None and category.get("term"):
        row["category"] = category.get("term")
    return row


def _text(element: Any) -> str:
    """Return the text of an element without its entities and children."""
    return "" if element is None else (element.text or "") + "".join(child.tail or "" for child in element)


def read_search(text: str) -> tuple[list[Row], list[Remark]]:
    """Return the results of a Search API answer; raises ListingError ('not_a_feed') for other text."""
    try:
        answer = load_json(text)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise ListingError("not_a_feed", f"expected JSON with a list of 'results', got {text[:80]!r}")
    return [_search_row(result) for result in items_at(answer, "results")], []


def _search_row(result: Item) -> Row:
    return {name: value for name, key in _SEARCH.items() if (value := text_at(result, key))}
