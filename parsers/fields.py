"""The fields of one page by one layout: what its selectors find, as the types that a draft wants.

Does not choose the layout, and does not read the text of the body. What is wrong but not fatal (a date in an unknown
form, a canonical URL at another host) becomes a remark on the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bs4.element import PageElement
from bs4.element import Tag as Element

from parsers.assembly import Draft, check_type, unique_tags
from parsers.blocks import collapse, text_of
from parsers.bodies import following, joined
from parsers.dates import is_nothing, names_a_day, parse_date
from parsers.documents import Document
from parsers.errors import PageError
from parsers.locations import at_home, canonical_url, link_at_home, url_at_home
from parsers.records import Change, Layout, Source, Tag, Translation
from parsers.selecting import parse_selector

# What stands before the last of several names, in the languages that GOV.UK publishes in (rails-i18n, to_sentence).
_AND = (
    "and|ac|a|agus|and|dan|dhe|e|en|et|i|in|ir|iyo|ja|na|och|og|şi|și|sau|și|u|un|und|va|və|ve|và|y|és|és|și|"
    "и|і|й|та|да|жана|және|και|եւ|և|და|و|او|اور|ו|और|এবং|ਅਤੇ|અને|மற்றும்|และ|和|及|與|と|및"
)
_BEFORE = re.compile(rf"^[\s,،、;]*(?:(?:{_AND})\s+)?")
_BEHIND = re.compile(rf"[\s,،、;]*(?:\s(?:{_AND}))?[\s,،、;]*$")
_COMMA = re.compile(r"[,،、]")


class FieldReader:
    """One page being read by one layout."""

    def __init__(
        self, source: Source, layout: Layout, document: Document, url: str, remarks: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """`url` is where the page was asked for; links to that host are links to the source's own."""
        self.source, self.layout, self.document, self.asked = source, layout, document, url
        self.remarks = list(remarks)

    def draft(self) -> Draft:
        """Return every field; raises PageError ('other_type', 'unclosed_body', 'no_…', 'two_…')."""
        document_type = self.document_type()
        check_type(self.source, self.asked, document_type)
        history, updated_at = self.history(), self.moment("updated_at", self.one("updated_at"))
        url = self.canonical()
        return Draft(
            url=url,
            external_id=self.one("external_id") or None,
            document_type=document_type,
            language=self.one("language") or self.source.language,
            title=self.one("title"),
            summary=self.one("summary"),
            body=self.body(),
            published_at=self.published_at(history, updated_at),
            updated_at=updated_at,
            withdrawn_at=self.moment("withdrawn_at", self.one("withdrawn_at")),
            withdrawal=self.one("withdrawal"),
            history=history,
            organisations=self.tags("organisations"),
            people=unique_tags((*self.tags("people"), *self.unlinked())),
            places=self.tags("places"),
            translations=self.translations(url),
            layout=self.layout.name,
            remarks=tuple(self.remarks),
        )

    def values(self, field: str) -> list[str]:
        """Return what the first alternative that matches reads."""
        for selector in self.layout.alternatives(field):
            if found := self.document.values(selector):
                return found
        return []

    def elements(self, field: str) -> list[Element]:
        """Return what the first alternative that selects elements, not values, matches."""
        for selector in self.layout.alternatives(field):
            if parse_selector(selector).is_plain and (found := self.document.select(selector)):
                return found
        return []

    def one(self, field: str) -> str:
        """Return the field's only value, empty where there is none; raises PageError ('two_…') for several."""
        found = list(dict.fromkeys(self.values(field)))
        if len(found) > 1:
            problem = f"expected one {field}, got {len(found)}: {found[0]!r}, {found[1]!r}"
            raise PageError(f"two_{field}", f"{self.asked}: {problem}")
        return found[0] if found else ""

    def document_type(self) -> str:
        """Return the type of the document, translated where the page names it in words, or what the layout is for."""
        if not self.layout.alternatives("document_type"):
            return self.layout.document_type or self.source.document_types[0]
        word = self.one("document_type")
        return dict(self.layout.type_names).get(word, word) or self.layout.document_type

    def body(self) -> Element:
        """Return the one element that holds the text; raises PageError ('no_body', 'two_body', 'unclosed_body')."""
        if self.layout.alternatives("body_parts"):
            return joined(self.elements("body_parts"))
        if self.layout.alternatives("body_after"):
            return following(self.the_one("body_after"), self.ends())
        found = self.the_one("body")
        for selector in self.layout.alternatives("outside"):
            if any(parent is found for one in self.document.select(selector) for parent in one.parents):
                raise PageError("unclosed_body", f"{self.asked}: expected {selector!r} after the body, got it inside")
        return found

    def the_one(self, field: str) -> Element:
        """Return the one element of the body's field; raises PageError ('no_body', 'two_body')."""
        found = self.elements(field)
        if len(found) != 1:
            kind, selector = "two_body" if found else "no_body", self.layout.alternatives(field)[0]
            raise PageError(kind, f"{self.asked}: expected one element {selector!r}, got {len(found)}")
        return found[0]

    def ends(self) -> list[Element]:
        """Return what ends the body; raises PageError ('unclosed_body') where a page lacks what the layout names."""
        names = self.layout.alternatives("outside")
        found = [one for selector in names for one in self.document.select(selector)]
        if names and not found:
            wanted = ", ".join(map(repr, names))
            raise PageError("unclosed_body", f"{self.asked}: expected one of {wanted} behind the body, got none")
        return found

    def moment(self, field: str, text: str) -> datetime | None:
        """Return the instant that a text names; None, with a remark, for a form that is not known."""
        try:
            found = parse_date(text, self.source.time_zone, self.source.tongues) if text else None
        except ValueError as error:
            self.remarks.append(("bad_date", f"{field}: {error}"))
            return None
        if found and is_nothing(found):
            self.remarks.append(("bad_date", f"{field}: {text!r} is no date, but a clock's zero"))
            return None
        return found

    def published_at(self, history: tuple[Change, ...], updated_at: datetime | None) -> datetime | None:
        """Return the publication; where the page gives only its day, the first change known of that day."""
        text = self.one("published_at") or self.one("published_on")
        published = self.moment("published_at", text)
        if published and not names_a_day(text):
            return published
        known = sorted(change.at for change in history)
        if published is None:
            return known[0] if known else None
        known += [updated_at] if updated_at else []
        return next((one for one in known if self.day(one) == self.day(published)), self.first_moment(published))

    def first_moment(self, midnight: datetime) -> datetime:
        """Return the first moment at which it is the same day at the publisher's and in UTC.

        Midnight east of Greenwich is the day before in UTC, in which dates are kept, counted and exported.
        """
        there = midnight.astimezone(ZoneInfo(self.source.time_zone))
        return max(midnight, datetime.combine(there.date(), time(), UTC))

    def day(self, moment: datetime) -> str:
        """Return the day of an instant where the publisher is."""
        return moment.astimezone(ZoneInfo(self.source.time_zone)).date().isoformat()

    def canonical(self) -> str:
        """Return the page's own URL; where it names another host, the one that was asked, with a remark."""
        own = self.one("canonical")
        try:
            return url_at_home(own or self.asked, self.asked, self.source)
        except ValueError as error:
            self.remarks.append(("foreign_canonical", str(error)))
            return at_home(canonical_url(self.asked), self.source)

    def link(self, href: object) -> str | None:
        """Return where a link of the page leads; None for one that leads nowhere on the web, or is none."""
        return link_at_home(str(href or ""), self.asked, self.source)

    def tags(self, field: str) -> tuple[Tag, ...]:
        """Return names with their links, each once."""
        if elements := self.elements(field):
            return unique_tags(Tag(name=text_of(one), url=self.link(one.get("href"))) for one in elements)
        if "jsonld::author" in self.layout.alternatives(field) and (author := self.document.json_ld.get("author")):
            return unique_tags(self.authors(author))
        return unique_tags(Tag(name=name) for name in self.values(field))

    def authors(self, value: object) -> Iterator[Tag]:
        """Return the organisations that JSON-LD names as authors."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                yield Tag(name=collapse(one["name"]), url=self.link(one.get("url")))

    def unlinked(self) -> tuple[Tag, ...]:
        """Return people whom a sentence of names holds without a link: speakers without a profile."""
        nodes = (node for element in self.elements("unlinked") for node in element.find_all(string=True))
        return tuple(Tag(name=name) for node in nodes if (name := _unlinked_name(node)))

    def history(self) -> tuple[Change, ...]:
        """Return the changes that the page lists, in its order."""
        return tuple(change for element in self.elements("history") if (change := self.change(element)))

    def change(self, element: Element) -> Change | None:
        """Return one change; None for a line without a date that can be read."""
        stamp = element.find("time")
        if not isinstance(stamp, Element):
            return None
        at = self.moment("history", str(stamp.get("datetime") or ""))
        return Change(at=at, note=text_of(element).removeprefix(text_of(stamp)).strip()) if at else None

    def translations(self, own: str) -> tuple[Translation, ...]:
        """Return the same release in other languages; a list of all languages names the page itself, and a default."""
        links = ((str(one.get("hreflang")), self.link(one.get("href"))) for one in self.elements("translations"))
        others = ((language, url) for language, url in links if url and url != own and language.lower() != "x-default")
        return tuple(Translation(language=language, url=url) for language, url in others)


def _unlinked_name(node: PageElement) -> str:
    """Return the name in a text between links; empty for a text that only joins them."""
    name = _BEHIND.sub("", _BEFORE.sub("", f"{collapse(str(node))} "))
    if not name or node.find_parent(("a", "summary")) or any(letter.isdigit() for letter in name):
        return ""
    is_last = node.find_next_sibling("a") is None
    return name if is_last or _COMMA.search(str(node)) else ""  # else it is an "and" in another language
