"""A digest as one short chat message: what happened, one line a release, and how many more there are.

Pure. Bounded, because chats cut long messages off or refuse them; the whole digest is for mail and files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from flows.alerts import phrasing as say
from flows.alerts.markdown import escape
from flows.alerts.marks import cut
from flows.alerts.records import Digest, Item
from flows.alerts.voices import echoed
from flows.alerts.wording import counted, wording

MOST = 3000  # characters that somebody reads in a chat
_TITLE = 140
_CALL = re.compile(r"(?<![\w.])@(?=\w)")


def chat_text(digest: Digest, *, most: int = MOST, markdown: bool) -> str:
    """Return the message in at most `most` characters, as Markdown or as plain text.

    Plain text is made harmless for services that read markup in it all the same: nobody is called by @name.
    """
    show = escape if markdown else calm
    lines = [show(line) for line in say.summary(digest)]
    releases = [
        *(_line(digest, item, show, markdown=markdown) for item in (*digest.items, *digest.others, *digest.echoes))
    ]
    hidden = digest.more + digest.more_others + digest.more_echoes
    end = f"\n\n{show(say.footer(digest)[0])}"
    room = most - len(end)
    head = "\n".join(lines)[:room]
    return f"{head}{_fitted(digest, releases, hidden, room - len(head))}{end}"[:most]


def calm(text: str) -> str:
    """Return a plain text in which no chat finds a call, a link or a tag."""
    return _CALL.sub("@\u200b", text).replace("<", "‹").replace(">", "›")


def _line(digest: Digest, item: Item, show: Callable[[str], str], *, markdown: bool) -> str:
    title = show(cut(item.name, _TITLE))
    linked = f"[{title}]({item.url})" if markdown and item.url else title
    topics = ", ".join(reason.name for reason in item.reasons)
    told = " · ".join(part for part in (topics, echoed(digest, item) or say.happened(digest, item)) if part)
    address = "" if markdown or not item.url else f"\n  {item.url}"
    return f"- {linked} · {show(cut(told, _TITLE))}{address}"


def _fitted(digest: Digest, releases: list[str], hidden: int, room: int) -> str:
    """Return as many releases as there is room for, and the number of the others."""
    for shown in range(len(releases), -1, -1):
        text = "".join(_blocks(digest, releases[:shown], hidden + len(releases) - shown))
        if len(text) <= room:
            return text
    return ""


def _blocks(digest: Digest, releases: list[str], more: int) -> Iterator[str]:
    if releases:
        yield "\n\n" + "\n".join(releases)
    if more:
        yield "\n\n" + counted(wording(digest.language).more_items, more)
