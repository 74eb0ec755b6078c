"""A saved page with other words: the publisher's markup, small, with nothing of what the publisher wrote.

    python -m tests.golden.inventing saved.html tests/golden/no/havenport/2026-release.html

The same word becomes the same invented word everywhere, so that what agreed with one another still does. Numbers stay,
and lines that hold a date and little else; addresses, scripts, styles, navigation and all but the first paragraphs go.
What a layout looks for by its words (`type_names`) has to be put back by hand.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from zlib import crc32

import lxml.html
from lxml import etree

INVENTED = (
    "harbour lantern meadow pilot quarry ribbon saddle timber valley willow anchor basket candle dipper ember ferry "
    "gravel hollow island jetty kettle ladder marble needle orchard pebble quiver rafter silver thimble upland velvet "
    "wagon yarrow amber bridge copper dapple easel fallow garnet hazel indigo juniper kestrel linen mallow nettle"
).split()
_DROPPED = ("style", "svg", "noscript", "iframe", "form", "img", "picture", "source", "video", "button", "input")
_OF_BROWSERS = ("viewport", "generator", "theme-color", "robots")
_EMPTIED = ("nav", "footer", "aside")
_KEPT_LINKS = ("canonical", "alternate")
_KEPT = frozenset(
    "charset id class itemprop itemscope itemtype property name http-equiv rel hreflang lang type role datetime".split()
)
_WORDS_IN = frozenset(("content", "title", "alt", "value", "aria-label"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_DATED = re.compile(r"(?=.*\d)(?=.*(?:19|20)\d\d).{6,40}", re.DOTALL)
_PARAGRAPHS = 3  # beside one another that stay


def invented_page(text: str, *, name: str) -> str:
    """Return the page with other words, as it would stand at `/name` of its site."""
    tree = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(remove_comments=True, remove_pis=True))
    for element in list(tree.iter()):
        if element.getparent() is not None and _goes(element):
            element.drop_tree()
    for element in [one for tag in _EMPTIED for one in tree.iter(tag)]:
        _empty(element)
    for element in tree.iter():
        _rewrite(element, name)
    whole = etree.tostring(tree, encoding="unicode", method="html", pretty_print=True)
    return "<!DOCTYPE html>\n" + re.sub(r"\n\s*\n+", "\n", whole)


def invented(text: str) -> str:
    """Return a text with other words; one that is a date stays."""
    return text if _DATED.fullmatch(text.strip()) else _WORD.sub(lambda found: _other(found[0]), text)


def _other(word: str) -> str:
    found = INVENTED[crc32(word.lower().encode()) % len(INVENTED)]
    return found.capitalize() if word[0].isupper() else found


def _goes(element: Any) -> bool:
    if element.tag == "script":
        return "ld+json" not in (element.get("type") or "")
    if element.tag == "link":
        return (element.get("rel") or "") not in _KEPT_LINKS or "xml" in (element.get("type") or "")
    if element.tag == "meta":
        return "http-equiv" in element.attrib or element.get("name") in _OF_BROWSERS
    before = element.xpath("count(preceding-sibling::p)") if element.tag == "p" else 0
    return element.tag in _DROPPED or before >= _PARAGRAPHS


def _empty(element: Any) -> None:
    for child in list(element):
        element.remove(child)
    element.text = "Elsewhere on this site"


def _rewrite(element: Any, name: str) -> None:
    if element.tag == "script":
        element.text = _invented_json(element.text or "", name)
    else:
        element.text = invented(element.text) if element.text else element.text
    element.tail = invented(element.tail) if element.tail else element.tail
    for key, value in list(element.attrib.items()):
        if key == "href":
            element.set(key, f"/{name}" if element.get("rel") == "canonical" else "/elsewhere")
        elif key in _WORDS_IN:
            element.set(key, f"/{name}" if value.startswith("http") else invented(value))
        elif key not in _KEPT:
            del element.attrib[key]


def _invented_json(text: str, name: str) -> str:
    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: one if key.startswith("@") else other(one) for key, one in value.items()}
        if isinstance(value, list):
            return [other(one) for one in value]
        if isinstance(value, str):
            return f"/{name}" if value.startswith("http") else invented(value)
        return value

    try:
        return json.dumps(other(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return ""


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("expected two files: a saved page, and the golden page to write")
    saved, golden = map(Path, sys.argv[1:])
    golden.parent.mkdir(parents=True, exist_ok=True)
    golden.write_text(invented_page(saved.read_text("utf-8"), name=golden.stem), "utf-8")
