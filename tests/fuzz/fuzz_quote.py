"""Quotes in texts, with a blank line between blocks, and '>' in front of those that are quoted. Nothing is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.blocks import collapse
from parsers.quotes import find_quotes
from parsers.records import Block, Quote
from tests.fuzz import material
from tests.fuzz.targets import Target

LANGUAGES = tuple("en sv da nb is fi et lv lt nl pl uk ru de fr es it cy zz".split())
WORDS = (
    *"“ ” „ ‟ \" ' ‘ ’ « » ‹ › – — - : , . ... said added säger mówi sagte sanoo a dit".split(),
    *"Dr. Sen. Mr Minister Secretary of for the MP KCB QC O'Neill van der (Lab) he she I we \n\n >".split(),
    *("according to", "told reporters:", "the Prime Minister said", "said: “", "” said Jo Reed, "),
)


def read(variant: int, content: bytes) -> tuple[Quote, ...]:
    """Find the quotes of a text in one language; each has words."""
    blocks = tuple(_blocks(content.decode("utf-8", "replace")))
    found = find_quotes(blocks, language=LANGUAGES[variant])
    assert all(one.text for one in found), found
    return found


def _blocks(text: str) -> Iterator[Block]:
    quotation = -1
    before = False
    for part in text.split("\n\n"):
        quoted = part.startswith(">")
        quotation += quoted and not before
        before = quoted
        if line := collapse(part.removeprefix(">")):
            yield Block(text=line, quotation=quotation if quoted else None)


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield texts of releases, as they are and quoted in parts."""
    for number, text in enumerate(material.texts()):
        yield number % len(LANGUAGES), text.encode()
        yield 0, text.replace("\n\n“", "\n\n>“").encode()


TARGET = Target(read=read, variants=len(LANGUAGES), seeds=seeds, words=WORDS)
