"""Selectors find through the index exactly what they find without it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from parsers.selecting import parse_selector
from parsers.selectors import SelectorIndex, clue, needed
from tests.golden import FOLDER
from tests.shipped import shipped_sources

SELECTORS = {
    parse_selector(selector).css
    for source in shipped_sources()
    for layout in source.layouts
    for _, alternatives in layout.fields
    for selector in alternatives
    if not selector.startswith("jsonld::")
}
OTHERS = {
    "*",
    "h1, h2",
    "H1",
    "a:not([href])",
    "div > p:first-child",
    "meta[name='govuk:format'], h1",
    "[lang]",
    ":is(h1, h2)",
    r".govuk-\!-x",
    "main a",
}
PAGES = {
    page.name: BeautifulSoup(page.read_text("utf-8"), "lxml", multi_valued_attributes=None)
    for page in sorted(FOLDER.rglob("*.html"))
}


@pytest.mark.parametrize("selector", sorted(SELECTORS | OTHERS))
def test_the_index_does_not_change_what_a_selector_finds(selector: str) -> None:
    """On every golden page."""
    for name, soup in PAGES.items():
        assert list(map(id, SelectorIndex(soup).select(selector))) == list(map(id, soup.select(selector))), name


@pytest.mark.parametrize(
    ("selector", "key"),
    [
        ('.metadata dd a[href*="/people/"]', "a"),
        ('meta[name="x:y"]', "[name=x:y]"),
        (".a:not(.b .c)", ".a"),
        ("dd:has(a:is([x], [y]))", "dd"),
        ("h1, h2", None),
        ("*", None),
    ],
)
def test_a_selector_is_looked_up_under_what_all_its_matches_have(selector: str, key: str | None) -> None:
    """A class is rarer than a tag, and is preferred."""
    assert clue(selector) == key


def test_a_page_without_a_class_that_a_selector_names_is_not_searched() -> None:
    """What stands inside :not, :has and :is is no condition of that kind."""
    assert needed(".a > li:not(.b) a[href]") == {".a", "li", "a"}
    assert needed("h1, .a") == set()
