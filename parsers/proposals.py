"""Selectors for a publisher that nobody has described yet, from two of its releases and what the generic reader read.

A selector is proposed where it finds one thing on both pages, and on both what the generic reader found. Does not ask
for pages, and does not write the source file; a person has to look at what is proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from parsers.blocks import collapse, text_of
from parsers.dates import names_a_day
from parsers.records import Source
from parsers.specimens import (
    DATES,
    SUMMARIES,
    TITLES,
    UPDATES,
    Sample,
    Specimen,
    document_of,
    selectors_of,
    text_under,
)

_CANONICAL = 'link[rel="canonical"]::attr(href)'
_LANGUAGE = "html::attr(lang)"
_SHORT = 80  # characters of a line that holds a date
_LIKE = 0.9  # of the words of a text are the same, or it is another one
_COMMON = re.compile(r"(?:^|[.#_-])(?:content|main|page|body|container|wrapper|title|text)(?:$|[\s_-])")
_ROOTS = ("main", "article", "body")
_OF_TEXT = ("h1", "h2", "h3", "p", "div", "span", "time", "dd", "li", "strong", "em")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One field's selector, and what it reads on both pages."""

    field: str
    selector: str
    values: tuple[str, str]
    likeness: float = 1.0  # of a text: how many of its words were read without selectors too


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A layout for both pages; without a sign there is none, and `reason` says why."""

    fields: tuple[Found, ...] = ()
    sign: str = ""
    root: str = ""
    reason: str = ""

    @property
    def is_layout(self) -> bool:
        """Whether title and body were found, and something to know such pages by."""
        return bool(self.sign)


def propose(source: Source, samples: tuple[Sample, Sample], others: Sequence[str] = ()) -> Proposal:
    """Return a layout for two pages of a source; `others` are pages (HTML) that are no releases, which a sign avoids.

    Raises PageError for a page that cannot be parsed.
    """
    first, second = (Specimen(one, source) for one in samples)
    pair = _Pair(first, second)
    title, body = pair.title(), pair.body()
    missing = [name for name, one in (("title", title), ("text", body)) if one is None]
    if title is None or body is None:
        return Proposal(
            reason=f"no element with a lasting name holds the {' and the '.join(missing)}, and only that, on both pages"
        )
    optional = (pair.summary(), pair.published(), pair.updated(), pair.language(), pair.canonical())
    fields = (title, body, *(one for one in optional if one))
    signs = sorted((one.selector for one in (body, title, *fields[2:]) if "::" not in one.selector), key=_is_common)
    sign = next((one for one in signs if _tells_apart(one, others)), "")
    if not sign:
        return Proposal(reason="what both pages have, other pages of the site have too")
    return Proposal(fields=fields, sign=sign, root=pair.root(fields))


def likeness(one: str, other: str) -> float:
    """Return how many words two texts share, from 0 to 1 (F1 over words, each as often as it stands)."""
    words, others = Counter(one.split()), Counter(other.split())
    shared = (words & others).total()
    return 2 * shared / max(words.total() + others.total(), 1)


def _tells_apart(selector: str, others: Sequence[str]) -> bool:
    is_named = any(mark in selector for mark in ".#[")
    return is_named and not any(document_of(text, "").select(selector) for text in others)


def _is_common(selector: str) -> bool:
    """Whether a name is one that most pages of most sites have."""
    return _COMMON.search(selector) is not None


class _Pair:
    """Both pages: what finds the same field on the one and on the other."""

    def __init__(self, first: Specimen, second: Specimen) -> None:
        self.pages = (first, second)

    def title(self) -> Found | None:
        return self._printed("title", lambda one: one.release.title) or self._declared(
            "title", TITLES, lambda page, text: text == page.release.title
        )

    def summary(self) -> Found | None:
        if not all(one.release.summary for one in self.pages):
            return None
        return self._printed("summary", lambda one: one.release.summary) or self._declared(
            "summary", SUMMARIES, lambda page, text: text == page.release.summary
        )

    def published(self) -> Found | None:
        """The declared instant, else the day that is printed, as the reader of layouts wants it."""
        found = self._declared(
            "published_at", DATES, lambda page, text: page.moment_is(text, page.release.published_at)
        )
        if found and any(names_a_day(one) for one in found.values):
            return Found(field="published_on", selector=found.selector, values=found.values)
        return found or self._dated()

    def updated(self) -> Found | None:
        if not all(one.release.updated_at for one in self.pages):
            return None
        return self._declared("updated_at", UPDATES, lambda page, text: page.moment_is(text, page.release.updated_at))

    def language(self) -> Found | None:
        return self._declared("language", (_LANGUAGE,), lambda _, text: bool(text))

    def canonical(self) -> Found | None:
        """Pages that are kept by others often name an address of their own making, which is none of the publisher's."""
        return self._declared("canonical", (_CANONICAL,), lambda page, text: page.is_own_address(text))

    def _declared(self, field: str, selectors: Sequence[str], agrees: Callable[[Specimen, str], bool]) -> Found | None:
        for selector in selectors:
            values = [one.value(selector) for one in self.pages]
            if all(agrees(page, text) for page, text in zip(self.pages, values, strict=True)):
                return Found(field=field, selector=selector, values=(values[0], values[1]))
        return None

    def _printed(self, field: str, wanted: Callable[[Specimen], str]) -> Found | None:
        first, second = self.pages
        for element in first.elements:
            if element.name in _OF_TEXT and text_of(element) == wanted(first):
                for selector in selectors_of(element):
                    other = second.only(selector)
                    if first.only(selector) is element and other is not None and text_of(other) == wanted(second):
                        return Found(field=field, selector=selector, values=(wanted(first), wanted(second)))
        return None

    def _dated(self) -> Found | None:
        first, second = self.pages
        if not (first.release.published_at and second.release.published_at):
            return None
        for element in first.elements:
            text = text_of(element) if element.name in _OF_TEXT and len(element.get_text()) < 2 * _SHORT else ""
            if len(text) <= _SHORT and first.moment_is(text, first.release.published_at):
                for selector in selectors_of(element):
                    found = first.only(selector), second.only(selector)
                    other = text_of(found[1]) if found[1] is not None else ""
                    if found[0] is element and second.moment_is(other, second.release.published_at):
                        return Found(field="published_on", selector=selector, values=(text, other))
        return None

    def body(self) -> Found | None:
        """The element whose text is most like what was read on both pages."""
        best, found = _LIKE, None
        for selector in self._bodies():
            texts = [text_under(page.only(selector)) for page in self.pages]
            pairs = list(zip(self.pages, texts, strict=True))
            like = min(likeness(text, page.release.body) for page, text in pairs)
            holds_title = any(page.release.title in text.split("\n\n") for page, text in pairs)
            if like > best and not holds_title:
                best, found = like, Found(field="body", selector=selector, values=(texts[0], texts[1]), likeness=like)
        return found

    def _bodies(self) -> Iterator[str]:
        """Selectors of elements that may hold the whole text, innermost last."""
        first, second = self.pages
        wanted = len(first.release.body)
        for element in first.elements:
            length = len(collapse(element.get_text()))
            if 0.8 * wanted <= length <= 2 * wanted + 500:
                yield from (
                    one for one in selectors_of(element) if first.only(one) is element and second.only(one) is not None
                )

    def root(self, fields: Sequence[Found]) -> str:
        """The tag that holds everything that was found in the body of both pages."""
        inside = [one for one in fields if "::" not in one.selector]
        for tag in _ROOTS[:-1]:
            if all(self._stands_in(page, one.selector, tag) for page in self.pages for one in inside):
                return tag
        return _ROOTS[-1]

    def _stands_in(self, page: Specimen, selector: str, tag: str) -> bool:
        element = page.only(selector)
        return element is not None and (element.name == tag or element.find_parent(tag) is not None)
