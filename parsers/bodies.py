"""Bodies that are not one element of their page: several that follow one another, or what stands behind an element.

Does not choose them; a layout says which they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag


def joined(parts: Iterable[Tag]) -> Tag:
    """Return one element that holds copies of the parts in their order; those inside another part come once."""
    chosen: list[Tag] = []
    for part in parts:
        if not any(one is parent for parent in part.parents for one in chosen):
            chosen.append(part)
    return _holding(chosen)


def following(element: Tag, ends: Collection[Tag]) -> Tag:
    """Return one element that holds copies of what follows an element in its parent, up to the first of `ends`.

    The tags of a text may be unbalanced. Where they end the parent too early, the text goes on behind it; where they
    enclose the end too, the text is what stands before it.
    """
    behind = [end for end in ends if _is_behind(end, element)]
    chosen: list[PageElement] = []
    for level in (element, *element.parents):
        for one in level.next_siblings:
            if any(end is one for end in behind):
                return _holding(chosen)
            if isinstance(one, Tag) and any(_is_inside(end, one) for end in behind):
                return _holding((*chosen, _before(behind, one)))
            chosen.append(one)
        if not behind:
            break
    return _holding(chosen)


def _is_behind(end: Tag, element: Tag) -> bool:
    return any(one is end for one in element.find_all_next(end.name)) and not _is_inside(end, element)


def _is_inside(element: Tag, outer: Tag) -> bool:
    return any(parent is outer for parent in element.parents)


def _before(ends: Collection[Tag], outer: Tag) -> Tag:
    """Return a copy of an element without the first of `ends` inside it and all that comes after."""
    number = next(n for n, tag in enumerate(outer.find_all(True)) if any(tag is end for end in ends))
    rest = copy(outer)
    end = rest.find_all(True)[number]
    for level in (end, *end.parents):
        for one in list(level.next_siblings):
            one.extract()
    end.extract()
    return rest


def _holding(parts: Iterable[PageElement]) -> Tag:
    holder = BeautifulSoup("<div></div>", "lxml").div
    assert isinstance(holder, Tag)  # noqa: S101 - it was just made
    for part in parts:
        holder.append(copy(part))
    return holder
