"""What a publisher writes stays text: no markup, no link, no header, no control sequence."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from flows.alerts.digest import render_html, render_markdown, render_text
from flows.alerts.links import safe_link
from flows.alerts.markdown import escape
from flows.alerts.marks import clean
from flows.alerts.message import to_bytes, to_message
from flows.alerts.phrasing import SUBJECT_MOST, subject
from flows.alerts.terminal import DigestView
from tests.alerts.samples import NOW, digest, due, text

SCRIPT = 'JEF <script>alert(1)</script> "onmouseover="x <img src=x>'


def test_a_title_cannot_bring_markup_into_the_html() -> None:
    """Nor can standfirst, body, speaker, note, publisher, topic or address."""
    hostile = due(
        text=text(SCRIPT, SCRIPT, SCRIPT),
        publisher=SCRIPT,
        detail=SCRIPT,
        document_type=SCRIPT,
        url='https://x.example/"><script>alert(1)</script>',
        language='en"><script>',
    )
    page = render_html(digest(hostile))
    assert "<script" not in page
    assert "<img" not in page
    assert 'x.example/"' not in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https://user:secret@evil.example/",
        "https://",
        "http://[broken",
        "mailto:a@b.example",
        "",
    ],
)
def test_an_address_that_is_none_for_readers_is_not_linked(address: str) -> None:
    """The release is told without a link."""
    made = digest(due(url=address))
    assert made.items[0].url is None
    assert "href" not in render_html(made)
    assert "](" not in render_markdown(made)


def test_an_address_cannot_end_a_markdown_link_or_a_line() -> None:
    """Brackets, spaces and line breaks are encoded."""
    assert safe_link("https://x.example/a b)(c\n<d>é") == "https://x.example/a%20b%29%28c%3Cd%3E%C3%A9"


def test_a_title_cannot_bring_a_header_into_the_mail() -> None:
    """A line break in a title is a space in the subject."""
    hostile = due(text=text("JEF\r\nBcc: all@example.org\r\n\r\nHello"))
    message = to_message(digest(hostile), sender="desk@press.example", to=("a@b.example",), date=NOW)
    assert message["Bcc"] is None
    assert b"\nBcc:" not in to_bytes(message)
    assert "\n" not in message["Subject"]


def test_a_subject_is_bounded_and_printable() -> None:
    """However long and odd the title is."""
    said = subject(digest(due(text=text("JEF \x1b[31m\u202e\x00 " + "long " * 5000))))
    assert len(said) <= SUBJECT_MOST
    assert said.isprintable()


def test_control_sequences_do_not_reach_the_terminal() -> None:
    """Nor does the terminal library's own markup."""
    out = io.StringIO()
    hostile = due(text=text("JEF \x1b]0;owned\x07 [red]not red[/red] [link=https://evil.example]here[/link]"))
    Console(file=out, width=80).print(DigestView(digest(hostile)))
    assert "\x1b" not in out.getvalue()
    assert "[red]not red[/red]" in out.getvalue()


def test_what_turns_the_reading_direction_is_taken_out() -> None:
    """A title cannot show other than it reads."""
    assert clean("gpj.\u202eexe\u2066\x07 a\tb\n c") == "gpj.exe a b c"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[click](https://evil.example)", r"\[click\]\(https://evil.example\)"),
        ("# loud", r"\# loud"),
        ("- item", r"\- item"),
        ("1. item", "1\u200b. item"),
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("@everyone", "@\u200beveryone"),
        ("desk@example.org", "desk@example.org"),
        ("a*b_c`d", r"a\*b\_c\`d"),
    ],
)
def test_markdown_shows_a_title_as_it_is(written: str, shown: str) -> None:
    """No emphasis, link, heading, list or call comes of it."""
    assert escape(written) == shown


def test_megabytes_of_text_do_not_make_a_long_digest() -> None:
    """Only what a reader reads is shown."""
    huge = due(text=text("JEF " + "x" * 10**6, "y " * 10**6, "The JEF " + "z " * 10**6))
    assert len(render_html(digest(huge))) < 15_000
    assert len(render_text(digest(huge))) < 4_000
