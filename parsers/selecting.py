r"""What a selector of a source file says: CSS, and which part of what it matches is meant.

    h1                       the text of the element
    .date::own               its own text, without that of elements inside it
    time::attr(datetime)     one of its attributes
    .date::re(\d{4}.*)       the first group, or the whole, of a pattern found in either
    jsonld::author.name      a key of the page's JSON-LD, not of an element

Does not look for elements; `documents` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import soupsieve
from bs4.element import Tag

from parsers.blocks import collapse, text_of
from parsers.expressions import compile_pattern

_PARTS = re.compile(
    r"(?P<css>.*?)(?P<own>::own)?(?:::attr\((?P<attribute>[\w:-]+)\))?(?:::re\((?P<pattern>.+)\))?", re.DOTALL
)
_LONGEST = 2_000  # characters; a hundred times those of a usual selector, and more would take minutes to take apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One selector, taken apart."""

    css: str  # empty where a key of JSON-LD is meant
    key: str = ""  # of JSON-LD, parts joined by dots
    attribute: str = ""
    own: bool = False
    pattern: re.Pattern[str] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the element itself is meant, and not a piece of it."""
        return not (self.key or self.attribute or self.own or self.pattern)

    def cut(self, text: str) -> str:
        """Return the part of a text that the pattern names; empty where it does not match."""
        if not self.pattern:
            return text
        found = self.pattern.search(text)
        return (found[1] if found.re.groups else found[0]) or "" if found else ""


@cache
def parse_selector(text: str) -> Selection:
    """Take a selector apart; raises soupsieve.SelectorSyntaxError for what is no CSS, and ValueError for the rest."""
    if len(text) > _LONGEST:
        raise ValueError(f"expected a selector of at most {_LONGEST:,} characters, got {len(text):,}")
    parts = _PARTS.fullmatch(text)
    if parts is None or "::" in parts["css"].removeprefix("jsonld::"):
        raise ValueError(f"expected CSS and '::own', '::attr(name)' or '::re(pattern)' at the end, got {text!r}")
    pattern = _compiled(parts["pattern"], text)
    if text.startswith("jsonld::"):
        return Selection(css="", key=parts["css"].removeprefix("jsonld::"), pattern=pattern)
    soupsieve.compile(parts["css"])
    own = parts["own"] is not None
    return Selection(css=parts["css"], attribute=parts["attribute"] or "", own=own, pattern=pattern)


def _compiled(pattern: str | None, text: str) -> re.Pattern[str] | None:
    try:
        return compile_pattern(pattern) if pattern else None
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from error


def read_element(element: Tag, way: Selection) -> str:
    """Return what a selector means of an element that it matches: its text, its own text, or an attribute, cut."""
    if way.attribute:
        value = element.get(way.attribute)
        text = collapse(value) if isinstance(value, str) else ""
    elif way.own:
        text = collapse("".join(str(one) for one in element.find_all(string=True, recursive=False)))
    else:
        text = text_of(element)
    return collapse(way.cut(text))
