"""One page of a source to one release, whichever way the page came: HTML, the API behind it, or an entry of a feed.

Does not fetch, remember or compare; a page that cannot be read raises PageError, which the caller records.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.assembly import Draft, assemble
from parsers.entries import read_entry
from parsers.entry_documents import CONTENT_TYPE
from parsers.pages import read_page
from parsers.publishers.uk import govuk
from parsers.records import Page, Problem, Release, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A release, and what was wrong with its page without keeping it from being read."""

    release: Release
    problems: tuple[Problem, ...]


def read_with_problems(source: Source, page: Page) -> Reading:
    """Return the release on a page, with a problem for each thing that was wrong but could be read nevertheless.

    Raises PageError with a stable kind for a page that is not a readable release of this source, and its
    subclass PageGone for an answer that says that the release is gone.
    """
    draft = _draft(source, page)
    problems = (Problem(source=source.name, url=page.url, kind=kind, detail=detail) for kind, detail in draft.remarks)
    return Reading(release=assemble(source, draft), problems=tuple(problems))


def _draft(source: Source, page: Page) -> Draft:
    if page.content_type == CONTENT_TYPE:
        return read_entry(source, page)
    return govuk.read_item(source, page) if _is_json(page) else read_page(source, page)


def read_release(source: Source, page: Page) -> Release:
    """Return the release on a page; raises PageError as read_with_problems does."""
    return read_with_problems(source, page).release


def redirect_target(source: Source, page: Page) -> str | None:
    """Return the URL to which an answer of status 200 points instead of holding a release; None for all others."""
    return govuk.redirect_target(source, page) if _is_json(page) else None


def _is_json(page: Page) -> bool:
    return "json" in page.content_type.partition(";")[0]
