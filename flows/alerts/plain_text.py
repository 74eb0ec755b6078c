"""A digest as plain text of at most 76 columns; matched words stand between asterisks, an edit's between brackets.

Addresses and commands are never broken, so that they can be followed; they are the only lines that can be longer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from flows.alerts import phrasing as say
from flows.alerts.marks import cut
from flows.alerts.records import Digest, Edit, Item, Mark, Passage, Piece, Section
from flows.alerts.voices import echoed, voice_label
from flows.alerts.wording import counted, wording

WIDTH = 76
_SIGNS: dict[Mark, tuple[str, str]] = {"": ("", ""), "match": ("*", "*"), "new": ("[+", "]"), "old": ("[-", "]")}


def render_text(digest: Digest) -> str:
    """Return the digest as plain text, ending in a line break."""
    lines = [say.dateline(digest), *_wrapped(" ".join(say.summary(digest)))]
    for section in digest.sections:
        lines += _section(digest, section)
    lines += _others(digest)
    lines += _echoes(digest)
    lines += ["", "-" * WIDTH, *_footer(digest)]
    return "\n".join(lines) + "\n"


def signed(pieces: Iterable[Piece]) -> str:
    """Return pieces as one text with signs around what is marked."""
    return "".join(f"{_SIGNS[piece.mark][0]}{piece.text}{_SIGNS[piece.mark][1]}" for piece in pieces)


def _wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Wrap a text; a word that is longer than a line is broken, an address is not."""
    head = indent if first is None else first
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words="://" not in text,
    )


def _heading(name: str, count: int) -> list[str]:
    title = f"{cut(name, WIDTH - 12)} ({count:,})"
    return ["", "", title, "=" * len(title)]


def _section(digest: Digest, section: Section) -> Iterator[str]:
    yield from _heading(section.name, section.count)
    for item in section.items:
        yield from ("", *_item(digest, item))
    yield from ("", f"{wording(digest.language).elsewhere}:") if section.elsewhere else ()
    for item in section.elsewhere:
        yield from _wrapped(f"{signed(item.title)} · {say.told_under(digest, section, item)}", "  ", "- ")
    if section.more:
        yield from ("", counted(wording(digest.language).more_items, section.more))


def _item(digest: Digest, item: Item) -> Iterator[str]:
    yield from _wrapped(signed(item.title))
    yield from [f"  {item.url}"] if item.url else []
    yield from _wrapped(" · ".join((*say.badges(digest, item), say.byline(digest, item))), "  ")
    yield from _block(signed(item.standfirst), "  ")
    for line in say.details(digest, item):
        yield from _block(f"{line.label}: {line.text}", "  ")
    for edit in item.edits:
        yield from _edit(digest, edit)
    for passage in item.passages:
        yield from _passage(digest, passage)
    yield from _block(say.more(digest, item), "    ")
    yield from ("", *_ends(digest, item))


def _block(text: str, indent: str) -> list[str]:
    return ["", *_wrapped(text, indent)] if text else []


def _edit(digest: Digest, edit: Edit) -> Iterator[str]:
    yield ""
    for label, pieces in zip(say.edit_labels(digest, edit), (edit.before, edit.after), strict=True):
        yield from _wrapped(f"{label}: {signed(pieces)}", "      ", "    ") if pieces else ()


def _passage(digest: Digest, passage: Passage) -> Iterator[str]:
    words, credit = signed(passage.pieces), say.credit(digest, passage)
    yield from _block(f"“{words}”" if passage.speaker else words, "    ")
    yield from _wrapped(f"– {credit}", "      ", "    ") if credit else ()


def _ends(digest: Digest, item: Item) -> Iterator[str]:
    words = wording(digest.language)
    for why in item.reasons:
        yield from _wrapped(f"{words.why} {why.name}: {say.reason(digest, why)}", "    ", "  ")
    if item.sums:
        yield from _wrapped(f"{words.sums}: {say.sums(digest, item)}", "    ", "  ")
    for other in item.voices:
        yield from _wrapped(f"{voice_label(digest, item, other)}: {other.title}", "    ", "  ")
        yield from [f"    {other.url}"] if other.url else []
    yield from [f"  {words.compare}: {command}"] if (command := say.comparison(item)) else []


def _short(digest: Digest, item: Item) -> Iterator[str]:
    yield from _wrapped(f"{signed(item.title)} · {say.happened(digest, item)}", "  ", "- ")
    yield from [f"  {item.url}"] if item.url else []


def _others(digest: Digest) -> Iterator[str]:
    if not digest.others:
        return
    words = wording(digest.language)
    yield from (*_heading(words.also_seen, len(digest.others) + digest.more_others), "")
    for item in digest.others:
        yield from _short(digest, item)
    if digest.more_others:
        yield from ("", counted(words.more_items, digest.more_others))


def _echoes(digest: Digest) -> Iterator[str]:
    if not digest.echoes:
        return
    words = wording(digest.language)
    yield from (*_heading(words.also_from, len(digest.echoes) + digest.more_echoes), "")
    for item in digest.echoes:
        yield from _wrapped(f"{signed(item.title)} · {echoed(digest, item)}", "  ", "- ")
        yield from [f"  {item.url}"] if item.url else []
    yield from ("", counted(words.more_items, digest.more_echoes)) if digest.more_echoes else ()


def _footer(digest: Digest) -> Iterator[str]:
    if digest.sections:
        yield f"{wording(digest.language).topics}:"
    for section in digest.sections:
        yield from _wrapped(f"{cut(section.name, 80)}: {cut(section.query, 300)}", "    ", "  ")
    for line in say.footer(digest):
        yield from _wrapped(line)
