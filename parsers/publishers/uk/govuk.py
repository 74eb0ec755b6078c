"""GOV.UK's Content API: the JSON behind a page, to the same draft that the page gives.

Does not read HTML pages; govuk.toml says how. What the API gives is read from alphagov/publishing-api's
schemas (2026-08-21).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bs4.element import Tag as Element

from parsers.assembly import Draft, check_type, unique_tags
from parsers.blocks import collapse, text_of
from parsers.dates import is_nothing, parse_date
from parsers.documents import read_fragment
from parsers.encodings import Decoded, decode
from parsers.errors import PageError, PageGone
from parsers.json_items import Item, item_at, items_at, load_json, text_at, texts_at
from parsers.locations import canonical_url
from parsers.records import Change, Page, Source, Tag, Translation
from parsers.refusals import refusal

_GONE = ("gone", "vanish")  # schemas of items that were taken down, with and without a word of explanation


def read_item(source: Source, page: Page) -> Draft:
    """Return the draft of a Content API answer.

    Raises PageGone for an item that says that it is gone (it may come with status 200), and PageError: 'empty_page',
    'challenge_page', 'suspended_page', 'not_json', 'moved_item', 'other_type', 'no_body', 'too_deep'.
    """
    decoded = decode(page.content, page.content_type)
    item = _load(page, decoded)
    check_type(source, page.url, text_at(item, "document_type"))
    return _ItemReader(source, page, item, decoded).draft()


def redirect_target(source: Source, page: Page) -> str | None:
    """Return where an item of schema `redirect` points; None for every other answer."""
    try:
        item = load_json(decode(page.content, page.content_type).text)
    except ValueError:
        return None
    return _destination(source, item) if isinstance(item, dict) and text_at(item, "schema_name") == "redirect" else None


def _destination(source: Source, item: Item) -> str | None:
    """Return the target of the item's own path; other redirects of the same item are of pages below it."""
    redirects = sorted(items_at(item, "redirects"), key=lambda one: text_at(one, "path") != text_at(item, "base_path"))
    return _url(source, text_at(redirects[0], "destination")) if redirects else None


def _load(page: Page, decoded: Decoded) -> Item:
    if found := refusal(decoded.text):
        raise PageError(found[0], f"{page.url}: expected JSON, got {found[1]}")
    try:
        item = load_json(decoded.text)
    except ValueError as error:
        raise PageError("not_json", f"{page.url}: expected JSON, got {page.content[:60]!r}") from error
    schema = text_at(item, "schema_name") if isinstance(item, dict) else ""
    if not schema:
        raise PageError("not_json", f"{page.url}: expected a content item, got {page.content[:60]!r}")
    if schema in _GONE:
        raise PageGone(f"{page.url}: the item says that it is gone")
    if schema == "redirect":
        raise PageError("moved_item", f"{page.url}: the item says that it has moved; redirect_target says where")
    return dict(item)


def _url(source: Source, path: str) -> str | None:
    try:
        return canonical_url(path, source.homepage)
    except ValueError:
        return None


