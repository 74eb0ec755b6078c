"""Pages that somebody broke, on purpose or not: a release or a PageError, soon, and never half a text."""

from __future__ import annotations

import re
import time

import pytest

from parsers.errors import PageError
from parsers.releases import read_release, read_with_problems
from tests.parsers.samples import GOVUK, HTML, URL, golden, html_page, press_release

LEVELS = 100_000
MAIN = '<main id="content"'
GOVSPEAK = '<div class="govspeak">'


def _kind(content: str | bytes, content_type: str = HTML) -> str:
    with pytest.raises(PageError) as caught:
        read_release(GOVUK, html_page(content, content_type=content_type))
    return caught.value.kind


@pytest.mark.parametrize("place", [MAIN, GOVSPEAK, "<head>", "</head>"])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table"])
def test_a_hundred_thousand_open_tags_end_in_a_problem_at_once(place: str, tag: str) -> None:
    """No crash, no recursion error, and no text that stops where the parser gave up."""
    started = time.process_time()
    assert _kind(press_release((place, f"<{tag}>" * LEVELS + place))) == "too_deep"
    assert time.process_time() - started < 2


def test_tags_that_are_opened_and_closed_are_no_depth() -> None:
    """A long page is not a deep one."""
    body = read_release(GOVUK, html_page(press_release((GOVSPEAK, GOVSPEAK + "<p>line</p>" * 5_000)))).body
    assert body.count("line\n") == 5_000


@pytest.mark.parametrize("lost", ["</p>", "</li>", "</h1>", "</h2>", "</span>", "</dd>", "</ul>"])
def test_closing_tags_that_html_can_do_without_lose_nothing(lost: str) -> None:
    """The next tag says where the last one ends."""
    whole = read_release(GOVUK, html_page(press_release()))
    assert read_release(GOVUK, html_page(press_release((lost, "")))) == whole


@pytest.mark.parametrize("lost", ["</(div)>", "</(div|section|p)>", "</(div|nav|ul|li|p|ol|dl|dd|dt|h[1-6])>"])
def test_a_page_whose_boxes_are_never_closed_is_refused(lost: str) -> None:
    """Nobody can say where its text ends, or what else it swallowed."""
    assert _kind(re.sub(lost, "", press_release())) == "unclosed_body"


@pytest.mark.parametrize("sign", ["\x01", "\ufffe", "&#1;", "&#xFFFF;", "&#31"])
def test_a_sign_that_no_page_may_hold_costs_nothing_but_itself(sign: str) -> None:
    """Also behind chrome, where the tree is cut."""
    whole = read_release(GOVUK, html_page(press_release()))
    assert read_release(GOVUK, html_page(press_release((MAIN, f"<nav>menu</nav>{sign} {MAIN}")))) == whole
    inside = press_release((GOVSPEAK, f"{GOVSPEAK}<p>Har{sign}bours<nav>menu</nav>{sign} are open.</p>"))
    assert "Harbours" in read_release(GOVUK, html_page(inside)).body


@pytest.mark.parametrize("blank", ["\v", "\f", "&#11;", "&#x0C;"])
def test_a_vertical_tab_that_came_from_a_word_processor_is_a_blank(blank: str) -> None:
    page = press_release((GOVSPEAK, f"{GOVSPEAK}<p>Harbours{blank}are<nav>menu</nav>{blank}open.</p>"))
    assert "Harbours are" in read_release(GOVUK, html_page(page)).body


def test_a_page_that_ends_half_way_is_refused() -> None:
    """Wherever it ends before the release does."""
    text = press_release()
    last = text.index("</main>")
    for stop in range(1_000, last, 500):
        assert _kind(text[:stop]) in {"cut_page", "unknown_layout", "other_type", "no_document_type"}, stop


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty_page"),
        (" \n ", "empty_page"),
        ("<!-- nothing -->", "empty_page"),
        ("<html><head><title>Just a moment...</title></head><body>Checking</body></html>", "challenge_page"),
        ("<html><head><title>Account Suspended</title></head><body></body></html>", "suspended_page"),
        ("<h1>We are experiencing technical difficulties</h1>", "unknown_layout"),
        ("not html at all", "unknown_layout"),
        (b"\x00\x01\x02\xff" * 100, "unknown_layout"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "unknown_layout"),
    ],
)
def test_what_is_no_release_is_named(content: str | bytes, kind: str) -> None:
    """So that it is not mistaken for an edition, and whoever is on duty knows what came."""
    assert _kind(content) == kind


