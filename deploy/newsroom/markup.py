"""The text of a release to the HTML that GOV.UK's Govspeak makes of its own markup.

    Paragraphs are parted by blank lines and may run over several lines.
    ## Heading                      > a quotation, > of several paragraphs
    - an item of a list             1. an item of a numbered list
    [words](https://…)              *[JEF]: Joint Expeditionary Force
    [attachment: Title | file.pdf | 214 KB | 6]      (the last is the number of pages)

Does not do more of Markdown than that; character references such as &nbsp; pass through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final

from deploy.newsroom.records import content_id_of

_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_ABBREVIATION: Final = re.compile(r"^\*\[(.+?)\]: (.+)$", re.MULTILINE)
_ATTACHMENT: Final = re.compile(r"^\[attachment: (.+?) \| (.+?) \| (.+?) \| (\d+)\]$", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_LONE_AMPERSAND: Final = re.compile(r"&(?!#?\w+;)")
_NUMBERED: Final = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a release offers; nothing answers at its address."""

    title: str
    file: str
    size: str  # as written, '214 KB'
    pages: int

    @property
    def url(self) -> str:
        """Where GOV.UK would serve it."""
        media = content_id_of("/media/" + self.file).replace("-", "")[:24]
        return f"https://assets.publishing.service.gov.uk/media/{media}/{self.file}"


def to_html(text: str) -> str:
    """Return the HTML of a release's text, in its own `div.govspeak`."""
    abbreviations = dict(_ABBREVIATION.findall(text))
    return f'<div class="govspeak">{_blocks(_ABBREVIATION.sub("", text), abbreviations)}\n</div>'


def attachments_of(text: str) -> tuple[Attachment, ...]:
    """Return the files that a text offers, in their order."""
    return tuple(_attachment(found) for found in _ATTACHMENT.finditer(text))


def _attachment(found: re.Match[str]) -> Attachment:
    return Attachment(title=found[1], file=found[2], size=found[3], pages=int(found[4]))


def _blocks(text: str, abbreviations: Mapping[str, str]) -> str:
    blocks = (block for block in _BLANK_LINES.split(text.strip()) if block.strip())
    return "\n\n".join(_block(block, abbreviations) for block in blocks)


def _block(text: str, abbreviations: Mapping[str, str]) -> str:
    if attachment := _ATTACHMENT.fullmatch(text):
        return _attachment_html(_attachment(attachment))
    if text.startswith(">"):
        inner = "\n".join(line.removeprefix(">").strip() for line in text.splitlines())
        return f"<blockquote>\n{_blocks(inner, abbreviations)}\n</blockquote>"
    if text.startswith("## "):
        return _heading(text.removeprefix("## "), abbreviations)
    if text.startswith("- "):
        return _list("ul", text.removeprefix("- ").split("\n- "), abbreviations)
    if _NUMBERED.match(text):
        return _list("ol", re.split(r"(?:^|\n)\d+\. ", text)[1:], abbreviations)
    return f"<p>{_inline(text, abbreviations)}</p>"


def _heading(text: str, abbreviations: Mapping[str, str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f'<h2 id="{slug}">{_inline(text, abbreviations)}</h2>'


def _list(tag: str, items: list[str], abbreviations: Mapping[str, str]) -> str:
    rows = "\n".join(f"  <li>{_inline(item, abbreviations)}</li>" for item in items)
    return f"<{tag}>\n{rows}\n</{tag}>"


def _inline(text: str, abbreviations: Mapping[str, str]) -> str:
    html = _LONE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    for short, long in abbreviations.items():
        # Tags are matched only to be stepped over: an address may hold the abbreviation too.
        html = re.sub(rf"<[^>]*>|\b{re.escape(short)}\b", partial(_abbreviated, long=long), html)
    return html


def _abbreviated(found: re.Match[str], long: str) -> str:
    return found[0] if found[0].startswith("<") else f'<abbr title="{escape(long)}">{found[0]}</abbr>'


def _attachment_html(one: Attachment) -> str:
    pages = "1 page" if one.pages == 1 else f"{one.pages} pages"
    link = f'href="{escape(one.url)}" target="_self"'
    return f"""<section class="gem-c-attachment" data-module="ga4-link-tracker">
  <div class="gem-c-attachment__thumbnail govuk-!-display-none-print">
    <a class="govuk-link" tabindex="-1" aria-hidden="true" {link}><svg class="gem-c-attachment__thumbnail-image" \
viewBox="0 0 99 140" aria-hidden="true" focusable="false"><path d="M12 12h75v116H12z"/></svg></a>
  </div>
  <div class="gem-c-attachment__details">
    <h3 class="gem-c-attachment__title"><a class="govuk-link gem-c-attachment__link" {link}>{escape(one.title)}</a></h3>
    <p class="gem-c-attachment__metadata"><span class="gem-c-attachment__attribute"><abbr \
title="Portable Document Format" class="gem-c-attachment__abbr">PDF</abbr></span>, \
<span class="gem-c-attachment__attribute">{one.size}</span>, \
<span class="gem-c-attachment__attribute">{pages}</span></p>
  </div>
</section>"""
