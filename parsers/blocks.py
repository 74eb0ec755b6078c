"""The text of a release's body, block by block, and what stands in it: notes to editors, links, attachments.

Does not know where the body begins or ends on the page; it is given the element.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from parsers.locations import canonical_url
from parsers.note_markers import OPENS_NOTES
from parsers.records import Block, BlockKind, Link

_SKIPPED = frozenset(("script", "style", "template", "noscript"))
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("dt", "dd"), "term"),
    "li": "item",
}
_OTHER_BLOCKS = (
    "address article aside blockquote body dd details div dl fieldset figure footer form header hr html main nav ol p "
    "pre section summary table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_KINDS) | frozenset(_OTHER_BLOCKS.split())
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DOCUMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|rtf)$", re.IGNORECASE)
_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "zip": "application/zip",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def collapse(text: str) -> str:
    """Return the text in NFC on one line: white space collapsed, none at the ends, no control characters."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return unicodedata.normalize("NFC", line if line.isprintable() else _CONTROL.sub("", line))


def text_of(element: Tag) -> str:
    """Return the text of an element on one line; a line break counts as a space."""
    return collapse("".join(" " if one is None else one for one in _pieces(element)))


def read_blocks(element: Tag) -> tuple[Block, ...]:
    """Return the blocks of text in an element, in document order, none empty."""
    return tuple(_Reader().read(element))


def text_of_blocks(blocks: Sequence[Block]) -> str:
    """Return the text of blocks, parted by blank lines."""
    return "\n\n".join(block.text for block in blocks)


def _pieces(element: Tag) -> Iterator[str | None]:
    for node in element.descendants:
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node)
        elif isinstance(node, Tag) and (node.name == "br" or node.name in BLOCKS):
            yield None


class _Reader:
    """One walk over an element; keeps its own stack, because pages nest deeper than Python recurses."""

    def __init__(self) -> None:
        self.buffer: list[str] = []
        self.kinds: list[BlockKind] = ["paragraph"]
        self.inside = 0  # how many blockquotes are open
        self.quotations = 0  # how many blockquotes were opened outside any other

    def read(self, element: Tag) -> Iterator[Block]:
        stack: list[Iterator[PageElement]] = [iter(element.contents)]
        open_tags: list[Tag] = []
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                if open_tags:
                    yield from self.close(open_tags.pop())
            elif isinstance(node, Tag):
                if node.name not in _SKIPPED:
                    yield from self.open(node)
                    open_tags.append(node)
                    stack.append(iter(node.contents))
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self.buffer.append(str(node))
        yield from self.flush()

    def open(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "br":
            self.buffer.append(" ")
        elif tag.name in BLOCKS:
            yield from self.flush()
            self.kinds.append(_KINDS.get(tag.name, self.kinds[-1]))
            if tag.name == "blockquote":
                self.quotations += self.inside == 0
                self.inside += 1

    def close(self, tag: Tag) -> Iterator[Block]:
        if tag.name in BLOCKS:
            yield from self.flush()
            self.kinds.pop()
            self.inside -= tag.name == "blockquote"

    def flush(self) -> Iterator[Block]:
        text = collapse("".join(self.buffer))
        self.buffer = []
        if text:
            yield Block(text=text, kind=self.kinds[-1], quotation=self.quotations - 1 if self.inside else None)


def notes_start(blocks: Sequence[Block]) -> int:
    """Return the number of the block that opens the notes to editors; the number of blocks where there are none.

    A heading or a short paragraph opens them: 'Notes to editors', 'Note for editors:', 'Additional information', 'END',
    and the same in the languages of the publishers. Facts and contacts open none.
    """
    return next((n for n, block in enumerate(blocks) if len(block.text) < 40 and _opens_notes(block)), len(blocks))


def _opens_notes(block: Block) -> bool:
    return block.kind in ("heading", "paragraph") and OPENS_NOTES.fullmatch(block.text) is not None


def read_links(element: Tag, base: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return (links, attachments) of a body, each URL once; links that lead nowhere on the web are left out."""
    links: dict[str, Link] = {}
    attachments: dict[str, Link] = {}
    for anchor in element.find_all("a", href=True):
        if str(anchor["href"]).startswith("#"):
            continue
        try:
            url = canonical_url(str(anchor["href"]), base)
        except ValueError:
            continue  # mailto:, tel: and broken links
        document = _DOCUMENT.search(url.partition("?")[0])
        found = attachments if document else links
        if url not in found or not found[url].title:  # an attachment's picture links before its title does
            kind = _TYPES.get(document[1].lower()) if document else None
            found[url] = Link(title=text_of(anchor), url=url, content_type=kind)
    return tuple(links.values()), tuple(attachments.values())
