"""XML that somebody else wrote: parsed as far as it goes, and what is wrong with it.

Does not know what the elements mean. No entity is expanded or loaded: both are attacks (billion laughs, XXE).
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

Remark = tuple[str, str]  # (stable kind of a problem, detail)

_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")  # no '<': or a text of nothing but beginnings is read again for each
_DOCTYPE = re.compile(r"\s*<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITIES = ("feed_entities", "the feed brings its own entities, which no feed needs; they were cut out")


def parse_markup(text: str) -> tuple[Any, list[Remark]]:
    """Return the root element, None where there is none, and remarks: 'feed_entities', 'cut_feed', 'broken_feed'."""
    text = _DECLARATION.sub("", text, count=1)
    doctype = _DOCTYPE.match(text)
    text = text[doctype.end() :] if doctype else text
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    except etree.XMLSyntaxError:  # what begins with a zero byte is too empty even for a parser that recovers
        root = None
    remarks = [_ENTITIES] if doctype and doctype[1] else []
    fatal = next((error for error in parser.error_log if _is_fatal(error, has_doctype=doctype is not None)), None)
    if fatal:
        end = "" if root is None else f"</{_written(root)}>"
        kind = "broken_feed" if end and text.rstrip().endswith(end) else "cut_feed"
        remarks.append((kind, f"expected XML to the end, got in line {fatal.line}: {fatal.message}"))
    return root, remarks


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace, in small letters."""
    # lxml's own QName refuses names that its parser lets pass, such as 'a:b:c'.
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def namespace_of(element: Any) -> str:
    """Return the namespace of an element, empty for none."""
    return element.tag.rpartition("}")[0].removeprefix("{") if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """Return the children of an element that have a name, whatever their namespace, its own namespace's first."""
    own = namespace_of(element)
    found = [one for one in element if name_of(one) == name]
    return sorted(found, key=lambda one: namespace_of(one) != own)


def text_in(element: Any, *names: str) -> str:
    """Return the text of the first child, by these names in order, that has one; without its entities and children."""
    texts = (_own_text(child).strip() for name in names for child in children(element, name))
    return next(filter(None, texts), "")


def _own_text(element: Any) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _written(element: Any) -> str:
    local = element.tag.rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def _is_fatal(error: Any, *, has_doctype: bool) -> bool:
    """Return whether an error leaves the rest of the feed unknown; that a cut out entity is missing does not."""
    missed = has_doctype and error.type == etree.ErrorTypes.ERR_UNDECLARED_ENTITY
    return bool(error.level == etree.ErrorLevels.FATAL) and not missed
