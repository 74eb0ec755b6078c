"""Every source has golden pages, every page gives the release that stands beside it, and no layout goes untested."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from parsers.documents import Document
from parsers.records import Layout, Source
from parsers.releases import read_release, read_with_problems
from parsers.selecting import parse_selector
from tests.golden import Golden, golden_pages, written
from tests.shipped import shipped_sources

PAGES = list(golden_pages())
LAYOUTS = [(source, layout) for source in shipped_sources() for layout in source.layouts]


def _of_layout(source: Source, layout: Layout) -> list[Golden]:
    pages = [golden for golden in PAGES if golden.source is source]
    # What stands behind the name says by which evidence a page without selectors was read.
    return [golden for golden in pages if read_release(source, golden.page).layout.partition(" ")[0] == layout.name]


def _finds(golden: Golden, layout: Layout, selector: str) -> bool:
    text = golden.file.read_text("utf-8")
    way = parse_selector(selector)
    if way.key:
        return way.key.partition(".")[0] in Document(text, [layout], url=golden.page.url).json_ld
    return bool(BeautifulSoup(text, "lxml").select(way.css))


@pytest.mark.parametrize("golden", PAGES, ids=lambda golden: f"{golden.source.name}/{golden.file.name}")
def test_a_golden_page_gives_the_release_beside_it(golden: Golden) -> None:
    """A change of the readers that changes a release shows here; `python -m tests.golden` accepts it."""
    assert written(read_release(golden.source, golden.page)) == golden.expected.read_text("utf-8")


@pytest.mark.parametrize("golden", PAGES, ids=lambda golden: f"{golden.source.name}/{golden.file.name}")
def test_a_golden_page_has_no_problems(golden: Golden) -> None:
    """What is fine is not reported."""
    assert read_with_problems(golden.source, golden.page).problems == ()


@pytest.mark.parametrize(("source", "layout"), LAYOUTS, ids=lambda one: one.name)
def test_every_layout_has_a_golden_page(source: Source, layout: Layout) -> None:
    """A layout without a page would be changed without anybody noticing."""
    assert _of_layout(source, layout)


@pytest.mark.parametrize(("source", "layout"), LAYOUTS, ids=lambda one: one.name)
def test_every_field_of_a_layout_is_met_on_a_golden_page(source: Source, layout: Layout) -> None:
    """For each field at least one of its selectors finds something on at least one page."""
    pages = _of_layout(source, layout)
    unmet = [
        name for name, ways in layout.fields if not any(_finds(page, layout, way) for page in pages for way in ways)
    ]
    assert unmet == []


def test_a_page_and_its_structured_twin_are_both_there() -> None:
    """At least one release comes in both forms, and both are held against the same file."""
    twins = [
        golden.file for golden in PAGES if golden.file.suffix == ".json" and golden.file.with_suffix(".html").exists()
    ]
    assert twins
