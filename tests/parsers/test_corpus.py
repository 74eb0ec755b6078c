"""GOV.UK's real documents, as far as they lie beside this repository: what is read is what is true of them."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from parsers.errors import PageError
from parsers.records import Page, Release
from parsers.releases import read_release
from tests.parsers.samples import GOVUK, HTML, html_page

SHARED = Path(__file__).parents[3] / "shared"
NEWSROOM, CORPUS = SHARED / "newsroom", SHARED / "corpus"
pytestmark = pytest.mark.skipif(not NEWSROOM.is_dir() or not CORPUS.is_dir(), reason="no ../shared with real documents")

Truth = dict[str, Any]


@pytest.fixture(scope="module")
def replay() -> Iterator[str]:
    """Serve the real documents, and say where."""
    command = [sys.executable, str(NEWSROOM), "--port", "0", "--corpus", str(CORPUS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().split()[1]
        finally:
            process.terminate()


def _truths() -> list[Truth]:
    return [json.loads(line) for line in (NEWSROOM / "truth/govuk.jsonl").read_text("utf-8").splitlines()]


def _read(base: str, path: str) -> Release:
    with urllib.request.urlopen(base + path) as reply:
        page = Page(
            url=base + path,
            content=reply.read(),
            content_type=reply.headers["Content-Type"],
            fetched_at=datetime.now(UTC),
        )
    return read_release(GOVUK, page)


def _both(base: str, truth: Truth) -> tuple[Release, Release]:
    path = truth["url"].removeprefix(GOVUK.homepage)
    return _read(base, path), _read(base, f"/api/content{path}")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _names(release: Release, field: str) -> list[str]:
    return sorted(tag.name for tag in getattr(release, field))


def test_the_api_gives_what_is_true(replay: str) -> None:
    """Every field that is known of every release."""
    for truth in _truths():
        _, release = _both(replay, truth)
        for field in ("url", "title", "document_type", "language", "external_id"):
            assert getattr(release, field) == truth[field], truth["url"]
        for field in ("published_at", "updated_at", "withdrawn_at"):
            assert getattr(release, field) == _moment(truth[field]), (field, truth["url"])
        for field in ("organisations", "people", "places"):
            assert _names(release, field) == sorted(truth[field]), (field, truth["url"])


def test_the_text_is_whole(replay: str) -> None:
    """Every word of the body, in its order, from the page and from the API."""
    for truth in _truths():
        for release in _both(replay, truth):
            assert release.body.split() == _composed(truth["body"]).split(), (release.layout, truth["url"])
            assert release.summary == _composed(truth["summary"]), (release.layout, truth["url"])


def test_the_page_gives_what_the_api_gives(replay: str) -> None:
    """But for what a page does not say: who published a fatality notice, and the minute of one old publication."""
    inexact = 0
    for truth in _truths():
        page, item = _both(replay, truth)
        unsaid = {field: getattr(page, field) for field in (*truth.get("not_on_page", []), "published_at")}
        assert page == replace(item, layout=page.layout, **unsaid), truth["url"]
        inexact += page.published_at != item.published_at
    assert inexact <= 1


@pytest.mark.parametrize(
    "file", sorted(CORPUS.glob("www.gov.uk/html/2012-whitehall/*.html")), ids=lambda file: file.stem[:30]
)
def test_captures_of_2012_are_releases(file: Path) -> None:
    """With everything that their pages say."""
    release = read_release(GOVUK, html_page(file.read_bytes(), content_type=HTML))
    assert (release.layout, release.document_type) == ("2012", "news_story")
    assert (len(release.organisations), len(release.people)) == (1, 1)
    assert release.published_at
    assert release.published_at.year == 2012
    assert "Notes to editors" in release.notes


@pytest.mark.parametrize("file", sorted(CORPUS.glob("www.gov.uk/html/2020-02/*.html")), ids=lambda file: file.stem[:30])
def test_travel_advice_of_2020_is_no_release(file: Path) -> None:
    """It looks like news, and says what it is."""
    with pytest.raises(PageError) as caught:
        read_release(GOVUK, html_page(file.read_bytes(), content_type=HTML))
    assert caught.value.kind == "other_type"