class _ItemReader:
    """One content item being read."""

    def __init__(self, source: Source, page: Page, item: Item, decoded: Decoded) -> None:
        self.source, self.page, self.item = source, page, item
        self.details, self.links = item_at(item, "details"), item_at(item, "links")
        self.locale = text_at(item, "locale") or source.language
        self.remarks = list(decoded.remarks)

    def draft(self) -> Draft:
        item, notice = self.item, item_at(self.item, "withdrawn_notice")
        published = text_at(item, "first_published_at") or text_at(self.details, "first_public_at")
        return Draft(
            url=_url(self.source, text_at(item, "base_path")) or self.page.url,
            external_id=text_at(item, "content_id") or None,
            document_type=text_at(item, "document_type"),
            language=self.locale,
            title=collapse(text_at(item, "title")),
            summary=self.line(text_at(item, "description")),
            body=self.body(),
            published_at=self.moment("published_at", published),
            updated_at=self.moment("updated_at", text_at(item, "public_updated_at")),
            withdrawn_at=self.moment("withdrawn_at", text_at(notice, "withdrawn_at")),
            withdrawal=self.line(text_at(notice, "explanation")),
            history=self.history(),
            organisations=self.tags(self.organisations()),
            people=self.tags(self.people()),
            places=unique_tags(map(self.place, items_at(self.links, "world_locations"))),
            translations=self.translations(),
            layout="content-api",
            remarks=tuple(self.remarks),
        )

    def body(self) -> Element:
        html = text_at(self.details, "body")
        if not html.strip():
            raise PageError(
                "no_body", f"{self.page.url}: expected HTML in details.body, got {self.details.get('body')!r}"
            )
        return read_fragment(html, url=self.page.url)

    def line(self, html: str) -> str:
        """Return a one-line text that may hold markup or character references."""
        return text_of(read_fragment(html, url=self.page.url)) if "<" in html or "&" in html else collapse(html)

    def moment(self, field: str, text: str) -> datetime | None:
        try:
            found = parse_date(text, self.source.time_zone) if text else None
        except ValueError as error:
            self.remarks.append(("bad_date", f"{field}: {error}"))
            return None
        if found and is_nothing(found):
            self.remarks.append(("bad_date", f"{field}: {text!r} is no date, but a clock's zero"))
            return None
        return found

    def history(self) -> tuple[Change, ...]:
        """Return the changes as the page lists them: newest first, and none before the first update."""
        shown = text_at(self.details, "first_public_at") or text_at(self.item, "first_published_at")
        first, last = (
            self.moment("published_at", shown),
            self.moment("updated_at", text_at(self.item, "public_updated_at")),
        )
        if not first or not last or first == last:
            return ()
        changes = map(self.change, items_at(self.details, "change_history"))
        return tuple(sorted((one for one in changes if one), key=lambda change: change.at, reverse=True))

    def change(self, entry: Item) -> Change | None:
        at = self.moment("history", text_at(entry, "public_timestamp"))
        return Change(at=at, note=collapse(text_at(entry, "note"))) if at else None

    def organisations(self) -> list[Item]:
        """Return them in the page's order: emphasised ones, the others by title, then those abroad."""
        emphasised, ours = texts_at(self.details, "emphasised_organisations"), items_at(self.links, "organisations")
        first = [one for wanted in emphasised for one in ours if text_at(one, "content_id") == wanted]
        rest = sorted((one for one in ours if one not in first), key=lambda one: text_at(one, "title"))
        return first + rest + items_at(self.links, "worldwide_organisations")

    def people(self) -> list[Item]:
        unlinked = {"title": text_at(self.details, "speaker_without_profile")}
        return items_at(self.links, "people") + items_at(self.links, "speaker") + [unlinked]

    def tags(self, entries: Iterable[Item]) -> tuple[Tag, ...]:
        return unique_tags(self.tag(entry, text_at(entry, "base_path")) for entry in entries)

    def tag(self, entry: Item, path: str) -> Tag:
        return Tag(name=collapse(text_at(entry, "title")), url=_url(self.source, path) if path else None)

    def place(self, entry: Item) -> Tag:
        """Return a world location; the API gives no path, and the page makes one of the title."""
        slug = re.sub(r"[^a-z0-9_]+", "-", text_at(entry, "title").lower()).strip("-")
        return self.tag(entry, text_at(entry, "base_path") or f"/world/{slug}/news")

    def translations(self) -> tuple[Translation, ...]:
        """Return the other languages; the page lists its own language without a link, and English first."""
        listed = (
            (text_at(one, "locale"), text_at(one, "base_path"))
            for one in items_at(self.links, "available_translations")
        )
        others = sorted(
            (one for one in listed if all(one) and one[0] != self.locale), key=lambda one: (one[0] != "en", one[0])
        )
        found = ((locale, _url(self.source, path)) for locale, path in others)
        return tuple(Translation(language=locale, url=url) for locale, url in found if url)
