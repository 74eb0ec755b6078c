"""A page as something to select from: the head and the part that holds the release, in BeautifulSoup.

Does not know what the fields mean. Chrome (navigation, banners, footer) is cut away before the tree is built,
because it is nine tenths of a page and a BeautifulSoup node costs about 20 microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

from parsers.blocks import BLOCKS, collapse
from parsers.json_items import Item, items_at, load_json, value_at
from parsers.records import Layout
from parsers.selecting import parse_selector, read_element
from parsers.selectors import SelectorIndex
from parsers.trees import parse_html

# All that `chrome` and `outside` can say: 'tag[attribute^="start"]', '.class', '#id', 'tag'.
CHROME = re.compile(r"([a-z][a-z0-9]*)\[([a-z-]+)\^=\"([^\"]+)\"\]|[.#][\w-]+|[a-z][a-z0-9-]*")
_META_NAME = re.compile(r"meta\[(?:name|property|itemprop|http-equiv)=[\"']?([^\"'\]]+)")
_META_KEYS = ("name", "property", "itemprop", "http-equiv")


class Document:
    """One page, cut down to what `layouts` can ask for: parts of its head, and the outermost of their root elements."""

    def __init__(self, text: str, layouts: Iterable[Layout], *, url: str) -> None:
        """Raise PageError ('empty_page', 'too_deep') where there is nothing that can be parsed."""
        self._tree = parse_html(text, url=url)
        _rebase(self._tree)
        self._roots, self._named, self._chrome = _asked_for(tuple(layouts))
        # Classes stay one string: splitting them is a tenth of building the tree, and few are ever looked at.
        self._index = SelectorIndex(BeautifulSoup(self._cut(), "lxml", multi_valued_attributes=None))

    def _cut(self) -> str:
        language = self._tree.get("lang")
        opening = f'<html lang="{language}">' if language and language.isascii() and '"' not in language else "<html>"
        head = "".join(_serialised(one) for one in self._tree.iter("meta", "link") if self._wanted(one))
        body = "".join(map(self._without_chrome, self._outermost()))
        return f"{opening}<head>{head}</head><body>{body}</body></html>"

    def _outermost(self) -> list[Any]:
        found = self._tree.iter(*self._roots)
        return [one for one in found if not any(ancestor.tag in self._roots for ancestor in one.iterancestors())]

    def _without_chrome(self, root: Any) -> str:
        for element in self._chrome(root) if self._chrome else ():
            element.drop_tree()
        _drop_gaps(root)
        return _serialised(root)

    def _wanted(self, element: Any) -> bool:
        if element.tag == "link":
            is_translation = element.get("rel") == "alternate" and bool(element.get("hreflang"))
            return is_translation or element.get("rel") == "canonical"
        return any(element.get(key) in self._named for key in _META_KEYS)

    def select(self, selector: str) -> list[Tag]:
        """Return the elements that a CSS selector matches, in document order."""
        return self._index.select(selector)

    def values(self, selector: str) -> list[str]:
        """Return what a selector reads, empty values left out: texts, attributes or one JSON-LD value."""
        way = parse_selector(selector)
        if way.key:
            found = value_at(self.json_ld, way.key)
            texts = [way.cut(collapse(found))] if isinstance(found, str) else []
        else:
            texts = [read_element(element, way) for element in self.select(way.css)]
        return [text for text in texts if text]

    def has(self, selector: str) -> bool:
        """Tell whether a selector matches anything: an element, even an empty one, or the text that it asks for."""
        way = parse_selector(selector)
        return bool(self.select(way.css)) if way.is_plain else bool(self.values(selector))

    @cached_property
    def json_ld(self) -> Item:
        """The first JSON-LD object of the page that has a headline, whatever the case of its key's letters."""
        for script in self._tree.iter("script"):
            if script.get("type") == "application/ld+json":
                for item in _json_objects(script.text_content()):
                    if "headline" in map(str.lower, item):
                        return item
        return {}


def read_fragment(html: str, *, url: str) -> Tag:
    """Return the element that holds a piece of HTML; raises PageError ('too_deep') as Document does."""
    whole = f"<div>{html}</div>"
    parse_html(whole, url=url)
    return BeautifulSoup(whole, "lxml")


def _rebase(tree: Any) -> None:
    """Make relative links absolute where the page says by <base> that they do not begin at its own address."""
    base = next((one.get("href") for one in tree.iter("base") if one.get("href")), "")
    for element in tree.iter("a", "link") if base.startswith(("http://", "https://")) else ():
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#"):
            element.set("href", _joined(base, href))


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:  # '//[', which leads nowhere from anywhere
        return href


@cache
def _asked_for(layouts: tuple[Layout, ...]) -> tuple[frozenset[str], frozenset[str], etree.XPath | None]:
    """Return the tags that hold a release, the meta elements that selectors name, and what is cut out of the tags."""
    selectors = (one for layout in layouts for _, alternatives in layout.fields for one in alternatives)
    names = (name for selector in selectors for name in _META_NAME.findall(selector))
    return frozenset(layout.root for layout in layouts), frozenset(names), _chrome_of(layouts)


def _chrome_of(layouts: tuple[Layout, ...]) -> etree.XPath | None:
    """Return the path of all chrome; what swallowed the rest of the page, its tags not closed, is not cut out."""
    outside = sorted({_xpath(one) for layout in layouts for one in layout.alternatives("outside")})
    chrome = sorted({_xpath(one) for layout in layouts for one in layout.alternatives("chrome")})
    swallowed_nothing = "".join(f"[not({path})]" for path in outside)
    return etree.XPath(" | ".join(path + swallowed_nothing for path in chrome)) if chrome else None


def _xpath(selector: str) -> str:
    """Return the path of one of the selectors of `CHROME`, for lxml knows no CSS."""
    if selector[0] in ".#":
        name = "class" if selector[0] == "." else "id"
        return f'descendant::*[contains(concat(" ", @{name}, " "), " {selector[1:]} ")]'
    if "[" not in selector:
        return f"descendant::{selector}"
    tag, name, start = CHROME.findall(selector)[0]
    return f'descendant::{tag}[starts-with(@{name}, "{start}")]'


def _drop_gaps(root: Any) -> None:
    """Remove white space at the border of blocks: it says nothing, and is a third of the nodes of an indented page."""
    for element in root.iter():
        if element.tail and element.tag in BLOCKS and element.tail.isspace():
            element.tail = None
        if element.text and len(element) and element[0].tag in BLOCKS and element.text.isspace():
            element.text = None


def _serialised(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _json_objects(text: str) -> Iterator[Item]:
    try:
        found = load_json(text)
    except ValueError:
        return
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            yield item
            yield from items_at(item, "@graph")
