"""CSS selectors over one tree, asked many times: soupsieve decides, an index finds the few elements worth asking about.

Does not change what a selector means. A page is asked for some twenty fields, and walking its whole tree for each
took longer than building it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import Tag

_NAME_VALUE = re.compile(r"\[name=[\"']?([^\"'\]]+)[\"']?\]")
_GROUP = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_LAST = re.compile(r"[^\s>+~]+$")
_TOKEN = re.compile(r"\.[\w-]+|^[a-zA-Z][\w-]*")
# Selectors that the index answers alone: 'h1', '.a', 'h1.a', 'meta[name="x"]'.
_PLAIN = re.compile(r"([a-z][a-z0-9]*)?(\.[\w-]+)?|(meta)(\[name=[\"'][^\"'\]]+[\"']\])")


class SelectorIndex:
    """The elements of one tree by class, tag and `name` attribute."""

    def __init__(self, soup: BeautifulSoup) -> None:
        """Walk the tree once."""
        self._everything: list[Tag] = list(soup.find_all(True))
        self._by_key: dict[str, list[Tag]] = defaultdict(list)
        for tag in self._everything:
            for key in _keys(tag):
                self._by_key[key].append(tag)

    def select(self, css: str) -> list[Tag]:
        """Return the elements that a selector matches, in document order."""
        plan = _plan(css)
        if any(key not in self._by_key for key in plan.needs):
            return []
        candidates = self._by_key[plan.key] if plan.key else self._everything
        if plan.is_plain:
            return [tag for tag in candidates if plan.tag in (None, tag.name)]
        return [tag for tag in candidates if plan.compiled.match(tag)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How to find the matches of one selector."""

    compiled: soupsieve.SoupSieve
    needs: frozenset[str]  # classes and tags without which a page holds no match
    key: str | None  # of the index: all matches stand under it
    tag: str | None
    is_plain: bool  # key and tag are all that the selector says


def _keys(tag: Tag) -> set[str]:
    classes = tag.get("class") or ""
    keys = {f".{one}" for one in (classes.split() if isinstance(classes, str) else classes)}
    keys.add(tag.name)
    if name := tag.get("name"):
        keys.add(f"[name={name}]")
    return keys


@cache
def _plan(css: str) -> _Plan:
    plain = _PLAIN.fullmatch(css)
    return _Plan(
        compiled=soupsieve.compile(css),
        needs=needed(css),
        key=clue(css),
        tag=(plain[1] or plain[3]) if plain else None,
        is_plain=plain is not None,
    )


@cache
def clue(css: str) -> str | None:
    """Return a class, tag or name that every match of a selector has; None where there is no such single thing.

    >>> clue('.metadata dd a[href*="/people/"]'), clue('meta[name="x:y"]'), clue("h1, h2"), clue(".a:not(.b .a)")
    ('a', '[name=x:y]', None, '.a')
    """
    named = _NAME_VALUE.search(css)
    if named and css.startswith("meta[") and _bare(css) == "meta":
        return f"[name={named[1]}]"
    last = _LAST.search(_bare(css))
    return max(_tokens(last[0]), key=lambda token: token[0] == ".", default=None) if last else None


def needed(css: str) -> frozenset[str]:
    """Return classes and tags that must stand on a page for a selector to match anything.

    >>> sorted(needed(".a > li:not(.b) a[href]")), sorted(needed("h1, h2"))
    (['.a', 'a', 'li'], [])
    """
    compounds = re.split(r"[\s>+~]+", _bare(css))
    return frozenset(token for compound in compounds for token in _tokens(compound))


def _bare(css: str) -> str:
    """Return a selector without what stands in brackets; empty for lists and escapes, which need a real parser."""
    plain, changed = css.strip(), 1
    while changed:
        plain, changed = _GROUP.subn("", plain)
    return "" if "," in plain or "\\" in css else plain


def _tokens(compound: str) -> list[str]:
    found: list[str] = _TOKEN.findall(compound.partition(":")[0])
    return [token if token[0] == "." else token.lower() for token in found]
