"""Listings that describe themselves: Atom, RSS, JSON Feed and sitemaps, from text to rows of texts.

Does not judge what the rows say: links may be bad, dates may be wrong, and a row may lack either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.entry_documents import of_atom, of_json, of_rss
from parsers.errors import ListingError
from parsers.json_items import Item, items_at, load_json, text_at
from parsers.markup import Remark, children, name_of, parse_markup, text_in

Row = Mapping[
    str, str
]  # keys: url, title, updated, category; document: what else the entry says, where it was asked for

_ENDED = "/feed-ended"  # how finder-frontend ends the id of the one entry of a feed that has moved
_ITEMS = {"feed": "entry", "rss": "item", "rdf": "item", "urlset": "url", "sitemapindex": "sitemap"}
_FORMATS = {"feed": "atom", "rss": "rss", "rdf": "rss", "urlset": "sitemap", "sitemapindex": "sitemap"}
_NAMES = {"atom": "an Atom <feed>", "rss": "an RSS <rss>", "sitemap": "a sitemap", "feed": "Atom, RSS or JSON Feed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What one page of a listing says, not yet judged."""

    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()
    further: tuple[Row, ...] = ()  # other listings that it names, as sitemaps of sitemaps do
    pause: float | None = None  # seconds for which the publisher says that nothing new is to be expected (RSS <ttl>)


def read_feed(text: str, kind: str, *, texts: bool = False) -> Rows:
    """Return the entries of a feed: an 'atom', 'rss', 'json-feed' or 'sitemap'; 'feed' is one of the first three.

    With `texts` each comes with its document. Remarks: 'feed_entities', 'cut_feed', 'broken_feed'. Raises ListingError:
    'not_a_feed' for other text, 'feed_ended' for a feed that says that it has moved.
    """
    if kind == "json-feed" or (kind == "feed" and text.lstrip()[:1] == "{"):
        return _json_feed(text, texts=texts)
    root, remarks = parse_markup(text)
    name = "" if root is None else name_of(root)
    found = _FORMATS.get(name)
    if found is None or (kind != found and (kind != "feed" or found == "sitemap")):
        got = f"<{name}>" if name else "nothing"
        raise ListingError("not_a_feed", f"expected {_NAMES[kind]}, got {got}")
    return _read(root, name, text, remarks, texts=texts)


def _read(root: Any, name: str, text: str, remarks: list[Remark], *, texts: bool) -> Rows:
    tag = _ITEMS[name]
    items = [one for one in root.iter() if name_of(one) == tag]
    if any(kind == "cut_feed" for kind, _ in remarks):
        items = items[: text.count(f"</{tag}>")]  # an entry in which the feed ends may lack half of its date or link
    read, describe = _READERS[_FORMATS[name]], _DESCRIBERS.get(_FORMATS[name])
    rows = tuple(map(read, items))
    if texts and describe:
        rows = tuple({**row, "document": describe(one, row)} for one, row in zip(items, rows, strict=True))
    for row in rows:
        if row.get("id", "").endswith(_ENDED):
            raise ListingError("feed_ended", f"expected a feed, got a notice that it has ended; ask for {row['url']!r}")
    if name == "sitemapindex":
        return Rows(rows=(), remarks=tuple(remarks), further=rows)
    return Rows(rows=rows, remarks=tuple(remarks), pause=_pause(root))


def _atom_row(entry: Any) -> Row:
    row = {"id": text_in(entry, "id"), "title": _title(entry), "updated": text_in(entry, "updated", "published")}
    links = [link for link in children(entry, "link") if link.get("rel", "alternate") == "alternate"]
    row["url"] = (links[0].get("href") or "") if links else ""
    terms = [one.get("term") for one in children(entry, "category") if one.get("term")]
    return row | ({"category": terms[0]} if terms else {})


def _title(entry: Any) -> str:
    """An Atom title may be XHTML: the words of its elements are words of the title."""
    found = children(entry, "title")
    if not found:
        return ""
    return "".join(found[0].itertext()) if found[0].get("type") == "xhtml" else text_in(entry, "title")


def _rss_row(item: Any) -> Row:
    """An RSS item; 'date' is Dublin Core's, which RSS 1.0 has instead of a pubDate."""
    row = {"title": text_in(item, "title"), "url": text_in(item, "link") or _permalink(item)}
    row["updated"] = text_in(item, "pubdate", "date")
    category = text_in(item, "category", "type")
    return row | ({"category": category} if category else {})


def _permalink(item: Any) -> str:
    """The guid, where it is the address: it is, unless it says that it is not."""
    found = children(item, "guid")
    is_one = bool(found) and (found[0].get("isPermaLink") or "true").lower() == "true"
    return text_in(item, "guid") if is_one else ""


def _sitemap_row(url: Any) -> Row:
    """A page of a sitemap; news sitemaps say more of it (Google's schema of 2011)."""
    news = next(iter(children(url, "news")), None)
    row = {"url": text_in(url, "loc"), "title": "", "updated": text_in(url, "lastmod")}
    if news is not None:
        row |= {"title": text_in(news, "title"), "updated": row["updated"] or text_in(news, "publication_date")}
    return row


_READERS: Mapping[str, Callable[[Any], Row]] = {"atom": _atom_row, "rss": _rss_row, "sitemap": _sitemap_row}
_DESCRIBERS: Mapping[str, Callable[[Any, Row], str]] = {"atom": of_atom, "rss": of_rss}


def _pause(root: Any) -> float | None:
    minutes = next((text_in(one, "ttl") for one in children(root, "channel")), "")
    return float(minutes) * 60 if minutes.isdecimal() and len(minutes) < 7 else None


def _json_feed(text: str, *, texts: bool) -> Rows:
    """Return the items of a JSON Feed (versions 1 and 1.1)."""
    try:
        answer = load_json(text)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        raise ListingError("not_a_feed", f"expected a JSON Feed with a list of 'items', got {text[:80]!r}")
    items = items_at(answer, "items")
    rows = tuple(map(_json_row, items))
    if texts:
        language = text_at(answer, "language")
        rows = tuple({**row, "document": of_json(one, row, language)} for one, row in zip(items, rows, strict=True))
    return Rows(rows=rows)


def _json_row(item: Item) -> Row:
    url = text_at(item, "url") or text_at(item, "external_url")
    updated = text_at(item, "date_modified") or text_at(item, "date_published")
    tags = item.get("tags")
    category = tags[0] if isinstance(tags, list) and tags and isinstance(tags[0], str) else ""
    row = {"url": url, "title": text_at(item, "title"), "updated": updated}
    return row | ({"category": category} if category else {})