def test_a_release_that_speaks_of_challenges_is_read() -> None:
    """Only a page that is no release is looked at for signs of one."""
    script = '<script src="/cdn-cgi/challenge-platform/scripts/main.js"></script></head>'
    assert read_release(GOVUK, html_page(press_release(("</head>", script)))).title


@pytest.mark.parametrize(
    ("codec", "content_type", "kinds"),
    [
        ("utf-8", "text/html; charset=iso-8859-1", ["charset_conflict"]),
        ("utf-8", "text/html", []),
        ("cp1252", "text/html; charset=iso-8859-1", []),
        ("latin-1", "text/html; charset=iso-8859-1", []),
    ],
)
def test_the_text_is_right_in_every_charset(codec: str, content_type: str, kinds: list[str]) -> None:
    """Characters that a charset lacks come as references; what a header says wrongly is a problem."""
    text = press_release()
    label = "utf-8" if codec == "utf-8" else "iso-8859-1"
    content = text.replace('charset="utf-8"', f'charset="{label}"').encode(codec, "xmlcharrefreplace")
    reading = read_with_problems(GOVUK, html_page(content, content_type=content_type))
    assert reading.release == read_release(GOVUK, html_page(press_release()))
    assert [problem.kind for problem in reading.problems] == kinds


def test_broken_bytes_are_reported_and_the_rest_is_read() -> None:
    """Replacement characters stand where the bytes were."""
    content = press_release().encode().replace(b"</p>", b" \xff\xfe\xc3(</p>")
    reading = read_with_problems(GOVUK, html_page(content))
    assert [problem.kind for problem in reading.problems] == ["invalid_bytes"]
    assert reading.release.title == read_release(GOVUK, html_page(press_release())).title
    assert "We will light every one of them." in reading.release.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<script>", '<script nonce="42">'),
        ("</head>", '<meta name="csrf-token" content="abc"></head>'),
        (
            'class="gem-c-layout-for-public govuk-template__body">',
            'class="js-enabled"><!-- frontend-7 --><p>41 people are here</p>',
        ),
        ("Unrelated: Ruritania promises £9 billion", "Another title"),
        ("Cookies on GOV.UK", "Biscuits on GOV.UK"),
    ],
)
def test_what_changes_around_a_release_does_not_change_it(old: str, new: str) -> None:
    """A new edition is a new text, not a new banner."""
    text = press_release().replace(old, new)
    assert read_release(GOVUK, html_page(text)) == read_release(GOVUK, html_page(press_release()))


@pytest.mark.parametrize(
    "text", ["{", '{"headLine": []}', "[" * LEVELS, "[1, null]", '{"headLine": "x", "author": [3, {"name": 4}]}']
)
def test_structured_data_that_is_broken_is_passed_over(text: str) -> None:
    """The page's other ways to say the same are taken."""
    page = golden("2020-press-release.html")
    start, stop = page.index('{"@context"'), page.index("    </script>")
    broken = read_release(GOVUK, html_page(page[:start] + text + page[stop:]))
    whole = read_release(GOVUK, html_page(page))
    assert broken == whole


def test_a_link_that_leads_nowhere_costs_no_release() -> None:
    """The organisation keeps its name."""
    page = press_release(("'/government/organisations/department-for-quays'", "'http://[/government/organisations/x'"))
    first = read_release(GOVUK, html_page(page, url=URL)).organisations[0]
    assert (first.name, first.url) == ("Department for Quays", None)
