"""The requests by which a listing is asked for: addresses, pages, filters, and the fields of a form.

Does not ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from parsers.records import Feed, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an operator wants of a source; empty means everything."""

    organisations: tuple[str, ...] = ()
    document_types: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request for a page of a listing."""

    url: str
    form: tuple[tuple[str, str], ...] = ()  # fields of a POST; empty: a GET

    @property
    def name(self) -> str:
        """What the answer is kept under: the address, and behind it what the form says."""
        return f"{self.url}#{urlencode(self.form)}" if self.form else self.url


def listing_request(source: Source, feed: Feed, selection: Selection, page: int = 0) -> Request:
    """Return the request for page number `page` (from 0) of a feed, narrowed to a selection."""
    address, paging = _placed(feed.url, feed, page), _placed(feed.paging, feed, page) if page else ""
    pairs = _filter_pairs(source, feed, selection) + parse_qsl(paging, keep_blank_values=True)
    if selection.since and feed.since:
        pairs += parse_qsl(feed.since.replace("{date}", selection.since.isoformat()))
    url = source.homepage + address if address.startswith("/") else address
    if feed.form:
        filled = {name: _placed(value, feed, page) for name, value in feed.form} | dict(pairs)
        return Request(url=url, form=tuple(filled.items()))
    separator = "&" if "?" in url else "?"
    return Request(url=url + (separator + urlencode(pairs) if pairs else ""))


def _placed(text: str, feed: Feed, page: int) -> str:
    """Return the text with a page's number in it: from 1, from 0, or as the number of entries before it."""
    places = {"{page}": page + 1, "{page0}": page, "{offset}": page * feed.page_size}
    for place, number in places.items():
        text = text.replace(place, quote(str(number)))
    return text


def wanted_types(source: Source, feed: Feed, selection: Selection) -> tuple[str, ...]:
    """Return the document types to ask a feed for; none when the feed holds nothing of the selection."""
    held = feed.document_types or source.document_types
    return tuple(kind for kind in held if not selection.document_types or kind in selection.document_types)


def _filter_pairs(source: Source, feed: Feed, selection: Selection) -> list[tuple[str, str]]:
    names = dict(feed.filters)
    pairs = [(names["organisations"], slug) for slug in selection.organisations if "organisations" in names]
    narrowed = bool(selection.document_types) or feed.kind == "json"
    if narrowed and "document_types" in names:
        pairs += [(names["document_types"], kind) for kind in wanted_types(source, feed, selection)]
    return pairs
