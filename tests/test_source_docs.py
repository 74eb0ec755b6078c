"""docs/SOURCES.md and the README's table of sources: all that a source file can say is told, and what is told works."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from parsers.declarations import (
    FIELDS,
    DeclaredExpect,
    DeclaredFeed,
    DeclaredLayout,
    DeclaredRange,
    DeclaredSource,
    EntryKey,
)
from parsers.documents import CHROME, Document
from parsers.records import FeedKind, FeedText, PageKind
from parsers.sources import read_source
from tests.manuals import chapter, fenced, page, rows, words
from tests.shipped import shipped_sources
from tests.source_table import MARK, has_evidence, renewed, source_row

PAGE = page("docs/SOURCES.md")
README = page("README.md")
EXAMPLES = fenced(PAGE, "toml")
WHOLE = EXAMPLES[0]
FEED, LAYOUT = "[[feed]]", "[[layout]]"


def _told(heading: str) -> set[str]:
    """The words in the first cells of a chapter's tables."""
    return {word for cells in rows(chapter(PAGE, heading)) for word in words(cells[0])}


def _completed(example: str) -> str:
    """A whole source file: what an example shows, in place of the listings or the layouts of the first."""
    head, _, rest = WHOLE.partition(FEED)
    feeds, _, layouts = rest.partition(LAYOUT)
    if example.startswith(FEED):
        return f"{head}{example}{LAYOUT}{layouts}"
    return f"{head}{FEED}{feeds}{example}" if example.startswith(LAYOUT) else example


def test_every_key_of_a_source_file_is_explained_and_no_other() -> None:
    keys = set(DeclaredSource.model_fields) | set(DeclaredExpect.model_fields)
    assert _told("The source") == keys
    assert set(DeclaredRange.model_fields) <= words(chapter(PAGE, "The source"))


def test_every_key_of_a_listing_is_explained_and_no_other() -> None:
    assert _told(FEED) == {*DeclaredFeed.model_fields, *get_args(FeedKind), *get_args(FeedText)}
    assert set(get_args(EntryKey)) <= words(chapter(PAGE, FEED))


def test_every_key_and_field_of_a_layout_is_explained_and_no_other() -> None:
    assert _told(LAYOUT) == {*DeclaredLayout.model_fields, *FIELDS, *get_args(PageKind)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: re.findall(r'name = "(.*)"', one)[0])
def test_every_example_is_a_source_file_that_can_be_read(example: str) -> None:
    assert read_source(_completed(example), name="xx/example", file="docs/SOURCES.md")


def test_every_kind_of_listing_and_of_page_is_shown_but_for_gov_uk_s_own() -> None:
    """`feed` stands for the three formats that it is one of; the twin of a page is GOV.UK's."""
    shown = {kind for example in EXAMPLES for kind in re.findall(r'^kind = "(.*)"', example, re.MULTILINE)}
    assert shown == {"feed", "atom", "rss", "json", "sitemap", "html", "generic"}
    assert [one for one in EXAMPLES if "form = " in one]
    assert [one for one in EXAMPLES if "until = " in one]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("h1", ["Lights on"]),
        (".date::own", ["4 October 2026"]),
        ("time::attr(datetime)", ["2026-10-04"]),
        (r".meta::re(No\. (\d+))", ["17"]),
        ("jsonld::author.name", ["Ada"]),
    ],
)
def test_a_selector_reads_what_the_manual_says(written: str, read: list[str]) -> None:
    source = read_source(WHOLE, name="xx/example", file="docs/SOURCES.md")
    html = (
        '<main><h1>Lights on</h1><p class="date">4 October 2026 <b>London</b></p><time datetime="2026-10-04"></time>'
        '<p class="meta">No. 17</p></main><script type="application/ld+json">'
        '{"headline": "Lights on", "author": {"name": "Ada"}}</script>'
    )
    assert written in _told("Selectors")
    assert Document(html, source.layouts, url="https://www.ministry.example/").values(written) == read


def test_what_the_manual_says_can_be_cut_out_can() -> None:
    (line,) = re.findall(r"`chrome` and `outside` take (.*?) alone", PAGE, re.DOTALL)
    filled = {word.replace('[attribute^="start"]', '[class^="start"]') for word in words(line)}
    assert len(filled) == 4
    assert [word for word in filled if not CHROME.fullmatch(word)] == []


def test_the_readme_s_table_says_of_every_source_what_its_file_says() -> None:
    """After a change of a source file, `python -m tests.source_table` writes the table anew."""
    assert rows(chapter(README, "Sources")) == list(map(source_row, shipped_sources()))
    assert renewed(README) == README


def test_the_readme_marks_sources_that_nobody_has_seen_or_described() -> None:
    """The mark is explained where it stands, and a source that is watched from the start does not carry it."""
    unseen = [one for one in shipped_sources() if not has_evidence(one)]
    assert unseen
    assert [one.name for one in unseen if one.watched or "unverified" not in one.verified] == []
    marked = [cells[0] for cells in rows(chapter(README, "Sources")) if MARK in cells[0]]
    assert marked == [f"`{one.name}` {MARK}" for one in unseen]
    assert f"{MARK} means" in " ".join(chapter(README, "Sources").split())
