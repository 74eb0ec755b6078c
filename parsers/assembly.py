"""The fields of a page, however they were found, to one release: text, notes, quotes, amounts, links.

Does not know where the fields came from: a page and its structured twin meet here, so that they give the same record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bs4.element import Tag as Element

from parsers.amounts import find_amounts
from parsers.blocks import notes_start, read_blocks, read_links, text_of_blocks
from parsers.currencies import home_currency
from parsers.errors import PageError
from parsers.quotes import find_quotes
from parsers.records import Amount, Block, Change, FieldName, Release, Source, Tag, Translation
from parsers.scripts import credible_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A release before its text is read: every field but those that come out of the body."""

    url: str
    external_id: str | None
    document_type: str
    language: str
    title: str
    summary: str
    body: Element
    published_at: datetime | None
    updated_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal: str
    history: tuple[Change, ...]
    organisations: tuple[Tag, ...]
    people: tuple[Tag, ...]
    places: tuple[Tag, ...]
    translations: tuple[Translation, ...]
    layout: str
    remarks: tuple[tuple[str, str], ...] = ()  # (stable kind of a problem, detail): what was wrong but not fatal


def check_type(source: Source, url: str, document_type: str) -> None:
    """Raise PageError ('no_document_type', 'other_type') for what is not one of the source's types of release."""
    known = ", ".join(source.document_types)
    if not document_type:
        raise PageError("no_document_type", f"{url}: expected a type of release ({known}), got none")
    if document_type not in source.document_types:
        raise PageError("other_type", f"{url}: {document_type!r} is not a type of release (known: {known})")


def unique_tags(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return the tags in their order, each name and each URL once, nameless ones left out."""
    found: list[Tag] = []
    seen: set[str] = set()
    for tag in tags:
        keys = {tag.name, tag.url or tag.name}
        if tag.name and not keys & seen:
            found.append(tag)
            seen |= keys
    return tuple(found)


def assemble(source: Source, draft: Draft) -> Release:
    """Return the release of a draft; raises PageError ('no_title', 'no_body') for a draft without a text."""
    if not draft.title:
        raise PageError("no_title", f"{draft.url}: expected a title, got none")
    blocks = read_blocks(draft.body)
    if not blocks:
        raise PageError("no_body", f"{draft.url}: expected text in the body, got none")
    main, notes = _parted(blocks)
    language = credible_language(draft.language, (source.language, *source.tongues), main or notes)
    links, attachments = read_links(draft.body, draft.url)
    return Release(
        source=source.name,
        country=source.country,
        url=draft.url,
        external_id=draft.external_id,
        document_type=draft.document_type,
        language=language,
        title=draft.title,
        summary=draft.summary,
        body="\n\n".join(part for part in (main, notes) if part),
        notes=notes,
        published_at=draft.published_at,
        updated_at=draft.updated_at,
        withdrawn_at=draft.withdrawn_at,
        withdrawal=draft.withdrawal,
        history=draft.history,
        organisations=draft.organisations,
        people=draft.people,
        places=draft.places,
        quotes=find_quotes(blocks, language=language),
        amounts=_amounts(source, draft, language, main, notes),
        attachments=attachments,
        links=links,
        translations=draft.translations,
        layout=draft.layout,
    )


def _parted(blocks: tuple[Block, ...]) -> tuple[str, str]:
    """Return the body without its notes to editors, and the notes."""
    start = notes_start(blocks)
    return text_of_blocks(blocks[:start]), text_of_blocks(blocks[start:])


def _amounts(source: Source, draft: Draft, language: str, main: str, notes: str) -> tuple[Amount, ...]:
    texts: tuple[tuple[FieldName, str], ...] = (
        ("title", draft.title),
        ("summary", draft.summary),
        ("body", main),
        ("notes", notes),
    )
    home = home_currency(source.country)
    return tuple(one for name, text in texts for one in find_amounts(text, field=name, language=language, home=home))
