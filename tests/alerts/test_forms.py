"""The same digest as HTML, text, Markdown and JSON, as its reader finds it."""

from __future__ import annotations

import html.parser
import json
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.alerts.digest import render_html, render_json, render_markdown, render_text
from flows.alerts.records import Digest
from parsers.records import Amount
from tests.alerts.samples import HOME, JEF, digest, due, many_dues, sample_dues, text


@pytest.fixture(scope="module")
def morning() -> Digest:
    return digest(*sample_dues())


class Tags(html.parser.HTMLParser):
    """Collects the tags of a page and checks that they close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("render", [render_html, render_text, render_markdown, render_json])
def test_every_form_tells_every_release_and_why(morning: Digest, render: object) -> None:
    """Title, speaker, sum, change, reason of a withdrawal, former address."""
    assert callable(render)
    said = render(morning)
    for words in (
        "coastal exercise in Skarvik",
        "Marit Lindqvist",
        "£4.2 million",
        "365",
        "the reporting scheme ended on",
        f"{HOME}/old-map",
        "Ferry timetable for the winter",
        "Corrected the table.",
    ):
        assert words in " ".join(said.replace("\\", "").split()), words


def test_the_html_is_well_formed_and_asks_nothing_of_anybody(morning: Digest) -> None:
    """No image, no script, no style from elsewhere; links lead to releases."""
    page = Tags(render_html(morning))
    assert page.open == []
    assert not {tag for tag, _ in page.seen} & {"img", "script", "link", "iframe", "form", "object"}
    addresses = [attributes["href"] or "" for tag, attributes in page.seen if tag == "a"]
    assert addresses
    assert all(address.startswith(HOME) for address in addresses)


def test_text_written_from_right_to_left_is_marked_so(morning: Digest) -> None:
    """The Arabic title reads from the right, the frame from the left."""
    page = render_html(morning)
    assert '<html lang="en" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"' in page


def test_times_are_in_the_recipients_zone() -> None:
    """A desk in Tokyo reads Tokyo's clock, and is told that it does."""
    said = render_text(digest(due(), zone="Asia/Tokyo"))
    assert "New · Tue 24 Nov, 15:30" in said
    assert "Times are Asia/Tokyo." in said


def test_a_time_of_another_year_names_its_year(morning: Digest) -> None:
    """Others do not, for the digest's own line does."""
    said = render_text(morning)
    assert "published Mon 20 Oct 2025" in said
    assert said.startswith("Tue 24 Nov 2026, 08:00\n")


def test_text_fits_a_mail_window(morning: Digest) -> None:
    """No line but an address is longer than 76 characters."""
    long = [line for line in render_text(morning).splitlines() if len(line) > 76 and "https://" not in line]
    assert long == []


def test_a_word_without_end_does_not_break_the_width() -> None:
    """It is broken."""
    said = render_text(digest(due(text=text("JEF " + "x" * 150))))
    assert max(len(line) for line in said.splitlines()) <= 76


def test_an_address_is_never_broken() -> None:
    """Else it is no link."""
    address = f"{HOME}/{'long-' * 30}name"
    assert f"{address}\n" in render_text(digest(due(url=address)))


def test_the_text_marks_what_matched_and_what_changed(morning: Digest) -> None:
    """With signs that survive a plain mail."""
    said = render_text(morning)
    assert "Minister opens *JEF* coastal exercise in Skarvik" in said
    assert "[-£310]" in said
    assert "[+£365]" in said


def test_json_keeps_its_form(morning: Digest) -> None:
    """Programs read these keys; a change of them needs a new version."""
    document = json.loads(render_json(morning))
    assert document["version"] == 1
    assert list(document) == [
        "version", "digest_id", "recipient", "language", "made_at", "zone", "subject", "summary", "topics", "releases",
        "others", "matched", "more", "more_others", "echoes", "more_echoes",
    ]  # fmt: skip
    assert list(document["releases"][0]) == [
        "release_id", "revision", "alerts", "source", "publisher", "url", "document_type", "language", "published_at",
        "updated_at", "events", "title", "standfirst", "why", "passages", "former", "edits", "sums", "translations",
        "copies", "earlier",
    ]  # fmt: skip


def test_json_marks_are_offsets_into_the_text(morning: Digest) -> None:
    """So that a program can show them in its own way."""
    passage = json.loads(render_json(morning))["releases"][0]["passages"][0]
    marks = [passage["text"][start:stop] for start, stop, _ in passage["marks"]]
    assert marks == ["JEF", "High North"]


def test_the_same_digest_gives_the_same_bytes(morning: Digest) -> None:
    """Whatever the order in which its alerts came."""
    again = digest(*reversed(sample_dues()))
    for render in (render_html, render_text, render_markdown, render_json):
        assert render(again) == render(morning)


def test_a_limit_is_told_in_words() -> None:
    """With the number of releases that are not shown."""
    made = digest(*many_dues(9), max_items=3)
    for render in (render_html, render_text, render_markdown):
        assert "and 6 more releases" in render(made)


def test_what_an_item_leaves_out_is_told_in_words() -> None:
    """Six sums are four and two more, five passages are three and two more."""
    told = text("Sums", body=" ".join(f"JEF {n} costs £{n} million." for n in range(1, 7)))
    base = due(text=told)
    starts = [told.body.index(f"JEF {n}") for n in range(1, 6)]
    found = tuple(replace(base.mentions[0], start=start, stop=start + 3) for start in starts)
    sums = tuple(Amount(text=f"£{n} million", value=Decimal(n), currency="GBP", field="body") for n in range(1, 7))
    made = digest(replace(base, mentions=found, added=(False,) * 5, amounts=sums))
    for render in (render_html, render_text, render_markdown):
        assert "and 2 more passages" in render(made)
        assert "£1 million · £2 million · £3 million · £4 million · 2 more" in render(made)


def test_a_limit_on_others_is_told_in_words() -> None:
    """As that on topics is."""
    made = digest(*(due(f"other-{n}", text(f"Other {n}"), topics=()) for n in range(5)), max_items=2)
    for render in (render_html, render_text, render_markdown):
        assert "and 3 more releases" in render(made)


def test_nothing_new_is_one_sentence() -> None:
    """In every form."""
    for render in (render_html, render_text, render_markdown):
        assert "Nothing new: no release matched your topics since the last digest." in render(digest())


def test_two_hundred_releases_take_less_than_a_second() -> None:
    """From what is due to HTML, text, Markdown and JSON."""
    dues = tuple(many_dues(200))
    start = time.perf_counter()
    made = digest(*dues, max_items=200)
    pages = [render(made) for render in (render_html, render_text, render_markdown, render_json)]
    assert time.perf_counter() - start < 1
    assert all("day 199" in page for page in pages)


def test_the_queries_are_named_at_the_end() -> None:
    """A reader who wonders why can see what the watch list asks for."""
    assert JEF.query in render_text(digest(due()))
