"""Bodies that follow an element: where they end, whatever the tags of their text do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.errors import PageError
from parsers.records import Page, Release
from parsers.releases import read_release
from tests.golden import FOLDER
from tests.parsers.samples import changed
from tests.shipped import shipped_sources

INDIA = next(source for source in shipped_sources() if source.name == "in/pib")
PAGE = (FOLDER / "in/pib/2026-release.html").read_text("utf-8")
LAST = "<p>KE/LT</p>"


def _read(*pairs: tuple[str, str]) -> Release:
    content, fetched_at = changed(PAGE, *pairs).encode(), datetime(2026, 11, 1, tzinfo=UTC)
    url = f"{INDIA.homepage}/PressReleasePage.aspx?PRID=2900001"
    return read_release(INDIA, Page(url=url, content=content, content_type="text/html", fetched_at=fetched_at))


@pytest.mark.parametrize("stray", ["</div>", "</div></div>", "</p></center></div>"])
def test_a_stray_closing_tag_does_not_cut_the_text(stray: str) -> None:
    """Texts come out of word processors; what they close too early is the page's own box."""
    assert _read((LAST, stray + LAST)).body == _read().body


@pytest.mark.parametrize("unclosed", ["<div>", "<div><blockquote>", '<div class="x"><div><p>'])
def test_a_tag_that_is_not_closed_does_not_let_the_rest_of_the_page_in(unclosed: str) -> None:
    """Nor does it cost a word: the text ends where the layout says, even inside the tag."""
    assert _read((LAST, unclosed + LAST)).body == _read().body


def test_a_page_without_the_end_of_its_text_is_refused() -> None:
    """Else the counter of visitors would be read as the last words of a minister."""
    with pytest.raises(
        PageError, match="expected one of '#reel_pic', '#ReleaseId' behind the body, got none"
    ) as caught:
        _read(('<div id="reel_pic">', "<div>"), ('<span id="ReleaseId">', "<span>"))
    assert caught.value.kind == "unclosed_body"
