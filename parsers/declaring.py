"""Source files written: what is known of a new publisher, as TOML for a person to finish.

Does not decide what stands in it, and writes to no disk. What was guessed says so, beside what is to be checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.proposals import Found, Proposal

_LINE = 120
_SURE = 0.995  # of the words of a text, so that there is nothing to look for


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """The listing of a new source."""

    kind: str  # 'feed', 'sitemap' or 'html'
    url: str  # path below the homepage, or an address at another host
    selector: str = ""  # of html: the links of its entries
    include: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """What is known of a new publisher."""

    day: str  # on which it was looked at: '2026-11-24'
    read_from: tuple[str, ...]  # the listing and the pages
    name: str  # of the publisher
    country: str
    language: str
    languages: tuple[str, ...]
    homepage: str
    time_zone: str
    week: tuple[int, int]  # releases, at least and at most
    feed: NewFeed
    proposal: Proposal


def source_text(new: NewSource) -> str:
    """Return the text of a source file; it has no mistakes where the values are of the kinds that its keys take."""
    return "\n".join((*_head(new), *_feed(new.feed), *_layout(new.proposal))) + "\n"


def _head(new: NewSource) -> Iterator[str]:
    yield f"# History: {new.day} proposed by `presswatch sources add` from"
    yield from (f"#          {one}" for one in new.read_from)
    yield "# Lines with CHECK were guessed. Look at them, then take the word away."
    yield f"name = {_quoted(new.name)} # CHECK: as the publisher calls itself"
    yield f"country = {_quoted(new.country)} # CHECK: ISO 3166-1 ('zz': international)"
    yield f"language = {_quoted(new.language)} # CHECK: what most releases are written in"
    if len(new.languages) > 1:
        yield f"languages = [{', '.join(map(_quoted, new.languages))}] # in which it writes dates"
    yield f"homepage = {_quoted(new.homepage)}"
    yield f"time_zone = {_quoted(new.time_zone)} # CHECK: where the publisher is"
    yield f'verified = "unverified: proposed on {new.day} from {len(new.read_from) - 1} releases"'
    least, most = new.week
    names = {"title", "body", *(f"{one.field[:9]}_at" for one in new.proposal.fields if one.field[:9] == "published")}
    filled = ", ".join(_quoted(one) for one in ("title", "body", "published_at") if one in names)
    yield f"expect = {{ releases_per_week = {{ min = {least}, max = {most} }}, filled = [{filled}] }} # CHECK"
    yield ""


def _feed(feed: NewFeed) -> Iterator[str]:
    yield "[[feed]]"
    yield 'name = "news"'
    yield f"kind = {_quoted(feed.kind)}"
    yield f"url = {_quoted(feed.url)}"
    yield 'every = "30m" # CHECK: how often is there news?'
    if feed.kind == "html":
        yield f"entry = {{ url = {_quoted(f'{feed.selector}::attr(href)')}, title = {_quoted(feed.selector)} }} # CHECK"
    if feed.kind == "sitemap":
        yield f"include = {_quoted(feed.include)} # CHECK: what only the addresses of releases hold"
    yield ""


def _layout(proposal: Proposal) -> Iterator[str]:
    yield "[[layout]]"
    if not proposal.is_layout:
        yield f"# No selectors: {proposal.reason}."
        yield "# Pages are read by what they declare and by where their text stands."
        yield from ('name = "generic"', 'kind = "generic"')
        return
    yield 'name = "today"'
    yield f"sign = {_quoted(proposal.sign)} # CHECK: only pages of releases have it"
    yield f"root = {_quoted(proposal.root)}"
    for one in proposal.fields:
        line = f"{one.field} = {_quoted(one.selector)}"
        yield line + _example(one, _LINE - len(line))


def _example(found: Found, room: int) -> str:
    """What the selector reads on the first page, as a comment, where there is room for it; of a text how sure it is."""
    if found.field == "body":
        return (
            "" if found.likeness > _SURE else f" # CHECK: {found.likeness:.0%} of its words were expected, others not"
        )
    text = found.values[0]
    left = room - len(" # ")
    short = text if len(text) <= left else f"{text[: left - 2]} …"
    return f" # {short}" if left > len("2026-11-24") else ""


def _quoted(text: str) -> str:
    """Return a TOML string: a literal one where that spares its quotation marks."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
