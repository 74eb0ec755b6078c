"""Releases written as plain lines, and the quotes that are found in them."""

from __future__ import annotations

from parsers.quotes import find_quotes
from parsers.records import Block

Found = tuple[str | None, str | None, str]


def read(text: str, language: str = "en") -> list[Found]:
    """Return (speaker, role, text) of the quotes in a text: '> ' opens a line of a blockquote, '>> ' of a new one."""
    blocks, number = [], -1
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith(">"):
            number += line.startswith(">> ") or not before.startswith(">")
            blocks.append(Block(text=line.lstrip("> "), quotation=number))
        else:
            blocks.append(Block(text=line))
    return [(one.speaker, one.role, one.text) for one in find_quotes(blocks, language=language)]
