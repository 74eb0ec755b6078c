"""A digest as Markdown for chats: CommonMark that stays readable where it is shown raw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.alerts import phrasing as say
from flows.alerts.marks import cut
from flows.alerts.records import Digest, Edit, Item, Mark, Passage, Piece, Section
from flows.alerts.voices import echoed, voice_label
from flows.alerts.wording import counted, wording

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&])")
_LINE_START = re.compile(r"^(\s*)([-=]|\d+(?=[.)]))")
_CALL = re.compile(r"(?<![\w.])@(?=\w)")  # chats call people by @name; an e-mail address has a word before the sign
_SIGNS: dict[Mark, str] = {"": "", "match": "**", "new": "**", "old": "~~"}


def render_markdown(digest: Digest) -> str:
    """Return the digest as Markdown, ending in a line break."""
    blocks = [f"**{escape(say.subject(digest))}**", *(escape(line) for line in say.summary(digest))]
    for section in digest.sections:
        blocks += _section(digest, section)
    blocks += _others(digest)
    blocks += _echoes(digest)
    blocks.append("---\n" + "  \n".join(_footer(digest)))
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is: no emphasis, link, heading or markup, and nobody called by @name."""
    text = _CALL.sub("@\u200b", _SPECIAL.sub(r"\\\1", text))
    return _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[2] in "-=" else f"{match[0]}\u200b", text)


def _signed(pieces: Iterable[Piece]) -> str:
    return "".join(_sign(piece) for piece in pieces)


def _sign(piece: Piece) -> str:
    """Put signs around the words only: CommonMark takes none that have a space on their inner side."""
    words = piece.text.strip()
    if not piece.mark or not words:
        return escape(piece.text)
    before, after = piece.text.split(words, 1)
    return f"{before}{_SIGNS[piece.mark]}{escape(words)}{_SIGNS[piece.mark]}{after}"


def _link(text: str, url: str | None) -> str:
    return f"[{text}]({url})" if url else text


def _section(digest: Digest, section: Section) -> Iterator[str]:
    yield f"## {escape(cut(section.name, 80))} ({section.count:,})"
    for item in section.items:
        yield from _item(digest, item)
    if section.elsewhere:
        yield f"{wording(digest.language).elsewhere}:"
        yield "\n".join(_short(item, say.told_under(digest, section, item)) for item in section.elsewhere)
    if section.more:
        yield counted(wording(digest.language).more_items, section.more)


def _item(digest: Digest, item: Item) -> Iterator[str]:
    yield f"### {_link(_signed(item.title), item.url)}"
    yield escape(" | ".join((*say.badges(digest, item), say.byline(digest, item))).strip(" |")).replace("\\|", "|")
    if item.standfirst:
        yield _signed(item.standfirst)
    for line in say.details(digest, item):
        yield f"{escape(line.label)}: {escape(line.text)}"
    yield from (_edit(digest, edit) for edit in item.edits)
    yield from (_passage(digest, passage) for passage in item.passages)
    rest = say.more(digest, item)
    yield from [escape(rest)] if rest else []
    yield "\n".join(_ends(digest, item))


def _edit(digest: Digest, edit: Edit) -> str:
    labels = say.edit_labels(digest, edit)
    sides = zip(labels, (edit.before, edit.after), strict=True)
    return "  \n".join(f"> {escape(label)}: {_signed(pieces)}" for label, pieces in sides if pieces)


def _passage(digest: Digest, passage: Passage) -> str:
    words, credit = _signed(passage.pieces), say.credit(digest, passage)
    said = f"> “{words}”" if passage.speaker else f"> {words}"
    return f"{said}  \n> – {escape(credit)}" if credit else said


def _ends(digest: Digest, item: Item) -> Iterator[str]:
    words = wording(digest.language)
    for why in item.reasons:
        yield f"- {words.why} {escape(why.name)}: {escape(say.reason(digest, why))}"
    if item.sums:
        yield f"- {words.sums}: {escape(say.sums(digest, item))}"
    for other in item.voices:
        yield f"- {escape(voice_label(digest, item, other))}: {_link(escape(other.title), other.url)}"


def _short(item: Item, remark: str) -> str:
    return f"- {_link(_signed(item.title), item.url)} · {escape(remark)}"


def _others(digest: Digest) -> Iterator[str]:
    if not digest.others:
        return
    words = wording(digest.language)
    yield f"## {words.also_seen} ({len(digest.others) + digest.more_others:,})"
    yield "\n".join(_short(item, say.happened(digest, item)) for item in digest.others)
    if digest.more_others:
        yield counted(words.more_items, digest.more_others)


def _echoes(digest: Digest) -> Iterator[str]:
    if digest.echoes:
        words = wording(digest.language)
        yield f"## {words.also_from} ({len(digest.echoes) + digest.more_echoes:,})"
        yield "\n".join(_short(item, echoed(digest, item)) for item in digest.echoes)
        yield from [counted(words.more_items, digest.more_echoes)] if digest.more_echoes else []


def _footer(digest: Digest) -> Iterator[str]:
    if digest.sections:
        yield f"{wording(digest.language).topics}:"
    for section in digest.sections:
        yield f"{escape(cut(section.name, 80))}: {escape(cut(section.query, 300))}"
    yield from (escape(line) for line in say.footer(digest))
