"""Pages of publishers without selectors: what the markup declares, and the text where it stands, to a draft.

The order of trust is JSON-LD, then meta elements and microdata, then what is printed. What cannot be trusted becomes a
problem ('doubtful_body') and not a release. Does not fetch, and does not read the clock: no date after the page's own
fetching is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from parsers.assembly import Draft, unique_tags
from parsers.encodings import Decoded
from parsers.errors import PageError
from parsers.excerpts import begins_with, words_of
from parsers.generic_body import FoundBody, find_body
from parsers.generic_dates import GenericDates
from parsers.generic_doubt import doubt
from parsers.generic_languages import find_language
from parsers.generic_page import GenericPage, line
from parsers.generic_titles import find_title
from parsers.json_items import Item, text_at
from parsers.locations import at_home, canonical_url, link_at_home, url_at_home
from parsers.records import Layout, Page, Source, Tag, Translation
from parsers.refusals import refusal

_DESCRIPTIONS = ("og:description", "description", "dcterms.description", "dc.description", "twitter:description")
_MOST_ELEMENTS = 20_000  # three times those of the longest page met, and three seconds' work
_SITE = re.compile(r"[\w-]+(\.[\w-]+)+")  # 'GOV.UK', 'example.org': a site, and no organisation
_IS_NUMBER = re.compile(r"[\w./-]*\d[\w./-]*")


def read_generic(source: Source, layout: Layout, page: Page, decoded: Decoded) -> Draft:
    """Return the draft of the release on a page that no selector describes.

    Raises PageError: 'empty_page', 'challenge_page', 'suspended_page', 'cut_page', 'too_deep', 'no_title', 'no_body',
    and 'doubtful_body' for a text that may be something else than a release.
    """
    if found := refusal(decoded.text):
        raise PageError(found[0], f"{page.url}: expected a page, got {found[1]}")
    if _is_cut(decoded.text):
        raise PageError("cut_page", f"{page.url}: expected a whole page, got one without </body> and </html>")
    if (elements := decoded.text.count("<") - decoded.text.count("</")) > _MOST_ELEMENTS:
        what = f"a page of {elements:,} elements"
        raise PageError("doubtful_body", f"{page.url}: expected the text of one release, got {what}")
    return _GenericReader(source, layout, page, decoded).draft()


def _is_cut(text: str) -> bool:
    """Whether a page that opens its body never closes it: half a release must not pass for a silent edit."""
    lower = text.lower()
    return "<body" in lower and "</body" not in lower and "</html" not in lower


class _GenericReader:
    """One page being read."""

    def __init__(self, source: Source, layout: Layout, page: Page, decoded: Decoded) -> None:
        self.source, self.layout, self.asked = source, layout, page.url
        self.page = GenericPage(decoded.text, url=page.url)
        self.fetched_at = page.fetched_at
        self.remarks = list(decoded.remarks)

    def draft(self) -> Draft:
        title, title_from = find_title(self.page, self.source.title)
        if not title:
            raise PageError("no_title", f"{self.asked}: expected a title or a heading, got none but the site's name")
        description = self.description(title)
        body = self.body(title, description)
        text = " ".join(one.text for one in body.blocks)
        language, _ = find_language(self.page, text, self.source.language)
        dates = GenericDates(self.page, self.source, language, self.fetched_at)
        published_at, date_from = dates.published(title)
        return Draft(
            url=self.canonical(),
            external_id=self.external_id(),
            document_type=self.layout.document_type or self.source.document_types[0],
            language=language,
            title=title,
            summary="" if begins_with(text, description) else description,
            body=BeautifulSoup(body.html, "lxml"),
            published_at=published_at,
            updated_at=dates.updated(published_at),
            withdrawn_at=None,
            withdrawal="",
            history=(),
            organisations=unique_tags(self.organisations()),
            people=(),
            places=(),
            translations=tuple(self.translations(language)),
            layout=f"{self.layout.name} title={title_from} date={date_from or 'none'} body={body.way}",
            remarks=tuple(self.remarks),
        )

    def body(self, title: str, description: str) -> FoundBody:
        """Return the text; raises PageError ('no_body', 'doubtful_body')."""
        body = find_body(self.page, title, description)
        if body is None:
            raise PageError("no_body", f"{self.asked}: expected a text of some sentences, got none; look at the page")
        if reason := doubt(self.page, body, title, description):
            advice = "look at the page, and give the source a layout with selectors if it is a release"
            raise PageError("doubtful_body", f"{self.asked}: expected the text of one release, got {reason}; {advice}")
        return body

    def description(self, title: str) -> str:
        """Return what the page says of itself in a sentence; empty for a repeated title."""
        found = line(text_at(self.page.item, "description")) or self.page.meta(*_DESCRIPTIONS)
        names = {words_of(title), words_of(self.source.title), words_of(self.page.meta("og:site_name"))}
        return "" if words_of(found) in names else found

    def canonical(self) -> str:
        """Return the page's own URL; where it names another host, the one that was asked, with a remark.

        The front page is never the address of a release: some sites name it on every page.
        """
        for own in self.declared_addresses():
            try:
                found = url_at_home(own, self.asked, self.source)
            except ValueError as error:
                self.remarks.append(("foreign_canonical", str(error)))
                continue
            if urlsplit(found).path != "/" or urlsplit(self.asked).path in ("", "/"):
                return found
        return at_home(canonical_url(self.asked), self.source)

    def declared_addresses(self) -> Iterator[str]:
        """Return the addresses that the page calls its own; a relative one counts in a link element only."""
        links = [href for one in self.page.links("canonical") if (href := (one.get("href") or "").strip())]
        own = self.page.meta("og:url")
        yield from dict.fromkeys(links[:1] or ([own] if own.startswith(("http://", "https://")) else []))

    def external_id(self) -> str | None:
        """Return the publisher's number of the release, where it is declared as one; addresses and words are none."""
        declared = self.page.item.get("identifier")
        value = text_at(declared, "value") if isinstance(declared, dict) else text_at(self.page.item, "identifier")
        found = value.strip() or self.page.meta("dcterms.identifier", "dc.identifier")
        return found if _IS_NUMBER.fullmatch(found) and len(found) <= 80 and "//" not in found else None

    def organisations(self) -> Iterator[Tag]:
        """Return the organisations that wrote the release; where none is named, the one that published it."""
        if authors := tuple(self.named("author", "creator", "sourceOrganization")):
            yield from authors
            return
        name = self.page.meta("dcterms.publisher", "dc.publisher")
        for one in (*self.named("publisher"), *([Tag(name=name)] if name else ())):
            if not _SITE.fullmatch(one.name):
                yield one

    def named(self, *keys: str) -> Iterator[Tag]:
        """Return the organisations under keys of the page's JSON-LD."""
        for key in keys:
            value = self.page.item.get(key)
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and _is_organisation(one) and (name := line(text_at(one, "name"))):
                    yield Tag(name=name, url=link_at_home(text_at(one, "url"), self.asked, self.source))

    def translations(self, language: str) -> Iterator[Translation]:
        """Return the same release in other languages, as the head of the page links it."""
        for one in self.page.links("alternate"):
            other = (one.get("hreflang") or "").strip()
            if not other or other.lower() == "x-default":
                continue
            url = link_at_home(one.get("href") or "", self.asked, self.source)
            if url and other.partition("-")[0].lower() != language.partition("-")[0]:
                yield Translation(language=other, url=url)


def _is_organisation(item: Item) -> bool:
    types = item.get("@type")
    return any("Organization" in str(one) for one in (types if isinstance(types, list) else [types]))
