"""A page of an unknown publisher, and what its markup declares: JSON-LD, meta elements, microdata, headings.

Does not decide which declaration is right; `generic_titles`, `generic_dates` and `generic_body` do.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lxml import etree

from parsers.blocks import BLOCKS, collapse
from parsers.json_items import Item, text_at
from parsers.trees import parse_html

_ARTICLE = re.compile(r"(?:.*[/:])?(\w*Article|\w*BlogPosting|\w*Posting|\w*PressRelease|Report|SpecialAnnouncement)")
_PAGE = re.compile(r"(?:.*[/:])?(\w*WebPage)")
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
SKIPPED = frozenset(("script", "style", "template", "noscript"))
_HEADINGS = ("h1", "h2", "h3")
_DEEP = 20  # objects inside one another; a publisher's graph is three deep
_OTHERS = '//nav | //footer | //aside | //*[@role="navigation" or @role="complementary"]'


class GenericPage:
    """One page as an lxml tree, with what its markup says of itself."""

    def __init__(self, text: str, *, url: str) -> None:
        """Raise PageError ('empty_page', 'too_deep') where there is nothing that can be parsed."""
        self.url = url
        self.tree = parse_html(text, url=url)

    @cached_property
    def body(self) -> Any:
        """The element `body`; the whole tree where there is none, as in a frameset."""
        return next(self.tree.iter("body"), self.tree)

    @cached_property
    def metas(self) -> Mapping[str, tuple[str, ...]]:
        """The contents of the page's meta elements by their name, property or itemprop in small letters."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = collapse(html.unescape(element.get("content") or ""))
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(key) or "").lower().split() if content else ():
                    found.setdefault(name, []).append(content)
        return {name: tuple(values) for name, values in found.items()}

    def meta(self, *names: str) -> str:
        """Return the content of the first meta element among `names` (in this order) that says anything."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def links(self, relation: str) -> list[Any]:
        """Return the link elements of the page that have a relation, in document order."""
        return [one for one in self.tree.iter("link") if relation in (one.get("rel") or "").lower().split()]

    def marked(self, name: str) -> list[Any]:
        """Return the elements in the body with an itemprop, in document order."""
        return [one for one in self.body.iter(etree.Element) if name in (one.get("itemprop") or "").split()]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The page's headings of the first three levels on one line each, the first level first."""
        found = [(level, text_of_tree(one)) for level in _HEADINGS for one in self.tree.iter(level)]
        return tuple(text for _, text in found if text)

    @cached_property
    def chrome(self) -> frozenset[Any]:
        """The elements that hold navigation, footers and sidebars by their own word."""
        return frozenset(self.tree.xpath(_OTHERS))

    @cached_property
    def articles(self) -> tuple[Item, ...]:
        """The JSON-LD objects that are articles by their type."""
        return tuple(one for one in self._objects if _is(_ARTICLE, one))

    @cached_property
    def item(self) -> Item:
        """The JSON-LD object of this very page: its article, else the page itself, else an empty one.

        Of several articles only one that names this page's address or heading is taken: the others are teasers.
        """
        if len(self.articles) == 1:
            return self.articles[0]
        if self.articles:
            return next(filter(self._is_of_page, self.articles), {})
        return next((one for one in self._objects if _is(_PAGE, one)), {})

    def _is_of_page(self, item: Item) -> bool:
        addresses = {text_at(item, "url"), text_at(item, "@id").partition("#")[0], _main_entity(item)}
        return self.url in addresses or headline(item) in self.headings

    @cached_property
    def _objects(self) -> tuple[Item, ...]:
        scripts = (one for one in self.tree.iter("script") if "ld+json" in (one.get("type") or "").lower())
        return tuple(item for one in scripts for item in _inside(_loaded(one.text_content())))


def headline(item: Item) -> str:
    """Return the title that a JSON-LD object gives itself on one line, empty where there is none."""
    return line(text_at(item, "headline") or text_at(item, "name"))


def line(text: str) -> str:
    """Return a value of JSON-LD on one line; entities and tags do not belong in it, and are often there."""
    plain = html.unescape(text)
    return collapse(re.sub(r"</?[a-zA-Z][^<>]*>", " ", plain))


def text_of_tree(element: Any) -> str:
    """Return the text of an lxml element on one line, scripts left out; the border of a block counts as a space."""
    return collapse("".join(map(_piece, element.xpath(".//text()"))))


def _piece(node: Any) -> str:
    owner = node.getparent()
    if node.is_text and owner.tag in SKIPPED:
        return ""
    return f" {node}" if owner.tag == "br" or owner.tag in BLOCKS else str(node)


def _main_entity(item: Item) -> str:
    entity = item.get("mainEntityOfPage")
    return text_at(entity, "@id") if isinstance(entity, dict) else text_at(item, "mainEntityOfPage")


def _is(kind: re.Pattern[str], item: Item) -> bool:
    types = item.get("@type")
    return any(isinstance(one, str) and kind.fullmatch(one) for one in (types if isinstance(types, list) else [types]))


def _loaded(text: str) -> Any:
    """Return the value of a script; None for one that is no JSON, which costs the page only its better evidence."""
    try:
        return json.loads(_WRAPPED.sub("", text), strict=False)  # line breaks in strings are common, and harmless
    except (ValueError, RecursionError):
        return None


def _inside(value: Any, depth: int = 0) -> Iterator[Item]:
    """Return the objects of a JSON-LD value: itself, members of a list, of @graph, and what the page is about."""
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for one in value:
            yield from _inside(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in (value.get("@graph"), value.get("mainEntity")):
            yield from _inside(one, depth + 1)
