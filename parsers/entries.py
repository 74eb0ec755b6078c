"""Entries of feeds to drafts of releases, where the feed itself holds the text and nobody asks for the page.

Reads the documents that `entry_documents` makes. A text that says that it goes on elsewhere counts as a summary, and a
summary counts as a text only where the source file says so (`text = "standfirst"`, `"page-or-standfirst"`). Does not
read pages.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bs4.element import Tag

from parsers.assembly import Draft
from parsers.blocks import collapse, read_blocks, text_of
from parsers.dates import is_nothing, parse_date
from parsers.documents import read_fragment
from parsers.encodings import decode
from parsers.errors import PageError
from parsers.excerpts import begins_with, is_continued, words_of
from parsers.generic_languages import language_among, normal_tag
from parsers.json_items import Item, load_json, text_at, texts_at
from parsers.locations import canonical_url
from parsers.records import Page, Source

_AHEAD = timedelta(days=1)  # how far a publisher's clock may be ahead of ours before it is not believed
_TAG = re.compile(r"<[A-Za-z!/]")
_BLANK_LINE = re.compile(r"\n\s*\n")
_LAYOUT = "feed"  # what the layout is called where the source file names none


def read_entry(source: Source, page: Page) -> Draft:
    """Return the draft of the release that an entry of a feed is.

    Raises PageError: 'no_title', 'too_deep', and 'no_body' for an entry without a text.
    """
    return _EntryReader(source, page, _item(decode(page.content, page.content_type).text)).draft()


def _item(text: str) -> Item:
    try:
        found = load_json(text)
    except ValueError:  # torn in the archive; an entry without anything is told as one
        return {}
    return found if isinstance(found, dict) else {}


class _EntryReader:
    """One entry being read."""

    def __init__(self, source: Source, page: Page, item: Item) -> None:
        self.source, self.page, self.item = source, page, item
        self.layout = next((one for one in source.layouts if one.kind == "entry"), None)
        self.remarks: list[tuple[str, str]] = []

    def draft(self) -> Draft:
        title = self.line("title")
        published, updated = self.moment("published"), self.moment("updated")
        body, summary = self.texts(title)
        said = " ".join((title, summary, text_of(body)))
        return Draft(
            url=canonical_url(self.page.url),
            external_id=None,
            document_type=self.document_type(),
            language=normal_tag(text_at(self.item, "language")) or language_among(said, self.source.tongues),
            title=title,
            summary=summary,
            body=body,
            published_at=published or updated,
            updated_at=updated if published and updated and updated > published else None,
            withdrawn_at=None,
            withdrawal="",
            history=(),
            organisations=(),
            people=(),
            places=(),
            translations=(),
            layout=self.layout.name if self.layout else _LAYOUT,
            remarks=tuple(self.remarks),
        )

    def texts(self, title: str) -> tuple[Tag, str]:
        """Return (body, summary); raises PageError ('no_body') where a summary is all, and is not to be the text."""
        body, summary = self.fragment("content"), self.line("summary")
        _drop_trailer(body, title)
        text = " ".join(block.text for block in read_blocks(body))
        if text and not is_continued(text):
            return body, "" if begins_with(text, summary) or words_of(summary) == words_of(title) else summary
        if summary and any(feed.text.endswith("standfirst") for feed in self.source.feeds):
            return self.fragment("summary"), ""
        got = "the beginning of one" if text else "only a summary" if summary else "none"
        raise PageError(
            "no_body",
            f"{self.page.url}: expected the text of a release in the feed's entry, got {got}; "
            "where that is all there is, text = 'standfirst' in the source file takes it",
        )

    def fragment(self, key: str) -> Tag:
        """Return a text of the entry as an element: HTML as it is, lines parted by blank ones as paragraphs."""
        text = text_at(self.item, key)
        if not _TAG.search(text):
            text = "".join(f"<p>{part}</p>" for part in _BLANK_LINE.split(text))
        return read_fragment(text, url=self.page.url)

    def line(self, key: str) -> str:
        """Return a text of the entry on one line; titles too are HTML in many feeds."""
        text = text_at(self.item, key)
        return text_of(self.fragment(key)) if "<" in text or "&" in text else collapse(text)

    def document_type(self) -> str:
        """Return the type that a category names, else what the source's entries are."""
        names = {label: kind for layout in self.source.layouts for label, kind in layout.type_names}
        for label in texts_at(self.item, "categories"):
            kind = names.get(label) or label.lower().replace(" ", "_")
            if kind in self.source.document_types:
                return kind
        return (self.layout and self.layout.document_type) or self.source.document_types[0]

    def moment(self, key: str) -> datetime | None:
        """Return a date of the entry; None, with a remark, for one that cannot be read or is not to be believed."""
        text = text_at(self.item, key)
        try:
            found = parse_date(text, self.source.time_zone, self.source.tongues) if text else None
        except ValueError as error:
            self.remarks.append(("bad_date", f"{self.page.url}: {error}"))
            return None
        if found and is_nothing(found):
            self.remarks.append(("bad_date", f"{self.page.url}: {text!r} is no date, but a clock's zero"))
            return None
        if found and found > self.page.fetched_at + _AHEAD:
            self.remarks.append(("bad_date", f"{self.page.url}: {text!r} lies in the future"))
            return None
        return found


def _drop_trailer(body: Tag, title: str) -> None:
    """Remove the last paragraph where it only says what was published where, as WordPress adds it to every entry."""
    paragraphs = body.find_all("p")
    links = paragraphs[-1].find_all("a") if paragraphs else []
    if len(links) == 2 and title and text_of(links[0]) == title:
        paragraphs[-1].decompose()
