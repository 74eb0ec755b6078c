"""The releases of a digest as entries of a feed: ids that stay, and content that feed readers show.

Pure; an entry is the same for everybody whom it is told, so that the feeds of topics hold it once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from flows.alerts import phrasing as say
from flows.alerts.records import Digest, Edit, Item, Mark, Passage, Piece
from flows.alerts.voices import echoed, voice_label
from flows.alerts.wording import direction, wording
from flows.channels.atom import Entry

_TAGS: dict[Mark, str] = {"": "", "match": "b", "new": "ins", "old": "del"}
_SINCE = "2026"  # the year in which the domain is certainly the operator's (RFC 4151); part of every id, never changed


def tag(authority: str, *words: str) -> str:
    """Return a `tag:` URI: 'tag:news.example.org,2026:topic/jef'; words that a URI cannot hold go in as a hash."""
    return f"tag:{authority},{_SINCE}:{'/'.join(_specific(word) for word in words)}"


def entries_of(digest: Digest, authority: str) -> tuple[Entry, ...]:
    """Return one entry a release, in the order of the digest."""
    return tuple(_entry(digest, item, authority) for item in (*digest.items, *digest.others, *digest.echoes))


def _specific(word: str) -> str:
    plain = word.isascii() and word.replace("-", "").replace("_", "").replace(".", "").isalnum()
    return word if plain else hashlib.sha256(word.encode()).hexdigest()[:16]


def _entry(digest: Digest, item: Item, authority: str) -> Entry:
    return Entry(
        id=tag(authority, "release", item.release_id, str(item.revision), item.last.kind),
        title=item.name,
        link=item.url,
        author=item.publisher or item.source,
        language=item.language,
        published=item.published_at,
        updated=item.at,
        topics=() if item.earlier else tuple((reason.topic, reason.name) for reason in item.reasons),
        content="".join(_content(digest, item)),
    )


def _content(digest: Digest, item: Item) -> Iterator[str]:
    words = wording(digest.language)
    if item.earlier:  # known to the recipient; not told to the feeds of topics, whose readers may not know it
        yield _paragraph(escape(echoed(digest, item)))
        return
    yield _paragraph(escape(" · ".join((*say.badges(digest, item), say.byline(digest, item))).strip(" ·")))
    if item.standfirst:
        yield _paragraph(_marked(item.standfirst), item.language)
    for line in say.details(digest, item):
        yield _paragraph(escape(f"{line.label}: {line.text}"))
    yield from (_edit(digest, item, edit) for edit in item.edits)
    yield from (_passage(digest, passage) for passage in item.passages)
    if rest := say.more(digest, item):
        yield _paragraph(escape(rest))
    for reason in item.reasons:
        yield _paragraph(escape(f"{words.why} {reason.name}: {say.reason(digest, reason)}"))
    if item.sums:
        yield _paragraph(escape(f"{words.sums}: {say.sums(digest, item)}"))
    for other in item.voices:
        title = escape(other.title)
        linked = f'<a href="{escape(other.url)}">{title}</a>' if other.url else title
        yield _paragraph(f"{escape(voice_label(digest, item, other))}: {linked}")


def _edit(digest: Digest, item: Item, edit: Edit) -> str:
    sides = zip(say.edit_labels(digest, edit), (edit.before, edit.after), strict=True)
    lines = [f"{escape(label)}: {_marked(pieces)}" for label, pieces in sides if pieces]
    return f"<blockquote{_flow(item.language)}>{'<br/>'.join(lines)}</blockquote>"


def _passage(digest: Digest, passage: Passage) -> str:
    words, credit = _marked(passage.pieces), escape(say.credit(digest, passage))
    said = f"“{words}”" if passage.speaker else words
    source = f"<br/>– {credit}" if credit else ""
    return f"<blockquote{_flow(passage.language)}>{said}{source}</blockquote>"


def _paragraph(html: str, language: str | None = None) -> str:
    return f"<p{_flow(language) if language else ''}>{html}</p>"


def _flow(language: str) -> str:
    return f' lang="{escape(language)}" dir="{direction(language)}"'


def _marked(pieces: Iterable[Piece]) -> str:
    return "".join(_sign(piece) for piece in pieces)


def _sign(piece: Piece) -> str:
    name = _TAGS[piece.mark]
    return f"<{name}>{escape(piece.text)}</{name}>" if name else escape(piece.text)
