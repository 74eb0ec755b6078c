"""What the keys of a source file must agree on with one another: kinds and their keys, names, types, order of layouts.

Works on the file's own tables, whatever else is wrong in them, so that every mistake is told at once. Does not know
which values a key takes; `declarations` does, and what has another kind than its key takes is passed over here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from parsers.documents import CHROME
from parsers.errors import Mistake
from parsers.selecting import parse_selector
from parsers.spelling import meant

Table = Mapping[str, Any]

_RELEASE = "title summary body notes external_id language published_at updated_at organisations people places"
_CAN_BE_FILLED = frozenset(_RELEASE.split())
_BODIES = ("body", "body_parts", "body_after")
_TAUGHT = ("html", "json")  # kinds whose entries a source file has to describe


def disagreements(table: Table) -> Iterator[Mistake]:
    """Yield what is wrong in a source file though each value by itself may be right."""
    yield from _of_expect(table)
    yield from _repeated("document_types", texts(table.get("document_types")))
    for kind in ("feed", "layout"):
        yield from _repeated(kind, (row["name"] for _, row in rows(table, kind) if isinstance(row.get("name"), str)))
    for place, feed in rows(table, "feed"):
        yield from _of_feed(place, feed)
        yield from _of_text(place, feed, table)
        if table.get("homepage") and "url" not in feed:
            yield Mistake(f"{place}.url", "missing; only a source without a homepage has its feeds from the settings")
        yield from _of_types(f"{place}.document_types", texts(feed.get("document_types")), table)
    for place, layout in rows(table, "layout"):
        yield from _of_layout(place, layout, table)
    yield from _out_of_order(table)


def rows(table: Table, kind: str) -> list[tuple[str, Table]]:
    """Return (place, table) of every feed or layout of a file; a place names the row: 'layout.2020'."""
    found = table.get(kind)
    numbered = enumerate(found if isinstance(found, list) else ())
    return [(f"{kind}.{_name(row, number)}", row) for number, row in numbered if isinstance(row, dict)]


def _name(row: Table, number: int) -> str:
    name = row.get("name")
    return name if isinstance(name, str) and name else str(number)


def texts(value: object) -> list[str]:
    """Return the texts of a value that is one or a list of them; none of any other."""
    found = [value] if isinstance(value, str) else value
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _kind(row: Table) -> str:
    return str(row.get("kind", "html"))


def _repeated(key: str, names: Iterable[str]) -> Iterator[Mistake]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Mistake(key, f"expected every name once, got {name!r} again")


def _of_expect(table: Table) -> Iterator[Mistake]:
    expect = table.get("expect")
    if not isinstance(expect, dict):
        return
    for name in texts(expect.get("filled")):
        if name not in _CAN_BE_FILLED:
            known = f"expected some of {', '.join(sorted(_CAN_BE_FILLED))}, got {name!r}"
            yield Mistake("expect.filled", known + meant(name, _CAN_BE_FILLED))
    week = expect.get("releases_per_week")
    least, most = (week.get("min"), week.get("max")) if isinstance(week, dict) else (None, None)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Mistake("expect.releases_per_week.min", f"expected at most max = {most}, got {least}")


def _of_feed(place: str, feed: Table) -> Iterator[Mistake]:
    entry, kind = feed.get("entry", {}), _kind(feed)
    ways = entry if isinstance(entry, dict) else {}
    if kind in _TAUGHT and "url" not in ways:
        yield Mistake(f"{place}.entry.url", f"missing; a listing of kind {kind!r} says where an entry has its link")
    for key in ("entry", "items"):
        if kind not in _TAUGHT and "kind" in feed and feed.get(key):
            yield Mistake(f"{place}.{key}", f"a feed of kind {kind!r} describes itself; remove it")
    if kind == "html":
        yield from _bad_selectors(f"{place}.items", texts(feed.get("items") or []))
        for name, found in ways.items():
            yield from _bad_selectors(f"{place}.entry.{name}", texts(found))


def _of_text(place: str, feed: Table, table: Table) -> Iterator[Mistake]:
    """A listing that is to hold the texts of its releases can, and says where; pages that are asked for can be read."""
    text, kind, entry = feed.get("text", "page"), _kind(feed), feed.get("entry", {})
    needed = "summary" if "standfirst" in str(text) else "content"
    if text != "page" and kind == "sitemap":
        yield Mistake(f"{place}.text", f"expected 'page', for a sitemap holds no texts, got {text!r}")
    if text != "page" and kind in _TAUGHT and isinstance(entry, dict) and needed not in entry:
        yield Mistake(f"{place}.entry.{needed}", f"missing; text = {text!r} says that an entry holds it")
    layouts = [_kind(layout) for _, layout in rows(table, "layout")]
    if text not in ("feed", "standfirst") and layouts and set(layouts) == {"entry"}:
        yield Mistake(f"{place}.text", f"expected 'feed' or 'standfirst', for no layout reads pages, got {text!r}")


def _bad_selectors(key: str, selectors: Iterable[str]) -> Iterator[Mistake]:
    for one in selectors:
        try:
            parse_selector(one)
        except Exception as error:  # noqa: BLE001 - soupsieve raises what its parts raise, and all mean the same
            yield Mistake(key, f"not a selector: {one!r} ({str(error).splitlines()[0]})")


def _of_types(key: str, kinds: Iterable[str], table: Table) -> Iterator[Mistake]:
    known = texts(table.get("document_types", ["press_release"]))
    for kind in kinds:
        if kind not in known:
            named = ", ".join(known)
            yield Mistake(
                key, f"expected one of the source's document_types ({named}), got {kind!r}{meant(kind, known)}"
            )


def _of_layout(place: str, layout: Table, table: Table) -> Iterator[Mistake]:
    names = layout.get("type_names", {})
    yield from _of_types(f"{place}.type_names", texts(list(names.values())) if isinstance(names, dict) else (), table)
    yield from _of_types(f"{place}.type", filter(None, texts(layout.get("type"))), table)
    if _kind(layout) == "html":
        yield from _needed(place, layout)
        if len(table.get("document_types", "?")) > 1 and not (layout.get("type") or layout.get("document_type")):
            message = "missing; expected a selector, or 'type' where all pages of the layout are of one"
            yield Mistake(f"{place}.document_type", message)
    for key in ("chrome", "outside"):
        for selector in texts(layout.get(key)):
            if not CHROME.fullmatch(selector):
                expected = "expected '.class', '#id', 'tag' or 'tag[attribute^=\"start\"]'"
                yield Mistake(f"{place}.{key}", f"{expected}, got {selector!r}")


def _needed(place: str, layout: Table) -> Iterator[Mistake]:
    if not layout.get("sign"):
        yield Mistake(f"{place}.sign", "missing; expected a selector that only pages of this generation match")
    if not layout.get("title"):
        yield Mistake(f"{place}.title", "missing; every layout needs a selector for it")
    bodies = [name for name in _BODIES if layout.get(name)]
    if len(bodies) != 1:
        got, known = " and ".join(bodies) or "none", ", ".join(_BODIES)
        yield Mistake(f"{place}.body", f"missing; expected a selector for one of {known}, got {got}")


def _out_of_order(table: Table) -> Iterator[Mistake]:
    """Layouts stand newest first, the newest one open and every other one closed by a date."""
    layouts = [(place, row.get("until")) for place, row in rows(table, "layout") if _kind(row) == "html"]
    before: date | None = None
    for number, (place, until) in enumerate(layouts):
        if number == 0 and until is not None:
            yield Mistake(f"{place}.until", f"expected no date for the first layout, which is today's, got {until}")
        end = until if isinstance(until, date) and not isinstance(until, datetime) else None
        if number and before and (end or date.max) > before:
            yield Mistake(f"{place}.until", f"expected layouts newest first, got {until} after {before}")
        before = end
