"""The generic reader beside trafilatura, on the real pages of ../shared: text, titles and dates.

Of these pages the first and last words of the text are known, and some sentences of it; the truth is the shortest run
of the page's words that begins and ends so and holds the sentences. Texts are compared as bags of words (F1).
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import trafilatura

from parsers.assembly import assemble
from parsers.blocks import collapse
from parsers.encodings import decode
from parsers.errors import PageError
from parsers.generic import read_generic
from parsers.generic_page import GenericPage, text_of_tree
from parsers.records import Page, Release
from tests.parsers.unknown_pages import LAYOUT, SOURCE

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRUTH, CORPUS = SHARED / "newsroom/truth/sites.jsonl", SHARED / "corpus"
FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
EVERY = 3  # one page in three: all of them take ten seconds
ZONES = {
    "jis.gov.jm": "America/Jamaica",
    "pib.gov.in": "Asia/Kolkata",
    "whitehouse": "America/New_York",
    "energy.gov": "America/New_York",
    "gov.uk": "Europe/London",
}
pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="needs the real pages of ../shared")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A page with what is known of it, and what the reader made of it."""

    truth: dict[str, Any]
    html: str
    zone: str
    release: Release | None

    @property
    def wanted(self) -> list[str]:
        """The words of the text, empty where its end is not known."""
        words = _words(text_of_tree(GenericPage(self.html, url="https://example.org/").body))
        starts = self.truth["body_starts"]
        heads = [_words(one)[:10] for one in (starts if isinstance(starts, list) else [starts])]
        tail = _words(self.truth.get("body_ends", ""))[-12:]
        ends = [n + len(tail) for n in _places(words, tail)] if tail else []
        runs = [words[start:end] for head in heads for start, end in product(_places(words, head), ends) if start < end]
        return min((one for one in runs if self.holds_sentences(one)), key=len, default=[])

    def holds_sentences(self, words: list[str]) -> bool:
        """Whether words hold what the text must hold."""
        return all(_within(one, words) for one in self.truth["must_contain"])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", collapse(text).casefold())


def _places(words: list[str], run: list[str]) -> list[int]:
    return [n for n in range(len(words) - len(run) + 1) if words[n : n + len(run)] == run]


def _within(sentence: str, words: list[str]) -> bool:
    return " ".join(_words(sentence)) in " ".join(words)


def _f1(wanted: list[str], got: list[str]) -> float:
    hit = sum((Counter(wanted) & Counter(got)).values())
    return 2 * hit / (len(wanted) + len(got)) if hit else 0.0


def _files() -> dict[str, Path]:
    with (CORPUS / "replay/sites.tsv").open(encoding="utf-8") as file:
        return {row["path"]: CORPUS / row["file"] for row in csv.DictReader(file, delimiter="\t")}


def _cases() -> Iterator[Case]:
    files = _files()
    truths = [json.loads(one) for one in TRUTH.read_text("utf-8").splitlines()]
    others = [one for one in truths if "whitehouse" not in one["source"]]
    for truth in (*others[::2], *truths[::EVERY]):
        parts = urlsplit(truth["url"])
        content = files[parts.path + (f"?{parts.query}" if parts.query else "")].read_bytes()
        zone = next((zone for host, zone in ZONES.items() if host in parts.netloc), "Europe/Berlin")
        source = replace(SOURCE, title="", homepage="", time_zone=zone, language=truth["language"])
        page = Page(url=truth["url"], content=content, content_type="text/html", fetched_at=FETCHED)
        decoded = decode(content, page.content_type)
        try:
            release = assemble(source, read_generic(source, LAYOUT, page, decoded))
        except PageError:
            release = None
        yield Case(truth=truth, html=decoded.text, zone=zone, release=release)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """A part of the pages, read once."""
    return list({case.truth["url"]: case for case in _cases()}.values())


def test_no_real_release_is_doubted(cases: list[Case]) -> None:
    assert [one.truth["url"] for one in cases if one.release is None] == []


def test_the_text_is_at_least_as_good_as_trafilatura_s(cases: list[Case]) -> None:
    ours, theirs = [], []
    for case in cases:
        if case.release and (wanted := case.wanted):
            ours.append(_f1(wanted, _words(case.release.body)))
            theirs.append(_f1(wanted, _words(trafilatura.extract(case.html) or "")))
    assert len(ours) >= 20
    assert mean(ours) >= max(0.98, mean(theirs)), (mean(ours), mean(theirs))


def test_every_sentence_that_must_be_there_is_and_no_chrome_comes_along(cases: list[Case]) -> None:
    for case in cases:
        words = _words(case.release.body if case.release else "")
        assert case.holds_sentences(words), case.truth["url"]
        assert not any(_within(one, words) for one in case.truth["must_not_contain"]), case.truth["url"]


def test_titles_and_dates_are_right_on_nineteen_pages_of_twenty(cases: list[Case]) -> None:
    titles = [_words(one.release.title) == _words(one.truth["title"]) for one in cases if one.release]
    assert mean(titles) >= 0.95
    assert mean(map(_is_dated, cases)) >= 0.95, [one.truth["url"] for one in cases if not _is_dated(one)]


def _is_dated(case: Case) -> bool:
    """Whether a release has the day that is known, where its publisher is."""
    published = case.release.published_at if case.release else None
    days = {str(one)[:10] for one in (case.truth["published_at"], *case.truth.get("published_at_also", ()))}
    return published is not None and published.astimezone(ZoneInfo(case.zone)).date().isoformat() in days
